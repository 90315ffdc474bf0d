"""Joining a home by its code: the code, then who of the home one is, then login name and password.

Each page carries on what was typed before, as fields of its form; nothing is kept in between, and no password is hashed
before the code holds.
"""
from __future__ import annotations

from typing import Any, TypedDict

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.account import actions as accounts
from consult.account import queries
from consult.account.rules import login_name
from consult.community.models import Household, Person
from consult.core.arguments import bind
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.storage.writer import offload
from consult.web.doorway.access import db, open_to, remember_sign_in, store
from consult.web.doorway.acting import perform, refused_on
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.front.forms import JoinForm
from consult.web.front.sessions import new_session
from consult.web.shell import drafts
from consult.web.shell.page import draw
from consult.web.wording.refusals import say

Answer = str | Response | tuple[str, int]
NEW, ANOTHER = "new", "another"
OF_ONE_NAME = ("same_name_entered", "same_name_has_account", "same_name_waits")
LONGEST_CODE = 200


class JoinWhoPage(TypedDict):
    """What front/join_who.html is handed."""

    form: JoinForm


class JoinAccountPage(TypedDict):
    """What front/join_account.html is handed."""

    form: JoinForm
    person: Person | None
    asked: str
    alone: bool


@open_to("everyone")
def join() -> Answer:
    """The page of the invitation code."""
    return render_template("front/join.html", form=JoinForm(request.args))


@open_to("everyone")
def join_by_code() -> Answer:
    """One step on: the code leads to who of the home it may be, that to login name and password, these to the account."""
    form = JoinForm()
    if "login" not in request.form:
        return attempt(lambda: _joinable(form), on_form(form, lambda: _code_page(form)), lambda found: _next(form, *found))
    return attempt(lambda: _join(form), lambda refusal: _again(form, refusal), _joined)


@open_to("everyone")
def join_waits() -> Answer:
    """What was sent waits for somebody's yes."""
    return render_template("front/join_waits.html")


def add_to(front: Blueprint) -> None:
    """Hang /join on the blueprint of the front pages."""
    front.add_url_rule("/join", "join", join, methods=["GET"])
    front.add_url_rule("/join", "join_by_code", join_by_code, methods=["POST"])
    front.add_url_rule("/join/waiting", "join_waits", join_waits, methods=["GET"])


def _joinable(form: JoinForm) -> tuple[Household, list[Person]]:
    code = (form.code.data or "").strip()
    if not code:
        raise BadShape({"code": "missing"})
    return queries.joinable(db(), code[:LONGEST_CODE], store().clock())


def _code_page(form: JoinForm) -> str:
    return render_template("front/join.html", form=form)


def _next(form: JoinForm, _household: Household, people: list[Person]) -> Answer:
    """Who it may be, where somebody waits for an account and nobody was chosen yet; else the account."""
    if people and not form.who.data:
        if "who_asked" in request.form:
            form.who.errors = [_("请选一位，都不是就选最后一行。")]
        return _who_page(form, people), 400 if form.who.errors else 200
    return _account_page(form, people)


def _who_page(form: JoinForm, people: list[Person]) -> str:
    form.who.choices = [SelectChoice(value=str(p.id), label=shown(p)) for p in people]
    form.who.choices.append(SelectChoice(value=NEW, label=_("都不是，我还没有登记过")))
    return draw("front/join_who.html", JoinWhoPage(form=form))


def shown(person: Person) -> str:
    """Somebody of a home to whoever holds its code: the form of address, with the name as the office entered it."""
    return person.name if person.called == person.name else _("%(called)s（%(name)s）", called=person.called, name=person.name)


def _account_page(form: JoinForm, people: list[Person], asked: str = "") -> str:
    person = next((p for p in people if str(p.id) == form.who.data), None)
    return draw("front/join_account.html", JoinAccountPage(form=form, person=person, asked=asked, alone=not people))


def _again(form: JoinForm, refusal: Refusal) -> Answer:
    """The page that the refusal is about, with what was typed; a code that holds no more leads to its own page."""
    return attempt(
        lambda: _joinable(form), on_form(form, lambda: _code_page(form)), lambda found: _as_typed(form, refusal, found[1]))


def _as_typed(form: JoinForm, refusal: Refusal, people: list[Person]) -> Answer:
    if refusal.code in OF_ONE_NAME:
        form.same.choices = _same(refusal)
        return _account_page(form, people, say(refusal)), 400
    refused_on(form, _on_fields(refusal))
    if form.who.errors:
        form.who.data = None
        return _who_page(form, people), 400
    return _account_page(form, people), 400


def _same(refusal: Refusal) -> list[SelectChoice]:
    """What may be answered: the same one, where that one waits for an account; or another of that name."""
    other = SelectChoice(value=ANOTHER, label=_("不是，同名的另一位"))
    if refusal.code != "same_name_entered":
        return [other]
    return [SelectChoice(value=str(refusal.facts["person_id"]), label=_("是同一位，就是我")), other]


def _given(form: JoinForm) -> dict[str, Any]:
    """What the verb takes: the person chosen, or the new name."""
    words = {name: getattr(form, name).data or "" for name in ("code", "name", "called", "comes_of_age", "login")}
    chosen = form.same.data if (form.same.data or "").isdecimal() else form.who.data
    if chosen and chosen != NEW:
        return {"code": words["code"], "login": words["login"], "person_id": chosen}
    return words | ({"another": "yes"} if form.same.data == ANOTHER else {})


def _check_code(form: JoinForm) -> None:
    """The code first, before anything costs. One that is used up may have been so by this very form, sent twice."""
    try:
        _joinable(form)
    except RuleBroken as refusal:
        if refusal.code != "invitation_used_up":
            raise


def _join(form: JoinForm) -> dict[str, int]:
    _check_code(form)
    given, password = _given(form), form.password.data or ""
    args = bind(accounts.join_by_invitation, {**given, "hashed": "-"})
    login_name.check_name(args["login"])
    login_name.check_password(password, args["login"])
    args["hashed"] = offload(lambda: accounts.password_hash(password))
    answer = perform("join", lambda work: accounts.join_by_invitation(work, **args), given)
    if answer.repeated and "account_id" in answer.value:
        # The form came a second time: its password is not part of what was compared, so it is checked here.
        return {"account_id": _account_with(args["login"], password)}
    told: dict[str, int] = answer.value
    return told


def _account_with(login: str, password: str) -> int:
    account = queries.account_named(db(), login)
    if not offload(lambda: queries.password_fits(account, password)) or account is None:
        raise RuleBroken("sign_in_failed")
    return account.id


def _joined(told: dict[str, int]) -> Response:
    drafts.forget_draft("join", None, None)
    if "account_id" not in told:
        return gone_on(url_for("front.join_waits"))
    return remember_sign_in(gone_on(url_for("front.index")), new_session(told["account_id"]))


def _on_fields(refusal: Refusal) -> Refusal:
    """A refusal by the verb's name for a field, by the form's."""
    if not isinstance(refusal, BadShape):
        return refusal
    names = {"login_name": "login", "person_id": "who"}
    return BadShape({names.get(field, field): problem for field, problem in refusal.fields.items()})
