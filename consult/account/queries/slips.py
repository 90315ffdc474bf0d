"""Reads of slips, of accounts that wait for their owners, and of login names."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from consult.account.models import Account, FormerLogin, JoinRequest, SignInSession, SignInSlip
from consult.account.queries.joining import request_named
from consult.account.queries.ways_in import actor_for
from consult.account.rules.codes import digest, normal_code
from consult.account.rules.login_name import check_name
from consult.account.rules.slips import NO_PASSWORD, SlipReason
from consult.community.models import Person
from consult.core.errors import BadShape, RuleBroken


def account_of(db: Session, person_id: int) -> Account | None:
    """The account of a person, shut or not."""
    return db.scalar(select(Account).where(Account.person_id == person_id))


def posts_of(db: Session, account: Account, now: datetime) -> frozenset[str]:
    """The kinds of post that the owner of an account holds today."""
    actor = actor_for(db, account, db.get_one(Person, account.person_id), now)
    return frozenset(post.kind for post in actor.posts)


def free_name(db: Session, typed: str, account_id: int = 0) -> str:
    """The normal spelling of a login name nobody else has, had or waits for; BadShape({"login_name": "taken"}) else."""
    name = check_name(typed)
    held = db.scalar(select(Account.id).where(Account.login_name == name))
    given_up = db.scalar(select(FormerLogin.account_id).where(FormerLogin.login_name == name))
    if {held, given_up} - {None, account_id} or request_named(db, name):
        raise BadShape({"login_name": "taken"})
    return name


def names_taken(db: Session) -> frozenset[str]:
    """Every login name that is somebody's, was, or is waited for."""
    held = (Account.login_name, FormerLogin.login_name, JoinRequest.login_name)
    return frozenset(name for column in held for name in db.scalars(select(column)))


def renamed_at(db: Session, account_id: int) -> datetime | None:
    """When the owner last changed the login name."""
    return db.scalar(select(func.max(FormerLogin.given_up_at)).where(FormerLogin.account_id == account_id))


def slip_by_code(db: Session, typed: str, now: datetime) -> SignInSlip:
    """The slip a typed code stands for; RuleBroken when it is unknown, used, expired or taken back."""
    found = db.scalar(select(SignInSlip).where(SignInSlip.code_hash == digest(normal_code(typed))))
    if found is None:
        raise RuleBroken("slip_unknown")
    check_slip(found, now)
    return found


def check_slip(slip: SignInSlip, now: datetime) -> None:
    """RuleBroken when a slip is used, taken back or expired."""
    if slip.used_at:
        raise RuleBroken("slip_used", used_at=slip.used_at)
    if slip.revoked_at:
        raise RuleBroken("slip_unknown")
    if slip.expires_at <= now:
        raise RuleBroken("slip_expired", expired_at=slip.expires_at)


def slips_in_force(db: Session, account_ids: Iterable[int], now: datetime) -> Sequence[SignInSlip]:
    """Slips that can still be used or agreed to, in the order in which they were made."""
    return db.scalars(
        select(SignInSlip).where(
            SignInSlip.account_id.in_(list(account_ids)), SignInSlip.used_at.is_(None),
            SignInSlip.revoked_at.is_(None), SignInSlip.expires_at > now,
        ).order_by(SignInSlip.id)
    ).all()


def unopened(db: Session, community_id: int) -> Sequence[tuple[Account, Person]]:
    """Accounts of a community whose owners have not set a password yet, in the order of names."""
    rows = db.execute(
        select(Account, Person).join(Person, Person.id == Account.person_id).where(
            Person.community_id == community_id, Account.password_hash == NO_PASSWORD, Account.disabled_at.is_(None),
        ).order_by(Person.name, Account.id))
    return [(row[0], row[1]) for row in rows]


def waiting_for_a_second(db: Session, community_id: int, now: datetime) -> Sequence[tuple[SignInSlip, Person, Person | None]]:
    """Slips that a second official has to agree to, with the owner and the official who asked."""
    asker = aliased(Person)
    rows = db.execute(
        select(SignInSlip, Person, asker).join(Account, Account.id == SignInSlip.account_id)
        .join(Person, Person.id == Account.person_id).outerjoin(asker, asker.id == SignInSlip.issued_by_id).where(
            Person.community_id == community_id, SignInSlip.code_hash.is_(None), SignInSlip.revoked_at.is_(None),
            SignInSlip.expires_at > now).order_by(SignInSlip.id))
    return [(row[0], row[1], row[2]) for row in rows]


def helped_at_desk(db: Session, account_id: int, since: datetime) -> Sequence[tuple[SignInSlip, Person | None]]:
    """What the desk did about a lost password of an account, newest first, with the official who did it."""
    rows = db.execute(
        select(SignInSlip, Person).outerjoin(Person, Person.id == SignInSlip.issued_by_id).where(
            SignInSlip.account_id == account_id, SignInSlip.reason == SlipReason.FORGOTTEN,
            SignInSlip.code_hash.is_not(None), SignInSlip.made_at >= since).order_by(SignInSlip.id.desc()))
    return [(row[0], row[1]) for row in rows]


def with_any_account(db: Session, person_ids: Iterable[int]) -> frozenset[int]:
    """Those of the people who have an account, shut or not: nobody gets a second one."""
    return frozenset(db.scalars(select(Account.person_id).where(Account.person_id.in_(list(person_ids)))))


def has_signed_in(db: Session, account_id: int) -> bool:
    """Whether anybody has ever signed in with an account."""
    return db.scalar(select(SignInSession.id).where(SignInSession.account_id == account_id).limit(1)) is not None


def never_used(db: Session, community_id: int) -> list[int]:
    """The accounts of a community that nobody has signed in with, in the order of names."""
    used = select(SignInSession.id).where(SignInSession.account_id == Account.id).exists()
    return list(db.scalars(
        select(Account.id).join(Person, Person.id == Account.person_id).where(
            Person.community_id == community_id, Account.disabled_at.is_(None), ~used).order_by(Person.name, Account.id)))
