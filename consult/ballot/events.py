"""What happens to a ballot; on its own stream, so that casting never takes the room's seq."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BallotEvent(Event):
    """A fact of one ballot, kept for the office; the room hears of opening and close from its meeting."""

    audience: ClassVar[str] = "desk"
    ballot_id: int

    @property
    def stream(self) -> str:
        return f"ballot:{self.ballot_id}"


@dataclass(frozen=True, kw_only=True)
class BallotOpened(BallotEvent):
    """A question was put, with the rule and the roll that hold until the close."""

    community_id: int
    question: str
    rule: dict[str, Any]
    eligible: int
    present: int
    form: str
    options: list[dict[str, Any]]
    roll: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class VoteCast(BallotEvent):
    """A voice was given, or given anew: by which channel, and by whom where not by the voter. Never says how."""

    voter_key: str
    revision: int
    channel: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class HandsCounted(BallotEvent):
    """Someone entered a count of a show of hands. Leaves out what was counted, until the close."""

    by_id: int


@dataclass(frozen=True, kw_only=True)
class BallotClosed(BallotEvent):
    """The count, once."""

    result: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class KeysDestroyed(BallotEvent):
    """The keys of a counted secret ballot and its sealed store are gone: nobody can tell any more whose is whose."""
