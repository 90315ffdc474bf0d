"""Both that count again: the programme that is downloaded, and the modules of the recount page."""
from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.node import NODE

ROOT = Path(__file__).parents[2]
VERIFIER = ROOT / "static" / "recount" / "verify.py"


def verifier() -> ModuleType:
    """verify.py, as somebody who downloaded it has it."""
    spec = importlib.util.spec_from_file_location("verify", VERIFIER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages_say(records: list[dict[str, Any]], folder: Path) -> list[bool]:
    """Whether the recount page would call everything of each record right."""
    return [all(held is True for held in found.values()) for found in pages_find(records, folder)]


def pages_find(records: list[dict[str, Any]], folder: Path) -> list[dict[str, bool | None]]:
    """What the recount page finds of each record, by check: right, wrong, or None where it cannot check."""
    (folder / "records.json").write_text(json.dumps(records), encoding="utf-8")
    programme = (
        "const { createRequire } = await import('node:module');"
        f"globalThis.nacl = createRequire(import.meta.url)({json.dumps(str(ROOT / 'static/vendor/nacl-fast.min.js'))});"
        f"const {{ recount }} = await import({json.dumps((ROOT / 'static/js/ballots/recount.js').as_uri())});"
        "const { readFileSync } = await import('node:fs');"
        "const records = JSON.parse(readFileSync(process.argv[1], 'utf8'));"
        "console.log(JSON.stringify(records.map(recount)));"
    )
    run = subprocess.run([NODE, "--input-type=module", "-e", programme, str(folder / "records.json")],
                         capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    found: list[dict[str, bool | None]] = json.loads(run.stdout)
    return found
