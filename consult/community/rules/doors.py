"""What stands on a door within its building: 1单元301."""
from __future__ import annotations

STAIRWELL = "单元"


def stairwell_of(door: str) -> str:
    """How the doors of the same stairwell begin, as 1单元; empty where a door names none."""
    number, sign, _home = door.partition(STAIRWELL)
    return number + sign if number and sign else ""
