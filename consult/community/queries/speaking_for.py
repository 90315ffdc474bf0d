"""Reads of units and households as the office keeps them: who speaks now, who spoke before, where they sit."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from consult.community.models import (
    Body,
    BodyMember,
    CoOwner,
    Delegacy,
    Household,
    Ownership,
    Person,
    Post,
    RepresentativeChange,
    Residency,
    Street,
    Unit,
)
from consult.community.queries.spans import lives_there
from consult.community.rules.kinds import PostKind
from consult.core.actor import Actor
from consult.core.errors import NotFound


@dataclass
class Standing:
    """One unit: its delegates, the newest first, and the bodies it sits in."""

    unit: Unit
    delegates: list[tuple[Delegacy, Person]] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)


def standings(db: Session, community_id: int, on: date) -> list[Standing]:
    """Every unit of a community with its history."""
    units = db.scalars(select(Unit).where(Unit.community_id == community_id).order_by(Unit.kind, Unit.name)).all()
    found = {unit.id: Standing(unit) for unit in units}
    for delegacy, person in db.execute(
        select(Delegacy, Person).join(Person, Person.id == Delegacy.person_id)
        .where(Delegacy.unit_id.in_(found)).order_by(Delegacy.since.desc(), Delegacy.id.desc())
    ):
        found[delegacy.unit_id].delegates.append((delegacy, person))
    for unit_id, body in db.execute(
        select(BodyMember.unit_id, Body).join(Body, Body.id == BodyMember.body_id)
        .where(BodyMember.unit_id.in_(found), BodyMember.since <= on,
               or_(BodyMember.until.is_(None), BodyMember.until >= on)).order_by(Body.id)
    ):
        found[unit_id or 0].bodies.append(body)
    return list(found.values())


def household_history(db: Session, household_id: int) -> list[tuple[Post, Person]]:
    """Who represented a household, the newest first."""
    rows = db.execute(
        select(Post, Person).join(Person, Person.id == Post.person_id)
        .where(Post.household_id == household_id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE)
        .order_by(Post.starts_on.desc(), Post.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def representative_changes(db: Session, household_id: int) -> list[tuple[RepresentativeChange, str]]:
    """Why a household changed its representative, to whom, and who disputes it; the newest first."""
    rows = db.execute(
        select(RepresentativeChange, Person.name).join(Person, Person.id == RepresentativeChange.to_id)
        .where(RepresentativeChange.household_id == household_id).order_by(RepresentativeChange.id.desc()))
    return [(row[0], row[1]) for row in rows]


def owners(db: Session, household_id: int) -> list[tuple[Ownership, str]]:
    """Who owns a home and who did, each with the owner's name; the newest first."""
    rows = db.execute(
        select(Ownership, func.coalesce(Person.name, Unit.name)).outerjoin(Person, Person.id == Ownership.person_id)
        .outerjoin(Unit, Unit.id == Ownership.unit_id)
        .where(Ownership.household_id == household_id).order_by(Ownership.id.desc()))
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class OwnedNow:
    """Who owns a home today: its owner first, then who owns it together with them, and who gives the voice."""

    owners: Sequence[Person]
    voter: Person | None


def owned_now(db: Session, household_id: int, on: date) -> OwnedNow | None:
    """The persons who own a home on a day; None for a home of a unit, or of which no owner is entered."""
    owned = db.scalar(select(Ownership).where(Ownership.household_id == household_id, Ownership.until.is_(None)))
    if owned is None or owned.person_id is None:
        return None
    others = db.scalars(select(Person).join(CoOwner, CoOwner.person_id == Person.id).where(
        CoOwner.ownership_id == owned.id, CoOwner.since <= on, or_(CoOwner.until.is_(None), CoOwner.until > on))
        .order_by(CoOwner.id)).all()
    return OwnedNow([db.get_one(Person, owned.person_id), *others], db.get(Person, owned.voter_id) if owned.voter_id else None)


def homes_of(db: Session, person_ids: Sequence[int], on: date) -> dict[int, list[Household]]:
    """The households these people live in on a day."""
    found: dict[int, list[Household]] = defaultdict(list)
    for person_id, home in db.execute(
        select(Residency.person_id, Household).join(Household, Household.id == Residency.household_id)
        .where(Residency.person_id.in_(person_ids), *lives_there(on)).order_by(Residency.id)
    ):
        found[person_id].append(home)
    return dict(found)


def street(db: Session, id: int) -> Street:
    """A street by id; NotFound otherwise."""
    found = db.get(Street, id)
    if found is None:
        raise NotFound("street")
    return found


def street_bodies(db: Session, street_id: int) -> Sequence[Body]:
    """The bodies of a street itself."""
    return db.scalars(
        select(Body).where(Body.street_id == street_id, Body.community_id.is_(None)).order_by(Body.id)).all()


def street_units(db: Session, street_id: int) -> Sequence[Unit]:
    """The units of a street itself, by name."""
    return db.scalars(
        select(Unit).where(Unit.street_id == street_id, Unit.community_id.is_(None)).order_by(Unit.name)).all()


def street_of(db: Session, actor: Actor) -> Street | None:
    """The street for which somebody acts who belongs to no community."""
    bodies = [post.body_id for post in actor.posts if post.community_id is None and post.body_id]
    if not bodies:
        return None
    return db.scalar(select(Street).join(Body, Body.street_id == Street.id).where(Body.id.in_(bodies)).limit(1))
