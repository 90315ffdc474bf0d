"""The page of a community's own numbers: households and adults, beside what the register knows; and entering a home."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import StatedNumber
from consult.community.rules.electors import Electorate
from consult.community.rules.kinds import Counted
from consult.core.errors import BadShape, Refusal
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.roster.forms import NumberForm
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.roster import COUNTED

Answer = str | Response | tuple[str, int]


class NumbersPage(TypedDict):
    """What roster/numbers.html is handed."""

    known: dict[Counted, Electorate]
    history: Sequence[StatedNumber]
    form: NumberForm


@open_to("residents")
def numbers() -> Answer:
    """What the community states of itself, by which source, and what the register knows."""
    return _show(NumberForm(as_of=moment_filters.today().isoformat()))


@open_to("residents")
def state_number() -> Answer:
    """State a number, or the form back."""
    form = NumberForm()
    given = {name: getattr(form, name).data or "" for name in ("kind", "count", "source", "as_of")}
    return attempt(
        lambda: act(actions.state_number, community_id=g.community.id, **given), on_form(form, lambda: _show(form)),
        lambda told: gone_on(url_for("roster.numbers"), _("记下了，以前报的数还在。"), forget="numbers"))


@open_to("residents")
def add_home() -> Answer:
    """A home, a shop, a garage more."""
    there = url_for("roster.index")
    return attempt(
        lambda: act(actions.add_home, **form_values()),
        back_with_words(there, words=_why_no_home, about=(BadShape,)),
        lambda told: gone_on(url_for("roster.household", id=told.value["household_id"]), _("登记好了。")))


def _why_no_home(refusal: Refusal) -> str:
    taken = isinstance(refusal, BadShape) and refusal.fields.get("door") == "taken"
    return _("没有登记：这个门牌已经有了。") if taken else _("没有登记：请选哪一幢，写明门牌。")


def _show(form: NumberForm) -> str:
    policy.require(actor_here(), "state_number", g.community)
    form.kind.choices = [(kind.value, COUNTED[kind]) for kind in Counted]
    return draw(
        "roster/numbers.html", NumbersPage(
        known=register.known_of(db(), g.community.id, moment_filters.today()),
        history=register.stated_numbers(db(), g.community.id), form=form))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the roster."""
    blueprint.add_url_rule("/numbers", "numbers", numbers, methods=["GET"])
    blueprint.add_url_rule("/numbers", "state_number", state_number, methods=["POST"])
    blueprint.add_url_rule("/households", "add_home", add_home, methods=["POST"])
