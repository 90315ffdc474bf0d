"""CHANGELOG.md keeps its shape, and begins with the version that this is."""
from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from consult import __version__

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CHANGELOG.md").read_text("utf-8")
HEADING = re.compile(r"^## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)$", re.MULTILINE)
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_newest_version_is_the_one_that_consult_says_it_is() -> None:
    newest = re.search(r"^## \[([\d.]+)\] - ", TEXT, re.MULTILINE)
    assert newest and newest[1] == __version__


def test_the_number_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in project["project"] and project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"] == {"path": "consult/__init__.py"}


def test_versions_and_their_days_fall_and_every_heading_is_one() -> None:
    found = [(tuple(int(part) for part in match.groups()[:3]), date.fromisoformat(match[4]))
             for match in HEADING.finditer(TEXT)]
    unreleased = TEXT.count("\n## [Unreleased]\n")
    assert len(found) + unreleased == len(re.findall(r"^## ", TEXT, re.MULTILINE))
    assert found == sorted(found, reverse=True) and len({version for version, _ in found}) == len(found)


def test_what_changed_is_sorted_by_kind() -> None:
    kinds = re.findall(r"^### (\w+)", TEXT, re.MULTILINE)
    assert kinds and set(kinds) <= KINDS
