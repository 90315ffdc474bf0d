"""A community set up, opened, and what it states of itself; the street; lists taken in."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.community.events.base import CommunityEvent, StreetEvent


@dataclass(frozen=True, kw_only=True)
class CommunityFounded(CommunityEvent):
    """A community was set up."""

    name: str


@dataclass(frozen=True, kw_only=True)
class CommunityOpened(CommunityEvent):
    """Its office opened it: its register is no longer being set up."""

    opened_on: date


@dataclass(frozen=True, kw_only=True)
class YearAdopted(CommunityEvent):
    """Working days of a year are counted by this notice from now on."""

    year: int
    version: int
    number: str


@dataclass(frozen=True, kw_only=True)
class NumberStated(CommunityEvent):
    """The community stated how many households or adults it has. Leaves out the source."""

    kind: str
    count: int
    as_of: date


@dataclass(frozen=True, kw_only=True)
class StreetBodyFormed(StreetEvent):
    """A body of the street was formed."""

    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class StreetPostTaken(StreetEvent):
    """Somebody took a post of the street."""

    person_id: int
    kind: str
    body_id: int
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class ListTakenIn(CommunityEvent):
    """A list was entered, by how many rows. Leaves out whom and what it names."""

    list_id: int
    kind: str
    new: int
    changed: int
    gone: int
    same: int
    problem: int


@dataclass(frozen=True, kw_only=True)
class ListTakenBack(CommunityEvent):
    """What a list had entered was taken back, but for the rows that something depends on by now."""

    list_id: int
    rows: int
    kept: int
