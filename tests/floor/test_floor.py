"""What Chrome 86 or Safari 14 does not know does not pass `make lint`: each line of unknown.* is refused, none of known.*."""
from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.node import NODE

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ESLINT = ("node_modules/eslint/bin/eslint.js", "--format=json", "--stdin", "--stdin-filename=static/js/shell/line.js")
STYLELINT = ("node_modules/stylelint/bin/stylelint.mjs", "--formatter=json", "--stdin", "--stdin-filename=static/css/line.css")


def told(tool: tuple[str, ...], text: str) -> list[dict[str, Any]]:
    """What a tool of `make lint` says of a file, as it would of one of ours."""
    if not (ROOT / tool[0]).exists():
        pytest.fail(f"{tool[0]} is not installed: make lint does it")
    run = subprocess.run([NODE, *tool], cwd=ROOT, input=text, capture_output=True, text=True, check=False)
    report = json.loads(run.stdout or run.stderr)[0]
    return list(report["messages"] if "messages" in report else report["warnings"])


@cache
def refused(name: str) -> dict[int, list[str]]:
    """Line → what was said of it."""
    tool = ESLINT if name.endswith(".js") else STYLELINT
    lines: dict[int, list[str]] = {}
    for message in told(tool, (HERE / name).read_text(encoding="utf-8")):
        lines.setdefault(message["line"], []).append(message.get("message") or message["text"])
    return lines


def numbered(*names: str) -> list[Any]:
    """Each line of some files as a case of its own."""
    return [
        pytest.param(name, number, id=f"{name}: {line}")
        for name in names for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1)
    ]


@pytest.mark.parametrize(("name", "line"), numbered("unknown.css", "unknown.js"))
def test_what_the_floor_does_not_know_is_refused(name: str, line: int) -> None:
    assert any("support" in said or "not known" in said or "ES20" in said for said in refused(name).get(line, [])), refused(name)


@pytest.mark.parametrize(("name", "line"), numbered("known.css", "known.js"))
def test_what_the_floor_knows_or_what_has_a_fallback_passes(name: str, line: int) -> None:
    assert refused(name).get(line, []) == []


def test_the_floor_is_the_one_that_was_agreed() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["browserslist"]
    assert asked == ["Chrome >= 86", "ChromeAndroid >= 86", "Safari >= 14", "iOS >= 14"]


def test_no_page_needs_node_to_be_served() -> None:
    assert "node" not in (ROOT / "make/run").read_text(encoding="utf-8")
    assert "nodejs" not in (ROOT / "requirements/run.lock").read_text(encoding="utf-8")
