"""The dated steps of an agreement, one a line: 2026-12-05：送苗到社区."""
from __future__ import annotations

from datetime import date

from consult.core.errors import BadShape

MOST_STEPS = 8
LONGEST = 200
DAY = len("2026-12-05")


def read_steps(text: str) -> list[tuple[date, str]]:
    """(day, what) of every line, in the order of the days; BadShape when a line says no day or nothing to do."""
    found = [_read(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise BadShape({"steps": "missing"})
    if len(found) > MOST_STEPS:
        raise BadShape({"steps": "too_many_steps"})
    return sorted(found, key=lambda step: step[0])


def _read(line: str) -> tuple[date, str]:
    day, what = line.strip()[:DAY], line.strip()[DAY:].strip(" \t\u3000：:，,")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise BadShape({"steps": "step_without_day"}) from None
    if not what:
        raise BadShape({"steps": "step_without_words"})
    if len(what) > LONGEST:
        raise BadShape({"steps": f"too_long:{LONGEST}"})
    return on, what
