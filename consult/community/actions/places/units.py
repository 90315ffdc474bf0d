"""Units: one that closed, and somebody who lives elsewhere and speaks for one."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from consult.community import policy
from consult.community.actions.register import admit_person, send_delegate, today
from consult.community.events import MemberLeft, UnitClosed
from consult.community.models import BodyMember, Community, Delegacy, GridUnit, Unit
from consult.community.rules.life import first_day, tidy_name
from consult.community.rules.texts import Called, PersonName, Why
from consult.core.errors import RuleBroken
from consult.storage.work import Work


def close_unit(work: Work, *, unit_id: int, reason: Why, holds_from: date | None = None) -> dict[str, int]:
    """A unit is not there any more from a day on: nobody speaks for it, it sits in no body, no grid keeps in contact with
    it. Work that it took on stays under its name until somebody is asked instead; what it owns stays its own."""
    unit = work.get(Unit, unit_id)
    policy.require(work.actor, "keep_register", unit)
    if unit.closed_on is not None:
        raise RuleBroken("unit_closed")
    community = work.get(Community, unit.community_id or 0, lock=False)
    first = first_day(holds_from, today(work, community), ahead=False)
    spans: tuple[Any, ...] = (Delegacy, GridUnit)
    for table in spans:
        for row in work.db.scalars(select(table).where(
                table.unit_id == unit.id, or_(table.until.is_(None), table.until > first))).all():
            row.until = max(row.since, first)
    _leaves_bodies(work, community, unit, first)
    unit.closed_on = first
    work.record(UnitClosed(community_id=community.id, unit_id=unit.id, closed_on=first, reason=reason))
    return {"unit_id": unit.id}


def _leaves_bodies(work: Work, community: Community, unit: Unit, first: date) -> None:
    for seat in work.db.scalars(select(BodyMember).where(
            BodyMember.unit_id == unit.id, or_(BodyMember.until.is_(None), BodyMember.until >= first))).all():
        seat.until = max(seat.since, first - timedelta(days=1))
        work.record(MemberLeft(
            community_id=community.id, body_id=seat.body_id, person_id=None, unit_id=unit.id, until=seat.until))


def send_from_elsewhere(
    work: Work, *, unit_id: int, name: PersonName, called: Called = ""
) -> dict[str, int]:
    """Somebody who lives elsewhere speaks for a unit from today: the head of a school, an officer of the police station.
    They are entered without a home, and count among no residents."""
    unit = work.get(Unit, unit_id)
    policy.require(work.actor, "keep_register", unit)
    if unit.closed_on is not None:
        raise RuleBroken("unit_closed")
    community = work.get(Community, unit.community_id or 0, lock=False)
    person = admit_person(work, community=community, name=tidy_name(name), called=tidy_name(called))
    send_delegate(work, community=community, unit=unit, person=person)
    return {"unit_id": unit.id, "person_id": person.id}
