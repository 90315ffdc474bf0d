"""Reads of the homes of a scope: a community, a grid, a building, a stairwell."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from consult.community.models import Building, Household, Person
from consult.community.rules.doors import stairwell_of
from consult.community.rules.kinds import HomeUse
from consult.core.errors import NotFound

WHOLE = {"kind": "community", "id": 0}


class Place(NamedTuple):
    """One home of a scope: where it is, and whether it is a household and counts among owners."""

    address: str
    building: str
    area_cm2: int | None
    is_household: bool
    counts_for_owners: bool


def ids_within(community_id: int, scope: Mapping[str, Any]) -> Select[int]:
    """The ids of every home of a scope, to be part of another question."""
    return select(Household.id).join(Building, Building.id == Household.building_id).where(*_within(community_id, scope))


def places_within(db: Session, community_id: int, scope: Mapping[str, Any]) -> dict[int, Place]:
    """Every home of a scope by its id."""
    rows = db.execute(
        select(Household.id, Household.door, Building.name, Household.use, Household.area_cm2, Household.lived_in,
               Household.counts_for_owners)
        .join(Building, Building.id == Household.building_id).where(*_within(community_id, scope))
        .order_by(Household.building_id, Household.id)).all()
    return {row.id: Place(f"{row.name}{row.door}", row.name, row.area_cm2, row.use == HomeUse.HOME and row.lived_in,
                          row.counts_for_owners) for row in rows}


def stairwells(db: Session, community_id: int) -> list[tuple[int, str]]:
    """Every stairwell that the doors of homes name: its building, and how its doors begin."""
    rows = db.execute(select(Household.building_id, Household.door).where(Household.community_id == community_id)
                      .order_by(Household.building_id, Household.id))
    return list(dict.fromkeys((row.building_id, name) for row in rows if (name := stairwell_of(row.door))))


def check_scope(db: Session, community_id: int, scope: Mapping[str, Any]) -> None:
    """NotFound where a scope holds no home, as that of another community."""
    if db.scalar(ids_within(community_id, scope).limit(1)) is None:
        raise NotFound("scope")


def _within(community_id: int, scope: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    wanted = [Household.community_id == community_id]
    if scope["kind"] == "grid":
        wanted.append(Building.grid_id == scope["id"])
    elif scope["kind"] in ("building", "stairwell"):
        wanted.append(Building.id == scope["id"])
    if scope["kind"] == "stairwell":
        wanted.append(Household.door.startswith(scope["prefix"], autoescape=True))
    return wanted


def adult(on: date) -> ColumnElement[bool]:
    """Condition: the person is of age on a day (rules/ages.py says it for one)."""
    return Person.comes_of_age.is_(None) | (Person.comes_of_age < on.replace(day=1))
