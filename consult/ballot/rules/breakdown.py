"""A result by building, stairwell or group, as far as it tells on nobody."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from consult.ballot.rules.counting import Said, Share
from consult.ballot.rules.question import Form, Question
from consult.ballot.rules.tally import Choice
from consult.ballot.rules.vote_rule import Electorate, VoteRule

LEAST_CAST = 5
"""So many ballots of a group are told, and no fewer."""
COVER = 2
"""So many groups that could be told are merged with those that may not, or who is merged would tell why."""


@dataclass(frozen=True)
class Part:
    """The figures of one group, or of several that are told as one, in heads."""

    names: tuple[str, ...]
    entitled: int
    given: tuple[int, int, int]
    """For, against, abstaining."""

    @property
    def participating(self) -> int:
        """How many ballots it cast."""
        return sum(self.given)

    @property
    def minority(self) -> int:
        """How many did not choose what most of them chose."""
        return self.participating - max(self.given)

    def may_be_told(self, least: int = LEAST_CAST) -> bool:
        """Whether its figures leave open how each of its voices voted."""
        return self.participating >= least and self.minority > 0

    def plain(self) -> dict[str, Any]:
        """The row as it is stored with the result."""
        ayes, noes, abstaining = self.given
        return {"group": "、".join(self.names), "entitled": self.entitled, "participating": self.participating,
                "for": ayes, "against": noes, "abstain": abstaining}


def has_groups(rule: VoteRule, question: Question) -> bool:
    """Whether law or rule has groups: owners by building or stairwell, or the rule's own; plans and grades are not for
    and against, and a secret ballot carries no group."""
    if question.form != Form.FOR_AGAINST or rule.secrecy == "secret":
        return False
    return bool(rule.groups) or "area" in rule.metrics or rule.electorate == Electorate.OWNERS


def breakdown(
    rule: VoteRule, question: Question, roll: Sequence[Share], ballots: Iterable[Said]
) -> list[dict[str, Any]]:
    """The groups that may be told, the others as one row; nothing where not even that may be told.

    A group is told from five cast, and where no single choice has all of them. What is left over when the groups shown
    are taken from the whole is itself a row that may be told, so no group that is not shown can be worked out.
    """
    rows = told(parts(roll, ballots)) if has_groups(rule, question) else []
    return [part.plain() for part in rows] if len(rows) > 1 else []


def parts(roll: Sequence[Share], ballots: Iterable[Said]) -> list[Part]:
    """Every group with its figures, by name."""
    cast = [(b.share.group, b.answer) for b in ballots]
    names = sorted({share.group for share in roll})
    return [Part((name,), sum(share.group == name for share in roll), _given(cast, name)) for name in names]


def _given(cast: Sequence[tuple[str, str]], name: str) -> tuple[int, int, int]:
    ayes, noes, abstaining = (sum(one == (name, str(choice)) for one in cast) for choice in Choice)
    return ayes, noes, abstaining


def told(groups: Sequence[Part], least: int = LEAST_CAST) -> list[Part]:
    """The groups that may be told, and all the others as one row that may be told too; nothing where there is no such row.

    With the groups that may not be told stand COVER that could be, the smallest with voices to spare by who is entitled
    (which everybody knows), and more dissent than those alone account for: so that a group is missing tells neither
    that it was of one mind nor that few of it voted.
    """
    rest = [g for g in groups if not g.may_be_told(least) or g.names == ("",)]
    shown = sorted((g for g in groups if g not in rest), key=lambda g: (g.entitled, g.names))
    if not rest:
        return list(groups)
    cover = [g for g in shown if g.entitled > least][:COVER]
    merged = _merged([*rest, *cover])
    if len(cover) < COVER or not merged.may_be_told(least) or merged.minority <= COVER:
        return []
    return [*sorted((g for g in shown if g not in cover), key=lambda g: g.names), merged]


def _merged(groups: Sequence[Part]) -> Part:
    names = tuple(sorted(name for g in groups for name in g.names if name))
    ayes, noes, abstaining = (sum(g.given[n] for g in groups) for n in range(3))
    return Part(names, sum(g.entitled for g in groups), (ayes, noes, abstaining))
