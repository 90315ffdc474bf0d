"""The contracts of docs/ARCHITECTURE.md hold, and name every chapter there is."""
from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
# What import-linter's own command does; asked for by module, it needs no path to an executable.
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
NOT_CHAPTERS = {"core", "sheets", "typeset", "storage", "jobs", "web", "live", "api", "cli"}


def packages() -> set[str]:
    """The packages that lie directly in consult/."""
    return {path.parent.name for path in (ROOT / "consult").glob("*/__init__.py")}


def test_the_import_contracts_hold() -> None:
    # In a process of its own: what this one has imported and patched must not matter.
    linted = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True)
    assert linted.returncode == 0, "\n" + linted.stdout + linted.stderr


def test_every_chapter_has_the_floors_contract() -> None:
    floors = next(each for each in PROJECT["importlinter"]["contracts"] if each["id"] == "floors")
    assert set(floors["containers"]) == {f"consult.{name}" for name in packages() - NOT_CHAPTERS}


def test_everything_is_checked_by_mypy_as_strict() -> None:
    mypy = PROJECT["mypy"]
    assert mypy["files"] == ["consult"] and mypy["strict"] is True
    loosened = {name for name, value in mypy.items() if value is False} | mypy.keys() & {"exclude", "disable_error_code"}
    assert not loosened, f"switched off again: {loosened}"


def test_the_only_exceptions_from_strict_are_libraries_without_types() -> None:
    for each in PROJECT["mypy"]["overrides"]:
        assert each.keys() == {"module", "ignore_missing_imports"}, "an exception that loosens more"
        assert not [name for name in each["module"] if name.partition(".")[0] in ("consult", "*")]


def test_no_module_loosens_mypy_for_itself() -> None:
    loosened = [path for path in (ROOT / "consult").rglob("*.py")
                if re.search(r"^\s*# *mypy:|# *type: *ignore(?!\[)", path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert not loosened
