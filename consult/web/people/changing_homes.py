"""A home whose door is renamed, that becomes two, or that becomes a part of another: shown before it is done."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import FormerName
from consult.community.queries import Home
from consult.core.errors import NotFound
from consult.meeting.queries.touched import touched
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.people.places import why
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.touched import Line, touched_lines

blueprint = Blueprint("homes", __name__, url_prefix="/c/<slug>/roster/homes")
Answer = str | Response | tuple[str, int]
LONGEST_SEARCH, MOST_FOUND = 40, 20


class ChangePage(TypedDict):
    """What people/home.html is handed."""

    home: Home
    former: Sequence[FormerName]
    lines: list[Line]
    words: str
    found: list[Home]
    other: Home | None
    joined_into: Home | None
    problem: str
    at: str
    """Which form was sent."""
    typed: dict[str, str]
    chosen: list[str]


@blueprint.get("/<int:id>")
@open_to("residents")
def change(id: int) -> Answer:
    """What may become of a home."""
    return _page(id)


def _page(id: int, problem: str = "") -> str:
    home, other = _home(id), _other(id)
    words, today = request.args.get("q", "").strip()[:LONGEST_SEARCH], moment_filters.today()
    ids = register.doors(db(), g.community.id, today, words=words)[:MOST_FOUND] if words else []
    there = home.household.joined_into_id
    return draw("people/home.html", ChangePage(
        home=home, former=[one for one in register.former_names(db(), g.community.id) if one.household_id == id],
        lines=_lines(home, other), words=words, found=[each for each in register.homes(db(), ids, today) if each.household.id != id],
        other=other, joined_into=_home(there) if there else None, problem=problem, at=request.endpoint or "", typed=dict(request.form),
        chosen=request.form.getlist("person")))


def _lines(home: Home, other: Home | None) -> list[Line]:
    """What it touches: of a home that goes into this one, everyone of it; else everyone of this one."""
    of = other or home
    found = touched(db(), g.community.id, person_ids=[person.id for person in of.residents],
                    household_ids=[of.household.id], on=moment_filters.today())
    return touched_lines(found, homes_left=[of.household.id] if other else [])


@blueprint.post("/<int:id>/door")
@open_to("residents")
def rename(id: int) -> Answer:
    """Another number stands on the door."""
    return _kept(id, actions.rename_door, form_values(), _("改好了，以前的记录还写原来的门牌。"))


@blueprint.post("/<int:id>/split")
@open_to("residents")
def split(id: int) -> Answer:
    """Some of it are a household of their own."""
    given = form_values()
    given.pop("person", None)
    given |= {"people": ",".join(request.form.getlist("person")), "because": _("分户以后由这位担任户代表")}
    return _kept(id, actions.split_home, given, _("分好了，各是一户。"))


@blueprint.post("/<int:id>/join")
@open_to("residents")
def join(id: int) -> Answer:
    """Another home becomes a part of it."""
    return _kept(id, actions.join_homes, form_values(), _("并成一户了，产权不动。"))


def _kept(id: int, verb: Callable[..., Any], given: dict[str, Any], words: str) -> Answer:
    _home(id)
    return attempt(
        lambda: act(verb, **{**given, "household_id": id}), with_words(lambda problem: _page(id, problem), words=why),
        lambda told: gone_on(url_for("roster.household", id=told.value["household_id"]), words))


def _other(id: int) -> Home | None:
    given = request.values.get("other_id", "")
    return _home(int(given)) if given.isdecimal() and len(given) < 10 and int(given) != id else None


def _home(id: int) -> Home:
    policy.require(actor_here(), "see_register", g.community)
    found = register.homes(db(), [id], moment_filters.today())
    if not found or found[0].household.community_id != g.community.id:
        raise NotFound("household")
    return found[0]
