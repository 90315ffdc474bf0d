"""The browser's own modules, tested by Node."""
from __future__ import annotations

import subprocess
from pathlib import Path

from tests.node import NODE

ROOT = Path(__file__).parents[2]


def test_the_browser_modules_pass_their_own_tests() -> None:
    tests = sorted(str(path) for path in (ROOT / "tests/js").glob("*.test.mjs"))
    run = subprocess.run(
        [NODE, "--test", *tests], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
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
