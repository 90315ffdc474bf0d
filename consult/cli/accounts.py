"""consult accounts: for whoever looks after the machine; sign-ins ended, a password set anew."""
from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from consult.account import actions, queries
from consult.account.models import Account
from consult.account.rules import login_name
from consult.cli.installation import the_store
from consult.core.actor import THE_SYSTEM
from consult.core.errors import NotFound
from consult.storage.store import Store


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("accounts", help="end an account's sign-ins, or set its password anew")
    command.add_argument("act", choices=("end-sessions", "disable", "set-password"))
    command.add_argument("login_name")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Do one of the three to one account."""
    with the_store() as store:
        account = _named(store, chosen.login_name)
        {"end-sessions": _end, "disable": _disable, "set-password": _set_password}[chosen.act](store, account)
    return 0


def _named(store: Store, name: str) -> Account:
    with store.read() as db:
        account = queries.account_named(db, name)
    if account is None:
        raise NotFound("account")
    return account


def _end(store: Store, account: Account) -> None:
    store.carry_out(
        lambda work: actions.end_all_sessions(work, account_id=account.id), actor=THE_SYSTEM)
    print("every sign-in of this account has ended")


def _disable(store: Store, account: Account) -> None:
    store.carry_out(lambda work: actions.disable_account(work, account_id=account.id), actor=THE_SYSTEM)
    print("the account is shut")


def _set_password(store: Store, account: Account) -> None:
    password = getpass.getpass("new password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    login_name.check_password(password, account.login_name)
    hashed = actions.password_hash(password)
    store.carry_out(
        lambda work: actions.set_password(work, account_id=account.id, hashed=hashed), actor=THE_SYSTEM)
    print("the password is set; every sign-in of this account has ended")
