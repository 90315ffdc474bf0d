"""Accounts opened by the office, and the slips with which their owners set a password of their own."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from consult.account import policy, queries
from consult.account.actions.accounts import make_account
from consult.account.actions.sessions import end_what_is_open
from consult.account.events import PasswordChanged, SlipIssued, SlipRevoked, SlipUsed
from consult.account.models import Account, SignInSlip
from consult.account.rules import codes, login_name
from consult.account.rules.slips import NO_PASSWORD, SLIP_HOLDS, SlipReason, suggested
from consult.community.models import Person
from consult.core.arguments import Length, Line
from consult.core.errors import BadShape, RuleBroken
from consult.storage.work import Work

MaybeLogin = Annotated[str, Length(most=login_name.LONGEST)]


def open_account_for(work: Work, *, person_id: int, login: MaybeLogin = "") -> dict[str, object]:
    """Open an account for somebody, without a password: the owner sets one with a slip (`make_slip`).

    Without a login name one is made of the person's name. BadShape where the name is taken, RuleBroken("has_account")
    where the person has one.
    """
    person = work.get(Person, person_id)
    policy.require(work.actor, "open_account_for", person)
    if queries.account_of(work.db, person_id):
        raise RuleBroken("has_account")
    name = login_name.check_name(login) if login.strip() else suggested(person.name, queries.names_taken(work.db))
    account = make_account(work, person, name, NO_PASSWORD)
    return {"account_id": account.id, "login_name": name}


def make_slip(work: Work, *, account_id: int) -> dict[str, object]:
    """Make the first slip of an account that has no password yet; an earlier one stops. The code is told once and
    never stored: a repeat of the command answers with None."""
    made = make_slips(work, account_ids=[account_id])
    work.tell_once(code=work.told_once.pop("codes")[account_id])
    return {"code": None, **made}


def make_slips(work: Work, *, account_ids: Sequence[int]) -> dict[str, object]:
    """The same for many, told once as `codes`, by account. RuleBroken("account_in_use") where one has a password."""
    found = {id: first_slip(work, work.get(Account, id)) for id in sorted(account_ids)}
    work.tell_once(codes=found)
    return {"codes": None, "expires_at": work.now + SLIP_HOLDS}


def first_slip(work: Work, account: Account) -> str:
    """The code of a first slip, for whoever makes the papers of many in one transaction."""
    policy.require(work.actor, "make_slip", policy.OfSomebody(work.get(Person, account.person_id, lock=False).community_id))
    if account.password_hash != NO_PASSWORD:
        _never_used(work, account)
    take_back_unused(work, account)
    slip = work.add(SignInSlip(
        account_id=account.id, reason=SlipReason.FIRST, issued_by_id=who_acts(work), made_at=work.now,
        expires_at=work.now + SLIP_HOLDS))
    return give_code(work, slip)


def _never_used(work: Work, account: Account) -> None:
    """The installation itself may make a slip anew where a password was given out that nobody has used; it ends."""
    if work.actor is None or not work.actor.is_system or queries.has_signed_in(work.db, account.id):
        raise RuleBroken("account_in_use")
    account.password_hash = NO_PASSWORD


def give_code(work: Work, slip: SignInSlip, asked_by: int | None = None) -> str:
    """Give a slip its code, which from here on is only on paper; every device of the account is signed out."""
    account = work.get(Account, slip.account_id)
    if account.disabled_at:
        raise RuleBroken("account_disabled")
    code = codes.new_invitation_code()
    slip.code_hash, slip.expires_at = codes.digest(codes.normal_code(code)), work.now + SLIP_HOLDS
    work.record(SlipIssued(
        account_id=slip.account_id, slip_id=slip.id, reason=slip.reason, seen=slip.seen, seen_on=slip.seen_on,
        asked_by_id=asked_by))
    end_what_is_open(work, account, "slip")
    return code


def take_back_unused(work: Work, account: Account) -> None:
    """One slip of an account holds at a time."""
    for slip in queries.slips_in_force(work.db, [account.id], work.now):
        slip.revoked_at = work.now
        work.record(SlipRevoked(account_id=account.id, slip_id=slip.id))


def who_acts(work: Work) -> int | None:
    """The person behind this unit of work; None for the installation itself."""
    return None if work.actor is None or work.actor.is_system else work.actor.person_id


def use_slip(work: Work, *, code: Line, hashed: str, login: MaybeLogin = "") -> dict[str, int]:
    """Set the password of the account a slip is for, and its login name where another is wanted; the slip is used up.

    Of two who use one code at once, one wins: RuleBroken("slip_used") for the other.
    """
    account = work.get(Account, queries.slip_by_code(work.db, code, work.now).account_id)
    slip = work.get(SignInSlip, queries.slip_by_code(work.db, code, work.now).id)
    queries.check_slip(slip, work.now)
    if account.disabled_at:
        raise RuleBroken("account_disabled")
    if login.strip() and slip.reason == SlipReason.FIRST:
        account.login_name = queries.free_name(work.db, login, account.id)
    account.password_hash, slip.used_at = hashed, work.now
    work.record(SlipUsed(account_id=account.id, slip_id=slip.id))
    work.record(PasswordChanged(account_id=account.id))
    end_what_is_open(work, account, "slip")
    return {"account_id": account.id}


def open_accounts(work: Work, *, logins: Mapping[int, str]) -> dict[str, object]:
    """Open accounts for many, by person, each with this login name or one made of the name; all of them or none.

    BadShape names every person whose login name cannot be had, as `login-<person>`.
    """
    made, wrong = [], {}
    for person_id, login in sorted(logins.items()):
        try:
            made.append(open_account_for(work, person_id=person_id, login=login)["account_id"])
        except BadShape as refusal:
            wrong[f"login-{person_id}"] = refusal.fields["login_name"]
    if wrong:
        raise BadShape(wrong)
    return {"account_ids": made}
