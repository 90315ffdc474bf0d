"""A login name changed by its owner."""
from __future__ import annotations

from datetime import timedelta

from consult.account import policy, queries
from consult.account.events import LoginChanged
from consult.account.models import Account, FormerLogin
from consult.account.rules import login_name
from consult.core.arguments import Line
from consult.core.errors import NotFound, RuleBroken
from consult.storage.work import Work

RENAMED_AGAIN_AFTER = timedelta(days=30)
"""Names that were given up are never another's, so nobody may use up many."""


def change_login(work: Work, *, login: Line) -> None:
    """Give the acting account another login name; the old one stays its owner's, who may take it up again.

    BadShape where it is taken; RuleBroken("login_changed_lately") within thirty days of the last change.
    """
    actor = work.actor
    account = work.get(Account, actor.account_id) if actor else None
    if actor is None or account is None:
        raise NotFound("account")
    policy.require(actor, "change_login", account)
    if login_name.check_name(login) == account.login_name:
        return
    _not_lately(work, account)
    name = queries.free_name(work.db, login, account.id)
    own = work.db.get(FormerLogin, name)
    if own:
        work.db.delete(own)
    work.add(FormerLogin(login_name=account.login_name, account_id=account.id, given_up_at=work.now))
    account.login_name = name
    work.record(LoginChanged(account_id=account.id))


def _not_lately(work: Work, account: Account) -> None:
    last = queries.renamed_at(work.db, account.id)
    if last and work.now < last + RENAMED_AGAIN_AFTER:
        raise RuleBroken("login_changed_lately", again_on=last + RENAMED_AGAIN_AFTER)
