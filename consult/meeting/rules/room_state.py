"""What the state of a room holds, part by part. Every value is plain JSON: moments and dates are text."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict, TypeVar

from consult.meeting.rules.kinds import DiscussionState, MeetingState, MotionState
from consult.meeting.rules.procedure_state import Procedure
from consult.meeting.rules.sitting_state import SittingNow

Part = TypeVar("Part")
Data = Mapping[str, Any]
"""What an event of the log says."""
StatusWord = Literal["expected", "present", "excused", "left"]
ChannelWord = Literal["hall", "phone"]
StanceWord = Literal["for", "against", "question", "addition"]
OutcomeWord = Literal["adopted", "rejected", "deferred", "escalated"]
CapacityWord = Literal["member", "delegate", "household_representative", "proposer", "observer", "seat"]


class MeetingNow(TypedDict):
    """The meeting itself."""

    id: int
    state: MeetingState
    body: str
    body_en: str
    kind: str
    year: int
    number: int
    place: str
    starts_at: str
    opened_at: str | None
    closed_at: str | None
    cancelled_reason: str


class Quorum(TypedDict):
    """How many have to be there, and of how many; by which rule."""

    needed: int
    expected: int
    bar: Any
    citation: str
    citation_en: str


class AttendeeNow(TypedDict):
    """Somebody on the roll, or somebody who came."""

    called: str
    capacity: CapacityWord
    voting: bool
    status: StatusWord
    channel: ChannelWord | None
    seat: str
    turns: int
    seconds: int
    promised: bool


class OnTheAgenda(TypedDict):
    """One matter of the agenda."""

    discussion_id: int
    matter_id: int
    no: str
    title: str
    state: DiscussionState
    outcome: OutcomeWord | None


class From(TypedDict):
    """The meeting that a discussion goes on from."""

    from_meeting_id: int
    from_year: int
    from_number: int


class DiscussionNow(TypedDict):
    """The discussion that is open, or was last."""

    id: int
    matter_id: int
    no: str
    title: str
    what: str
    state: DiscussionState
    outcome: OutcomeWord | None
    reason: str
    owner: str
    due_on: str | None
    escalated_to: str
    continues: From | None


class HandNow(TypedDict):
    """Somebody who waits to speak."""

    hand_id: int
    person_id: int
    called: str
    stance: StanceWord
    channel: ChannelWord
    asked_at: str
    turns_taken: int


class TurnNow(TypedDict):
    """Who has the floor, and the clock."""

    turn_id: int
    person_id: int
    called: str
    stance: StanceWord
    channel: ChannelWord
    nth_turn: int
    seconds: int
    started_at: str
    ends_at: str
    paused_at: str | None
    left_seconds: int | None
    text: NotRequired[str]


class TurnKept(TypedDict):
    """A turn that is over."""

    turn_id: int
    person_id: int
    called: str
    stance: StanceWord
    spoke_seconds: int
    text: str


class StatementNow(TypedDict):
    """A written statement."""

    statement_id: int
    person_id: int
    called: str
    stance: StanceWord
    text: str
    said_at: str


class MotionNow(TypedDict):
    """The motion on the floor, or the last one."""

    motion_id: int
    mover_id: int
    mover: str
    who: str
    what: str
    by_when: str
    with_what: str
    text: str
    draft: int
    state: MotionState
    before: str
    seconder_id: int | None
    seconder: str


class BallotNow(TypedDict):
    """The ballot that is open, or was last."""

    ballot_id: int
    question: str
    rule: dict[str, Any]
    eligible: int
    present: int
    opened_at: str
    silent: dict[str, str]
    state: Literal["open", "closed"]
    result: dict[str, Any] | None


class HelpCalled(TypedDict):
    """Somebody who pressed for help."""

    person_id: int
    called: str


class State(Procedure):
    """A room, as one audience hears it."""

    meeting: MeetingNow | None
    chair: str | None
    quorum: Quorum | None
    present: int
    quorum_met: bool
    order: dict[str, Any] | None
    attendees: dict[str, AttendeeNow]
    agenda: list[OnTheAgenda]
    discussion: DiscussionNow | None
    queue: list[HandNow]
    turn: TurnNow | None
    turns: list[TurnKept]
    turns_count: int
    statements: list[StatementNow]
    statements_count: int
    motion: MotionNow | None
    ballot: BallotNow | None
    help: list[HelpCalled]
    sitting: SittingNow | None
    recent: list[dict[str, Any]]


def there(part: Part | None) -> Part:
    """A part of the room that the events before have made."""
    assert part is not None
    return part


def picked(d: Data, *fields: str) -> Any:
    """Some fields of an event, as they are: what the state keeps of it."""
    return {name: d[name] for name in fields}
