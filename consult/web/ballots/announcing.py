"""The pages on which a ballot between meetings is announced: whom to ask, under which rule that fits them, on what roll."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures.structures import CombinedMultiDict
from werkzeug.wrappers import Response as AnyResponse

from consult.ballot import actions, policy, queries
from consult.ballot.queries.places import place_in
from consult.ballot.rules.fit import Place, why_not
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import queries as register
from consult.community.models import Body
from consult.community.queries.scopes import stairwells
from consult.core.arguments import bind
from consult.core.clock import local_date
from consult.web.doorway.access import db, open_to, signed_in, store
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.shell.page import draw
from consult.web.wording import roll_health as wording_health
from consult.web.wording import votes as wording_votes
from consult.web.wording.refusals import said

Answer = str | AnyResponse | tuple[str | AnyResponse, int]
FORESEEN = ("asks", "rule", "electors", "hours")
"""What of an announcement says how it would turn out."""


class Askable(TypedDict):
    """Somewhere a question may be put: what the form sends, and what it is called."""

    value: str
    label: str
    place: Place


class StandingPlacesPage(TypedDict):
    """What ballots/standing/whom.html is handed."""

    places: dict[str, list[Askable]]
    given: CombinedMultiDict[str, str]
    refused: str


class StandingAnnouncePage(TypedDict):
    """What ballots/standing/announce.html is handed."""

    asked: Askable
    rules: list[VoteRule]
    rule_name: Callable[..., Any]
    counts_whom: Callable[..., str]
    source_of_base: Callable[..., str]
    given: CombinedMultiDict[str, str]
    refused: str
    today: date
    officers: dict[Any, Any]
    bodies: Sequence[Body]


class StandingConfirmPage(TypedDict):
    """What ballots/standing/announce_confirm.html is handed."""

    told: queries.Foreseen
    place: str
    given: dict[str, str]
    health: wording_health.Health | None
    rule_name: str
    counts_whom: str
    passes_when: list[str]
    citation: str
    opens_at: datetime
    closes_at: datetime


def add_to(blueprint: Blueprint) -> None:
    """Hang the pages on the blueprint of ballots between meetings."""
    blueprint.add_url_rule("/ballots/new", "announce", announce, methods=["GET"])
    blueprint.add_url_rule("/ballots/new/check", "foresee", foresee, methods=["POST"])
    blueprint.add_url_rule("/ballots/new", "announce_ballot", announce_ballot, methods=["POST"])


@open_to("residents")
def announce() -> Answer:
    """First whom to ask, then the form with the rules that fit them."""
    policy.require(signed_in(), "announce", g.community)
    return _form("")


@open_to("residents")
def foresee() -> Answer:
    """What would be announced, and the health of its roll; nothing is written yet."""
    policy.require(signed_in(), "announce", g.community)
    if request.form.get("back"):
        return _form("")
    return attempt(_foreseen, with_words(_form, words=said), _confirm)


@open_to("residents")
def announce_ballot() -> Answer:
    """Announce; the roll is drawn from the register there and then."""
    return attempt(
        lambda: act(actions.announce_ballot, **_given()).value, with_words(_form, words=said),
        lambda told: gone_on(url_for("standing.roll", id=told["announcement_id"])))


def _given() -> dict[str, Any]:
    """What the form says, as the verb takes it."""
    form = request.form
    kind, scope_id, prefix = (*form.get("scope", "community").split(":", 2), "", "")[:3]
    return {
        "community_id": g.community.id, "question": form.get("question", ""), "rule": form.get("rule", ""),
        "scope": kind, "scope_id": scope_id or 0, "prefix": prefix, "options": form.get("options", ""),
        "secrecy_chosen": form.get("secrecy_chosen", ""), "form": form.get("form", ""), "most": form.get("most") or 1,
        "allows_other": form.get("allows_other", ""), "advisory": form.get("advisory", ""),
        "opens_at": _moment(form.get("opens_on", ""), time(0)),
        "closes_at": _moment(form.get("closes_on", ""), _time(form.get("closes_time", ""))),
        "about_id": form.get("about_id") or None, "about_body_id": form.get("about_body_id") or None,
    }


def _moment(day: str, at: time | None) -> str:
    if at is None:
        return ""
    try:
        return datetime.combine(datetime.fromisoformat(day).date(), at, ZoneInfo(g.community.timezone)).isoformat()
    except ValueError:
        return ""


def _time(text: str) -> time | None:
    """The hour that was typed; eight in the evening where none was."""
    try:
        return time.fromisoformat(text or "20:00").replace(tzinfo=None)
    except ValueError:
        return None


def _foreseen() -> tuple[queries.Foreseen, dict[str, Any]]:
    bound = bind(actions.announce_ballot, _given())
    told = queries.foresee(db(), community=g.community, now=store().clock(), **{name: bound[name] for name in FORESEEN})
    told.settled(bound["secrecy_chosen"], advisory=bound["advisory"])
    return told, bound


def _confirm(found: tuple[queries.Foreseen, dict[str, Any]]) -> str:
    told, bound = found
    rule, hours = told.rule, bound["hours"]
    asked = _askable().get(request.form.get("scope", "community"))
    return draw(
        "ballots/standing/announce_confirm.html", StandingConfirmPage(
        told=told, place=asked["label"] if asked else "", given=form_values(),
        health=wording_health.health(rule, told.base, standing=True),
        rule_name=wording_votes.rule_name(rule), counts_whom=wording_health.counts_whom(rule, str(told.scope["kind"])),
        passes_when=wording_votes.passes_when(rule, standing=True), citation=wording_votes.citation(rule),
        opens_at=hours.opens_at, closes_at=hours.closes_at))


def _form(refused: str) -> str:
    today = local_date(store().clock(), g.community.timezone)
    rules = queries.rules_in_force(db(), g.community.id, today)
    askable, given = _askable(), request.values
    named = [rule for rule in rules if rule.code == given.get("rule")] or rules
    wanted = [each for each in askable.values() if any(not why_not(rule, each["place"]) for rule in named)]
    asked = askable.get(given.get("scope", ""))
    if asked is None:
        return draw("ballots/standing/whom.html", StandingPlacesPage(places=_by_kind(wanted), given=given, refused=refused))
    return draw(
        "ballots/standing/announce.html", StandingAnnouncePage(
        asked=asked, rules=[rule for rule in rules if not why_not(rule, asked["place"])], rule_name=wording_votes.rule_name,
        counts_whom=wording_health.counts_whom, source_of_base=wording_health.source_of_base, given=given, refused=refused,
        today=today, bodies=register.bodies(db(), g.community.id),
        officers={p.id: p.name for _post, p, _body in register.terms(db(), g.community.id, today)}))


def _by_kind(places: Sequence[Askable]) -> dict[str, list[Askable]]:
    """Places under the kind that the list is parted by."""
    names = {"community": _("全社区"), "body": _("组织"), "grid": _("网格"), "building": _("楼栋"), "stairwell": _("单元")}
    found = {name: [each for each in places if each["place"].scope == kind] for kind, name in names.items()}
    return {name: listed for name, listed in found.items() if listed}


def _askable() -> dict[str, Askable]:
    """Everywhere a question may be put, by what the form sends."""
    here = g.community.id
    buildings = {building.id: building.name for building in register.buildings(db(), here)}
    listed = [Askable(value="community", label=_("全社区的人"), place=Place("community"))]
    listed += [Askable(value=f"body:{body.id}", label=_("%(body)s的成员", body=body.name), place=place_in(body)) for body in _bodies()]
    listed += [Askable(value=f"grid:{grid.id}", label=grid.name, place=Place("grid")) for grid in register.grids(db(), here)]
    listed += [Askable(value=f"building:{id}", label=name, place=Place("building")) for id, name in buildings.items()]
    listed += [Askable(value=f"stairwell:{id}:{name}", label=f"{buildings[id]}{name}", place=Place("stairwell"))
               for id, name in stairwells(db(), here)]
    return {each["value"]: each for each in listed}


def _bodies() -> list[Body]:
    """Bodies that have members to vote."""
    seats = register.members(db(), g.community.id, local_date(store().clock(), g.community.timezone))
    return [b for b in register.bodies(db(), g.community.id) if seats.get(b.id)]
