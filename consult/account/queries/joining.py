"""Reads of joining: who of a home waits for an account, and who waits to be let into one."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.account.models import Account, JoinRequest
from consult.account.queries.ways_in import invitation_by_code
from consult.account.rules.login_name import normal
from consult.community import queries as register
from consult.community.models import Community, Household, Person
from consult.core.clock import local_date


def joinable(db: Session, typed: str, now: datetime) -> tuple[Household, list[Person]]:
    """The household that a code invites to, and who of it is entered and has no account yet.

    RuleBroken where the code does not hold.
    """
    household = db.get_one(Household, invitation_by_code(db, typed, now).household_id)
    day = local_date(now, db.get_one(Community, household.community_id).timezone)
    living = register.residents(db, household.id, day)
    taken = set(db.scalars(select(Account.person_id).where(Account.person_id.in_([person.id for person in living]))))
    return household, [person for person in living if person.id not in taken]


def request_named(db: Session, login_name: str) -> JoinRequest | None:
    """Who waits to be let in under this login name."""
    return db.scalar(select(JoinRequest).where(JoinRequest.login_name == normal(login_name).replace("\x00", "?")))


def requests_to_join(
    db: Session, community_id: int, household_ids: Iterable[int] | None = None
) -> list[tuple[JoinRequest, Household]]:
    """Who waits to be let in, with the home, the longest first; of some homes alone where they are given."""
    wanted = select(JoinRequest, Household).join(Household, Household.id == JoinRequest.household_id).where(
        JoinRequest.community_id == community_id).order_by(JoinRequest.id)
    if household_ids is not None:
        wanted = wanted.where(JoinRequest.household_id.in_(list(household_ids)))
    return [(row[0], row[1]) for row in db.execute(wanted)]


def joins_overdue(db: Session, now: datetime) -> bool:
    """Whether somebody waited to be let in for too long."""
    return db.scalar(select(JoinRequest.id).where(JoinRequest.lapses_at <= now).limit(1)) is not None
