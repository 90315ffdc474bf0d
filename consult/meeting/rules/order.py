"""Rules of order as data: a set per body, copied onto the meeting when it is convened and fixed when it is opened."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from consult.ballot.rules.vote_rule import Bar, Base
from consult.meeting.rules.procedure import QuestionKind, Way

MORE_THAN_HALF = {"op": ">", "num": 1, "den": 2}
TWO_THIRDS = {"op": ">=", "num": 2, "den": 3}


@dataclass(frozen=True)
class Order:
    """How the floor is given, how motions go, and what the room decides by itself (practice.md 2.8).

    Times are seconds. `bars` holds for each question of procedure the share of for among for and against.
    """

    seconds_a_turn: int = 120
    warn_seconds: int = 30
    grace_seconds: int | None = 30
    """So long a turn may run over its time before the server ends it; None leaves that to the chair."""
    turns_each: int | None = 2
    first_timers_first: bool = True
    alternate_stances: bool = True
    observers_may_speak: bool = True
    most_waiting: int = 200
    """Nobody is served by a queue of more than six hours; further views come in writing."""
    information_round: str = "open"
    """What is heard before there is a motion: open (anything), questions (questions and additions), closed (nothing)."""
    seconder: bool = False
    extra_time: str = "chair"
    """Who gives more time: chair, or vote."""
    vote_when: tuple[str, ...] = ("queue_empty", "turns_used_up", "debate_closed")
    """Each of these alone opens the vote (充分辩论)."""
    amendments: str = Way.COUNT
    written_statements: str = "open"
    quorum_loss: str = "no_vote"
    """When too few are left: no_vote (talk goes on), or stop (the floor is not given either)."""
    chair_votes: str = "secret"
    """Where a chair who has a voice may give it: secret, always or never."""
    bars: dict[str, dict[str, Any]] = field(default_factory=lambda: {
        QuestionKind.AMENDMENT: MORE_THAN_HALF, QuestionKind.EXTRA_TIME: MORE_THAN_HALF,
        QuestionKind.APPEAL: MORE_THAN_HALF, QuestionKind.POSTPONE: MORE_THAN_HALF,
        QuestionKind.CLOSE_DEBATE: TWO_THIRDS,
    })

    def keeps_chair_silent(self, secrecy: str) -> bool:
        """Whether a chair with a voice must not give it in such a ballot."""
        return self.chair_votes == "never" or (self.chair_votes == "secret" and secrecy != "secret")

    def plain(self) -> dict[str, Any]:
        """The rules as a meeting stores them."""
        said = asdict(self)
        return said | {"vote_when": list(self.vote_when), "amendments": str(self.amendments),
                       "bars": {str(kind): dict(bar) for kind, bar in self.bars.items()}}


def order_from(stored: Mapping[str, Any]) -> Order:
    """The rules a body or a meeting stored; what it does not say stands at its default."""
    known = {k: v for k, v in stored.items() if k in Order.__dataclass_fields__}
    if "vote_when" in known:
        known["vote_when"] = tuple(known["vote_when"])
    if "bars" in known:
        known["bars"] = {**Order().plain()["bars"], **known["bars"]}
    return Order(**known)


def over_time(order: Order, left_seconds: int) -> bool:
    """Whether a turn with so many seconds left, below zero when it is over, ends by itself."""
    return order.grace_seconds is not None and left_seconds <= -order.grace_seconds and left_seconds <= 0


def carried(order: Order, kind: str, votes_for: int, votes_against: int) -> bool:
    """Whether a count carries a question: exact, among for and against; nobody for carries nothing, a tie fails."""
    return _bar(order, kind).cleared(votes_for, votes_for + votes_against)


def needed(order: Order, kind: str, votes_for: int, votes_against: int) -> int:
    """How many of those who said for or against had to be for."""
    return _bar(order, kind).needed(votes_for + votes_against)


def _bar(order: Order, kind: str) -> Bar:
    return Bar("for", base=Base.CAST, **order.bars[kind])
