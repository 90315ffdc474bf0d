"""A show of hands: counted by two people, each sum held against those present, and the two against each other."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.ballot.rules.tally import Figures
from consult.core.errors import RuleBroken


@dataclass(frozen=True)
class Hands:
    """What one person counted."""

    votes_for: int
    against: int
    abstain: int
    not_voting: int

    @property
    def all(self) -> int:
        """赞成 + 反对 + 弃权 + 未表决; must be those present."""
        return self.votes_for + self.against + self.abstain + self.not_voting


def check_sum(hands: Hands, present: int, *, silent: int = 0) -> None:
    """RuleBroken when a count does not come to those present, or counts hands of those who may not vote."""
    if min(hands.votes_for, hands.against, hands.abstain, hands.not_voting) < 0 or hands.all != present:
        raise RuleBroken("hands_do_not_add_up", counted=hands.all, present=present)
    if hands.not_voting < silent:
        raise RuleBroken("silent_voices_do_not_vote", silent=silent)


def alike(counted: Sequence[Hands]) -> Hands | None:
    """What two or more counted alike; None while nobody did, or where one pair says this and another that."""
    twice = {h for h in counted if counted.count(h) > 1}
    return twice.pop() if len(twice) == 1 else None


def agreed(counts: Mapping[int, Hands]) -> Hands:
    """What two people counted alike; RuleBroken while there is one count, or while no two are the same."""
    if len(counts) < 2:
        raise RuleBroken("second_count_needed", counted=len(counts))
    listed: Sequence[Hands] = list(counts.values())
    same = alike(listed)
    if same is None:
        *_, first, second = dict.fromkeys(listed)
        raise RuleBroken("counts_differ", first=_line(first), second=_line(second))
    return same


def _line(h: Hands) -> str:
    return f"{h.votes_for}/{h.against}/{h.abstain}/{h.not_voting}"


def figures(hands: Hands, *, eligible: int, present: int) -> Figures:
    """The head count of a show of hands."""
    return Figures(eligible, present, hands.votes_for, hands.against, hands.abstain)
