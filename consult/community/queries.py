"""Reads of the register."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

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
    Street,
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
        ).order_by(Delegacy.since, Delegacy.id)
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


@dataclass(frozen=True)
class Home:
    """A household as the office sees it."""

    household: Household
    residents: Sequence[Person]
    representative_id: int | None


def doors(db: Session, community_id: int, on: date, *, building_id: int = 0, words: str = "") -> list[int]:
    """Household ids by building and door, 301 before 1001; `words` looks in building, door and residents' names."""
    wanted = select(Household.id, Household.building_id, Household.door).join(
        Building, Building.id == Household.building_id).where(Household.community_id == community_id)
    if building_id:
        wanted = wanted.where(Household.building_id == building_id)
    if text := "".join(words.split()):
        named = select(Residency.household_id).join(Person, Person.id == Residency.person_id).where(
            *_lives_there(on), or_(Person.name.contains(text, autoescape=True),
                                   Person.called.contains(text, autoescape=True)))
        address = Building.name + Household.door
        wanted = wanted.where(or_(address.contains(text, autoescape=True), Household.id.in_(named)))
    rows = sorted(db.execute(wanted), key=lambda row: (row.building_id, _as_numbered(row.door), row.id))
    return [row.id for row in rows]


def _as_numbered(door: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", door)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]


def _lives_there(on: date) -> tuple[ColumnElement[bool], ...]:
    return Residency.since <= on, or_(Residency.until.is_(None), Residency.until >= on)


def homes(db: Session, household_ids: Sequence[int], on: date) -> list[Home]:
    """Households with who lives there and who represents them on a day, in the order asked for."""
    found = {h.id: h for h in db.scalars(select(Household).where(Household.id.in_(household_ids)))}
    living: dict[int, list[Person]] = {}
    for household_id, person in db.execute(
        select(Residency.household_id, Person).join(Person, Person.id == Residency.person_id)
        .where(Residency.household_id.in_(household_ids), *_lives_there(on)).order_by(Person.id)
    ):
        living.setdefault(household_id, []).append(person)
    speaking = {row.household_id: row.person_id for row in db.execute(
        select(Post.household_id, Post.person_id).where(
            Post.household_id.in_(household_ids), Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, *_in_force(on)))}
    return [Home(found[id], living.get(id, []), speaking.get(id)) for id in household_ids if id in found]


def terms(
    db: Session, community_id: int, on: date, *, person_id: int = 0
) -> Sequence[tuple[Post, Person, Body | None]]:
    """Posts that are held or to be taken up, with their holders: the offices, or all of one person's."""
    whose = Post.person_id == person_id if person_id else Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE
    rows = db.execute(
        select(Post, Person, Body).join(Person, Person.id == Post.person_id)
        .outerjoin(Body, Body.id == Post.body_id)
        .where(Post.community_id == community_id, whose, or_(Post.ends_on.is_(None), Post.ends_on >= on))
        .order_by(Post.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def members(db: Session, community_id: int, on: date) -> dict[int, list[tuple[str, str]]]:
    """Who sits in each listed body on a day: (unit or empty, person or empty where no delegate is named)."""
    delegate = aliased(Person)
    rows = db.execute(
        select(BodyMember.body_id, Person.name, Unit.name, delegate.name)
        .join(Body, Body.id == BodyMember.body_id).outerjoin(Person, Person.id == BodyMember.person_id)
        .outerjoin(Unit, Unit.id == BodyMember.unit_id)
        .outerjoin(Delegacy, (Delegacy.unit_id == Unit.id) & (Delegacy.since <= on)
                   & or_(Delegacy.until.is_(None), Delegacy.until > on))
        .outerjoin(delegate, delegate.id == Delegacy.person_id)
        .where(Body.community_id == community_id, BodyMember.since <= on,
               or_(BodyMember.until.is_(None), BodyMember.until >= on)).order_by(BodyMember.id)
    )
    seated: dict[int, list[tuple[str, str]]] = {}
    for body_id, person, unit, speaks in rows:
        seated.setdefault(body_id, []).append((unit or "", person or speaks or ""))
    return seated


def bodies_of(db: Session, person_id: int, community_id: int, on: date) -> frozenset[int]:
    """The bodies on whose roll a person has a voice on a day: as a member, a delegate or for the own household."""
    units = select(Delegacy.unit_id).where(
        Delegacy.person_id == person_id, Delegacy.since <= on, or_(Delegacy.until.is_(None), Delegacy.until >= on))
    listed = select(BodyMember.body_id).where(
        or_(BodyMember.person_id == person_id, BodyMember.unit_id.in_(units)), BodyMember.since <= on,
        or_(BodyMember.until.is_(None), BodyMember.until >= on))
    speaks = select(Post.id).where(
        Post.person_id == person_id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, *_in_force(on)).exists()
    return frozenset(db.scalars(select(Body.id).where(
        Body.community_id == community_id,
        or_(Body.id.in_(listed), (Body.membership == Membership.HOUSEHOLDS) & speaks))))
