"""One motion at a time: moved, reworded, withdrawn."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.meeting.events.base import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class MotionMoved(MeetingEvent):
    """A motion is on the floor."""

    discussion_id: int
    motion_id: int
    mover_id: int
    mover: str
    who: str
    what: str
    by_when: date
    with_what: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MotionReworded(MeetingEvent):
    """The mover changed the words before the vote; the earlier draft stays readable."""

    discussion_id: int
    motion_id: int
    draft: int
    who: str
    what: str
    by_when: date
    with_what: str
    text: str
    before: str


@dataclass(frozen=True, kw_only=True)
class MotionWithdrawn(MeetingEvent):
    """The mover took the motion back."""

    discussion_id: int
    motion_id: int
