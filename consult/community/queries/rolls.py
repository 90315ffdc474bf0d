"""Reads of rolls: who has a voice in a body on a day."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from consult.community.models import Body, BodyMember, Delegacy, Person, Post, Unit
from consult.community.queries.dwelling import lives_as_adult, residents_voices
from consult.community.queries.scopes import WHOLE, adult
from consult.community.queries.seats import by_post_of, on_the_list, seated_by_post
from consult.community.queries.spans import represents, there
from consult.community.rules.kinds import Membership


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
    """The roll of a body on a day: persons by their posts or on its list, units by their delegates, one representative
    a household, or every adult. Nobody stands on it twice, and no alternate.

    A unit without a delegate, and a household without a representative of age, has no seat.
    """
    if body.membership == Membership.HOUSEHOLDS:
        return _household_seats(db, body, on)
    if body.membership == Membership.ADULTS:
        adults = residents_voices(db, body.community_id or 0, WHOLE, on, adults_only=True)
        return [Seat(v.voter_key, v.person_id, v.shown_as, "member") for v in adults if v.person_id]
    rows = db.scalars(select(BodyMember).where(BodyMember.body_id == body.id, *on_the_list(on)).order_by(BodyMember.id)).all()
    people = _people(db, [m.person_id for m in rows if m.person_id], on)
    delegates = _delegates(db, [m.unit_id for m in rows if m.unit_id], on)
    seats = [_seat(m, people, delegates) for m in rows]
    seats += [Seat(f"person:{who.id}", who.id, who.name, "member") for _, who in seated_by_post(db, body, on)]
    return list({seat.voter_key: seat for seat in seats if seat}.values())


def _seat(
    member: BodyMember, people: dict[int, Person], delegates: dict[int, tuple[Unit, Person]]
) -> Seat | None:
    if member.person_id:
        person = people.get(member.person_id)
        return None if person is None else Seat(f"person:{person.id}", person.id, person.name, "member")
    if member.unit_id not in delegates:
        return None
    unit, person = delegates[member.unit_id]
    return Seat(f"unit:{unit.id}", person.id, f"{unit.name}（{person.name}）", "delegate", unit_id=unit.id)


def _household_seats(db: Session, body: Body, on: date) -> list[Seat]:
    rows = db.execute(
        select(Post, Person).join(Person, Person.id == Post.person_id).where(
            Post.community_id == body.community_id, adult(on), *represents(on),
        ).order_by(Post.household_id)
    ).all()
    return [
        Seat(f"household:{p.household_id}", who.id, who.called, "household_representative",
             household_id=p.household_id)
        for p, who in rows
    ]


def _people(db: Session, ids: list[int], on: date) -> dict[int, Person]:
    return {p.id: p for p in db.scalars(select(Person).where(Person.id.in_(ids), there(on)))}


def _delegates(db: Session, unit_ids: list[int], on: date) -> dict[int, tuple[Unit, Person]]:
    rows = db.execute(
        select(Unit, Person).join(Delegacy, Delegacy.unit_id == Unit.id)
        .join(Person, Person.id == Delegacy.person_id).where(
            Unit.id.in_(unit_ids), Delegacy.since <= on,
            or_(Delegacy.until.is_(None), Delegacy.until > on), there(on),
        ).order_by(Delegacy.since, Delegacy.id)
    ).all()
    return {unit.id: (unit, person) for unit, person in rows}


def has_members(db: Session, body: Body, on: date) -> bool:
    """Whether anybody belongs to a body on a day: seated persons or units, or somebody who lives in its community."""
    if body.membership == Membership.LISTED:
        return db.scalar(select(BodyMember.id).where(
            BodyMember.body_id == body.id, BodyMember.since <= on,
            or_(BodyMember.until.is_(None), BodyMember.until >= on)).limit(1)) is not None or bool(
            seated_by_post(db, body, on))
    return bool(roll_of(db, body, on))


def members(db: Session, community_id: int, on: date) -> dict[int, list[tuple[str, str]]]:
    """Who sits in each listed body on a day: (unit or empty, person or empty where no delegate is named)."""
    delegate = aliased(Person)
    rows = db.execute(
        select(BodyMember.body_id, Person.id, Person.name, Unit.name, delegate.name)
        .join(Body, Body.id == BodyMember.body_id).outerjoin(Person, Person.id == BodyMember.person_id)
        .outerjoin(Unit, Unit.id == BodyMember.unit_id)
        .outerjoin(Delegacy, (Delegacy.unit_id == Unit.id) & (Delegacy.since <= on)
                   & or_(Delegacy.until.is_(None), Delegacy.until > on))
        .outerjoin(delegate, delegate.id == Delegacy.person_id)
        .where(Body.community_id == community_id, *on_the_list(on)).order_by(BodyMember.id)
    )
    seated: dict[int, list[tuple[str, str]]] = {}
    here: dict[int, set[int]] = {}
    for body_id, person_id, person, unit, speaks in rows:
        here.setdefault(body_id, set()).add(person_id)
        seated.setdefault(body_id, []).append((unit or "", person or speaks or ""))
    for body in db.scalars(select(Body).where(Body.community_id == community_id)):
        by_post = [who.name for _, who in seated_by_post(db, body, on) if who.id not in here.get(body.id, ())]
        seated.setdefault(body.id, []).extend(("", name) for name in by_post)
    return seated


def bodies_of(db: Session, person_id: int, community_id: int, on: date) -> frozenset[int]:
    """The bodies on whose roll a person has a voice on a day: as a member, a delegate, for the own household or as an
    adult who lives there."""
    units = select(Delegacy.unit_id).where(
        Delegacy.person_id == person_id, Delegacy.since <= on, or_(Delegacy.until.is_(None), Delegacy.until > on))
    listed = select(BodyMember.body_id).where(
        or_(BodyMember.person_id == person_id, BodyMember.unit_id.in_(units)), *on_the_list(on))
    speaks = select(Post.id).where(Post.person_id == person_id, *represents(on)).exists()
    lives = lives_as_adult(person_id, on).exists()
    return by_post_of(db, person_id, community_id, on) | frozenset(db.scalars(select(Body.id).where(
        Body.community_id == community_id,
        or_(Body.id.in_(listed), (Body.membership == Membership.HOUSEHOLDS) & speaks,
            (Body.membership == Membership.ADULTS) & lives))))
