"""The page of units: who speaks for each now and who did before, and where it sits."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.rules.kinds import UnitKind
from consult.core.errors import BadShape, Refusal
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters

Answer = str | Response | tuple[str, int]
LONGEST_SEARCH = 40


@open_to("residents")
def units() -> Answer:
    """Every unit with its delegates and the bodies it sits in; a search for somebody to speak for one."""
    policy.require(actor_here(), "see_register", g.community)
    words, today = request.args.get("q", "").strip()[:LONGEST_SEARCH], moment_filters.today()
    return render_template(
        "roster/units.html", standings=register.standings(db(), g.community.id, today), kinds=list(UnitKind), words=words,
        people=register.matching_people(db(), g.community.id, words) if words else [],
        bodies=[body for body in register.bodies(db(), g.community.id) if body.membership == "listed"],
    )


@open_to("residents")
def add_unit() -> Answer:
    """A unit more."""
    return _kept(actions.add_unit, _("单位登记好了。"), community_id=g.community.id)


@open_to("residents")
def change_delegate(id: int) -> Answer:
    """Somebody else speaks for a unit."""
    return _kept(actions.change_delegate, _("代表换好了，以前的记录还在。"), unit_id=id)


@open_to("residents")
def seat_unit(id: int) -> Answer:
    """A unit sits in a body."""
    return _kept(actions.seat_unit, _("登记好了，下次开会就在名册上。"), unit_id=id)


@open_to("residents")
def unseat_unit(id: int) -> Answer:
    """A unit does not sit in a body any more."""
    return _kept(actions.unseat, _("退出了，以前的记录还在。"), unit_id=id)


def _kept(verb: Callable[..., Any], said: str, **more: Any) -> Answer:
    there = url_for("roster.units")
    return attempt(
        lambda: act(verb, **{**form_values(), **more}), back_with_words(there, words=_why_not_kept, about=(BadShape,)),
        lambda told: gone_on(there, said))


def _why_not_kept(refusal: Refusal) -> str:
    taken = isinstance(refusal, BadShape) and "taken" in refusal.fields.values()
    return _("没有登记：已经有一个单位叫这个名字。") if taken else _("没有登记：请把每一项填好、选好。")


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the roster."""
    blueprint.add_url_rule("/units", "units", units, methods=["GET"])
    blueprint.add_url_rule("/units", "add_unit", add_unit, methods=["POST"])
    blueprint.add_url_rule("/units/<int:id>/delegate", "change_delegate", change_delegate, methods=["POST"])
    blueprint.add_url_rule("/units/<int:id>/seat", "seat_unit", seat_unit, methods=["POST"])
    blueprint.add_url_rule("/units/<int:id>/unseat", "unseat_unit", unseat_unit, methods=["POST"])
