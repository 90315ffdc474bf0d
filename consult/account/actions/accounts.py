"""Verbs of accounts: open one, shut it, change its password."""
from __future__ import annotations

from consult.account import policy, queries
from consult.account.actions.sessions import end_all_sessions
from consult.account.events import AccountMade, PasswordChanged
from consult.account.models import Account
from consult.account.queries import HASHER
from consult.account.rules import login_name
from consult.community.models import Person
from consult.core.errors import NotFound
from consult.storage.work import Work


def password_hash(password: str) -> str:
    """The argon2id hash to store; slow on purpose, so the doors make it off the loop and off the writer."""
    return HASHER.hash(password)


def open_account(work: Work, *, person: Person, name: str, hashed: str) -> Account:
    """Make an account for a person, from an already hashed password."""
    policy.require(work.actor, "open_account", person)
    return make_account(work, person, login_name.check_name(name), hashed)


def make_account(work: Work, person: Person, name: str, hashed: str) -> Account:
    """Make the account on the strength of something already checked; BadShape where the login name is taken."""
    account = work.add(Account(
        person_id=person.id, login_name=queries.free_name(work.db, name), password_hash=hashed, made_at=work.now))
    work.record(AccountMade(account_id=account.id, person_id=person.id))
    return account


def disable_account(work: Work, *, account_id: int) -> None:
    """Shut an account and end its sessions."""
    account = work.get(Account, account_id)
    policy.require(work.actor, "end_sessions", account)
    end_all_sessions(work, account_id=account_id, why="disabled")
    account.disabled_at = work.now


def change_password(work: Work, *, hashed: str) -> None:
    """Give the acting account a new password; every other session of it ends."""
    actor = work.actor
    account = work.get(Account, actor.account_id) if actor else None
    if actor is None or account is None:
        raise NotFound("account")
    policy.require(actor, "change_password", account)
    account.password_hash = hashed
    work.record(PasswordChanged(account_id=account.id))
    end_all_sessions(work, account_id=account.id, but=actor.session_id)


def set_password(work: Work, *, account_id: int, hashed: str) -> None:
    """Set an account's password for its owner, who was checked in person; every session of it ends."""
    account = work.get(Account, account_id)
    policy.require(work.actor, "set_password", account)
    account.password_hash = hashed
    work.record(PasswordChanged(account_id=account.id))
    end_all_sessions(work, account_id=account.id)
