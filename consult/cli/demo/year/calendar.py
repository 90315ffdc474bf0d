"""When the sittings of a year are held: spread over it, no two of one community on one evening."""
from __future__ import annotations

FIRST, LAST = 340, 24
"""Days before today of the first and the last sitting."""


def evenings(count: int) -> list[int]:
    """Days before today, the earliest first."""
    if count == 1:
        return [(FIRST + LAST) // 2]
    return [FIRST - nth * (FIRST - LAST) // (count - 1) for nth in range(count)]
