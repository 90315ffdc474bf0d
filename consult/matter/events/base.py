"""What every fact of a matter has."""
from __future__ import annotations

from dataclasses import dataclass

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MatterEvent(Event):
    """A fact of one matter."""

    matter_id: int

    @property
    def stream(self) -> str:
        return f"matter:{self.matter_id}"
