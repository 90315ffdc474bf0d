"""What a room decides beside its motion: amendments, questions of procedure, putting off, breaking off; straw polls."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from consult.meeting.events.base import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class MotionSeconded(MeetingEvent):
    """Another voice wants the motion discussed."""

    discussion_id: int
    motion_id: int
    seconder_id: int
    seconder: str


@dataclass(frozen=True, kw_only=True)
class AmendmentMoved(MeetingEvent):
    """Other words for the motion; `before` are those on the floor."""

    discussion_id: int
    motion_id: int
    amendment_id: int
    mover_id: int
    mover: str
    who: str
    what: str
    by_when: date
    with_what: str
    text: str
    before: str


@dataclass(frozen=True, kw_only=True)
class AmendmentWithdrawn(MeetingEvent):
    """The mover took the amendment back."""

    discussion_id: int
    motion_id: int
    amendment_id: int
    mover: str


@dataclass(frozen=True, kw_only=True)
class AmendmentPut(MeetingEvent):
    """The amendment is put to the vote of the roll."""

    discussion_id: int
    motion_id: int
    amendment_id: int
    ballot_id: int
    question: str
    rule: dict[str, Any]
    eligible: int
    present: int
    opened_at: datetime
    silent: dict[int, str]
    """Who is on the roll and may not vote, by person, each with the code of the reason. Older events have none."""


@dataclass(frozen=True, kw_only=True)
class AmendmentVoted(MeetingEvent):
    """The count of the ballot on an amendment; says how many, never who."""

    discussion_id: int
    motion_id: int
    amendment_id: int
    ballot_id: int
    result: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AmendmentAdopted(MeetingEvent):
    """The amendment is part of the motion: its new draft, and the one `before`."""

    discussion_id: int
    motion_id: int
    amendment_id: int
    draft: int
    who: str
    what: str
    by_when: date
    with_what: str
    text: str
    before: str


@dataclass(frozen=True, kw_only=True)
class AmendmentRejected(MeetingEvent):
    """The motion stays as it was."""

    discussion_id: int
    motion_id: int
    amendment_id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class RoomAsked(MeetingEvent):
    """The room is asked a question of procedure; `way` is how it decides, `bar` the share of for that carries it."""

    discussion_id: int
    question_id: int
    kind: str
    way: str
    person_id: int
    called: str
    text: str
    reason: str
    amendment_id: int | None
    ruling_id: int | None
    bar: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ObjectionMade(MeetingEvent):
    """Someone objects, so the question must be counted; says how many, not who."""

    discussion_id: int
    question_id: int
    objections: int


@dataclass(frozen=True, kw_only=True)
class QuestionWithdrawn(MeetingEvent):
    """The question of procedure is no longer asked."""

    discussion_id: int
    question_id: int
    kind: str
    called: str


@dataclass(frozen=True, kw_only=True)
class RoomAnswered(MeetingEvent):
    """The room decided a question of procedure: by a count of those present, or because nobody objected."""

    discussion_id: int
    question_id: int
    kind: str
    way: str
    called: str
    text: str
    votes_for: int
    votes_against: int
    votes_abstain: int
    present: int
    needed: int
    carried: bool


@dataclass(frozen=True, kw_only=True)
class DebateClosed(MeetingEvent):
    """The room wants to vote: nobody else gets the floor on this motion."""

    discussion_id: int
    motion_id: int


@dataclass(frozen=True, kw_only=True)
class MotionPostponed(MeetingEvent):
    """The motion is put off, to a date or without one; the discussion ends as deferred."""

    discussion_id: int
    motion_id: int
    until: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class DiscussionAdjourned(MeetingEvent):
    """The discussion stops here and goes on at a later meeting of the body."""

    discussion_id: int
    matter_id: int
    no: str
    title: str
    motion_id: int | None
    motion: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DiscussionContinued(MeetingEvent):
    """A discussion goes on where it stopped: its motion and draft, the turns taken, what was parked."""

    discussion_id: int
    from_meeting_id: int
    from_discussion_id: int
    from_number: int
    from_year: int
    motion: dict[str, Any] | None
    turns_taken: dict[str, int]
    parked: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class StrawAsked(MeetingEvent):
    """A straw poll or a temperature is taken. It binds nobody."""

    straw_id: int
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StrawCounted(MeetingEvent):
    """How many answered what so far, on phones and in the hall; never who."""

    straw_id: int
    kind: str
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class StrawClosed(MeetingEvent):
    """The last count of a straw poll or a temperature."""

    straw_id: int
    kind: str
    text: str
    counts: dict[str, int]
