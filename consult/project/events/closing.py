"""What happens to a project whose work has begun: steps, report, satisfaction, closing, thanks."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from consult.project.events.orders import ProjectEvent


@dataclass(frozen=True, kw_only=True)
class WorkBegun(ProjectEvent):
    """Every claim has its agreement: the work begins."""


@dataclass(frozen=True, kw_only=True)
class MilestoneDone(ProjectEvent):
    """A dated step of an agreement was done."""

    milestone_id: int
    what: str
    note: str
    late_days: int
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WorkReported(ProjectEvent):
    """The claimant reported it as done."""

    round: int
    words: str
    served: int
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SatisfactionSaid(ProjectEvent):
    """Another household or person answered; says how many have, never who or what. Recorded without an actor."""

    round: int
    answers: int


@dataclass(frozen=True, kw_only=True)
class WorkSentBack(ProjectEvent):
    """Not done as it should be: to be mended and reported again."""

    round: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProjectClosed(ProjectEvent):
    """结单: done, and those it was for say so; counts are left out where they are too few to show."""

    no: str
    title: str
    round: int
    satisfied: int | None
    mostly: int | None
    dissatisfied: int | None
    matter_id: int | None


@dataclass(frozen=True, kw_only=True)
class ThanksGiven(ProjectEvent):
    """A public thank-you; the unit is named, a person is not."""

    claim_id: int
    unit: str
    words: str
