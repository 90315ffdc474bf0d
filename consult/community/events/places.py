"""Grids, buildings, homes, who owns them; units and who answers for what."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.community.events.base import CommunityEvent


@dataclass(frozen=True, kw_only=True)
class PlaceAdded(CommunityEvent):
    """A grid or a building more. Leaves out its name, which may change."""

    kind: str
    place_id: int


@dataclass(frozen=True, kw_only=True)
class PlaceRenamed(CommunityEvent):
    """A grid, a building, a door or a unit is called something else. Leaves out both names: together they are addresses."""

    kind: str
    place_id: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class BuildingMoved(CommunityEvent):
    """A building belongs to another grid."""

    building_id: int
    from_grid_id: int
    to_grid_id: int


@dataclass(frozen=True, kw_only=True)
class HomeSplit(CommunityEvent):
    """Some of a home are a household of their own. Leaves out who, and the door."""

    household_id: int
    new_id: int
    people: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class HomesJoined(CommunityEvent):
    """A home became a part of another. Leaves out who lives there."""

    household_id: int
    gone_id: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class HomeEntered(CommunityEvent):
    """A home or another part of a building was entered, or what is known of one was changed. Leaves out its door."""

    household_id: int
    use: str
    lived_in: bool
    counts_for_owners: bool


@dataclass(frozen=True, kw_only=True)
class OwnershipEntered(CommunityEvent):
    """Who owns a home was entered. Leaves out who, and how large it is."""

    household_id: int


@dataclass(frozen=True, kw_only=True)
class CoOwnersChanged(CommunityEvent):
    """Somebody owns a home together with its owner from now on, or does not any more. Leaves out who."""

    household_id: int


@dataclass(frozen=True, kw_only=True)
class OwnersVoterNamed(CommunityEvent):
    """The owners of a home named in writing who gives their voice, or nobody any more. Leaves out who."""

    household_id: int
    named: bool


@dataclass(frozen=True, kw_only=True)
class UnitClosed(CommunityEvent):
    """A unit is not there any more."""

    unit_id: int
    closed_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class DutyGiven(CommunityEvent):
    """Somebody answers for a kind of thing in a grid."""

    grid_id: int
    kind: str
    person_id: int
