"""Reads of the register."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from consult.community.models import (
    Body,
    BodyMember,
    Building,
    Community,
    Delegacy,
    Grid,
    Household,
    Person,
    Post,
    Residency,
    Unit,
)
from consult.community.rules.kinds import OFFICIAL_POSTS, Membership, PostKind
from consult.core.actor import HeldPost
from consult.core.errors import NotFound


def communities(db: Session) -> Sequence[Community]:
    """Every community, by name."""
    return db.scalars(select(Community).order_by(Community.name)).all()


def community_by_slug(db: Session, slug: str) -> Community:
    """The community with this short name; NotFound otherwise."""
    found = db.scalar(select(Community).where(Community.slug == slug))
    if found is None:
        raise NotFound("community")
    return found


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
    """The units of a community, by name."""
    return db.scalars(select(Unit).where(Unit.community_id == community_id).order_by(Unit.name)).all()


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


def household_ids(db: Session, person_id: int, on: date) -> frozenset[int]:
    """The households a person lives in on a day."""
    return frozenset(db.scalars(
        select(Residency.household_id).where(
            Residency.person_id == person_id, Residency.since <= on,
            or_(Residency.until.is_(None), Residency.until >= on),
        )
    ))


def residents(db: Session, household_id: int, on: date) -> Sequence[Person]:
    """The people who live in a household on a day."""
    return db.scalars(
        select(Person).join(Residency, Residency.person_id == Person.id).where(
            Residency.household_id == household_id, Residency.since <= on,
            or_(Residency.until.is_(None), Residency.until >= on),
        ).order_by(Person.id)
    ).all()


def held_posts(db: Session, person_id: int, on: date) -> frozenset[HeldPost]:
    """The posts a person holds on a day; roles follow from these."""
    rows = db.scalars(select(Post).where(Post.person_id == person_id, *_in_force(on)))
    return frozenset(HeldPost(p.kind, p.community_id, p.body_id) for p in rows)


def holders(db: Session, community_id: int, kind: PostKind, on: date) -> Sequence[Person]:
    """The people who hold a kind of post in a community on a day."""
    return db.scalars(
        select(Person).join(Post, Post.person_id == Person.id)
        .where(Post.community_id == community_id, Post.kind == kind, *_in_force(on)).order_by(Post.id)
    ).all()


def _in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    return Post.starts_on <= on, or_(Post.ends_on.is_(None), Post.ends_on >= on)


@dataclass(frozen=True)
class Seat:
    """One place on a body's roll: whose voice it is (`voter_key`) and who gives it."""

    voter_key: str
    person_id: int
    shown_as: str
    capacity: str
    unit_id: int | None = None
    household_id: int | None = None


def roll_of(db: Session, body: Body, on: date) -> list[Seat]:
    """The roll of a body on a day: persons, units by their delegates, or one representative a household.

    A unit without a delegate, and a household without a representative, has no seat.
    """
    if body.membership == Membership.HOUSEHOLDS:
        return _household_seats(db, body, on)
    members = select(BodyMember).where(
        BodyMember.body_id == body.id, BodyMember.since <= on,
        or_(BodyMember.until.is_(None), BodyMember.until >= on),
    ).order_by(BodyMember.id)
    rows = db.scalars(members).all()
    people = _people(db, [m.person_id for m in rows if m.person_id])
    delegates = _delegates(db, [m.unit_id for m in rows if m.unit_id], on)
    seats = [_seat(m, people, delegates) for m in rows]
    return [seat for seat in seats if seat]


def _seat(
    member: BodyMember, people: dict[int, Person], delegates: dict[int, tuple[Unit, Person]]
) -> Seat | None:
    if member.person_id:
        person = people[member.person_id]
        return Seat(f"person:{person.id}", person.id, person.name, "member")
    if member.unit_id not in delegates:
        return None
    unit, person = delegates[member.unit_id]
    return Seat(f"unit:{unit.id}", person.id, f"{unit.name}（{person.name}）", "delegate", unit_id=unit.id)


def _household_seats(db: Session, body: Body, on: date) -> list[Seat]:
    rows = db.execute(
        select(Post, Person).join(Person, Person.id == Post.person_id).where(
            Post.community_id == body.community_id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE,
            *_in_force(on),
        ).order_by(Post.household_id)
    ).all()
    return [
        Seat(f"household:{p.household_id}", who.id, who.called, "household_representative",
             household_id=p.household_id)
        for p, who in rows
    ]


def _people(db: Session, ids: list[int]) -> dict[int, Person]:
    return {p.id: p for p in db.scalars(select(Person).where(Person.id.in_(ids)))}


def _delegates(db: Session, unit_ids: list[int], on: date) -> dict[int, tuple[Unit, Person]]:
    rows = db.execute(
        select(Unit, Person).join(Delegacy, Delegacy.unit_id == Unit.id)
        .join(Person, Person.id == Delegacy.person_id).where(
            Unit.id.in_(unit_ids), Delegacy.since <= on,
            or_(Delegacy.until.is_(None), Delegacy.until >= on),
        ).order_by(Delegacy.since)
    ).all()
    return {unit.id: (unit, person) for unit, person in rows}


def shown_name(db: Session, person: Person, on: date) -> str:
    """What the room and the public see: the full name of who holds a public post, else the form of address."""
    kinds = {p.kind for p in held_posts(db, person.id, on)}
    return person.name if kinds & OFFICIAL_POSTS else person.called


def matching_people(db: Session, community_id: int, text: str, limit: int = 20) -> Sequence[Person]:
    """People of a community whose name holds the text; for the desk's roll."""
    pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return db.scalars(
        select(Person).where(
            Person.community_id == community_id,
            or_(Person.name.like(pattern, escape="\\"), Person.called.like(pattern, escape="\\")),
        ).order_by(Person.name).limit(limit)
    ).all()
