"""What the register of a community holds, for its check-list."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.account.models import Account
from consult.account.rules.slips import NO_PASSWORD
from consult.community import queries as communities
from consult.community.models import Body, Building, Community, Household, Person, Post, Residency
from consult.community.queries.spans import in_force, lives_there
from consult.community.queries.stated_numbers import stated
from consult.community.rules.kinds import BodyKind, Counted, Membership, PostKind
from consult.founding.rules.bodies import BY_LAW
from consult.founding.rules.opening import Register
from consult.meeting.models import Meeting


def register_of(db: Session, community: Community, on: date) -> Register:
    """The numbers of a community's register on a day."""
    here, council = community.id, council_of(db, community.id)
    told = stated(db, here, Counted.HOUSEHOLDS)
    bodies = communities.bodies(db, here)
    members = communities.members(db, here, on)
    people = select(Account.id).join(Person, Person.id == Account.person_id).where(Person.community_id == here)
    return Register(
        buildings=_count(db, Building, Building.community_id == here),
        homes=_count(db, Household, Household.community_id == here, Household.lived_in.is_(True)),
        homes_stated=told.count if told else 0, people=_people(db, here, on),
        representatives=_holders(db, here, on, PostKind.HOUSEHOLD_REPRESENTATIVE),
        secretaries=_holders(db, here, on, PostKind.SECRETARY), facilitators=_holders(db, here, on, PostKind.FACILITATOR),
        convenors=_holders(db, here, on, *(PostKind(kind) for kind in council.convened_by)) if council else 0,
        bodies=1 if council else 0, empty_bodies=sum(_is_empty(body, members) for body in bodies),
        seats=len(communities.roll_of(db, council, on)) if council else 0,
        accounts=_number(db, people), accounts_waiting=_number(db, people.where(Account.password_hash == NO_PASSWORD)),
        called=_count(db, Meeting, Meeting.body_id == council.id) if council else 0)


def council_of(db: Session, community_id: int) -> Body | None:
    """The residents' council; the first of them where there are several."""
    return next((body for body in communities.bodies(db, community_id) if body.kind == BodyKind.RESIDENTS_COUNCIL), None)


def deciding_bodies(db: Session, community_id: int) -> list[Body]:
    """The bodies of the law and the council's own, whose roll a first session stands on."""
    return [body for body in communities.bodies(db, community_id) if body.kind in BY_LAW]


def _is_empty(body: Body, members: Any) -> bool:
    return body.membership == Membership.LISTED and not members.get(body.id)


def _people(db: Session, community_id: int, on: date) -> int:
    living = select(Residency.person_id).join(Household, Household.id == Residency.household_id).where(
        Household.community_id == community_id, *lives_there(on)).distinct()
    return _number(db, living)


def _holders(db: Session, community_id: int, on: date, *kinds: PostKind) -> int:
    held = select(Post.id).where(Post.community_id == community_id, Post.kind.in_(kinds), *in_force(on))
    return _number(db, held)


def _count(db: Session, kind: Any, *conditions: ColumnElement[bool]) -> int:
    return _number(db, select(kind.id).where(*conditions))


def _number(db: Session, rows: Any) -> int:
    return int(db.scalar(select(func.count()).select_from(rows.subquery())) or 0)
