"""Verbs of signing in and out, and the counting of tries."""
from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from consult.account import policy, queries
from consult.account.events import DevicesSignedOut, SessionEnded, SignedIn
from consult.account.models import Account, SignInFailure, SignInSession
from consult.account.rules import codes
from consult.account.rules.slips import DESK_POSTS
from consult.account.rules.waiting import FORGOTTEN_AFTER
from consult.community.models import Person
from consult.core.errors import RuleBroken
from consult.storage.upsert import insert_or_ignore
from consult.storage.work import Work

RESIDENT_STAYS = timedelta(days=30)
OFFICIAL_STAYS = timedelta(hours=12)


def begin_session(work: Work, *, account_id: int, device: str = "") -> str:
    """Begin a session for an account whose password was just checked; returns the token for the cookie."""
    account = work.get(Account, account_id)
    if account.disabled_at or work.get(Person, account.person_id, lock=False).gone_on:
        raise RuleBroken("account_disabled")
    token = codes.new_token()
    session = work.add(SignInSession(
        account_id=account.id, token_hash=codes.digest(token), device=device[:80], begun_at=work.now,
        seen_at=work.now, expires_at=work.now + _stay(work, account),
    ))
    work.record(SignedIn(account_id=account.id, session_id=session.id))
    return token


def _stay(work: Work, account: Account) -> timedelta:
    person = work.get(Person, account.person_id, lock=False)
    actor = queries.actor_for(work.db, account, person, work.now)
    return OFFICIAL_STAYS if {p.kind for p in actor.posts} & DESK_POSTS else RESIDENT_STAYS


def count_try(work: Work, *, keys: list[str]) -> None:
    """Count a try under each key before its password is checked, or refuse it for now.

    Counted first, a thousand tries at once are no more than a thousand one after another. An hour without
    one forgets them; a right password takes its own back (`clear_tries`).
    """
    rows = [_tries(work, key) for key in sorted(keys)]
    queries.check_waiting(rows, work.now)
    for row in rows:
        row.failures, row.last_at = row.failures + 1, work.now


def clear_tries(work: Work, *, keys: list[str]) -> None:
    """The password was right: the name's count begins anew, and the address has one try less."""
    for key in sorted(keys):
        row = _tries(work, key)
        row.failures = max(0, row.failures - 1) if key.startswith(queries.OF_AN_ADDRESS) else 0


def _tries(work: Work, key: str) -> SignInFailure:
    insert_or_ignore(work.db, SignInFailure, key=key, failures=0, last_at=work.now)
    row = work.db.get_one(SignInFailure, key, with_for_update=True, populate_existing=True)
    if work.now - row.last_at > FORGOTTEN_AFTER:
        row.failures = 0
    return row


def end_session(work: Work, *, session_id: int, why: str = "signed_out") -> None:
    """End one session of the acting account; ending it twice is the same as once."""
    session = work.get(SignInSession, session_id, lock=False)
    policy.require(work.actor, "end_sessions", session)
    account = work.get(Account, session.account_id)
    session = work.get(SignInSession, session_id)
    if session.ended_at is None:
        session.ended_at = work.now
        work.record(SessionEnded(account_id=account.id, session_id=session.id, why=why))


def end_all_sessions(work: Work, *, account_id: int, why: str = "revoked", but: int | None = None) -> None:
    """End every session of an account, save the one named by `but`."""
    account = work.get(Account, account_id)
    policy.require(work.actor, "end_sessions", account)
    for session in queries.open_sessions(work.db, account_id, work.now):
        if session.id != but:
            end_session(work, session_id=session.id, why=why)


def sign_out_devices(work: Work, *, account_id: int) -> dict[str, int]:
    """The office signs somebody of its community out on every device; their password stays. How many there were."""
    account = work.get(Account, account_id)
    policy.require(work.actor, "sign_out_devices", policy.OfSomebody(
        work.get(Person, account.person_id, lock=False).community_id))
    devices = len(queries.open_sessions(work.db, account.id, work.now))
    if devices:
        end_what_is_open(work, account, "office")
        work.record(DevicesSignedOut(account_id=account.id, devices=devices))
    return {"devices": devices}


def end_what_is_open(work: Work, account: Account, why: str) -> None:
    """End every session of an account that is locked, on the strength of something already checked."""
    for session in queries.open_sessions(work.db, account.id, work.now):
        session.ended_at = work.now
        work.record(SessionEnded(account_id=account.id, session_id=session.id, why=why))


def sign_out_person(work: Work, *, person_id: int) -> None:
    """End every session of somebody who left or is gone, on the strength of something already checked."""
    account = work.db.scalar(select(Account).where(Account.person_id == person_id))
    if account is not None:
        end_what_is_open(work, account, "left")
