"""Keeping order in a room: seats, the chair, pauses, points, rulings, parking. A `person_id` below zero is a floor seat."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.meeting.events.base import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class RulesHeard(MeetingEvent):
    """Someone promised to keep to the rules of order; `heard` counts those who have."""

    person_id: int
    called: str
    heard: int


@dataclass(frozen=True, kw_only=True)
class SeatTaken(MeetingEvent):
    """Someone in the hall without an account is known by a number or a name from here on."""

    seat_id: int
    person_id: int
    called: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class ChairHandedOver(MeetingEvent):
    """Someone else chairs, so that the chair can speak, move or vote."""

    from_id: int
    from_called: str
    person_id: int
    called: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChairTakenBack(MeetingEvent):
    """The one convened to chair chairs again."""

    from_id: int
    from_called: str
    person_id: int
    called: str


@dataclass(frozen=True, kw_only=True)
class MeetingSuspended(MeetingEvent):
    """A pause: nothing is said, moved or put until it is over."""

    reason: str
    suspended_at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingResumed(MeetingEvent):
    """The pause is over."""

    resumed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClockPaused(MeetingEvent):
    """The speaker's clock stands still, with so many seconds left."""

    discussion_id: int
    turn_id: int
    person_id: int
    called: str
    paused_at: datetime
    left_seconds: int


@dataclass(frozen=True, kw_only=True)
class ClockResumed(MeetingEvent):
    """The speaker goes on, with the seconds that were left."""

    discussion_id: int
    turn_id: int
    person_id: int
    called: str
    left_seconds: int
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class FloorYielded(MeetingEvent):
    """A speaker gave up the rest of the turn, so that the next can speak."""

    discussion_id: int
    turn_id: int
    person_id: int
    called: str
    left_seconds: int


@dataclass(frozen=True, kw_only=True)
class TimeRanOut(MeetingEvent):
    """A turn was over its time for as long as the rules of order bear it, and ends by itself."""

    discussion_id: int
    turn_id: int
    person_id: int
    called: str
    over_seconds: int


@dataclass(frozen=True, kw_only=True)
class PointRaised(MeetingEvent):
    """Someone raises a point of order or of information."""

    discussion_id: int
    point_id: int
    kind: str
    person_id: int
    called: str
    text: str
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class PointHeard(MeetingEvent):
    """The chair hears a point; whoever speaks stops meanwhile."""

    discussion_id: int
    point_id: int
    kind: str
    person_id: int
    called: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PointWithdrawn(MeetingEvent):
    """Someone no longer has a point to raise."""

    discussion_id: int
    point_id: int
    kind: str
    person_id: int
    called: str


@dataclass(frozen=True, kw_only=True)
class ChairRuled(MeetingEvent):
    """The chair ruled: on a point, or on how someone speaks (off_topic, warning, muted, removed)."""

    discussion_id: int
    ruling_id: int
    kind: str
    point_id: int | None
    turn_id: int | None
    sustained: bool
    person_id: int
    called: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RulingOverturned(MeetingEvent):
    """The room overturned a ruling, and what it had done is undone; `turns_taken` is what counts from here on."""

    discussion_id: int
    ruling_id: int
    kind: str
    person_id: int
    called: str
    reason: str
    turns_taken: int


@dataclass(frozen=True, kw_only=True)
class MatterParked(MeetingEvent):
    """Something off the matter is kept for later."""

    discussion_id: int
    parked_id: int
    person_id: int
    called: str
    text: str
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class ParkedProposed(MeetingEvent):
    """What was parked was put forward as a matter of its own."""

    parked_id: int
    matter_id: int
    no: str
    title: str
    called: str
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class ParkedSettled(MeetingEvent):
    """What was parked needs nothing more; says why."""

    parked_id: int
    called: str
    text: str
    reason: str
