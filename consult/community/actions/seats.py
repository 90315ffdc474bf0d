"""Who speaks for whom, by ids as a form names them: units and their delegates, households and representatives."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from sqlalchemy import select

from consult.community import policy
from consult.community.actions.bodies import seat_member
from consult.community.actions.posts import Term, take_post
from consult.community.actions.register import register_unit, send_delegate, today
from consult.community.events import MemberLeft, PostEnded, RepresentativeChanged
from consult.community.models import (
    Body,
    BodyMember,
    Community,
    Household,
    Person,
    Post,
    RepresentativeChange,
    Residency,
    Unit,
)
from consult.community.rules.kinds import Membership, PostKind, UnitKind
from consult.community.rules.life import LivesAs
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


def change_representative(
    work: Work, *, household_id: int, person_id: int, reason: Reason, disputed: Disputed = ""
) -> dict[str, int]:
    """A household names another of its own to speak for it, with the reason, and what a member of the household says
    against it. Whoever spoke before stays in its history; a ballot that is open keeps the one it was opened with. Of
    two changes on one day the later holds from that day."""
    household = work.get(Household, household_id)
    actor = policy.require(work.actor, "keep_register", household)
    community, person = work.get(Community, household.community_id, lock=False), work.get(Person, person_id, lock=False)
    day = today(work, community)
    lives = select(Residency.id).where(
        Residency.household_id == household.id, Residency.person_id == person.id, Residency.until.is_(None),
        Residency.lives_as == LivesAs.MAIN)
    if work.db.scalar(lives) is None:
        raise BadShape({"person_id": "not_a_choice"})
    before = work.db.scalars(select(Post).where(
        Post.household_id == household.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None))).all()
    if any(post.person_id == person.id for post in before):
        return {"household_id": household.id}
    _end(work, community, list(before), day)
    take_post(work, community=community, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=household,
              term=Term(starts_on=day))
    work.add(RepresentativeChange(
        household_id=household.id, from_id=before[0].person_id if before else None, to_id=person.id, changed_on=day,
        by_id=actor.person_id, reason=reason, disputed=disputed))
    work.record(RepresentativeChanged(
        community_id=community.id, household_id=household.id, to_id=person.id, disputed=bool(disputed)))
    return {"household_id": household.id}


def _end(work: Work, community: Community, before: list[Post], day: date) -> None:
    """End the posts before; one that began on the day itself is outdone by the later entry (queries/spans.py)."""
    for post in before:
        post.ends_on = max(post.starts_on, day - timedelta(days=1))
        work.record(PostEnded(
            community_id=community.id, person_id=post.person_id, kind=post.kind, ends_on=post.ends_on))
    work.db.flush()
