"""What happens to a volunteer post; who took a slot is in no event."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class VolunteeringEvent(Event):
    """A fact of one volunteer post; leaves out who."""

    post_id: int

    @property
    def stream(self) -> str:
        return f"volunteering:{self.post_id}"


@dataclass(frozen=True, kw_only=True)
class VolunteerPostSet(VolunteeringEvent):
    """The community set a post with so many slots."""

    title: str
    category: str
    slots: int


@dataclass(frozen=True, kw_only=True)
class SlotTaken(VolunteeringEvent):
    """Somebody took a slot."""

    taken: int
    slots: int


@dataclass(frozen=True, kw_only=True)
class SlotGivenBack(VolunteeringEvent):
    """Somebody gave a slot back."""

    taken: int
    slots: int


@dataclass(frozen=True, kw_only=True)
class HoursReported(VolunteeringEvent):
    """A volunteer wrote down time given."""

    minutes: int
    worked_on: date


@dataclass(frozen=True, kw_only=True)
class HoursDecided(VolunteeringEvent):
    """The office confirmed the time, or did not."""

    minutes: int
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class VolunteerPostClosed(VolunteeringEvent):
    """The post is over; with thanks, where some were written."""

    thanks: str
