"""A grid, a building, a door or a unit is called something else from a day on. What was written before stays as it is."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from consult.community import policy
from consult.community.actions.register import today
from consult.community.events import PlaceRenamed
from consult.community.models import Building, Community, FormerName, Grid, Household, Unit
from consult.community.rules.life import first_day
from consult.community.rules.texts import BuildingName, Door, GridName, NameEn, UnitName
from consult.core.errors import BadShape
from consult.storage.work import Work


def rename_grid(
    work: Work, *, grid_id: int, name: GridName, name_en: NameEn = "", holds_from: date | None = None
) -> dict[str, int]:
    """A grid has another name; the English one may be left empty, and pages show the Chinese then."""
    grid = work.get(Grid, grid_id)
    policy.require(work.actor, "keep_register", grid)
    _free(work, Grid, grid.id, name, Grid.community_id == grid.community_id)
    grid.name_en = name_en
    _rename(work, grid, "name", name, holds_from)
    return {"grid_id": grid.id}


def rename_building(
    work: Work, *, building_id: int, name: BuildingName, holds_from: date | None = None
) -> dict[str, int]:
    """A building has another name: 3幢, since it was numbered anew."""
    building = work.get(Building, building_id)
    policy.require(work.actor, "keep_register", building)
    _free(work, Building, building.id, name, Building.community_id == building.community_id)
    _rename(work, building, "name", name, holds_from)
    return {"building_id": building.id}


def rename_door(work: Work, *, household_id: int, door: Door, holds_from: date | None = None) -> dict[str, int]:
    """Another number stands on a door. BadShape where one of the building has it already."""
    home = work.get(Household, household_id)
    policy.require(work.actor, "keep_register", home)
    door_free(work, home.building_id, door, but=home.id)
    _rename(work, home, "door", door, holds_from)
    return {"household_id": home.id}


def rename_unit(
    work: Work, *, unit_id: int, name: UnitName, name_en: NameEn = "", holds_from: date | None = None
) -> dict[str, int]:
    """A unit has another name; it is the same unit, with its delegates, seats and work."""
    unit = work.get(Unit, unit_id)
    policy.require(work.actor, "keep_register", unit)
    _free(work, Unit, unit.id, name, Unit.community_id == unit.community_id)
    unit.name_en = name_en
    _rename(work, unit, "name", name, holds_from)
    return {"unit_id": unit.id}


def door_free(work: Work, building_id: int, door: str, *, but: int = 0) -> None:
    """BadShape where a home of the building has this door already."""
    if work.db.scalar(select(Household.id).where(
            Household.building_id == building_id, Household.door == door, Household.id != but).limit(1)):
        raise BadShape({"door": "taken"})


def _free(work: Work, kind: Any, id: int, name: str, among: ColumnElement[bool]) -> None:
    if work.db.scalar(select(kind.id).where(among, kind.name == name, kind.id != id).limit(1)):
        raise BadShape({"name": "taken"})


def _rename(work: Work, place: Any, column: str, name: str, holds_from: date | None) -> None:
    """The name of before is kept beside it, where there is another one."""
    community = work.get(Community, place.community_id, lock=False)
    first, kind, before = first_day(holds_from, today(work, community), ahead=False), place.__tablename__, getattr(place, column)
    if before != name:
        setattr(place, column, name)
        work.add(FormerName(
            community_id=community.id, **{f"{kind}_id": place.id}, name=before, until=first,
            by_id=work.actor.person_id if work.actor else None))
    work.record(PlaceRenamed(community_id=community.id, kind=kind, place_id=place.id, holds_from=first))
