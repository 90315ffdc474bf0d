"""A table from a file: .csv as offices save it, .xlsx, .xls; everything else is refused by its name."""
from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from consult.sheets.table import LIMITS, MB, Limits, Table, Unreadable

PRODUCT = Path(__file__).parents[2]
"""Where the package itself lies: the child finds it wherever the server was started."""


def read_table(name: str, raw: bytes, *, sheet: str = "", limits: Limits = LIMITS) -> Table:
    """The table of a file that somebody handed in; `name` is what the file is called, `sheet` the one that is wanted.

    Refused (Unreadable) by its size first, by what it is, and by what it would unpack to. It is taken apart in a child
    process with limits on memory and seconds; a server goes on serving meanwhile.
    """
    if len(raw) > limits.file_bytes:
        raise Unreadable("file_too_large", most=limits.file_bytes // MB)
    if not raw.strip():
        raise Unreadable("file_empty")
    answer = _of_a_child({"name": name, "sheet": sheet, "limits": asdict(limits)}, raw, limits.seconds)
    if "refused" in answer:
        raise Unreadable(answer["refused"], **answer["facts"])
    return Table(**answer["table"])


def _of_a_child(asked: dict[str, Any], raw: bytes, seconds: int) -> dict[str, Any]:
    """What the child answers; one that ended without an answer ran into a limit, or the file broke its reader."""
    command = [sys.executable, "-P", "-m", "consult.sheets.child", json.dumps(asked)]
    known = {"PYTHONPATH": str(PRODUCT), "PYTHONUTF8": "1", "RUST_BACKTRACE": "0"}
    try:
        # The arguments are ours: the file's name goes in as JSON, its content on stdin.
        done = subprocess.run(command, input=raw, capture_output=True, env=known, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Unreadable("reading_took_too_long", seconds=seconds) from None
    if done.returncode != 0:
        raise Unreadable("too_much_text" if done.returncode < 0 else "workbook_damaged")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
