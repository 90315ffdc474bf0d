"""Reads of electorates: who is entitled to a voice in a community, a grid, a building, a stairwell or a body."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import Body, BodyMember, Building, Household, Person, Post, Residency, Unit
from consult.community.queries.owning import owners_voices
from consult.community.queries.rolls import roll_of
from consult.community.queries.spans import in_force, lives_there
from consult.community.rules.electors import NO_DELEGATE, NO_REPRESENTATIVE, Elector, Electorate
from consult.community.rules.kinds import Membership, PostKind
from consult.core.errors import NotFound

SCOPES = ("community", "grid", "building", "stairwell", "body")
WHOLE = {"kind": "community", "id": 0}


def electorate(db: Session, community_id: int, scope: Mapping[str, Any], counts: str, on: date) -> Electorate:
    """Everyone entitled in a scope on a day, whether the voice can be given or not.

    `counts` is who is counted: adults, households, named_households (those with a representative alone), owners,
    members (of a body) or anyone who lives there. `scope` is {"kind": "building", "id": 3}; a stairwell also says how
    its doors begin: {"prefix": "1单元"}. NotFound for a place of another community, and for members of no body.
    """
    if scope["kind"] == "body":
        return _of_body(db, community_id, scope["id"], counts, on)
    homes = _homes(db, community_id, scope)
    if counts == "owners":
        return Electorate(owners_voices(db, homes, on))
    if counts in ("households", "named_households"):
        voices = _households(db, homes, on)
        return Electorate([v for v in voices if v.person_id] if counts == "named_households" else voices)
    if counts not in ("adults", "anyone"):
        raise NotFound("scope")
    return Electorate(_residents(db, homes, on))


def _of_body(db: Session, community_id: int, body_id: int, counts: str, on: date) -> Electorate:
    body = db.get(Body, body_id)
    if body is None or body.community_id != community_id:
        raise NotFound("body")
    if body.membership == Membership.HOUSEHOLDS:
        named = "named_households" if counts == "named_households" else "households"
        return electorate(db, community_id, WHOLE, named, on)
    seated = [Elector(s.voter_key, s.person_id, s.shown_as) for s in roll_of(db, body, on)]
    return Electorate([*seated, *_without_delegate(db, body, {s.voter_key for s in seated}, on)])


def _without_delegate(db: Session, body: Body, seated: set[str], on: date) -> list[Elector]:
    """Members of a body that have nobody to speak for them: they stay in its base."""
    units = db.scalars(
        select(Unit).join(BodyMember, BodyMember.unit_id == Unit.id).where(
            BodyMember.body_id == body.id, BodyMember.since <= on, or_(BodyMember.until.is_(None), BodyMember.until >= on),
        ).order_by(BodyMember.id).distinct())
    return [Elector(f"unit:{unit.id}", None, unit.name, silent_because=NO_DELEGATE)
            for unit in units if f"unit:{unit.id}" not in seated]


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
        .where(Post.household_id.in_(homes), Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, *in_force(on))
        .order_by(Post.id))}
    listed = []
    for home, (address, building) in homes.items():
        who = speaking.get(home)
        listed.append(Elector(f"household:{home}", who.id if who else None, f"{address}（{who.called}）" if who else address,
                              group=building, silent_because="" if who else NO_REPRESENTATIVE))
    return listed


def _residents(db: Session, homes: Mapping[int, tuple[str, str]], on: date) -> list[Elector]:
    rows = db.execute(
        select(Person.id, Person.called, Residency.household_id).join(Residency, Residency.person_id == Person.id)
        .where(Residency.household_id.in_(homes), *lives_there(on)).order_by(Person.id, Residency.id))
    found = {row.id: Elector(f"person:{row.id}", row.id, row.called, group=homes[row.household_id][1]) for row in rows}
    return list(found.values())
