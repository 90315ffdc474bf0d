"""How far the set-up is: whether anything is founded, what was filled in, who has not come in yet."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from consult.account.models import Account, SignInSession
from consult.account.rules.slips import NO_PASSWORD
from consult.community.models import Community, Person
from consult.founding.models import Setup


def founded(db: Session) -> bool:
    """Whether there is a community."""
    return bool(db.scalar(select(exists(select(Community.id)))))


def still_open(db: Session) -> bool:
    """Whether the set-up page is still there: until somebody has signed in for the first time."""
    return not db.scalar(select(exists(select(SignInSession.id))))


def draft(db: Session) -> dict[str, Any]:
    """What the steps were filled in with so far, by step."""
    row = db.get(Setup, 1)
    return dict(row.draft) if row else {}


def names_taken(db: Session, logins: Iterable[str]) -> frozenset[str]:
    """Those of the login names that somebody has already."""
    return frozenset(db.scalars(select(Account.login_name).where(Account.login_name.in_(list(logins)))))


def slug_taken(db: Session, slug: str) -> bool:
    """Whether a community has this short name already."""
    return bool(db.scalar(select(exists(select(Community.id).where(Community.slug == slug)))))


def unused_accounts(db: Session) -> Sequence[tuple[Account, Person]]:
    """Accounts whose owner has set no password yet, in the order in which they were opened."""
    rows = db.execute(
        select(Account, Person).join(Person, Person.id == Account.person_id)
        .where(Account.password_hash == NO_PASSWORD, Account.disabled_at.is_(None)).order_by(Account.id))
    return [(account, person) for account, person in rows]
