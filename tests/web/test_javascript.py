"""The browser's own modules, tested by Node where there is one."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NODE_SINCE = 20


def node() -> str:
    """Node's path; skips, loudly, where there is none or an old one."""
    found = shutil.which("node")
    if not found:
        pytest.skip("NOT TESTED: the browser modules, because there is no node on this machine")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < NODE_SINCE:
        pytest.skip(f"NOT TESTED: the browser modules, because node is {version}, before {NODE_SINCE}")
    return found


def test_the_browser_modules_pass_their_own_tests() -> None:
    tests = sorted(str(path) for path in (ROOT / "tests/js").glob("*.test.mjs"))
    run = subprocess.run(
        [node(), "--test", *tests], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]


def modules() -> list[Path]:
    """Our own modules."""
    return [path for path in (ROOT / "static/js").rglob("*.js") if "vendor" not in path.parts]


def test_no_module_writes_markup_as_text() -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    found = [(path.name, word) for path in modules() for word in forbidden
             if word in path.read_text(encoding="utf-8")]
    assert found == []
