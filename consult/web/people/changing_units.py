"""A unit that is renamed or closed, and somebody from elsewhere who speaks for it: shown before it is done."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import FormerName, Unit
from consult.community.queries import Standing
from consult.core.errors import NotFound
from consult.resolution import queries as work
from consult.resolution.models import Task
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.people.places import why
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

blueprint = Blueprint("unit", __name__, url_prefix="/c/<slug>/roster/units")
Answer = str | Response | tuple[str, int]


class UnitPage(TypedDict):
    """What people/unit.html is handed."""

    standing: Standing
    former: Sequence[FormerName]
    tasks: Sequence[Task]
    problem: str
    typed: dict[str, str]


@blueprint.get("/<int:id>")
@open_to("residents")
def show(id: int) -> Answer:
    """One unit: its names, what closing it would touch."""
    return _page(id)


def _page(id: int, problem: str = "") -> str:
    unit = _unit(id)
    standing = next(each for each in register.standings(db(), g.community.id, moment_filters.today()) if each.unit.id == unit.id)
    return draw("people/unit.html", UnitPage(
        standing=standing, tasks=work.tasks_of_unit(db(), unit.id), problem=problem, typed=dict(request.form),
        former=[one for one in register.former_names(db(), g.community.id) if one.unit_id == id]))


@blueprint.post("/<int:id>/name")
@open_to("residents")
def rename(id: int) -> Answer:
    """It has another name."""
    return _kept(id, actions.rename_unit, _("改好了，以前的记录还写原来的名字。"))


@blueprint.post("/<int:id>/close")
@open_to("residents")
def close(id: int) -> Answer:
    """It is not there any more."""
    return _kept(id, actions.close_unit, _("关好了，以前的记录还在。"))


@blueprint.post("/<int:id>/from-elsewhere")
@open_to("residents")
def from_elsewhere(id: int) -> Answer:
    """Somebody who lives elsewhere speaks for it."""
    return _kept(id, actions.send_from_elsewhere, _("登记好了，从今天起由这位代表。"))


def _kept(id: int, verb: Callable[..., Any], words: str) -> Answer:
    _unit(id)
    return attempt(
        lambda: act(verb, **{**form_values(), "unit_id": id}), with_words(lambda problem: _page(id, problem), words=why),
        lambda told: gone_on(url_for("unit.show", id=id), words))


def _unit(id: int) -> Unit:
    policy.require(actor_here(), "see_register", g.community)
    found = db().get(Unit, id)
    if found is None or found.community_id != g.community.id:
        raise NotFound("unit")
    return found
