"""Reads of who speaks for a unit, and of whom an order is for."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import Building, Delegacy, Household, Unit
from consult.core.errors import NotFound
from consult.project.models import Claim, Project, Resource
from consult.project.policy import Scope, Spoken


def delegates(db: Session, unit_id: int, on: date) -> frozenset[int]:
    """The persons who speak for a unit on a day."""
    return frozenset(db.scalars(select(Delegacy.person_id).where(
        Delegacy.unit_id == unit_id, Delegacy.since <= on, or_(Delegacy.until.is_(None), Delegacy.until > on))))


def units_of(db: Session, person_id: int, community_id: int, on: date) -> Sequence[Unit]:
    """The units of a community that a person speaks for on a day, by name."""
    return db.scalars(
        select(Unit).join(Delegacy, Delegacy.unit_id == Unit.id).where(
            Unit.community_id == community_id, Delegacy.person_id == person_id, Delegacy.since <= on,
            or_(Delegacy.until.is_(None), Delegacy.until > on)).distinct().order_by(Unit.name)
    ).all()


def unit_of(db: Session, id: int, community_id: int) -> Unit:
    """A unit of this community; NotFound when it is missing or another's."""
    found = db.get(Unit, id)
    if found is None or found.community_id != community_id:
        raise NotFound("unit")
    return found


def spoken_for(db: Session, thing: Claim | Resource, on: date) -> Spoken:
    """Who may act for a claim's claimant, or a resource's provider, on a day."""
    if thing.unit_id is not None:
        return Spoken(thing.community_id, delegates(db, thing.unit_id, on), thing.__tablename__)
    return Spoken(thing.community_id, frozenset({thing.person_id or 0}), thing.__tablename__)


def unit_spoken_for(db: Session, unit: Unit, on: date) -> Spoken:
    """Who may act for a unit on a day."""
    return Spoken(unit.community_id or 0, delegates(db, unit.id, on))


def scope_of(db: Session, project: Project) -> Scope:
    """The households an order is for: those of its building or grid, or everyone."""
    if project.building_id is None and project.grid_id is None:
        return Scope(project.community_id, None)
    wanted = select(Household.id).where(Household.community_id == project.community_id)
    if project.building_id is not None:
        wanted = wanted.where(Household.building_id == project.building_id)
    else:
        wanted = wanted.join(Building, Building.id == Household.building_id).where(Building.grid_id == project.grid_id)
    return Scope(project.community_id, frozenset(db.scalars(wanted)))
