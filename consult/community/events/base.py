"""What every fact of a register has."""
from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CommunityEvent(Event):
    """A fact of one community's register, for the office."""

    audience: ClassVar[str] = "desk"
    community_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class StreetEvent(Event):
    """A fact of a street's register, for its office."""

    audience: ClassVar[str] = "desk"
    street_id: int

    @property
    def stream(self) -> str:
        return f"street:{self.street_id}"
