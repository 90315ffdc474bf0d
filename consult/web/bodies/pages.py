"""Page area: bodies: one body with its members, alternates and units; its ways; a further one, and the end of one."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Body, Person, Post
from consult.community.queries.body_members import Membership, elections_due, membership
from consult.community.rules.kinds import Level
from consult.core.errors import BadShape, RuleBroken
from consult.meeting.queries.sittings import kind_of_body
from consult.web.bodies import ending, forming, ways
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, back_with_words, gone_on
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.refusals import said

blueprint = Blueprint("bodies", __name__, url_prefix="/c/<slug>/roster")
for part in (ways, forming, ending):
    part.add_to(blueprint)
LONGEST_SEARCH = 40
LEAST_REPRESENTATIVES = 4, 5
"""居委会组织法 art. 28: representatives are at least four fifths of their meeting."""
Answer = str | Response | tuple[str, int]


class BodyPage(TypedDict):
    """What bodies/show.html is handed."""

    body: Body
    kind: Any
    inside: Membership
    due: dict[int, str]
    answers: Body | None
    too_few: tuple[int, int] | None
    words: str
    people: Sequence[Person]


@blueprint.get("/bodies/<int:id>")
@open_to("residents")
def show(id: int) -> Answer:
    """One body: who sits in it and until when, who waits, which units speak through whom; a search for one more."""
    policy.require(actor_here(), "see_register", g.community)
    body, today = register.body(db(), id, g.community.id), moment_filters.today()
    inside, words = membership(db(), body, today), request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return draw("bodies/show.html", BodyPage(
        body=body, kind=kind_of_body(db(), body), inside=inside,
        due={post.id: word for post, _who, _body, word in elections_due(db(), g.community.id, today)},
        answers=db().get(Body, body.answered_by_id) if body.answered_by_id else None, too_few=_too_few(body, inside.by_post),
        words=words, people=register.matching_people(db(), g.community.id, words) if words else []))


def _too_few(body: Body, seated: Sequence[tuple[Post, Person]]) -> tuple[int, int] | None:
    """How many representatives of how many, where they are less than four fifths of their meeting."""
    if body.kind != "representatives_meeting" or body.level != Level.COMMUNITY:
        return None
    everybody = {who.id for _post, who in seated}
    theirs = {who.id for post, who in seated if post.kind == "resident_representative"}
    num, den = LEAST_REPRESENTATIVES
    return (len(theirs), len(everybody)) if len(theirs) * den < len(everybody) * num else None


@blueprint.post("/bodies/<int:id>/seat")
@open_to("residents")
def seat_person(id: int) -> Answer:
    """Somebody sits in a body by no post."""
    return _kept(id, actions.seat_person, _("登记好了，从那天起在名册上。"), body_id=id)


@blueprint.post("/bodies/<int:id>/place")
@open_to("residents")
def take_place(id: int) -> Answer:
    """An alternate takes up a place."""
    return _kept(id, actions.take_place, _("接任好了，从那天起在名册上。"))


@blueprint.post("/bodies/<int:id>/end-seat")
@open_to("residents")
def end_seat(id: int) -> Answer:
    """A place on the list ends."""
    return _kept(id, actions.end_seat, _("结束了，以前的记录还在。"))


def _kept(id: int, verb: Callable[..., Any], told: str, **more: Any) -> Answer:
    register.body(db(), id, g.community.id)
    there = url_for("bodies.show", id=id)
    return attempt(
        lambda: act(verb, **{**form_values(), **more}), back_with_words(there, words=said, about=(BadShape, RuleBroken)),
        lambda _done: gone_on(there, told))
