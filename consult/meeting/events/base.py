"""What every fact of a meeting has."""
from __future__ import annotations

from dataclasses import dataclass

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event):
    """A fact of one meeting; heard by everyone let into its room."""

    meeting_id: int

    @property
    def stream(self) -> str:
        return f"meeting:{self.meeting_id}"
