"""Reads of accounts for the office: whose they are, on how many devices, and when they were last used."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from consult.account.models import Account, SignInSession
from consult.community.models import Delegacy, Person, Post
from consult.community.queries.spans import in_force
from consult.community.rules.kinds import PostKind

PAGE = 50


@dataclass(frozen=True)
class AccountHere:
    """An account of somebody of a community: on how many devices it is signed in, and when one was last used."""

    account: Account
    person: Person
    devices: int
    seen_at: datetime | None


def accounts_here(
    db: Session, community_id: int, on: date, now: datetime, *, words: str = "", page: int = 1
) -> tuple[list[AccountHere], int]:
    """A page of accounts by name, and how many there are: of those who hold a post or speak for a unit, or of all whose
    name or login name holds the words."""
    which = _named(words) if words else or_(_holds_a_post(on), _speaks_for_a_unit(on))
    mine = select(Account, Person).join(Person, Person.id == Account.person_id).where(Person.community_id == community_id, which)
    count = db.scalar(select(func.count()).select_from(mine.subquery())) or 0
    open_now = select(
        SignInSession.account_id, func.count().label("devices"), func.max(SignInSession.seen_at).label("seen_at")).where(
        SignInSession.ended_at.is_(None), SignInSession.expires_at > now).group_by(SignInSession.account_id).subquery()
    rows = db.execute(
        mine.outerjoin(open_now, open_now.c.account_id == Account.id).add_columns(open_now.c.devices, open_now.c.seen_at)
        .order_by(Person.name, Account.id).limit(PAGE).offset((page - 1) * PAGE))
    return [AccountHere(row[0], row[1], row[2] or 0, row[3]) for row in rows], count


def devices_of_each(db: Session, account_ids: Sequence[int], now: datetime) -> dict[int, list[SignInSession]]:
    """The sessions in force of some accounts, the one used last first."""
    found: dict[int, list[SignInSession]] = {}
    for session in db.scalars(select(SignInSession).where(
            SignInSession.account_id.in_(account_ids), SignInSession.ended_at.is_(None), SignInSession.expires_at > now)
            .order_by(SignInSession.seen_at.desc(), SignInSession.id)):
        found.setdefault(session.account_id, []).append(session)
    return found


def _holds_a_post(on: date) -> ColumnElement[bool]:
    return exists().where(Post.person_id == Person.id, Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE, *in_force(on))


def _speaks_for_a_unit(on: date) -> ColumnElement[bool]:
    return exists().where(and_(
        Delegacy.person_id == Person.id, Delegacy.since <= on, or_(Delegacy.until.is_(None), Delegacy.until > on)))


def _named(words: str) -> ColumnElement[bool]:
    return or_(Person.name.contains(words, autoescape=True), Account.login_name.contains(words, autoescape=True))
