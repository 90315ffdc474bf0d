"""Two entries of one person, seen as spans of days: which of the one that goes is new, and which stands twice."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

DAY = timedelta(days=1)


class Login(StrEnum):
    """Which login stays where both entries have an account."""

    KEPT = "kept"
    GONE = "gone"


@dataclass(frozen=True)
class Span:
    """From the first day to the last one on which it holds; without a last one it goes on. `key` says what of."""

    key: tuple[Any, ...]
    first: date
    last: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day or begins later."""
        return self.last is None or self.last >= on

    def meets(self, other: Span) -> bool:
        """Whether both are of the same thing and share a day."""
        return self.key == other.key and (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last)


class Fate(StrEnum):
    """What becomes of a span of the entry that goes."""

    MOVES = "moves"
    """It goes on under the entry that stays."""
    FOLLOWS = "follows"
    """The same, from the day after the other one's span, which has ended."""
    ENDS = "ends"
    """It stands twice: it ended yesterday, and stays as it was written."""
    FALLS_AWAY = "falls_away"
    """It stands twice and held on no day before this one."""
    STAYS = "stays"
    """It is over and stood twice: history stays."""


def fate_of(span: Span, kept: list[Span], today: date) -> Fate:
    """What becomes of a span of the entry that goes, beside those of the entry that stays."""
    twice = [other for other in kept if other.meets(span)]
    if not twice:
        return Fate.MOVES
    if not span.holds(today):
        return Fate.STAYS
    if not any(other.holds(today) for other in twice):
        return Fate.FOLLOWS
    return Fate.ENDS if span.first < today else Fate.FALLS_AWAY


def day_after(spans: list[Span], moved: Span) -> date:
    """The first day after the spans of the same thing that have ended."""
    return max(other.last for other in spans if other.meets(moved) and other.last) + DAY
