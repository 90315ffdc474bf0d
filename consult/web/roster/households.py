"""The page of one household: who lives there and is of age, who speaks for it, who owns it and gives its voice."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Ownership, Person, Post, RepresentativeChange
from consult.community.queries import Home, OwnedNow
from consult.community.rules.ages import may_be_marked, of_age
from consult.community.rules.kinds import ALWAYS_COUNT, HomeUse
from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.refusals import say, say_field

Answer = str | Response | tuple[str, int]
LONGEST_SEARCH = 40


class HouseholdPage(TypedDict):
    """What roster/household.html is handed."""

    home: Home
    history: list[tuple[Post, Person]]
    changes: list[tuple[RepresentativeChange, str]]
    owners: list[tuple[Ownership, str]]
    owned: OwnedNow | None
    of_age: dict[int, bool]
    markable: dict[int, bool]
    words: str
    people: Sequence[Person]
    units: list[Any]
    uses: list[HomeUse]
    always: Sequence[HomeUse]


@open_to("residents")
def household(id: int) -> Answer:
    """One household: who lives there, who speaks for it and who did, who owns it."""
    home, today = _home(id), moment_filters.today()
    words, living = request.args.get("q", "").strip()[:LONGEST_SEARCH], home.residents
    return draw(
        "roster/household.html", HouseholdPage(home=home, history=register.household_history(db(), id),
        changes=register.representative_changes(db(), id), owners=register.owners(db(), id),
        owned=register.owned_now(db(), id, today), words=words,
        of_age={person.id: of_age(person.comes_of_age, today) for person in living},
        markable={person.id: may_be_marked(person.comes_of_age, today) for person in living},
        people=register.matching_people(db(), g.community.id, words) if words else living,
        units=[standing.unit for standing in register.standings(db(), g.community.id, today)],
        uses=list(HomeUse), always=ALWAYS_COUNT))


def _home(id: int) -> Home:
    policy.require(actor_here(), "see_register", g.community)
    found = register.homes(db(), [id], moment_filters.today())
    if not found or found[0].household.community_id != g.community.id:
        raise NotFound("household")
    return found[0]


@open_to("residents")
def change_representative(id: int) -> Answer:
    """Somebody else speaks for a household."""
    there = url_for("roster.household", id=id)
    return attempt(
        lambda: act(actions.change_representative, **{**form_values(), "household_id": id}),
        lambda refusal: _no_reason(there, refusal), lambda told: gone_on(there, _("户代表换好了，以前的记录还在。")))


def _no_reason(there: str, refusal: Refusal) -> Answer:
    if isinstance(refusal, RuleBroken):
        return back_with_words(there)(refusal)
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


@open_to("residents")
def describe(id: int) -> Answer:
    """What a home is used as, its area, whether somebody lives there."""
    given = form_values()
    area = given.pop("area", "").strip()
    given |= {"area_cm2": (_square_centimetres(area) or "?") if area else ""}
    return _kept(id, actions.describe_home, given, lambda refusal: _("没有登记：面积写平方米，最多两位小数。"))


@open_to("residents")
def add_co_owner(id: int) -> Answer:
    """Somebody owns it together with the owner."""
    return _kept(id, actions.add_co_owner, form_values(), _choose)


@open_to("residents")
def end_co_owner(id: int) -> Answer:
    """Somebody does not any more."""
    return _kept(id, actions.end_co_owner, form_values(), _choose)


@open_to("residents")
def name_voter(id: int) -> Answer:
    """Who gives the voice of the owners."""
    return _kept(id, actions.name_voter, form_values(), _choose)


@open_to("residents")
def enter_age(id: int, person_id: int) -> Answer:
    """The month in which somebody comes of age, or that they are."""
    return _about_age(id, person_id, actions.enter_age, comes_of_age=request.form.get("comes_of_age", ""))


@open_to("residents")
def mark_of_age(id: int, person_id: int) -> Answer:
    """Somebody is of age, as a paper shows."""
    return _about_age(id, person_id, actions.mark_of_age)


def _about_age(id: int, person_id: int, verb: Callable[..., Any], **given: Any) -> Answer:
    there = url_for("roster.household", id=id)
    if person_id not in {person.id for person in _home(id).residents}:
        raise NotFound("person")
    return attempt(
        lambda: act(verb, person_id=person_id, **given), back_with_words(there, words=_why, about=(BadShape, RuleBroken)),
        lambda told: gone_on(there, _("登记好了。")))


def _kept(id: int, verb: Callable[..., Any], given: dict[str, Any], misshapen: Callable[[Refusal], str]) -> Answer:
    there = url_for("roster.household", id=id)
    return attempt(
        lambda: act(verb, **{**given, "household_id": id}),
        back_with_words(there, words=lambda refusal: misshapen(refusal) if isinstance(refusal, BadShape) else say(refusal),
                        about=(BadShape, RuleBroken)),
        lambda told: gone_on(there, _("登记好了，以前的记录还在。")))


def _choose(refusal: Refusal) -> str:
    return _("没有登记：请从名单里选一位。")


def _why(refusal: Refusal) -> str:
    return say_field(next(iter(refusal.fields.values()))) if isinstance(refusal, BadShape) else say(refusal)


def _square_centimetres(square_metres: str) -> str:
    """Square metres with two places at the most, as whole square centimetres; nothing where it is something else."""
    whole, _point, part = square_metres.strip().partition(".")
    if not whole.isascii() or not whole.isdecimal() or len(whole) > 5 or not (part == "" or part.isdecimal()) or len(part) > 2:
        return ""
    return str(int(whole) * 10_000 + int(part.ljust(2, "0") if part else 0) * 100)


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the roster."""
    blueprint.add_url_rule("/households/<int:id>", "household", household, methods=["GET"])
    for name, view in {
        "representative": change_representative, "owner": enter_owner, "describe": describe, "co-owner": add_co_owner,
        "co-owner/end": end_co_owner, "voter": name_voter,
    }.items():
        blueprint.add_url_rule(f"/households/<int:id>/{name}", view.__name__, view, methods=["POST"])
    of_a_person = "/households/<int:id>/{}/<int:person_id>"
    blueprint.add_url_rule(of_a_person.format("age"), "enter_age", enter_age, methods=["POST"])
    blueprint.add_url_rule(of_a_person.format("of-age"), "mark_of_age", mark_of_age, methods=["POST"])
