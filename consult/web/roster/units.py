"""The pages of units and of one household: who speaks for them now and who did before, where a unit sits."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Ownership, Person, Post, RepresentativeChange
from consult.community.queries import Home
from consult.community.rules.kinds import UnitKind
from consult.core.errors import BadShape, NotFound, Refusal
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

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


class HouseholdPage(TypedDict):
    """What roster/household.html is handed."""

    home: Home
    history: list[tuple[Post, Person]]
    changes: list[tuple[RepresentativeChange, str]]
    owners: list[tuple[Ownership, str]]
    words: str
    people: Sequence[Person]
    units: list[Any]


@open_to("residents")
def household(id: int) -> Answer:
    """One household: who lives there, who speaks for it and who did."""
    policy.require(actor_here(), "see_register", g.community)
    found = register.homes(db(), [id], moment_filters.today())
    if not found or found[0].household.community_id != g.community.id:
        raise NotFound("household")
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return draw(
        "roster/household.html", HouseholdPage(home=found[0], history=register.household_history(db(), id),
        changes=register.representative_changes(db(), id), owners=register.owners(db(), id), words=words,
        people=register.matching_people(db(), g.community.id, words) if words else found[0].residents,
        units=[standing.unit for standing in register.standings(db(), g.community.id, moment_filters.today())]))


@open_to("residents")
def change_representative(id: int) -> Answer:
    """Somebody else speaks for a household."""
    there = url_for("roster.household", id=id)
    return attempt(
        lambda: act(actions.change_representative, **{**form_values(), "household_id": id}),
        lambda refusal: _no_reason(there, refusal), lambda told: gone_on(there, _("户代表换好了，以前的记录还在。")))


def _no_reason(there: str, refusal: Refusal) -> Answer:
    if not isinstance(refusal, BadShape) or "reason" not in refusal.fields:
        raise refusal
    return back_with_words(there, words=lambda refusal: _("没有换：请写明为什么换。"))(refusal)


@open_to("residents")
def enter_owner(id: int) -> Answer:
    """Who owns a home from today, with its exclusive area."""
    kind, _sep, owner = request.form.get("owner", "").partition(":")
    given = {"household_id": id, "area_cm2": _square_centimetres(request.form.get("area", "")),
             **{f"{kind}_id": owner for kind in [kind] if kind in ("person", "unit")}}
    there = url_for("roster.household", id=id)
    return attempt(
        lambda: act(actions.enter_owner, **given),
        back_with_words(
            there, words=lambda refusal: _("没有登记：请选业主，面积写平方米，最多两位小数。"), about=(BadShape,)),
        lambda told: gone_on(there, _("产权登记好了，以前的记录还在。")))


def _square_centimetres(square_metres: str) -> str:
    """Square metres with two places at the most, as whole square centimetres; nothing where it is something else."""
    whole, _point, part = square_metres.strip().partition(".")
    if not whole.isascii() or not whole.isdecimal() or len(whole) > 5 or not (part == "" or part.isdecimal()) or len(part) > 2:
        return ""
    return str(int(whole) * 10_000 + int(part.ljust(2, "0") if part else 0) * 100)


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
    blueprint.add_url_rule("/households/<int:id>", "household", household, methods=["GET"])
    blueprint.add_url_rule(
        "/households/<int:id>/representative", "change_representative", change_representative, methods=["POST"])
    blueprint.add_url_rule("/households/<int:id>/owner", "enter_owner", enter_owner, methods=["POST"])
