"""The set-up page before there is anybody who could sign in: its code, its draft, slips that were lost."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.account import actions as accounts
from consult.account.rules.codes import digest, new_invitation_code, normal_code
from consult.core.errors import NotFound, RuleBroken
from consult.founding import policy, queries
from consult.founding.models import Setup
from consult.founding.rules.codes import HOLDS, TRIES
from consult.storage.upsert import insert_or_ignore
from consult.storage.work import Work


def the_setup(work: Work) -> Setup:
    """The one row, locked: whoever comes second sees what the first has done."""
    policy.require(work.actor, "set_up", Setup(id=1))
    insert_or_ignore(work.db, Setup, id=1, tries_left=0, draft={})
    return work.db.get_one(Setup, 1, with_for_update=True, populate_existing=True)


def make_code(work: Work) -> dict[str, Any]:
    """Make the code that opens the set-up page, told once; every earlier one ends. None once something is founded."""
    setup = the_setup(work)
    if queries.founded(work.db):
        return {"code": None}
    code = new_invitation_code()
    setup.code_hash, setup.code_until, setup.tries_left = digest(normal_code(code)), work.now + HOLDS, TRIES
    work.tell_once(code=code)
    return {"code": None}


def try_code(work: Work, *, code: str) -> dict[str, Any]:
    """Whether this is the code, which then is used up; each wrong one counts, and that is kept: no refusal undoes it."""
    setup = the_setup(work)
    if queries.founded(work.db):
        raise NotFound("setup")
    if setup.code_hash is None:
        return {"refused": "setup_code_ended"}
    if setup.code_until is None or setup.code_until <= work.now:
        return {"refused": "setup_code_expired"}
    if digest(normal_code(code)) == setup.code_hash:
        setup.code_hash = None
        return {"refused": ""}
    setup.tries_left -= 1
    if setup.tries_left <= 0:
        setup.code_hash = None
        return {"refused": "setup_code_ended"}
    return {"refused": "setup_code_wrong", "left": setup.tries_left}


def keep_draft(work: Work, *, step: str, answers: Mapping[str, Any]) -> None:
    """Keep what a step was filled in with, for whoever goes on."""
    setup = the_setup(work)
    if queries.founded(work.db):
        raise RuleBroken("founded_already")
    setup.draft = {**setup.draft, step: dict(answers)}


def fresh_slips(work: Work) -> dict[str, Any]:
    """Print the first slips anew where they were lost: accounts that nobody has used get new codes, told once by login name,
    and the lost ones end."""
    the_setup(work)
    if not queries.founded(work.db) or not queries.still_open(work.db):
        raise NotFound("setup")
    return slips_again(work)


def slips_again(work: Work) -> dict[str, Any]:
    """The same at any time, for the command line: whoever has set a password keeps it."""
    policy.require(work.actor, "set_up", Setup(id=1))
    waiting = [account for account, _person in queries.unused_accounts(work.db)]
    work.tell_once(slips={account.login_name: accounts.first_slip(work, account) for account in waiting})
    return {"slips": None}
