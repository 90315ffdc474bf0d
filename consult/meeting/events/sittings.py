"""What happens in a sitting of some kind besides the floor and the vote."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from consult.core.events import Event
from consult.meeting.events.base import MeetingEvent


@dataclass(frozen=True, kw_only=True)
class SittingLaidOut(MeetingEvent):
    """The kind of the sitting and its fixed order, as they were when it was convened."""

    kind: str
    name: str
    name_en: str
    round: int
    follows_id: int | None
    phases: list[dict[str, Any]]
    roles: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class PaperAdded(MeetingEvent):
    """A paper is posted with the notice; leaves out its text."""

    paper_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class PartGiven(MeetingEvent):
    """Somebody has a part in the sitting."""

    person_id: int
    called: str
    role: str
    group: str


@dataclass(frozen=True, kw_only=True)
class PartEnded(MeetingEvent):
    """Somebody's part ended."""

    person_id: int
    called: str
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SignedUp(MeetingEvent):
    """Somebody signed up to be heard; leaves out who until the lot is drawn."""

    no: int
    group: str


@dataclass(frozen=True, kw_only=True)
class SignUpWithdrawn(MeetingEvent):
    """A sign-up was taken back."""

    no: int
    group: str


@dataclass(frozen=True, kw_only=True)
class LotDrawn(MeetingEvent):
    """The lot was drawn, with all that anybody needs to draw it again."""

    seed: str
    seats: dict[str, Any]
    tickets: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class ParticipantsPublished(MeetingEvent):
    """The list of participants is posted."""

    count: int


@dataclass(frozen=True, kw_only=True)
class RecusalAsked(MeetingEvent):
    """Somebody asked that another step back."""

    recusal_id: int
    person_id: int
    called: str
    role: str
    asked_by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecusalDecided(MeetingEvent):
    """Whether somebody steps back, and why."""

    recusal_id: int
    person_id: int
    called: str
    role: str
    granted: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class RulesRead(MeetingEvent):
    """The rules were read out to the room."""

    read_at: datetime


@dataclass(frozen=True, kw_only=True)
class PhaseEntered(MeetingEvent):
    """The sitting went on to the next step of its order."""

    phase: str
    name: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class MeetingPostponed(MeetingEvent):
    """The sitting does not take place now; it was convened anew."""

    reason: str
    present: int | None
    needed: int | None
    next_meeting_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordRead(MeetingEvent):
    """The record was read out to the room."""

    read_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordConfirmed(MeetingEvent):
    """What one of those who spoke says of the record: confirmed, corrected, refused or not reached."""

    person_id: int
    called: str
    answer: str
    reason: str
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(MeetingEvent):
    """A question was put; leaves out who wrote it down."""

    question_id: int
    called: str
    text: str
    by_desk: bool


@dataclass(frozen=True, kw_only=True)
class QuestionEnded(MeetingEvent):
    """A question was answered, promised by a date, referred, or explained why not."""

    question_id: int
    end: str
    words: str
    who: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class PromiseKept(MeetingEvent):
    """What was promised was done, after the sitting."""

    question_id: int
    words: str


@dataclass(frozen=True, kw_only=True)
class LightMeetingNoted(Event):
    """A light meeting was written down. Leaves out what was raised: it can be corrected, the log cannot."""

    audience: ClassVar[str] = "desk"
    community_id: int
    light_meeting_id: int
    kind: str
    held_on: date
    present: int
    issues: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class IssueProposed(Event):
    """What was raised at a light meeting became a matter."""

    audience: ClassVar[str] = "desk"
    community_id: int
    light_meeting_id: int
    issue_id: int
    matter_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"
