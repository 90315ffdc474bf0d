"""What happens to a project from 点单 to 议单: drawn up, dispatched, claimed, agreed, discussed."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectEvent(Event):
    """A fact of one project; persons who claim are not named, units are."""

    project_id: int

    @property
    def stream(self) -> str:
        return f"project:{self.project_id}"


@dataclass(frozen=True, kw_only=True)
class ProjectDrawn(ProjectEvent):
    """点单: needs, and what there is to meet them, became an order."""

    no: str
    title: str
    category: str
    places: int
    matter_id: int | None


@dataclass(frozen=True, kw_only=True)
class NeedMatched(ProjectEvent):
    """Somebody confirmed that this need belongs to the order."""

    need_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ResourceMatched(ProjectEvent):
    """Somebody confirmed that the order counts on this resource."""

    resource_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ProjectDispatched(ProjectEvent):
    """交单: checked by the community, it may be claimed."""


@dataclass(frozen=True, kw_only=True)
class ProjectDropped(ProjectEvent):
    """It will not be done; its needs are back on their list."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class ProjectClaimed(ProjectEvent):
    """接单: a unit, or a neighbour who is not named here, took places of it."""

    claim_id: int
    unit: str
    places: int
    taken: int
    of: int
    terms: str
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class ClaimLapsed(ProjectEvent):
    """No agreement within the time: its places are free again."""

    claim_id: int
    unit: str
    places: int


@dataclass(frozen=True, kw_only=True)
class ClaimHandedBack(ProjectEvent):
    """The claimant gave it back, with the reason."""

    claim_id: int
    unit: str
    places: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClaimantReplaced(ProjectEvent):
    """The community asked another unit instead, with the reason; that one still has to agree."""

    claim_id: int
    unit: str
    new_claim_id: int
    new_unit: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BackOnTheList(ProjectEvent):
    """Nobody holds it any more: it may be claimed again."""


@dataclass(frozen=True, kw_only=True)
class AgreementDrawn(ProjectEvent):
    """The words of a claim agreement, to be confirmed by both sides; an earlier version is superseded."""

    claim_id: int
    version: int
    steps: int


@dataclass(frozen=True, kw_only=True)
class AgreementConfirmed(ProjectEvent):
    """One side confirmed it; in force once both have."""

    claim_id: int
    version: int
    side: str
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class DeliberationPlanned(ProjectEvent):
    """议单: a meeting will discuss it."""

    meeting_id: int
    matter_id: int
    matter_no: str
    body: str
    body_en: str


@dataclass(frozen=True, kw_only=True)
class DeliberationEnded(ProjectEvent):
    """The discussion is over, or did not come about; the order goes on."""

    meeting_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DeliberationWaived(ProjectEvent):
    """It needs no discussion, and why."""

    reason: str
