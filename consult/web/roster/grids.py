"""Page area: grids: 1+X+Y of each, who answers for what, when the term ends; and keeping them, for the office."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Unit
from consult.community.queries import Team
from consult.community.rules.kinds import GridWorker
from consult.community.rules.terms import election_due, term_ends
from consult.core.errors import BadShape, NotFound
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

blueprint = Blueprint("grids", __name__, url_prefix="/c/<slug>/grids")
Answer = str | Response | tuple[str, int]


class GridsPage(TypedDict):
    """What roster/grids.html is handed."""

    teams: list[Team]
    terms: dict[int, date]
    due: dict[Any, Any]
    kinds: list[Any]
    may_keep: bool
    units: Sequence[Unit] | list[Any]
    people: list[Any]


@blueprint.get("")
@open_to("everyone")
def index() -> Answer:
    """Every grid with its people: whom to ask about what."""
    today, may_keep = moment_filters.today(), policy.permits(actor_here(), "keep_register", g.community)
    teams = register.teams(db(), g.community.id, today)
    terms = {post.id: term_ends(post.starts_on, post.ends_on, g.community.grid_term_years)
             for team in teams for post, _person in team.heads}
    return draw(
        "roster/grids.html", GridsPage(
        teams=teams, terms=terms, due={id: election_due(day, today) for id, day in terms.items()},
        kinds=list(GridWorker), may_keep=may_keep, units=register.units(db(), g.community.id) if may_keep else [],
        people=_officers() if may_keep else [],
    ))


def _officers() -> list[Any]:
    """Who may answer for something: whoever holds a public post here."""
    rows = register.terms(db(), g.community.id, moment_filters.today())
    return list({person.id: person for _post, person, _body in rows}.values())


@blueprint.post("/<int:id>/contact")
@open_to("residents")
def contact(id: int) -> Answer:
    """A unit more in contact."""
    return _kept(actions.contact_unit, id, _("登记好了。"))


@blueprint.post("/<int:id>/contact/end")
@open_to("residents")
def end_contact(id: int) -> Answer:
    """A unit less."""
    return _kept(actions.end_contact, id, _("改好了，以前的记录还在。"))


@blueprint.post("/<int:id>/duty")
@open_to("residents")
def charge(id: int) -> Answer:
    """Somebody answers for something."""
    return _kept(actions.charge, id, _("登记好了。"))


@blueprint.post("/<int:id>/duty/end")
@open_to("residents")
def end_charge(id: int) -> Answer:
    """Somebody does not any more."""
    return _kept(actions.end_charge, id, _("改好了，以前的记录还在。"))


def _kept(verb: Any, id: int, said: str) -> Answer:
    if id not in {grid.id for grid in register.grids(db(), g.community.id)}:
        raise NotFound("grid")
    there = url_for("grids.index") + f"#grid-{id}"
    return attempt(
        lambda: act(verb, **{**form_values(), "grid_id": id}),
        back_with_words(there, words=lambda refusal: _("没有登记：请从选项里选一个。"), about=(BadShape, NotFound)),
        lambda told: gone_on(there, said))
