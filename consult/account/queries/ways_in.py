"""Reads of accounts: the actor behind a token, the checking of a password."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.account.models import (
    Account,
    Invitation,
    JoinRequest,
    SignInFailure,
    SignInSession,
)
from consult.account.rules.codes import digest, normal_code
from consult.account.rules.login_name import normal
from consult.account.rules.slips import NO_PASSWORD
from consult.account.rules.waiting import FREE_TRIES, FREE_TRIES_AN_ADDRESS, wait_until
from consult.community import queries as register
from consult.community.models import Community, Household, Person, Residency
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id, 19 MiB, two passes: the least that OWASP ASVS 5.0 (11.4) allows."""
NOBODY = HASHER.hash("nobody has this password")
"""Checked when the name is unknown, so that the answer takes as long."""


def account_named(db: Session, login_name: str) -> Account | None:
    """The account with this login name, if there is one that is not disabled."""
    # PostgreSQL cannot be asked for a text with a zero character in it; no name has one.
    found = db.scalar(select(Account).where(Account.login_name == normal(login_name).replace("\x00", "?")))
    return found if found and not found.disabled_at else None


def login_of(db: Session, person_id: int) -> str:
    """The login name of somebody's account that is not shut; empty where there is none."""
    return db.scalar(select(Account.login_name).where(
        Account.person_id == person_id, Account.disabled_at.is_(None))) or ""


def password_fits(account: Account | JoinRequest | None, password: str) -> bool:
    """Whether the password is the account's; as slow for an account that does not exist."""
    try:
        HASHER.verify(account.password_hash if _has_password(account) and account else NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return _has_password(account)


def _has_password(account: Account | JoinRequest | None) -> bool:
    return account is not None and account.password_hash != NO_PASSWORD


OF_AN_ADDRESS = "address:"


def check_waiting(rows: Iterable[SignInFailure], now: datetime) -> None:
    """RuleBroken("wait_before_next_try", seconds=n) when one of the keys failed too often lately."""
    longest = max((_wait(row) - now for row in rows), default=timedelta(0))
    if longest > timedelta(0):
        raise RuleBroken("wait_before_next_try", seconds=int(longest.total_seconds()) + 1)


def _wait(row: SignInFailure) -> datetime:
    free = FREE_TRIES_AN_ADDRESS if row.key.startswith(OF_AN_ADDRESS) else FREE_TRIES
    return wait_until(row.failures, row.last_at, free)


def failure_keys(login_name: str, address: str) -> list[str]:
    """The keys under which wrong passwords are counted: the name at this address, and the address."""
    name, place = digest(f"name:{normal(login_name)}:{address}"), digest(f"address:{address}")
    return [name, OF_AN_ADDRESS + place[:48]]


def actor_by_token(db: Session, token: str, now: datetime) -> Actor | None:
    """Who the cookie's token signs in at this moment, with the posts in force today; None otherwise."""
    found = db.execute(
        select(SignInSession, Account, Person).join(Account, Account.id == SignInSession.account_id)
        .join(Person, Person.id == Account.person_id).where(SignInSession.token_hash == digest(token))
    ).first()
    if found is None:
        return None
    session, account, person = found
    if session.ended_at or session.expires_at <= now or account.disabled_at or person.gone_on:
        return None
    return actor_for(db, account, person, now, session.id)


def sessions_in_force(db: Session, session_ids: Iterable[int], now: datetime) -> set[int]:
    """Those of the sessions that still hold: not ended, not expired, their account not disabled."""
    return set(db.scalars(
        select(SignInSession.id).join(Account, Account.id == SignInSession.account_id).where(
            SignInSession.id.in_(list(session_ids)), SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now, Account.disabled_at.is_(None),
        )
    ))


def actor_for(
    db: Session, account: Account, person: Person, now: datetime, session_id: int | None = None
) -> Actor:
    """The actor that an account makes of its person today."""
    community = db.get(Community, person.community_id) if person.community_id else None
    day = local_date(now, community.timezone if community else "Asia/Shanghai")
    posts = register.held_posts(db, person.id, day)
    return Actor(
        person_id=person.id, account_id=account.id, community_id=person.community_id, name=person.name,
        called=register.shown_with(person, posts), session_id=session_id,
        household_ids=register.household_ids(db, person.id, day),
        posts=posts,
    )


def actor_of_person(db: Session, person_id: int, now: datetime) -> Actor:
    """The actor a person with an account is; for set-up and demonstrations."""
    found = db.execute(
        select(Account, Person).join(Person, Person.id == Account.person_id).where(Person.id == person_id)
    ).first()
    if found is None:
        raise NotFound("account")
    return actor_for(db, found[0], found[1], now)


def invitation_by_code(db: Session, typed: str, now: datetime) -> Invitation:
    """The invitation a typed code stands for; RuleBroken when it is unknown, expired, used up or revoked."""
    found = db.scalar(select(Invitation).where(Invitation.code_hash == digest(normal_code(typed))))
    if found is None:
        raise RuleBroken("invitation_unknown")
    check_usable(found, now)
    return found


def check_usable(invitation: Invitation, now: datetime) -> None:
    """RuleBroken when an invitation is expired, used up or revoked."""
    if invitation.revoked_at:
        raise RuleBroken("invitation_unknown")
    if invitation.expires_at <= now:
        raise RuleBroken("invitation_expired", expired_at=invitation.expires_at)
    if invitation.uses_left == 0:
        raise RuleBroken("invitation_used_up")


def open_sessions(db: Session, account_id: int, now: datetime) -> Sequence[SignInSession]:
    """The sessions of an account that are in force, newest first."""
    return db.scalars(
        select(SignInSession).where(
            SignInSession.account_id == account_id, SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
        ).order_by(SignInSession.begun_at.desc(), SignInSession.id.desc())
    ).all()


def invitations_in_force(db: Session, community_id: int, now: datetime) -> Sequence[Invitation]:
    """Invitations of a community that can still be used."""
    return db.scalars(
        select(Invitation).where(
            Invitation.community_id == community_id, Invitation.revoked_at.is_(None),
            Invitation.expires_at > now, Invitation.uses_left > 0,
        ).order_by(Invitation.id.desc())
    ).all()


def invitations_of(db: Session, household_ids: Iterable[int], now: datetime) -> dict[int, Invitation]:
    """The invitation in force of each of these households, where there is one."""
    rows = db.scalars(
        select(Invitation).where(
            Invitation.household_id.in_(list(household_ids)), Invitation.revoked_at.is_(None),
            Invitation.expires_at > now, Invitation.uses_left > 0,
        ).order_by(Invitation.id)
    )
    return {row.household_id: row for row in rows}


def with_accounts(db: Session, person_ids: Iterable[int]) -> frozenset[int]:
    """Those of the people who have an account that is not disabled."""
    return frozenset(db.scalars(
        select(Account.person_id).where(Account.person_id.in_(list(person_ids)), Account.disabled_at.is_(None))
    ))


def households_joined(db: Session, community_id: int, on: date) -> frozenset[int]:
    """The households of a community in which somebody who lives there on a day has an account."""
    return frozenset(db.scalars(
        select(Residency.household_id).join(Account, Account.person_id == Residency.person_id)
        .join(Household, Household.id == Residency.household_id).where(
            Household.community_id == community_id, Account.disabled_at.is_(None), Residency.since <= on,
            or_(Residency.until.is_(None), Residency.until >= on))))
