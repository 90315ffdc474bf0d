"""A forgotten password, at the desk: whoever is seen there gets a slip; an official's account takes two officials."""
from __future__ import annotations

from datetime import date

from consult.account import policy, queries
from consult.account.actions.slips import give_code, take_back_unused, who_acts
from consult.account.events import SlipAsked, SlipRevoked
from consult.account.models import Account, SignInSlip
from consult.account.rules.slips import (
    NO_PASSWORD,
    SLIP_HOLDS,
    TOLD_WITHIN,
    Seen,
    SlipReason,
    check_seen_on,
    needs_a_second,
)
from consult.community import actions as register
from consult.community.models import Community, Person
from consult.core.errors import NotFound, RuleBroken
from consult.storage.work import Work


def help_at_desk(work: Work, *, person_id: int, seen: Seen, seen_on: date) -> dict[str, object]:
    """A slip for somebody who has forgotten the password and was seen at the desk; the code is told once.

    Nobody does it for themselves (RuleBroken "not_for_oneself"). For whoever holds a post of the desk the slip waits
    for a second official (`agree_to_slip`), has no code until then, and changes nothing.
    """
    person = work.get(Person, person_id, lock=False)
    policy.require(work.actor, "make_slip", person)
    _not_for_oneself(work, person_id)
    check_seen_on(seen_on, register.today(work, work.get(Community, person.community_id or 0, lock=False)))
    account = _account_with_password(work, person_id)
    take_back_unused(work, account)
    slip = work.add(SignInSlip(
        account_id=account.id, reason=SlipReason.FORGOTTEN, seen=seen, seen_on=seen_on, issued_by_id=who_acts(work),
        made_at=work.now, expires_at=work.now + SLIP_HOLDS))
    if needs_a_second(queries.posts_of(work.db, account, work.now)):
        work.record(SlipAsked(account_id=account.id, slip_id=slip.id, seen=seen, seen_on=seen_on))
        return {"slip_id": slip.id, "code": None, "waits": True}
    work.tell_once(code=give_code(work, slip))
    return {"slip_id": slip.id, "code": None, "waits": False}


def agree_to_slip(work: Work, *, slip_id: int) -> dict[str, object]:
    """The second official agrees: the slip gets its code, told once. Neither the first, nor the owner."""
    slip, account = _waiting(work, slip_id)
    _not_for_oneself(work, account.person_id)
    if slip.issued_by_id == who_acts(work):
        raise RuleBroken("second_official_needed")
    slip.second_id = who_acts(work)
    work.tell_once(code=give_code(work, slip, asked_by=slip.issued_by_id))
    return {"slip_id": slip.id, "code": None, "waits": False}


def refuse_slip(work: Work, *, slip_id: int) -> None:
    """An official does not agree, or takes back what was asked for."""
    slip, account = _waiting(work, slip_id)
    slip.revoked_at = work.now
    work.record(SlipRevoked(account_id=account.id, slip_id=slip.id))


def _waiting(work: Work, slip_id: int) -> tuple[SignInSlip, Account]:
    account = work.get(Account, work.get(SignInSlip, slip_id, lock=False).account_id)
    slip = work.get(SignInSlip, slip_id)
    whose = work.get(Person, account.person_id, lock=False)
    policy.require(work.actor, "make_slip", policy.OfSomebody(whose.community_id, "sign_in_slip"))
    if slip.code_hash or slip.revoked_at or slip.expires_at <= work.now:
        raise RuleBroken("slip_not_waiting")
    return slip, account


def _not_for_oneself(work: Work, person_id: int) -> None:
    if who_acts(work) == person_id:
        raise RuleBroken("not_for_oneself")


def _account_with_password(work: Work, person_id: int) -> Account:
    found = queries.account_of(work.db, person_id)
    if found is None:
        raise NotFound("account")
    account = work.get(Account, found.id)
    if account.disabled_at:
        raise RuleBroken("account_disabled")
    if account.password_hash == NO_PASSWORD:
        raise RuleBroken("first_slip_not_used")
    return account


def tell_owner(work: Work, *, account_id: int) -> list[dict[str, object]]:
    """What the desk did about the password of whoever has just signed in and has not been told of it; told with this."""
    untold = [(slip, by) for slip, by in queries.helped_at_desk(work.db, account_id, work.now - TOLD_WITHIN) if not slip.told_at]
    for slip, _by in untold:
        slip.told_at = work.now
    return [{"seen": slip.seen, "seen_on": slip.seen_on, "by": by.name if by else ""} for slip, by in untold]
