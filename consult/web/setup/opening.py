"""The check-list before a community opens (开张清单): what is done, what is missing for a lawful first session, and where."""
from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

from flask import Blueprint, current_app, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.ballot.queries.vote_rules import rule_for
from consult.community import actions, policy
from consult.community.models import Body
from consult.founding import queries
from consult.founding.rules.opening import Register, lacking, steps
from consult.meeting.queries import sittings
from consult.meeting.queries.bases import foreseen_of_body
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import opening as words
from consult.web.wording.roll_health import Health, health_of_sitting

blueprint = Blueprint("opening", __name__, url_prefix="/c/<slug>/opening")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(words.FOR_TEMPLATES))
WHERE = {
    "places": ("lists.index", "grids.index"), "homes": ("lists.index", "roster.index"), "people": ("lists.index", "roster.index"),
    "posts": ("roster.posts",), "bodies": ("roster.bodies",), "numbers": ("roster.numbers",),
    "slips": ("slips.show",), "session": ("meetings.convene",),
}
"""The page for each step, the first of these that there is."""
Answer = str | Response


class Line(TypedDict):
    """One step as it is drawn."""

    code: str
    done: bool
    now: bool
    minutes: int
    address: str
    said: str


class OpeningPage(TypedDict):
    """What setup/opening.html is handed."""

    lines: list[Line]
    done: int
    minutes: int
    lacking: list[str]
    health: list[tuple[Body, Health]]


@blueprint.get("")
@open_to("residents")
def show() -> Answer:
    """The steps with what the register holds of each."""
    policy.require(actor_here(), "see_register", g.community)
    held = queries.register_of(db(), g.community, moment_filters.today())
    lines = _lines(held)
    return draw("setup/opening.html", OpeningPage(
        lines=lines, done=sum(line["done"] for line in lines), minutes=sum(line["minutes"] for line in lines if not line["done"]),
        lacking=lacking(held), health=_health()))


@blueprint.post("")
@open_to("residents")
def open_it() -> Answer:
    """The community opens today."""
    there = url_for("opening.show")
    return attempt(
        lambda: act(actions.open_community, community_id=g.community.id), back_with_words(there),
        lambda _told: gone_on(there, _("今天开张了。以后名册里的变动，要紧的由两个人确认。")))


def _lines(held: Register) -> list[Line]:
    found = steps(held)
    first = next((step.code for step in found if not step.done), "")
    return [Line(code=step.code, done=step.done, now=step.code == first, minutes=step.minutes, address=_address(step.code),
                 said=words.of_step(step.code, held)) for step in found]


def _address(code: str) -> str:
    return url_for(next(endpoint for endpoint in WHERE[code] if endpoint in current_app.view_functions))


def _health() -> list[tuple[Body, Health]]:
    """How many could come to each body that decides, and how many its rule needs."""
    found, today = [], moment_filters.today()
    for body in queries.deciding_bodies(db(), g.community.id):
        kind = sittings.kind_of_body(db(), body)
        rule = rule_for(body.vote_rule, today, db=db(), community_id=g.community.id)
        seen = health_of_sitting(foreseen_of_body(db(), body, kind, rule, today + timedelta(days=body.notice_days)))
        if seen:
            found.append((body, seen))
    return found
