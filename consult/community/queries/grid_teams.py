"""Reads of grids: 1+X+Y, who answers for what."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import Building, Grid, GridDuty, GridUnit, Person, Post, Unit
from consult.community.queries.spans import in_force
from consult.community.rules.kinds import GRID_LEADERS, OFFICIAL_POSTS, PostKind


@dataclass
class Team:
    """One grid: its head, the X leaders, the Y units, and who answers for what."""

    grid: Grid
    buildings: list[str] = field(default_factory=list)
    heads: list[tuple[Post, Person]] = field(default_factory=list)
    leaders: list[tuple[Post, str]] = field(default_factory=list)
    """The post, and the name under which its holder is shown in public."""
    units: list[Unit] = field(default_factory=list)
    duties: list[tuple[GridDuty, Person]] = field(default_factory=list)


def teams(db: Session, community_id: int, on: date) -> list[Team]:
    """Every grid of a community with its people on a day."""
    grids = db.scalars(select(Grid).where(Grid.community_id == community_id).order_by(Grid.id)).all()
    found = {grid.id: Team(grid) for grid in grids}
    for building in db.scalars(select(Building).where(Building.community_id == community_id).order_by(Building.id)):
        found[building.grid_id].buildings.append(building.name)
    kinds = (PostKind.GRID_HEAD, *GRID_LEADERS)
    for post, person in db.execute(
        select(Post, Person).join(Person, Person.id == Post.person_id)
        .where(Post.grid_id.in_(found), Post.kind.in_(kinds), *in_force(on)).order_by(Post.id)
    ):
        if post.kind == PostKind.GRID_HEAD:
            found[post.grid_id or 0].heads.append((post, person))
        else:
            found[post.grid_id or 0].leaders.append((post, person.name if post.kind in OFFICIAL_POSTS else person.called))
    _contacts(db, found, on)
    return list(found.values())


def _contacts(db: Session, found: dict[int, Team], on: date) -> None:
    for grid_id, unit in db.execute(
        select(GridUnit.grid_id, Unit).join(Unit, Unit.id == GridUnit.unit_id)
        .where(GridUnit.grid_id.in_(found), GridUnit.since <= on, or_(GridUnit.until.is_(None), GridUnit.until > on))
        .order_by(GridUnit.id)
    ):
        found[grid_id].units.append(unit)
    for duty, person in db.execute(
        select(GridDuty, Person).join(Person, Person.id == GridDuty.person_id)
        .where(GridDuty.grid_id.in_(found), GridDuty.since <= on, or_(GridDuty.until.is_(None), GridDuty.until > on))
        .order_by(GridDuty.id)
    ):
        found[duty.grid_id].duties.append((duty, person))
