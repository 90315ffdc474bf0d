"""What happens to a matter: its public timeline. No event names an endorser or an address.

Where a day is counted in working days, `due_without` names the years whose holidays were not known then."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from consult.matter.events.base import MatterEvent as MatterEvent
from consult.matter.events.links import LinkRevoked as LinkRevoked
from consult.matter.events.links import MattersLinked as MattersLinked
from consult.matter.events.work import MatterConfirmed as MatterConfirmed
from consult.matter.events.work import MatterDone as MatterDone
from consult.matter.events.work import MatterReopened as MatterReopened
from consult.matter.events.work import MatterReportedDone as MatterReportedDone
from consult.matter.events.work import ProjectNoted as ProjectNoted
from consult.matter.events.work import WorkEvent as WorkEvent
from consult.matter.events.work import WorkOverdue as WorkOverdue
from consult.matter.events.work import WorkProgressed as WorkProgressed


@dataclass(frozen=True, kw_only=True)
class MatterProposed(MatterEvent):
    """A resident put a matter forward, under the form of address."""

    no: str
    title: str
    proposer: str
    threshold: int
    due_on: date
    due_without: str = ""
    hand: dict[str, Any] = field(default_factory=dict)
    """Who wrote it down for the proposer; nothing where they did it themselves."""


@dataclass(frozen=True, kw_only=True)
class MatterEndorsed(MatterEvent):
    """A neighbour stood behind it; says how many households do, never who."""

    households: int
    threshold: int
    way: str = "own"
    hand: dict[str, Any] = field(default_factory=dict)
    """Who entered it for them: name and post; nothing where they did it themselves."""


@dataclass(frozen=True, kw_only=True)
class EndorsementTakenBack(MatterEvent):
    """A neighbour no longer stands behind it."""

    households: int
    threshold: int


@dataclass(frozen=True, kw_only=True)
class EndorsedEnough(MatterEvent):
    """The threshold of households is reached; screening is owed."""

    households: int
    threshold: int
    due_on: date
    due_without: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterRevised(MatterEvent):
    """The author changed the words; `before` keeps the earlier ones."""

    title: str
    before: dict[str, str]
    due_on: date
    due_without: str = ""


@dataclass(frozen=True, kw_only=True)
class MatterWithdrawn(MatterEvent):
    """The author took it back."""


@dataclass(frozen=True, kw_only=True)
class MatterLapsed(MatterEvent):
    """Too few households within the time."""

    households: int
    threshold: int


@dataclass(frozen=True, kw_only=True)
class MatterAdmitted(MatterEvent):
    """Screened: taken in, with a reason everyone can read."""

    reason: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MatterReturned(MatterEvent):
    """Screened: given back to the author, with a published reason."""

    reason: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MatterRedirected(MatterEvent):
    """Screened: it belongs elsewhere; says where and why."""

    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class JoinSuggested(MatterEvent):
    """Screened: the office asks the author to join another matter."""

    into_no: str
    into_title: str
    reason: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class JoinAnswered(MatterEvent):
    """The author agreed to join the other matter, or did not."""

    into_no: str
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class MatterJoinedHere(MatterEvent):
    """Another matter joined this one by its author's consent; its endorsers are asked, not moved."""

    from_no: str
    from_title: str


@dataclass(frozen=True, kw_only=True)
class MatterScheduled(MatterEvent):
    """A meeting will take it up; the notice is posted."""

    meeting_id: int
    body: str
    body_en: str
    starts_at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class MatterUnscheduled(MatterEvent):
    """The meeting was cancelled, or ended before it came to this matter."""

    meeting_id: int
    reason: str
    adjourned: bool = False


@dataclass(frozen=True, kw_only=True)
class MatterTakenUp(MatterEvent):
    """The discussion was opened."""

    meeting_id: int
    discussion_id: int
    body: str
    body_en: str


@dataclass(frozen=True, kw_only=True)
class MatterDecided(MatterEvent):
    """The discussion ended in one of the four ways."""

    meeting_id: int
    discussion_id: int
    ballot_id: int | None
    outcome: str
    motion: str
    reason: str
    owner: str
    due_on: date | None
    escalated_to: str
    counts: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class MinutesPosted(MatterEvent):
    """The minutes of the meeting were published."""

    meeting_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class ReplyAwaited(MatterEvent):
    """The outcome lies with a body that owes a reply by a date."""

    entry_id: int
    body: str
    body_en: str
    due_on: date
    passed_on_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplyAcknowledged(MatterEvent):
    """The body that it was passed on to says that it has it."""

    entry_id: int
    body: str
    body_en: str
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReplyOverdue(MatterEvent):
    """The day passed without a reply: it is on the body's next agenda."""

    entry_id: int
    body: str
    body_en: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MatterAnswered(MatterEvent):
    """The body replied; the reason is always there."""

    entry_id: int
    meeting_id: int | None
    decision: str
    reason: str
    unit: str
    due_on: date | None
    referred_to: str
    late_days: int
    basis: str = "other"
    to_dissenters: str = ""
    passed_on: bool = False
    body: str = ""
    body_en: str = ""
    milestones: list[dict[str, Any]] = field(default_factory=list)
    given: str = ""
    between_rule: str = ""
    hand: dict[str, Any] = field(default_factory=dict)
    """Who entered it for the body: name and post."""
