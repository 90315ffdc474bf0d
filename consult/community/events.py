"""What happens to a community's register; on the stream of the community."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class CommunityFounded(CommunityEvent):
    """A community was set up."""

    name: str


@dataclass(frozen=True, kw_only=True)
class PersonEntered(CommunityEvent):
    """A person was entered. Leaves out the name: it can be corrected and deleted, the log cannot."""

    person_id: int
    household_id: int | None


@dataclass(frozen=True, kw_only=True)
class PostTaken(CommunityEvent):
    """A person took a post."""

    person_id: int
    kind: str
    body_id: int | None
    household_id: int | None
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class PostEnded(CommunityEvent):
    """A person's post ended."""

    person_id: int
    kind: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class BodyFormed(CommunityEvent):
    """A body was formed."""

    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MemberJoined(CommunityEvent):
    """A person or a unit joined a body."""

    body_id: int
    person_id: int | None
    unit_id: int | None
    since: date
