"""The course of a meeting: called together, opened, what it takes up, how each vote and each discussion ended."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from consult.meeting.events.base import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(MeetingEvent):
    """A body was called together, with notice."""

    body_id: int
    body: str
    body_en: str
    kind: str
    year: int
    number: int
    starts_at: datetime
    place: str
    chair: str
    notice_days: int
    extraordinary_reason: str
    agenda: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(MeetingEvent):
    """It will not take place."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class MeetingOpened(MeetingEvent):
    """The roll, the quorum and the rules of order are fixed from here on."""

    opened_at: datetime
    chair_id: int
    chair: str
    roll: list[dict[str, Any]]
    expected: int
    """Everyone entitled (应到), also those for whom nobody can come."""
    quorum: dict[str, Any]
    vote_rule: dict[str, Any]
    rules_of_order: dict[str, Any]
    base: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AttendanceMarked(MeetingEvent):
    """Someone came, left or was excused; says by whom it was marked, never where a phone is."""

    person_id: int
    called: str
    capacity: str
    voting: bool
    status: str
    channel: str | None
    seat: str
    by_desk: bool
    present: int
    quorum_met: bool
    counts: dict[str, int]
    """Voices by where they are: hall, phone, expected, excused, left; and those who observe."""


@dataclass(frozen=True, kw_only=True)
class DiscussionOpened(MeetingEvent):
    """The room takes up one matter."""

    discussion_id: int
    matter_id: int
    no: str
    title: str
    what: str


@dataclass(frozen=True, kw_only=True)
class VoteOpened(MeetingEvent):
    """The motion is put to the vote, on a roll and a rule that are frozen."""

    discussion_id: int
    motion_id: int
    ballot_id: int
    question: str
    rule: dict[str, Any]
    eligible: int
    present: int
    opened_at: datetime
    silent: dict[int, str]
    """Who is on the roll and may not vote, by person, each with the code of the reason. Older events have none."""


@dataclass(frozen=True, kw_only=True)
class VoteClosed(MeetingEvent):
    """The count and the verdict; says how many, never who."""

    discussion_id: int
    motion_id: int
    ballot_id: int
    result: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DiscussionClosed(MeetingEvent):
    """The discussion ended in one of the four ways."""

    discussion_id: int
    matter_id: int
    motion_id: int | None
    ballot_id: int | None
    motion: str
    outcome: str
    reason: str
    owner: str
    due_on: date | None
    escalated_to_id: int | None
    escalated_to: str
    result: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class MeetingClosed(MeetingEvent):
    """The sitting is over."""

    closed_at: datetime


@dataclass(frozen=True, kw_only=True)
class HelpAsked(MeetingEvent):
    """Someone asks the desk for help; neighbours do not hear it."""

    audience: ClassVar[str] = "desk"
    person_id: int
    called: str


@dataclass(frozen=True, kw_only=True)
class HelpAnswered(MeetingEvent):
    """The desk went to help."""

    audience: ClassVar[str] = "desk"
    person_id: int
    called: str
