"""Bodies, their ways, posts and seats."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.community.events.base import CommunityEvent


@dataclass(frozen=True, kw_only=True)
class PostTaken(CommunityEvent):
    """A person took a post."""

    person_id: int
    kind: str
    body_id: int | None
    household_id: int | None
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class AlternateNamed(CommunityEvent):
    """Somebody waits for a place in a body. Leaves out the name, as PersonEntered does."""

    body_id: int
    person_id: int
    since: date


@dataclass(frozen=True, kw_only=True)
class WayChanged(CommunityEvent):
    """A way of a body, or of the community, is another from a day on, or stays after all. Leaves out what it is and was:
    the register keeps both."""

    body_id: int | None
    way: str
    holds_from: date
    dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class WaysTookEffect(CommunityEvent):
    """The day of a change came: these ways are in force. Leaves out what they are."""

    body_id: int | None
    ways: list[str]


@dataclass(frozen=True, kw_only=True)
class BodyClosed(CommunityEvent):
    """A body meets no more."""

    body_id: int
    closed_on: date


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


@dataclass(frozen=True, kw_only=True)
class MemberLeft(CommunityEvent):
    """A person's or a unit's membership of a body ended."""

    body_id: int
    person_id: int | None
    unit_id: int | None
    until: date


@dataclass(frozen=True, kw_only=True)
class DelegateSent(CommunityEvent):
    """A person speaks for a unit from now on. Leaves out the name, as PersonEntered does."""

    unit_id: int
    person_id: int
    since: date
