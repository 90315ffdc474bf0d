"""Reads of electorates: who is entitled to a voice in a community, a grid, a building, a stairwell or a body."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import Body, BodyMember, Unit
from consult.community.queries.dwelling import households_voices, residents_voices
from consult.community.queries.owning import owners_voices
from consult.community.queries.rolls import roll_of
from consult.community.queries.scopes import WHOLE, check_scope
from consult.community.queries.seats import on_the_list
from consult.community.queries.stated_numbers import stated
from consult.community.rules.electors import NO_DELEGATE, Elector, Electorate
from consult.community.rules.kinds import Counted, Membership
from consult.core.errors import NotFound

SCOPES = ("community", "grid", "building", "stairwell", "body")


def electorate(db: Session, community_id: int, scope: Mapping[str, Any], counts: str, on: date) -> Electorate:
    """Everyone entitled in a scope on a day, whether the voice can be given or not.

    `counts` is who is counted: adults, households, named_households (those with a representative alone), owners,
    members (of a body) or anyone who lives there. `scope` is {"kind": "building", "id": 3}; a stairwell also says how
    its doors begin: {"prefix": "1单元"}. NotFound for a place of another community, and for members of no body.
    """
    if scope["kind"] == "body":
        return _of_body(db, community_id, scope["id"], counts, on)
    check_scope(db, community_id, scope)
    return _in_homes(db, community_id, scope, counts, on)


def known_of(db: Session, community_id: int, on: date) -> dict[Counted, Electorate]:
    """What the register knows of the whole community, beside what the community states of each number."""
    return {kind: _in_homes(db, community_id, WHOLE, kind, on) for kind in Counted}


def _in_homes(db: Session, community_id: int, scope: Mapping[str, Any], counts: str, on: date) -> Electorate:
    if counts == "owners":
        return Electorate(owners_voices(db, community_id, scope, on))
    if counts in ("households", "named_households"):
        voices = households_voices(db, community_id, scope, on)
        if counts == "named_households":
            return Electorate([voice for voice in voices if not voice.silent_because])
        return Electorate(voices, _stated(db, community_id, scope, Counted.HOUSEHOLDS))
    if counts not in ("adults", "anyone"):
        raise NotFound("scope")
    people = residents_voices(db, community_id, scope, on, adults_only=counts == "adults")
    return Electorate(people, _stated(db, community_id, scope, Counted.ADULTS) if counts == "adults" else None)


def _stated(db: Session, community_id: int, scope: Mapping[str, Any], kind: Counted) -> Any:
    return stated(db, community_id, kind) if scope["kind"] == "community" else None


def _of_body(db: Session, community_id: int, body_id: int, counts: str, on: date) -> Electorate:
    body = db.get(Body, body_id)
    if body is None or body.community_id != community_id:
        raise NotFound("body")
    if body.membership == Membership.HOUSEHOLDS:
        named = "named_households" if counts == "named_households" else "households"
        return _in_homes(db, community_id, WHOLE, named, on)
    if body.membership == Membership.ADULTS:
        return _in_homes(db, community_id, WHOLE, "adults", on)
    seated = [Elector(s.voter_key, s.person_id, s.shown_as) for s in roll_of(db, body, on)]
    return Electorate([*seated, *_without_delegate(db, body, {s.voter_key for s in seated}, on)])


def _without_delegate(db: Session, body: Body, seated: set[str], on: date) -> list[Elector]:
    """Members of a body that have nobody to speak for them: they stay in its base."""
    units = db.scalars(
        select(Unit).join(BodyMember, BodyMember.unit_id == Unit.id).where(
            BodyMember.body_id == body.id, *on_the_list(on)).order_by(BodyMember.id))
    absent = {unit.id: unit for unit in units if f"unit:{unit.id}" not in seated}
    return [Elector(f"unit:{id}", None, unit.name, silent_because=NO_DELEGATE) for id, unit in absent.items()]
