"""Who asks for the floor, who has it, what was said."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.meeting.events.base import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class HandRaised(MeetingEvent):
    """Someone asks for the floor; `order` is the whole queue as it stands."""

    discussion_id: int
    hand_id: int
    person_id: int
    called: str
    stance: str
    channel: str
    asked_at: datetime
    turns_taken: int
    by_desk: bool
    order: list[int]


@dataclass(frozen=True, kw_only=True)
class HandLowered(MeetingEvent):
    """A hand left the queue: withdrawn by its owner, or removed by the desk with a reason."""

    discussion_id: int
    hand_id: int
    person_id: int
    called: str
    reason: str
    order: list[int]


@dataclass(frozen=True, kw_only=True)
class FloorGiven(MeetingEvent):
    """Someone has the floor; `override_reason` says why out of order, when it was."""

    discussion_id: int
    turn_id: int
    hand_id: int
    person_id: int
    called: str
    stance: str
    channel: str
    nth_turn: int
    seconds: int
    started_at: datetime
    ends_at: datetime
    override_reason: str
    order: list[int]


@dataclass(frozen=True, kw_only=True)
class FloorExtended(MeetingEvent):
    """The chair gave more time."""

    discussion_id: int
    turn_id: int
    seconds: int
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class FloorEnded(MeetingEvent):
    """A turn ended."""

    discussion_id: int
    turn_id: int
    person_id: int
    called: str
    stance: str
    spoke_seconds: int
    by_desk: bool
    order: list[int]


@dataclass(frozen=True, kw_only=True)
class TurnNoted(MeetingEvent):
    """What a speaker said was written down, or written anew."""

    discussion_id: int
    turn_id: int
    person_id: int
    called: str
    text: str
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class StatementSubmitted(MeetingEvent):
    """A written statement."""

    discussion_id: int
    statement_id: int
    person_id: int
    called: str
    stance: str
    text: str
    said_at: datetime
