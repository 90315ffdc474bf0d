"""Beginning a session on the device that asks."""
from __future__ import annotations

from flask import request

from consult.account import actions as accounts
from consult.web.doorway.access import store


def new_session(account_id: int) -> str:
    """The token of a new session for an account whose password was just checked or made."""
    device = request.user_agent.string
    token: str = store().carry_out(
        lambda work: accounts.begin_session(work, account_id=account_id, device=device)).value
    return token
