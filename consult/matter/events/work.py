"""What becomes of the work that was promised for a matter, and of the projects that carry it out."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.matter.events.base import MatterEvent


@dataclass(frozen=True, kw_only=True)
class WorkEvent(MatterEvent):
    """A fact of the work that was promised, with who owes it and by when after it. Names no resident."""

    task_id: int
    owner: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class WorkProgressed(WorkEvent):
    """Something about the work was written down; `kind` says what, `extensions` how often the day was put off."""

    kind: str
    text: str
    extensions: int
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WorkOverdue(WorkEvent):
    """The day passed and the work is not done: it is on the body's next agenda."""


@dataclass(frozen=True, kw_only=True)
class MatterReportedDone(WorkEvent):
    """The owner says it is done; so many households are to say so too."""

    text: str
    round: int
    needed: int
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MatterConfirmed(WorkEvent):
    """A household says it is done; says how many have, never which."""

    households: int
    still_needed: int


@dataclass(frozen=True, kw_only=True)
class MatterReopened(WorkEvent):
    """A household says it is not done, and why: it is on the agenda of this body. Leaves out which household."""

    reason: str
    body: str
    body_en: str


@dataclass(frozen=True, kw_only=True)
class MatterDone(WorkEvent):
    """Residents have confirmed it: here the matter ends."""

    households: int
    late_days: int


@dataclass(frozen=True, kw_only=True)
class ProjectNoted(MatterEvent):
    """A project that carries out what was decided took a step; the unit is named where one took it."""

    project_id: int
    no: str
    title: str
    step: str
    by: str
