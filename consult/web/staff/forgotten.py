"""A forgotten password at the desk: who was seen, how and when; the slip, shown once; a second official for an official's."""
from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from consult.account import actions as accounts
from consult.account import policy, queries
from consult.account.models import Account, SignInSlip
from consult.account.rules.slips import NO_PASSWORD, SLIP_HOLDS, needs_a_second
from consult.community.models import Person
from consult.core.errors import NotFound
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.slips import SEEN

Answer = str | Response | tuple[str, int]


class SeenForm(FlaskForm):
    """How somebody was known at the desk, and on which day."""

    seen = RadioField(later("怎么知道就是本人"), choices=[SelectChoice(value=key, label=words) for key, words in SEEN.items()],
                      validate_choice=False)
    seen_on = StringField(later("哪一天见到的"))


class ForgottenPage(TypedDict):
    """What staff/forgotten.html is handed."""

    form: SeenForm
    person: Person
    account: Account | None
    login: str
    unopened: bool
    two: bool
    own: bool


class SlipPage(TypedDict):
    """What staff/slip.html is handed."""

    person: Person
    login: str
    code: str
    expires_at: datetime


@open_to("residents")
def forgotten(id: int) -> Answer:
    """The page of one person: what will happen, and the question who was seen."""
    return _show(SeenForm(data={"seen_on": moment_filters.today().isoformat()}), _person(id))


@open_to("residents")
def help_at_desk(id: int) -> Answer:
    """Make the slip, or put it before a second official."""
    form, person = SeenForm(), _person(id)
    given = {"seen": form.seen.data or "", "seen_on": form.seen_on.data or ""}
    return attempt(
        lambda: act(accounts.help_at_desk, person_id=id, **given).value,
        on_form(form, lambda: _show(form, person)), lambda made: _made(made, person))


@open_to("residents")
def first_again(id: int) -> Answer:
    """A first slip, for whoever has an account and never set a password; earlier ones end."""
    person = _person(id)
    account = queries.account_of(db(), id)
    if account is None:
        raise NotFound("account")
    return attempt(
        lambda: act(accounts.make_slip, account_id=account.id).value,
        back_with_words(url_for("slips.forgotten", id=id)), lambda made: _made({**made, "waits": False}, person))


@open_to("residents")
def agree(id: int) -> Answer:
    """The second official agrees; the slip is shown to this one, once."""
    person = _person(_owner_of(id))
    return attempt(
        lambda: act(accounts.agree_to_slip, slip_id=id).value,
        back_with_words(url_for("slips.show")), lambda made: _made(made, person))


@open_to("residents")
def refuse(id: int) -> Answer:
    """It is not agreed to, or taken back."""
    _person(_owner_of(id))
    return attempt(
        lambda: act(accounts.refuse_slip, slip_id=id), back_with_words(url_for("slips.show")),
        lambda told: gone_on(url_for("slips.show"), _("没有同意，原来的密码照旧。")))


def _made(made: dict[str, Any], person: Person) -> Answer:
    if made["waits"]:
        return gone_on(url_for("slips.show"), _(
            "%(name)s担任职务，要由另一位工作人员同意以后才给码。已经放在下面等着。", name=person.name))
    if made["code"] is None:
        flash(_("码只显示一次，这张已经显示过了。要新的，请再办一次。"), "warm")
        return redirect(url_for("slips.forgotten", id=person.id), code=303)
    account = queries.account_of(db(), person.id)
    with force_locale(g.community.language):
        return draw("staff/slip.html", SlipPage(
            person=person, login=account.login_name if account else "", code=made["code"],
            expires_at=moment_filters.now() + SLIP_HOLDS))


def _show(form: SeenForm, person: Person) -> str:
    account = queries.account_of(db(), person.id)
    return draw("staff/forgotten.html", ForgottenPage(
        form=form, person=person, account=account, login=account.login_name if account else "",
        unopened=account is not None and account.password_hash == NO_PASSWORD,
        two=account is not None and needs_a_second(queries.posts_of(db(), account, moment_filters.now())),
        own=person.id == signed_in().person_id))


def _person(id: int) -> Person:
    policy.require(actor_here(), "make_slip", g.community)
    person = db().get(Person, id)
    if person is None or person.community_id != g.community.id:
        raise NotFound("person")
    return person


def _owner_of(slip_id: int) -> int:
    policy.require(actor_here(), "make_slip", g.community)
    slip = db().get(SignInSlip, slip_id)
    if slip is None:
        raise NotFound("person")
    return db().get_one(Account, slip.account_id).person_id


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of slips."""
    blueprint.add_url_rule("/password/<int:id>", "forgotten", forgotten, methods=["GET"])
    blueprint.add_url_rule("/password/<int:id>", "help_at_desk", help_at_desk, methods=["POST"])
    blueprint.add_url_rule("/password/<int:id>/first", "first_again", first_again, methods=["POST"])
    blueprint.add_url_rule("/slips/<int:id>/agree", "agree", agree, methods=["POST"])
    blueprint.add_url_rule("/slips/<int:id>/refuse", "refuse", refuse, methods=["POST"])
