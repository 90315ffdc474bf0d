"""A cell as text: what somebody sees in it, and never more digits than the file holds."""
from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from consult.core.spreadsheet import RUNS

FAULT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")


def as_text(value: Any) -> str:
    """301.0 is 301, a day 2026-03-02, true and false are 是 and 否; a formula's fault is an empty cell."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if value is None or isinstance(value, timedelta):
        return "" if value is None else str(value)
    text = str(value)
    return "" if FAULT.fullmatch(text) else text


def _number(value: float) -> str:
    """Fifteen digits are what a spreadsheet keeps; an area of 89.35 is stored a hair beside it."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return str(int(value)) if value == int(value) else format(Decimal(f"{value:.15g}"), "f")


def unguarded(text: str) -> str:
    """A text without the apostrophe that our own files put before what a spreadsheet would run."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUNS) else text


def filled_up(rows: list[list[str]]) -> list[list[str]]:
    """The rows all as long as the longest that holds something, without the empty ones at the end."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    widest = max((at for row in rows for at, cell in enumerate(row, 1) if cell.strip()), default=0)
    return [[unguarded(cell) for cell in row[:widest]] + [""] * (widest - len(row)) for row in rows]
