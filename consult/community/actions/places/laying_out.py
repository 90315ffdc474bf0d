"""Grids and buildings: a new one, or a building that belongs to another grid from now on."""
from __future__ import annotations

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.register import add_building, add_grid
from consult.community.events import BuildingMoved, PlaceAdded
from consult.community.models import Building, Community, Grid
from consult.community.rules.texts import BuildingName, GridName, NameEn
from consult.core.errors import BadShape, NotFound
from consult.storage.work import Work


def lay_out_grid(work: Work, *, community_id: int, name: GridName, name_en: NameEn = "") -> dict[str, int]:
    """One grid more, under a name that none here has yet."""
    community = work.get(Community, community_id)
    policy.require(work.actor, "keep_register", community)
    if work.db.scalar(select(Grid.id).where(Grid.community_id == community.id, Grid.name == name).limit(1)):
        raise BadShape({"name": "taken"})
    grid = add_grid(work, community=community, name=name)
    grid.name_en = name_en
    work.record(PlaceAdded(community_id=community.id, kind="grid", place_id=grid.id))
    return {"grid_id": grid.id}


def put_up_building(work: Work, *, grid_id: int, name: BuildingName) -> dict[str, int]:
    """One building more in a grid, under a name that none of the community has yet."""
    grid = work.get(Grid, grid_id)
    policy.require(work.actor, "keep_register", grid)
    if work.db.scalar(select(Building.id).where(Building.community_id == grid.community_id, Building.name == name).limit(1)):
        raise BadShape({"name": "taken"})
    building = add_building(work, grid=grid, name=name)
    work.record(PlaceAdded(community_id=grid.community_id, kind="building", place_id=building.id))
    return {"building_id": building.id}


def move_building(work: Work, *, building_id: int, grid_id: int) -> dict[str, int]:
    """A building belongs to another grid from now on, with everyone in it; rolls that are frozen stay as they are."""
    building, grid = work.get(Building, building_id), work.get(Grid, grid_id, lock=False)
    policy.require(work.actor, "keep_register", building)
    if grid.community_id != building.community_id:
        raise NotFound("grid")
    if building.grid_id != grid.id:
        before, building.grid_id = building.grid_id, grid.id
        work.record(BuildingMoved(
            community_id=building.community_id, building_id=building.id, from_grid_id=before, to_grid_id=grid.id))
    return {"building_id": building.id}
