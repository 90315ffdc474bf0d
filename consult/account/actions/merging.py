"""Two entries of one person became one: one account stays, under the login that was chosen."""
from __future__ import annotations

from sqlalchemy import select

from consult.account import queries
from consult.account.events import SessionEnded
from consult.account.models import Account
from consult.community.events import PersonsMerged
from consult.community.rules.merging import Login
from consult.storage.work import Work


def follow_merge(work: Work, e: PersonsMerged) -> None:
    """The only account goes on under the entry that stays. Of two, the one of that entry stays, with the login name and
    password that were chosen; the other is shut, and whoever was signed in with the login that goes is signed out."""
    kept, gone = _account(work, e.kept_id), _account(work, e.gone_id)
    if gone is None:
        return
    if kept is None:
        gone.person_id = e.kept_id
        return
    if e.login == Login.GONE:
        _change_logins(work, kept, gone)
        _sign_out(work, kept)
    _sign_out(work, gone)
    gone.disabled_at = gone.disabled_at or work.now


def _account(work: Work, person_id: int) -> Account | None:
    found = work.db.scalar(select(Account.id).where(Account.person_id == person_id))
    return work.get(Account, found) if found else None


def _change_logins(work: Work, kept: Account, gone: Account) -> None:
    """In three steps, as no two accounts may have one name for a moment."""
    names = kept.login_name, gone.login_name
    gone.login_name = f"#{gone.id}"
    work.db.flush()
    kept.login_name, kept.password_hash, gone.password_hash = names[1], gone.password_hash, kept.password_hash
    kept.disabled_at = gone.disabled_at
    work.db.flush()
    gone.login_name = names[0]


def _sign_out(work: Work, account: Account) -> None:
    for session in queries.open_sessions(work.db, account.id, work.now):
        session.ended_at = work.now
        work.record(SessionEnded(account_id=account.id, session_id=session.id, why="merged"))
