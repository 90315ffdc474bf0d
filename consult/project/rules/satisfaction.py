"""What residents say of work reported as done: who may say it, what is shown, and when an order may be closed."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from consult.core.errors import RuleBroken
from consult.project.rules.kinds import Grade

SHOWN_FROM = 5
"""Fewer answers than this are not shown by grade: in a small scope they would say who said what."""


@dataclass(frozen=True)
class Tally:
    """How many said what."""

    satisfied: int = 0
    mostly: int = 0
    dissatisfied: int = 0

    @property
    def answers(self) -> int:
        """How many said anything."""
        return self.satisfied + self.mostly + self.dissatisfied

    @property
    def shown(self) -> bool:
        """Whether there are enough answers to show them by grade."""
        return self.answers >= SHOWN_FROM

    @property
    def content(self) -> Fraction:
        """The share of those who are satisfied or mostly so; none of none is nothing."""
        return Fraction(self.satisfied + self.mostly, self.answers) if self.answers else Fraction(0)


def tally_of(counts: Mapping[str, int]) -> Tally:
    """A tally from counts by grade."""
    return Tally(*(counts.get(grade, 0) for grade in Grade))


def voter_key(household_ids: Iterable[int], person_id: int) -> str:
    """Under which name an answer counts once: the household, or the person who belongs to none."""
    home = min(household_ids, default=None)
    return f"household:{home}" if home is not None else f"person:{person_id}"


def check_close(tally: Tally, needed: int) -> None:
    """Refuse to close before enough have answered, or when not more than half of them are content."""
    if tally.answers < needed:
        raise RuleBroken("too_few_answers", answers=tally.answers, needed=needed)
    if tally.content <= Fraction(1, 2):
        raise RuleBroken("not_content", answers=tally.answers)
