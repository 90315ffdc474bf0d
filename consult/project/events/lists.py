"""What happens to needs and resources; by whom something is needed is in no event."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class NeedEvent(Event):
    """A fact of one need; says what is needed, never by whom."""

    need_id: int

    @property
    def stream(self) -> str:
        return f"need:{self.need_id}"


@dataclass(frozen=True, kw_only=True)
class NeedFiled(NeedEvent):
    """A need was written down; recorded without an actor where it was filed anonymously."""

    title: str
    category: str
    source: str
    filing: str
    due_on: date
    due_without: str = ""


@dataclass(frozen=True, kw_only=True)
class NeedAccepted(NeedEvent):
    """It is on the needs list, for a reason everyone can read."""

    reason: str
    meeting_id: int | None


@dataclass(frozen=True, kw_only=True)
class NeedMerged(NeedEvent):
    """It is part of another one."""

    into_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class NeedReturned(NeedEvent):
    """It was given back, with the reason."""

    reason: str
    meeting_id: int | None


@dataclass(frozen=True, kw_only=True)
class NeedWithdrawn(NeedEvent):
    """Whoever filed it took it back."""


@dataclass(frozen=True, kw_only=True)
class ResourceEvent(Event):
    """A fact of one resource; leaves out who to ask for, and the name of a person who gives."""

    resource_id: int

    @property
    def stream(self) -> str:
        return f"resource:{self.resource_id}"


@dataclass(frozen=True, kw_only=True)
class ResourceOffered(ResourceEvent):
    """A unit or a person can give something."""

    title: str
    category: str
    unit: str
    capacity: int
    terms: str
    hand: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ResourceListed(ResourceEvent):
    """The office put it on the resources list."""


@dataclass(frozen=True, kw_only=True)
class ResourceWithdrawn(ResourceEvent):
    """It is off the list; the reason is empty where the provider gave none."""

    reason: str
