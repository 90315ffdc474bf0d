"""What happens on a docket and in the work that follows; on the streams of the entry and of the task."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class DocketEvent(Event):
    """A fact of one outcome that waits for a reply."""

    entry_id: int
    matter_id: int

    @property
    def stream(self) -> str:
        return f"docket:{self.entry_id}"


@dataclass(frozen=True, kw_only=True)
class OutcomeDocketed(DocketEvent):
    """An outcome was put before the body that owes a reply; `passed_on_by` is the body it came from, if one did."""

    body_id: int
    body: str
    body_en: str
    meeting_id: int
    ballot_id: int | None
    outcome: str
    due_on: date
    passed_on_by: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryAcknowledged(DocketEvent):
    """The body that something was passed on to says that it has it."""

    body: str
    body_en: str
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReplyMissed(DocketEvent):
    """The day passed without a reply; it is on the body's next agenda."""

    body: str
    body_en: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ResolutionGiven(DocketEvent):
    """The body replied."""

    resolution_id: int
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
    """Whether another body owes the reply now."""
    body: str = ""
    body_en: str = ""
    milestones: list[dict[str, Any]] = field(default_factory=list)
    given: str = ""
    between_rule: str = ""
    hand: dict[str, Any] = field(default_factory=dict)
    """Who entered it for the body: name and post."""


@dataclass(frozen=True, kw_only=True)
class StageHeld(DocketEvent):
    """One of the six stages of 四议两公开 was written down."""

    stage: str
    held_on: date
    attendance: int
    result: str


@dataclass(frozen=True, kw_only=True)
class TaskEvent(Event):
    """A fact of one task: who owes it and by when, after it. Names no resident and no household."""

    task_id: int
    matter_id: int
    owner: str
    due_on: date

    @property
    def stream(self) -> str:
        return f"task:{self.task_id}"


@dataclass(frozen=True, kw_only=True)
class TaskBegun(TaskEvent):
    """Work was promised."""

    what: str
    unit_id: int | None


@dataclass(frozen=True, kw_only=True)
class WorkNoted(TaskEvent):
    """Something about the work was written down: progress, a milestone, a block and its end, a handing over, an
    extension (`extensions` counts them), a new charge by the body."""

    kind: str
    text: str
    extensions: int
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TaskOverdue(TaskEvent):
    """The day passed and the work is not done; it is on the body's next agenda."""


@dataclass(frozen=True, kw_only=True)
class DoneReported(TaskEvent):
    """The owner says it is done; residents have the word. The `round` counts how often."""

    text: str
    round: int
    needed: int
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DoneSaid(TaskEvent):
    """A household says it is done; says how many have, never which."""

    round: int
    households: int
    still_needed: int


@dataclass(frozen=True, kw_only=True)
class TaskReopened(TaskEvent):
    """Enough households say it is not done, and why the last does; it is on the body's next agenda. Leaves out which."""

    reason: str
    round: int
    body: str
    body_en: str
    back_by: date


@dataclass(frozen=True, kw_only=True)
class TaskDone(TaskEvent):
    """Residents have confirmed it."""

    households: int
    late_days: int
