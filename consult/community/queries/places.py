"""Reads of places: communities, buildings, households, bodies and units."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import Body, Building, Community, FormerName, Grid, Household, Street, Unit
from consult.core.errors import NotFound


def communities(db: Session) -> Sequence[Community]:
    """Every community, by name."""
    return db.scalars(select(Community).order_by(Community.name)).all()


def communities_of(db: Session, street_id: int) -> Sequence[Community]:
    """The communities of a street, by name."""
    return db.scalars(select(Community).where(Community.street_id == street_id).order_by(Community.name)).all()


def community_by_slug(db: Session, slug: str) -> Community:
    """The community with this short name; NotFound otherwise."""
    found = db.scalar(select(Community).where(Community.slug == slug))
    if found is None:
        raise NotFound("community")
    return found


def street_named(db: Session, name: str) -> Street | None:
    """The street of this name, if it was set up."""
    return db.scalar(select(Street).where(Street.name == name))


def bodies(db: Session, community_id: int) -> Sequence[Body]:
    """The bodies of a community, in the order they were formed."""
    return db.scalars(select(Body).where(Body.community_id == community_id).order_by(Body.id)).all()


def body(db: Session, id: int, community_id: int) -> Body:
    """A body of this community; NotFound when it is missing or another's."""
    found = db.get(Body, id)
    if found is None or found.community_id != community_id:
        raise NotFound("body")
    return found


def units(db: Session, community_id: int) -> Sequence[Unit]:
    """The units of a community that are there, by name."""
    return db.scalars(select(Unit).where(
        Unit.community_id == community_id, Unit.closed_on.is_(None)).order_by(Unit.name)).all()


def former_names(db: Session, community_id: int) -> Sequence[FormerName]:
    """What grids, buildings, doors and units of a community were called, the newest first."""
    return db.scalars(select(FormerName).where(FormerName.community_id == community_id).order_by(FormerName.id.desc())).all()


def grids(db: Session, community_id: int) -> Sequence[Grid]:
    """The grids of a community."""
    return db.scalars(select(Grid).where(Grid.community_id == community_id).order_by(Grid.id)).all()


def buildings(db: Session, community_id: int) -> Sequence[Building]:
    """The buildings of a community, in the order they were put up."""
    return db.scalars(select(Building).where(Building.community_id == community_id).order_by(Building.id)).all()


def households(db: Session, community_id: int) -> Sequence[Household]:
    """Every household of a community, by building and door."""
    return db.scalars(
        select(Household).where(Household.community_id == community_id)
        .order_by(Household.building_id, Household.door)
    ).all()
