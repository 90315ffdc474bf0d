"""What happens on a docket; on the stream of the entry."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    """An outcome was put before the body that owes a reply."""

    body_id: int
    body: str
    body_en: str
    meeting_id: int
    ballot_id: int | None
    outcome: str
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
