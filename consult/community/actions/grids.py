"""A grid's 1+X+Y: the units it keeps in contact with, who answers for what."""
from __future__ import annotations

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.register import today
from consult.community.events import DutyGiven
from consult.community.models import Community, Grid, GridDuty, GridUnit, Person, Unit
from consult.community.rules.kinds import GridWorker
from consult.core.errors import NotFound
from consult.storage.work import Work


def contact_unit(work: Work, *, grid_id: int, unit_id: int) -> dict[str, int]:
    """The Y: let a grid keep in contact with a unit of its community."""
    grid, community = _grid(work, grid_id)
    unit = work.get(Unit, unit_id, lock=False)
    if unit.community_id != grid.community_id:
        raise NotFound("unit")
    there = select(GridUnit.id).where(
        GridUnit.grid_id == grid.id, GridUnit.unit_id == unit.id, GridUnit.until.is_(None))
    if work.db.scalar(there) is None:
        work.add(GridUnit(grid_id=grid.id, unit_id=unit.id, since=today(work, community)))
    return {"grid_id": grid.id}


def end_contact(work: Work, *, grid_id: int, unit_id: int) -> dict[str, int]:
    """End the contact today; the history stays."""
    grid, community = _grid(work, grid_id)
    for row in work.db.scalars(select(GridUnit).where(
            GridUnit.grid_id == grid.id, GridUnit.unit_id == unit_id, GridUnit.until.is_(None))).all():
        row.until = today(work, community)
    return {"grid_id": grid.id}


def charge(work: Work, *, grid_id: int, kind: GridWorker, person_id: int) -> dict[str, int]:
    """Let somebody answer for one of the seven kinds of thing in a grid; how many there are a community decides."""
    grid, community = _grid(work, grid_id)
    person = work.get(Person, person_id, lock=False)
    if person.community_id != grid.community_id:
        raise NotFound("person")
    there = select(GridDuty.id).where(
        GridDuty.grid_id == grid.id, GridDuty.kind == kind, GridDuty.person_id == person.id, GridDuty.until.is_(None))
    if work.db.scalar(there) is None:
        work.add(GridDuty(grid_id=grid.id, kind=kind, person_id=person.id, since=today(work, community)))
        work.record(DutyGiven(community_id=community.id, grid_id=grid.id, kind=kind, person_id=person.id))
    return {"grid_id": grid.id}


def end_charge(work: Work, *, grid_id: int, duty_id: int) -> dict[str, int]:
    """End a charge today; the history stays."""
    grid, community = _grid(work, grid_id)
    duty = work.get(GridDuty, duty_id)
    if duty.grid_id != grid.id:
        raise NotFound("grid_duty")
    duty.until = duty.until or today(work, community)
    return {"grid_id": grid.id}


def _grid(work: Work, grid_id: int) -> tuple[Grid, Community]:
    grid = work.get(Grid, grid_id)
    policy.require(work.actor, "keep_register", grid)
    return grid, work.get(Community, grid.community_id, lock=False)
