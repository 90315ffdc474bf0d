"""Who speaks for whom, by ids as a form names them: units and their delegates, households and representatives."""
from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.bodies import seat_member
from consult.community.actions.register import register_unit, send_delegate, today
from consult.community.events import MemberLeft
from consult.community.models import (
    Body,
    BodyMember,
    Community,
    Person,
    Unit,
)
from consult.community.rules.kinds import Membership, UnitKind
from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.work import Work

Reason = Annotated[str, Length(most=200, least=2)]
Disputed = Annotated[str, Length(most=300)]
UnitName = Annotated[str, Length(most=80, least=2)]


def add_unit(work: Work, *, community_id: int, kind: UnitKind, name: UnitName) -> dict[str, int]:
    """Register an organisation of the community under a name that none here has yet."""
    community = work.get(Community, community_id, lock=False)
    policy.require(work.actor, "keep_register", community)
    if work.db.scalar(select(Unit.id).where(Unit.community_id == community.id, Unit.name == name)):
        raise BadShape({"name": "taken"})
    return {"unit_id": register_unit(work, community=community, kind=kind, name=name).id}


def change_delegate(work: Work, *, unit_id: int, person_id: int) -> dict[str, int]:
    """Name who speaks for a unit from today; whoever spoke before stays in its history."""
    unit = work.get(Unit, unit_id)
    policy.require(work.actor, "keep_register", unit)
    community = work.get(Community, unit.community_id or 0, lock=False)
    send_delegate(work, community=community, unit=unit, person=work.get(Person, person_id, lock=False))
    return {"unit_id": unit.id}


def seat_unit(work: Work, *, unit_id: int, body_id: int) -> dict[str, int]:
    """Make a unit a member of a body; one that sits there already stays as it is."""
    unit = work.get(Unit, unit_id)
    policy.require(work.actor, "keep_register", unit)
    community, body = work.get(Community, unit.community_id or 0, lock=False), work.get(Body, body_id, lock=False)
    if body.community_id != community.id:
        raise NotFound("body")
    if body.membership != Membership.LISTED:
        raise RuleBroken("body_of_households")
    sits = select(BodyMember.id).where(
        BodyMember.body_id == body.id, BodyMember.unit_id == unit.id, BodyMember.until.is_(None))
    if work.db.scalar(sits) is None:
        seat_member(work, community=community, body=body, unit=unit)
    return {"unit_id": unit.id}


def unseat(work: Work, *, body_id: int, unit_id: int) -> dict[str, int]:
    """End a unit's membership of a body today; the history stays."""
    body = work.get(Body, body_id)
    policy.require(work.actor, "keep_register", body)
    community = work.get(Community, body.community_id or 0, lock=False)
    rows = work.db.scalars(select(BodyMember).where(
        BodyMember.body_id == body.id, BodyMember.unit_id == unit_id, BodyMember.until.is_(None))).all()
    if not rows:
        raise NotFound("body_member")
    for member in rows:
        member.until = max(member.since, today(work, community) - timedelta(days=1))
        work.record(MemberLeft(
            community_id=community.id, body_id=body.id, person_id=None, unit_id=unit_id, until=member.until))
    return {"unit_id": unit_id}
