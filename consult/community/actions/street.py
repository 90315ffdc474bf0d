"""The street's own register: its joint meeting, who acts for it, its units. In no community, and no community's."""
from __future__ import annotations

from typing import Any

from consult.community import policy
from consult.community.events import StreetBodyFormed, StreetPostTaken
from consult.community.models import Body, BodyMember, Delegacy, Person, Post, Street, Unit
from consult.community.rules.kinds import OF_THE_STREET, BodyKind, Cadence, Level, PostKind, UnitKind
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound
from consult.storage.work import Work

ZONE = "Asia/Shanghai"


def form_street_body(
    work: Work, *, street: Street, name: str, name_en: str, vote_rule: str = "joint_meeting_consensus",
    notice_days: int = 15, answer_days: int = 30, cadence: Cadence = Cadence.HALF_YEARLY,
) -> Body:
    """Form the joint meeting of a street, to which every community of it may pass things up (bodies.md #3)."""
    policy.require(work.actor, "found", street)
    body = work.add(Body(
        street_id=street.id, community_id=None, kind=BodyKind.JOINT_MEETING, level=Level.STREET, name=name,
        name_en=name_en, convened_by=[str(PostKind.STREET_SECRETARY)], notice_days=notice_days, vote_rule=vote_rule,
        cadence=cadence, rules_of_order={}, answered_by_id=None, answer_days=answer_days,
    ))
    work.record(StreetBodyFormed(street_id=street.id, body_id=body.id, kind=body.kind))
    return body


def enter_on_street(work: Work, *, street: Street, name: str) -> Person:
    """Enter somebody who works for the street office and lives in none of its communities."""
    policy.require(work.actor, "found", street)
    return work.add(Person(street_id=street.id, community_id=None, name=name, called=name))


def appoint_on_street(work: Work, *, body: Body, person: Person, kind: PostKind) -> Post:
    """Give somebody a post in a body of the street; it holds for that body alone."""
    policy.require(work.actor, "found", body)
    if body.community_id is not None or person.street_id != body.street_id:
        raise NotFound("body")
    if kind not in OF_THE_STREET:
        raise BadShape({"kind": "not_a_choice"})
    post = work.add(Post(
        person_id=person.id, kind=kind, community_id=None, body_id=body.id, starts_on=local_date(work.now, ZONE)))
    work.record(StreetPostTaken(
        street_id=body.street_id, person_id=person.id, kind=kind, body_id=body.id, starts_on=post.starts_on))
    return post


def register_street_unit(work: Work, *, street: Street, kind: UnitKind, name: str, body: Body | None = None) -> Unit:
    """Register an organisation of the street, as a member of its joint meeting where that is named."""
    policy.require(work.actor, "found", street)
    unit = work.add(Unit(street_id=street.id, community_id=None, kind=kind, name=name))
    if body is not None:
        work.add(BodyMember(
            body_id=body.id, person_id=None, unit_id=unit.id, since=local_date(work.now, ZONE)))
    return unit


def send_street_delegate(work: Work, *, unit: Unit, person: Person) -> dict[str, Any]:
    """Name who speaks for a unit of the street."""
    policy.require(work.actor, "found", unit)
    if unit.community_id is not None or person.street_id != unit.street_id:
        raise NotFound("unit")
    row = work.add(Delegacy(unit_id=unit.id, person_id=person.id, since=local_date(work.now, ZONE)))
    return {"delegacy_id": row.id}
