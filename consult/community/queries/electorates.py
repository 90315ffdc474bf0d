"""Reads of electorates: who has a voice in a community, a grid, a building or a stairwell, by whatever unit counts."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import (
    Body,
    Building,
    Delegacy,
    Household,
    Ownership,
    Person,
    Post,
    Residency,
    Unit,
)
from consult.community.queries.rolls import roll_of
from consult.community.queries.spans import in_force, lives_there
from consult.community.rules.kinds import PostKind
from consult.core.errors import NotFound

SCOPES = ("community", "grid", "building", "stairwell", "body")
NO_REPRESENTATIVE, NO_DELEGATE, NO_OWNER = "no_representative", "no_delegate", "no_owner"


@dataclass(frozen=True)
class Elector:
    """One voice of an electorate; `excluded_why` is a code where it cannot be given, and then nobody gives it."""

    voter_key: str
    person_id: int | None
    shown_as: str
    area_cm2: int = 0
    group: str = ""
    excluded_why: str = ""


def electorate(db: Session, community_id: int, scope: Mapping[str, Any], unit: Sequence[str], on: date) -> list[Elector]:
    """Everyone with a voice in a scope on a day, counted in a unit; NotFound for a place of another community.

    `scope` is {"kind": "building", "id": 3}; a stairwell also says how its doors begin: {"prefix": "1单元"}.
    """
    if scope["kind"] == "body":
        return _of_body(db, community_id, scope["id"], on)
    homes = _homes(db, community_id, scope)
    if unit[0].startswith("owner"):
        return _owners(db, homes, on)
    return _households(db, homes, on) if unit[0] == "household" else _residents(db, homes, on)


def _of_body(db: Session, community_id: int, body_id: int, on: date) -> list[Elector]:
    body = db.get(Body, body_id)
    if body is None or body.community_id != community_id:
        raise NotFound("body")
    return [Elector(s.voter_key, s.person_id, s.shown_as) for s in roll_of(db, body, on)]


def _homes(db: Session, community_id: int, scope: Mapping[str, Any]) -> dict[int, tuple[str, str]]:
    """Households of a scope: id to (address, building's name)."""
    wanted: Any = select(Household.id, Household.door, Building.name).join(
        Building, Building.id == Household.building_id).where(Household.community_id == community_id)
    if scope["kind"] == "grid":
        wanted = wanted.where(Building.grid_id == scope["id"])
    elif scope["kind"] in ("building", "stairwell"):
        wanted = wanted.where(Building.id == scope["id"])
    if scope["kind"] == "stairwell":
        wanted = wanted.where(Household.door.startswith(scope["prefix"], autoescape=True))
    rows = db.execute(wanted.order_by(Household.building_id, Household.id)).all()
    if not rows:
        raise NotFound("scope")
    return {row.id: (f"{row.name}{row.door}", row.name) for row in rows}


def _households(db: Session, homes: Mapping[int, tuple[str, str]], on: date) -> list[Elector]:
    speaking = {row.household_id: row for row in db.execute(
        select(Post.household_id, Person.id, Person.called).join(Person, Person.id == Post.person_id)
        .where(Post.household_id.in_(homes), Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, *in_force(on)))}
    listed = []
    for home, (address, building) in homes.items():
        who = speaking.get(home)
        listed.append(Elector(f"household:{home}", who.id if who else None, f"{address}（{who.called}）" if who else address,
                              group=building, excluded_why="" if who else NO_REPRESENTATIVE))
    return listed


def _residents(db: Session, homes: Mapping[int, tuple[str, str]], on: date) -> list[Elector]:
    rows = db.execute(
        select(Person.id, Person.called, Residency.household_id).join(Residency, Residency.person_id == Person.id)
        .where(Residency.household_id.in_(homes), *lives_there(on)).order_by(Person.id))
    found = {row.id: Elector(f"person:{row.id}", row.id, row.called, group=homes[row.household_id][1]) for row in rows}
    return list(found.values())


def _owners(db: Session, homes: Mapping[int, tuple[str, str]], on: date) -> list[Elector]:
    """One voice an owner, the area of all homes together; the same owner's several homes are one head
    (建筑物区分所有权解释 art. 9), and so are a developer's homes not yet sold."""
    rows = db.scalars(
        select(Ownership).where(Ownership.household_id.in_(homes), Ownership.since <= on,
                                or_(Ownership.until.is_(None), Ownership.until >= on)).order_by(Ownership.id)).all()
    held: dict[tuple[int | None, int | None], list[Ownership]] = {}
    for row in rows:
        held.setdefault((row.person_id, row.unit_id), []).append(row)
    people = {p.id: p for p in db.scalars(select(Person).where(Person.id.in_([p for p, _ in held if p])))}
    units = {u.id: u for u in db.scalars(select(Unit).where(Unit.id.in_([u for _, u in held if u])))}
    speaking = {row.unit_id: row.person_id for row in db.scalars(
        select(Delegacy).where(Delegacy.unit_id.in_(units), Delegacy.since <= on,
                               or_(Delegacy.until.is_(None), Delegacy.until > on)))}
    listed = [_owner(person, unit, owned, homes, people, units, speaking) for (person, unit), owned in held.items()]
    missing = [home for home in homes if home not in {row.household_id for row in rows}]
    return listed + [Elector(f"home:{h}", None, homes[h][0], group=homes[h][1], excluded_why=NO_OWNER) for h in missing]


def _owner(
    person: int | None, unit: int | None, owned: Sequence[Ownership], homes: Mapping[int, tuple[str, str]],
    people: Mapping[int, Person], units: Mapping[int, Unit], speaking: Mapping[int, int],
) -> Elector:
    doors = "、".join(homes[row.household_id][0] for row in owned)
    area, group = sum(row.area_cm2 for row in owned), homes[owned[0].household_id][1]
    if person is not None:
        return Elector(f"owner:{person}", person, f"{people[person].called}（{doors}）"[:160], area, group)
    assert unit is not None
    who = speaking.get(unit)
    return Elector(f"owner-unit:{unit}", who, f"{units[unit].name}（{doors}）"[:160], area, group,
                   "" if who else NO_DELEGATE)
