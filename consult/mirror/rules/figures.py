"""Figures of the mirror: medians, shares, and which small cells stay unsaid."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

SMALLEST = 5
"""A cell that counts fewer people than this is not shown: who they are could be guessed (documents.md 4.4)."""


@dataclass(frozen=True)
class Span:
    """How long a step took: whole days; the median may be a half. `count` is how many took it."""

    median: Fraction | None
    longest: int | None
    count: int


@dataclass(frozen=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In whole hundredths, rounded half up; None of nothing."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None


def span(days: Iterable[int]) -> Span:
    """Median and longest of some lengths in days."""
    listed = sorted(days)
    if not listed:
        return Span(None, None, 0)
    middle, even = divmod(len(listed), 2)
    median = Fraction(listed[middle]) if even else Fraction(listed[middle - 1] + listed[middle], 2)
    return Span(median, listed[-1], len(listed))


def suppressed(cells: Mapping[str, int], smallest: int = SMALLEST) -> dict[str, int | None]:
    """The cells of one breakdown as they may be shown; None for one that may not.

    Where the total is known, a single hidden cell could be reckoned from the others: then the next smallest is
    hidden as well (complementary suppression). Nothing and everything are no secrets.
    """
    hidden = {name for name, count in cells.items() if 0 < count < smallest}
    if len(hidden) == 1:
        others = sorted((count, name) for name, count in cells.items() if name not in hidden and count)
        hidden |= {others[0][1]} if others else set()
    return {name: None if name in hidden else count for name, count in cells.items()}
