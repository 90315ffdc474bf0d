"""The reader's own page: matters, household and posts, sign-ins, password."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Account, SignInSession, SignInSlip
from consult.account.rules import login_name
from consult.account.rules.slips import TOLD_WITHIN
from consult.community import queries as register
from consult.community.models import Body, Person, Post
from consult.community.queries import Home
from consult.core.errors import BadShape, Refusal
from consult.matter import queries as matters
from consult.matter.models import Endorsement, Matter
from consult.matter.rules.lifecycle import CAN_ENDORSE
from consult.storage.writer import offload
from consult.web.doorway.access import db, forget_sign_in, open_to, signed_in, store
from consult.web.doorway.acting import act, perform
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.front.forms import LoginNameForm, PasswordForm
from consult.web.home.my_home import MyHome, my_home
from consult.web.matters.pages import names_in_english
from consult.web.shell import drafts, moment_filters
from consult.web.shell.page import draw

Answer = str | Response | tuple[str, int]


@open_to("residents")
def mine() -> Answer:
    """Everything here that is the reader's own."""
    return _show(PasswordForm())


@open_to("residents")
def end_session(id: int) -> Answer:
    """Sign out one device; this one, if it is this one."""
    act(accounts.end_session, session_id=id)
    if id == signed_in().session_id:
        return _signed_out()
    flash(_("那台设备已经退出。"))
    return redirect(url_for("home.mine"), code=303)


@open_to("residents")
def end_all_sessions() -> Answer:
    """Sign out every device, this one too."""
    act(accounts.end_all_sessions, account_id=signed_in().account_id)
    return _signed_out()


@open_to("residents")
def change_password() -> Answer:
    """A new password, against the one in force; every other device is signed out."""
    form = PasswordForm()
    return attempt(
        lambda: _change(form.current.data or "", form.password.data or ""),
        lambda refusal: _again(form, refusal),
        lambda told: gone_on(url_for("home.mine"), _("密码改好了。别的设备都已退出，请用新密码再登录。")))


@open_to("residents")
def change_login() -> Answer:
    """Another login name, against the password in force."""
    form = LoginNameForm()
    return attempt(
        lambda: _rename(form.login.data or "", form.password.data or ""),
        on_form(form, lambda: _show(PasswordForm(), form), meant=_about_the_name),
        lambda told: gone_on(url_for("home.mine"), _("登录名改好了，下次登录就用新的。")))


def _about_the_name(refusal: Refusal) -> Refusal:
    if not isinstance(refusal, BadShape):
        return refusal
    names = {"login_name": "login", "current": "password"}
    return BadShape({names.get(name, name): problem for name, problem in refusal.fields.items()})


def _rename(login: str, password: str) -> None:
    login_name.check_name(login)
    _check_current(_account(), password)
    act(accounts.change_login, login=login)


def _again(form: PasswordForm, refusal: Refusal) -> Answer:
    def shown() -> str:
        if isinstance(refusal, BadShape) and "current" in refusal.fields:
            form.current.errors = [_("现在的密码不对，请再核对一遍。")]
        return _show(form)
    return on_form(form, shown)(refusal)


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of home."""
    blueprint.add_url_rule("/me", "mine", mine, methods=["GET"])
    blueprint.add_url_rule("/me/sessions/<int:id>/end", "end_session", end_session, methods=["POST"])
    blueprint.add_url_rule("/me/sessions/end", "end_all_sessions", end_all_sessions, methods=["POST"])
    blueprint.add_url_rule("/me/login", "change_login", change_login, methods=["POST"])
    blueprint.add_url_rule("/me/password", "change_password", change_password, methods=["POST"])


class MinePage(TypedDict):
    """What home/mine.html is handed."""

    form: PasswordForm
    naming: LoginNameForm
    helped: Sequence[tuple[SignInSlip, Person | None]]
    proposed: Sequence[Matter]
    endorsed: Sequence[Matter]
    followed: Sequence[Matter]
    entered_for: dict[int, Endorsement]
    """What was endorsed for the reader by another hand."""
    in_english: dict[str, str]
    households: dict[int, int]
    sessions: Sequence[SignInSession]
    login: str
    homes: list[Home]
    terms: Sequence[tuple[Post, Person, Body | None]]
    my_home: MyHome


def _show(form: PasswordForm, naming: LoginNameForm | None = None) -> str:
    actor, now, today = signed_in(), moment_filters.now(), moment_filters.today()
    proposed, endorsed = matters.matters_of(db(), actor.person_id), matters.endorsed_by(db(), actor.person_id)
    followed = matters.followed_by(db(), actor.person_id)
    homes = register.homes(db(), sorted(actor.household_ids), today)
    gathering = [m.id for m in (*proposed, *endorsed, *followed) if m.state in CAN_ENDORSE]
    return draw(
        "home/mine.html", MinePage(
        form=form, proposed=proposed, endorsed=endorsed, followed=followed,
        entered_for=matters.entered_for(db(), actor.person_id), in_english=names_in_english(),
        naming=naming or LoginNameForm(formdata=None),
        helped=queries.helped_at_desk(db(), actor.account_id, now - TOLD_WITHIN),
        households=matters.households_behind_each(db(), gathering),
        sessions=queries.open_sessions(db(), actor.account_id, now), login=_account().login_name,
        homes=homes, my_home=my_home(actor, homes),
        terms=register.terms(db(), g.community.id, today, person_id=actor.person_id),
    ))


def _account() -> Account:
    return db().get_one(Account, signed_in().account_id)


def _signed_out() -> Response:
    drafts.forget_all_drafts()
    return forget_sign_in(redirect(url_for("front.index"), code=303))


def _change(current: str, password: str) -> None:
    account = _account()
    _check_current(account, current)
    login_name.check_password(password, account.login_name)
    hashed = offload(lambda: accounts.password_hash(password))
    perform("change_password", lambda work: accounts.change_password(work, hashed=hashed), {})


def _check_current(account: Account, current: str) -> None:
    keys = queries.failure_keys(account.login_name, request.remote_addr or "")
    store().carry_out(lambda work: accounts.count_try(work, keys=keys))
    given = current[:login_name.PASSWORD_LONGEST + 1]
    if not offload(lambda: queries.password_fits(account, given)):
        raise BadShape({"current": "wrong_password"})
    store().carry_out(lambda work: accounts.clear_tries(work, keys=keys))
