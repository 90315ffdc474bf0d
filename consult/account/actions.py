"""Verbs: open an account, sign in and out, invite a household, join by invitation."""
from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from sqlalchemy import select

from consult.account import policy, queries
from consult.account.events import (
    AccountMade,
    HouseholdInvited,
    InvitationRevoked,
    PasswordChanged,
    SessionEnded,
    SignedIn,
)
from consult.account.models import Account, Invitation, SignInFailure, SignInSession
from consult.account.queries import HASHER
from consult.account.rules import codes, login_name
from consult.account.rules.waiting import FORGOTTEN_AFTER
from consult.community import actions as register
from consult.community.models import Community, Household, Person, Post
from consult.community.rules.ages import month_of_age
from consult.community.rules.kinds import OFFICIAL_POSTS, PostKind
from consult.core.arguments import Length, Line
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.storage.upsert import insert_or_ignore
from consult.storage.work import Work

RESIDENT_STAYS = timedelta(days=30)
OFFICIAL_STAYS = timedelta(hours=12)
INVITATION_HOLDS = timedelta(days=60)
PEOPLE_A_HOUSEHOLD = 4
Name = Annotated[str, Length(most=60, least=1)]
Month = Annotated[str, Length(most=7)]


def password_hash(password: str) -> str:
    """The argon2id hash to store; slow on purpose, so the doors make it off the loop and off the writer."""
    return HASHER.hash(password)


def open_account(work: Work, *, person: Person, name: str, hashed: str) -> Account:
    """Make an account for a person, from an already hashed password."""
    policy.require(work.actor, "open_account", person)
    return _make_account(work, person, login_name.check_name(name), hashed)


def _make_account(work: Work, person: Person, name: str, hashed: str) -> Account:
    if work.db.scalar(select(Account.id).where(Account.login_name == name)):
        raise BadShape({"login_name": "taken"})
    account = work.add(Account(person_id=person.id, login_name=name, password_hash=hashed, made_at=work.now))
    work.record(AccountMade(account_id=account.id, person_id=person.id))
    return account


def begin_session(work: Work, *, account_id: int, device: str = "") -> str:
    """Begin a session for an account whose password was just checked; returns the token for the cookie."""
    account = work.get(Account, account_id)
    if account.disabled_at:
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
    return OFFICIAL_STAYS if {p.kind for p in actor.posts} & _DESK_POSTS else RESIDENT_STAYS


_DESK_POSTS = OFFICIAL_POSTS - {PostKind.COUNCIL_MEMBER, PostKind.RESIDENT_REPRESENTATIVE}


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


def invite_household(work: Work, *, household_id: int) -> dict[str, object]:
    """Make an invitation code for a household; earlier ones stop. The code is told once and never stored:
    a repeat of the command answers with None."""
    household = work.get(Household, household_id)
    policy.require(work.actor, "invite", household)
    for earlier in queries.invitations_in_force(work.db, household.community_id, work.now):
        if earlier.household_id == household_id:
            _revoke(work, earlier)
    code = codes.new_invitation_code()
    invitation = work.add(Invitation(
        household_id=household.id, community_id=household.community_id,
        code_hash=codes.digest(codes.normal_code(code)), uses_left=PEOPLE_A_HOUSEHOLD, made_at=work.now,
        expires_at=work.now + INVITATION_HOLDS,
    ))
    work.record(HouseholdInvited(
        community_id=household.community_id, household_id=household.id, invitation_id=invitation.id,
        expires_at=invitation.expires_at,
    ))
    work.tell_once(code=code)
    return {"code": None, "household_id": household.id, "expires_at": invitation.expires_at}


def revoke_invitation(work: Work, *, invitation_id: int) -> None:
    """Take an invitation back."""
    invitation = work.get(Invitation, invitation_id)
    policy.require(work.actor, "invite", invitation)
    _revoke(work, invitation)


def _revoke(work: Work, invitation: Invitation) -> None:
    invitation.revoked_at = work.now
    work.record(InvitationRevoked(community_id=invitation.community_id, invitation_id=invitation.id))


def join_by_invitation(
    work: Work, *, code: Line, name: Name, called: Name, login: Line, hashed: str, comes_of_age: Month = ""
) -> dict[str, int]:
    """Enter a member of an invited household and open the account; the first of age becomes its representative. Whoever
    is not of age says the month in which it comes."""
    # The household first, as when it is invited; then the invitation once more, as it stands now.
    household = work.get(Household, queries.invitation_by_code(work.db, code, work.now).household_id)
    invitation = work.get(Invitation, queries.invitation_by_code(work.db, code, work.now).id)
    queries.check_usable(invitation, work.now)
    community = work.get(Community, household.community_id, lock=False)
    invitation.uses_left -= 1
    month = month_of_age(comes_of_age, register.today(work, community))
    person = register.admit_person(
        work, community=community, name=name, called=called, household=household, comes_of_age=month)
    if month is None and not _has_representative(work, household):
        register.take_post(
            work, community=community, person=person, kind=PostKind.HOUSEHOLD_REPRESENTATIVE,
            household=household,
        )
    account = _make_account(work, person, login_name.check_name(login), hashed)
    return {"account_id": account.id, "person_id": person.id}


def _has_representative(work: Work, household: Household) -> bool:
    day = local_date(work.now, work.get(Community, household.community_id, lock=False).timezone)
    representing = select(Post.id).where(
        Post.household_id == household.id, Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE,
        (Post.ends_on.is_(None)) | (Post.ends_on >= day),
    )
    return work.db.scalar(representing) is not None
