"""Signing in with a slip: the code first, then a password of one's own."""
from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account
from consult.account.rules import login_name
from consult.account.rules.slips import SlipReason
from consult.core.arguments import bind
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.storage.writer import offload
from consult.web.doorway.access import db, open_to, remember_sign_in, store
from consult.web.doorway.acting import perform
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.front.sessions import new_session
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.roster import shown_day
from consult.web.wording.slips import SEEN

Answer = str | Response | tuple[str, int]


class CodeForm(FlaskForm):
    """The code of a slip."""

    code = StringField(later("登录单上的码"))


class FirstForm(FlaskForm):
    """The login name and a password of one's own."""

    code = StringField(later("登录单上的码"))
    login = StringField(later("登录名"))
    password = PasswordField(later("新密码"))


@open_to("everyone")
def first() -> Answer:
    """The page of the slip's code."""
    return _ask_code(CodeForm())


@open_to("everyone")
def open_slip() -> Answer:
    """The code is looked at; the next page asks for the password. Nothing is used up yet."""
    form = CodeForm()
    return attempt(
        lambda: queries.slip_by_code(db(), form.code.data or "", moment_filters.now()),
        on_form(form, lambda: _ask_code(form)),
        lambda slip: _ask_password(FirstForm(data={
            "code": form.code.data, "login": db().get_one(Account, slip.account_id).login_name}), slip.reason))


@open_to("everyone")
def use_slip() -> Answer:
    """Set the password, and begin a session."""
    form = FirstForm()
    return attempt(lambda: _use(form), on_form(form, lambda: _ask_again(form), meant=_on_fields), _signed_in)


def _ask_code(form: CodeForm) -> str:
    return draw("front/first_code.html", {"form": form})


def _ask_password(form: FirstForm, reason: SlipReason) -> str:
    return draw("front/first.html", {"form": form, "renames": reason == SlipReason.FIRST})


def _ask_again(form: FirstForm) -> str:
    """The second page once more; the first one where the code does not hold any longer."""
    try:
        slip = queries.slip_by_code(db(), form.code.data or "", moment_filters.now())
    except RuleBroken:
        again = CodeForm(data={"code": form.code.data})
        again.form_errors = form.form_errors
        return _ask_code(again)
    if not (form.login.data or "").strip():
        form.login.data = db().get_one(Account, slip.account_id).login_name
    return _ask_password(form, slip.reason)


def _use(form: FirstForm) -> int:
    given: dict[str, Any] = {"code": form.code.data or "", "login": form.login.data or ""}
    password = form.password.data or ""
    args = bind(accounts.use_slip, {**given, "hashed": "-"})
    # The code before the password: making its hash is work that nobody gets done here without a slip.
    account_id = queries.slip_by_code(db(), args["code"], moment_filters.now()).account_id
    login_name.check_password(password, args["login"] or db().get_one(Account, account_id).login_name)
    args["hashed"] = offload(lambda: accounts.password_hash(password))
    return int(perform("use_slip", lambda work: accounts.use_slip(work, **args), given).value["account_id"])


def _signed_in(account_id: int) -> Response:
    token = new_session(account_id)
    flash(_("密码设好了，以后就用登录名和这个密码登录。那张纸可以撕掉了。"))
    return remember_sign_in(gone_on(url_for("front.index")), token)


def _on_fields(refusal: Refusal) -> Refusal:
    if isinstance(refusal, BadShape) and "login_name" in refusal.fields:
        return BadShape({"login": refusal.fields["login_name"]})
    return refusal


def say_what_the_desk_did(account_id: int) -> None:
    """Tell whoever signs in that the desk gave out a code for this account, and on whose word."""
    for told in store().carry_out(lambda work: accounts.tell_owner(work, account_id=account_id)).value:
        flash(_("%(day)s，窗口给您的账户办过新密码（%(how)s，%(by)s）。不是您本人要的，请马上告诉社区。",
                day=shown_day(date.fromisoformat(told["seen_on"])), how=SEEN[told["seen"]], by=told["by"]), "warm")


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the front."""
    blueprint.add_url_rule("/sign-in/first", "first", first, methods=["GET"])
    blueprint.add_url_rule("/sign-in/first", "open_slip", open_slip, methods=["POST"])
    blueprint.add_url_rule("/sign-in/first/password", "use_slip", use_slip, methods=["POST"])
