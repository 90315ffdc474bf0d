"""Verbs: open an account, sign in and out, invite a household, join by invitation."""
from consult.account.actions.accounts import (
    change_password,
    disable_account,
    open_account,
    password_hash,
    set_password,
)
from consult.account.actions.inviting import PEOPLE_A_HOUSEHOLD, invite_household, revoke_invitation
from consult.account.actions.joining import join_by_invitation
from consult.account.actions.sessions import (
    begin_session,
    clear_tries,
    count_try,
    end_all_sessions,
    end_session,
)

__all__ = [
    "PEOPLE_A_HOUSEHOLD",
    "begin_session",
    "change_password",
    "clear_tries",
    "count_try",
    "disable_account",
    "end_all_sessions",
    "end_session",
    "invite_household",
    "join_by_invitation",
    "open_account",
    "password_hash",
    "revoke_invitation",
    "set_password",
]
