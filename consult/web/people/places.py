"""Grids and buildings: laid out, renamed, moved to another grid; and what they were called before."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Building, FormerName, Grid, Household
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, with_words
from consult.web.shell.page import draw
from consult.web.wording.refusals import said

blueprint = Blueprint("places", __name__, url_prefix="/c/<slug>/roster/places")
Answer = str | Response | tuple[str, int]


class PlacesPage(TypedDict):
    """What people/places.html is handed."""

    grids: Sequence[Grid]
    buildings: Sequence[Building]
    doors: dict[int, int]
    former: Sequence[FormerName]
    problem: str
    at: str
    typed: dict[str, str]


@blueprint.get("")
@open_to("residents")
def index() -> Answer:
    """Every grid with its buildings, and how many doors each has."""
    return _page()


def _page(problem: str = "") -> str:
    policy.require(actor_here(), "see_register", g.community)
    counted = db().execute(select(Household.building_id, func.count()).where(
        Household.community_id == g.community.id).group_by(Household.building_id))
    return draw("people/places.html", PlacesPage(
        grids=register.grids(db(), g.community.id), buildings=register.buildings(db(), g.community.id),
        doors={row[0]: row[1] for row in counted}, problem=problem, at=request.path if problem else "",
        former=[one for one in register.former_names(db(), g.community.id) if one.grid_id or one.building_id],
        typed=dict(request.form)))


@blueprint.post("/grids")
@open_to("residents")
def add_grid() -> Answer:
    """A grid more."""
    return _kept(actions.lay_out_grid, _("网格登记好了。"), community_id=g.community.id)


@blueprint.post("/grids/<int:id>/name")
@open_to("residents")
def rename_grid(id: int) -> Answer:
    """A grid has another name."""
    return _kept(actions.rename_grid, _("改好了，以前的记录还写原来的名字。"), grid_id=id)


@blueprint.post("/grids/<int:id>/buildings")
@open_to("residents")
def add_building(id: int) -> Answer:
    """A building more."""
    return _kept(actions.put_up_building, _("楼幢登记好了。"), grid_id=id)


@blueprint.post("/buildings/<int:id>/name")
@open_to("residents")
def rename_building(id: int) -> Answer:
    """A building has another name."""
    return _kept(actions.rename_building, _("改好了，以前的记录还写原来的名字。"), building_id=id)


@blueprint.post("/buildings/<int:id>/grid")
@open_to("residents")
def move_building(id: int) -> Answer:
    """A building belongs to another grid."""
    return _kept(actions.move_building, _("划过去了，已经定下的名册不动。"), building_id=id)


def _kept(verb: Callable[..., Any], words: str, **more: Any) -> Answer:
    return attempt(
        lambda: act(verb, **{**form_values(), **more}), with_words(_page, words=why),
        lambda told: gone_on(url_for("places.index"), words))


def why(refusal: Refusal) -> str:
    """What is wrong with a name or a day, in a sentence."""
    if isinstance(refusal, BadShape) and "taken" in refusal.fields.values():
        return _("没有改：这个名字已经有了。") if "door" not in refusal.fields else _("没有改：这个门牌已经有了。")
    if isinstance(refusal, RuleBroken):
        return said(refusal)
    return _("没有改：%(why)s", why=said(refusal))
