"""What Consult needs stands once, in pyproject.toml, and the locks pin all of it."""
from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECLARED = [Requirement(each) for each in PROJECT["project"]["dependencies"]]


def listed(name: str) -> list[Requirement]:
    """What one of the lists in requirements/ asks for."""
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned(name: str) -> dict[str, list[Version]]:
    """Every package of a lock with its versions: more than one where platforms differ."""
    found: dict[str, list[Version]] = {}
    for package, version in re.findall(
            r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE):
        found.setdefault(package, []).append(Version(version))
    return found


@pytest.mark.parametrize("lock", ["run.lock", "test.lock"])
def test_the_lock_pins_what_is_declared_within_what_is_allowed(lock: str) -> None:
    pins = pinned(lock)
    for needed in [*DECLARED, *listed("build.in"), *(listed("test.in") if lock == "test.lock" else [])]:
        assert any(needed.specifier.contains(version) for version in pins.get(needed.name, [])), str(needed)


def test_the_build_is_done_with_what_is_locked() -> None:
    assert [str(one) for one in listed("build.in")] == [str(Requirement(one)) for one in PROJECT["build-system"]["requires"]]


def test_nothing_that_is_needed_to_run_is_declared_anywhere_else() -> None:
    assert {path.name for path in (ROOT / "requirements").glob("*.in")} == {"build.in", "test.in"}
    assert not {one.name for one in DECLARED} & {one.name for one in listed("test.in")}
