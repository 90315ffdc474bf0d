"""Verbs: open an account, sign in and out, invite a household, join by invitation."""
from consult.account.actions.accounts import (
    change_password,
    disable_account,
    open_account,
    password_hash,
    set_password,
)
from consult.account.actions.forgotten import agree_to_slip, help_at_desk, refuse_slip, tell_owner
from consult.account.actions.inviting import (
    PEOPLE_A_HOUSEHOLD,
    invite_household,
    invite_households,
    revoke_invitation,
)
from consult.account.actions.joining import Newcomer, join_by_invitation
from consult.account.actions.letting_in import confirm_join, lapse_joins, refuse_join
from consult.account.actions.merging import follow_merge
from consult.account.actions.renaming import change_login
from consult.account.actions.sessions import (
    begin_session,
    clear_tries,
    count_try,
    end_all_sessions,
    end_session,
    sign_out_devices,
    sign_out_person,
)
from consult.account.actions.slips import (
    first_slip,
    make_slip,
    make_slips,
    open_account_for,
    open_accounts,
    use_slip,
)

__all__ = [
    "PEOPLE_A_HOUSEHOLD",
    "Newcomer",
    "agree_to_slip",
    "begin_session",
    "change_login",
    "change_password",
    "clear_tries",
    "confirm_join",
    "count_try",
    "disable_account",
    "end_all_sessions",
    "end_session",
    "first_slip",
    "follow_merge",
    "help_at_desk",
    "invite_household",
    "invite_households",
    "join_by_invitation",
    "lapse_joins",
    "make_slip",
    "make_slips",
    "open_account",
    "open_account_for",
    "open_accounts",
    "password_hash",
    "refuse_join",
    "refuse_slip",
    "revoke_invitation",
    "set_password",
    "sign_out_devices",
    "sign_out_person",
    "tell_owner",
    "use_slip",
]
