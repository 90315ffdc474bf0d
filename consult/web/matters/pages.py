"""Page area: matters: the list, the look-up by number, the public page of one, its receipt to print."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.community import queries as register
from consult.core.errors import NotFound
from consult.matter import queries
from consult.matter.models import Matter
from consult.web.doorway import outgoing
from consult.web.doorway.access import db, open_to
from consult.web.doorway.acting import page_number
from consult.web.matters import endorsing, linking, matter_page, proposing, screening, without_a_phone
from consult.web.matters.receipts import body_names
from consult.web.shell import display, moment_filters
from consult.web.shell.page import draw
from consult.web.wording import matters as wording_matters
from consult.web.wording import stages

blueprint = Blueprint("matters", __name__, url_prefix="/c/<slug>")
for _area in (proposing, endorsing, without_a_phone, screening, linking):
    _area.add_to(blueprint)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(wording_matters.FOR_TEMPLATES))
blueprint.add_app_template_filter(date.fromisoformat, "as_date")
blueprint.add_app_template_global(stages.is_late, "is_late")
blueprint.add_app_template_global(stages.gathered_in_vain, "gathered_in_vain")
LONGEST_SEARCH = 60
NUMBER = re.compile(r"\s*(\d{4}-)?\d{1,4}\s*号?\s*")
Answer = str | Response | tuple[str, int]


class IndexPage(TypedDict):
    """What matters/index.html is handed."""

    stage: str
    words: str
    rows: Sequence[Matter]
    count: int
    page: int
    pages: int
    households: dict[int, int]
    counts: dict[str, int]
    in_english: dict[str, str]
    numbered: Matter | None


@blueprint.get("/matters")
@open_to("everyone")
def index() -> Answer:
    """Every matter of the community, by stage and by words."""
    stage, words, page = request.args.get("stage", ""), search_words(), page_number()
    states = stages.STATES_OF.get(stage, ())
    rows, count = queries.matters(db(), g.community.id, states=states, words=words, page=page)
    return draw(
        "matters/index.html", IndexPage(
        stage=stage if states else "", words=words, rows=rows, count=count, page=page,
        pages=-(-count // queries.PAGE), households=queries.households_behind_each(db(), _gathering(rows)),
        counts=counts_by_stage(), in_english=names_in_english(), numbered=_numbered(words) if not rows else None,
    ))


@blueprint.get("/find")
@open_to("everyone")
def find() -> Answer:
    """To the matter of a number as people say it (031), or to the list of what holds the words."""
    words = search_words()
    matter = _numbered(words)
    if matter:
        return redirect(url_for("matters.show", no=matter.no), code=303)
    return redirect(url_for("matters.index", q=words or None), code=303)


@blueprint.get("/m/<no>")
@open_to("everyone")
def show(no: str) -> Answer:
    """The public page of a matter, with its receipt and the steps its reader may take."""
    matter = queries.matter_by_no(db(), g.community.id, no)
    if matter.no != no:
        return redirect(url_for("matters.show", no=matter.no), code=303)
    shown = matter_page.shown(matter)
    if shown["endorsers"]:
        outgoing.this_is_the_archive()
    return render_template("matters/show.html", **shown, **linking.links_shown(matter))


@blueprint.get("/m/<no>/slip")
@open_to("everyone")
def slip(no: str) -> Answer:
    """The receipt on half a sheet, to print and to hand over."""
    matter = queries.matter_by_no(db(), g.community.id, no)
    story = matter_page.Story(queries.timeline(db(), matter.id))
    return render_template(
        "matters/slip.html", matter=matter, hops=matter_page.hops_of(matter, story), now=moment_filters.now(),
        households=queries.households_behind(db(), matter.id),
        in_english=body_names(story.events),
    )


def search_words() -> str:
    """What is looked for: one line, not too long."""
    return " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]


def counts_by_stage() -> dict[str, int]:
    """How many matters stand in each stage."""
    counts = queries.counts_by_state(db(), g.community.id)
    return {stage: sum(counts.get(s, 0) for s in states) for stage, states in stages.STATES_OF.items()}


def names_in_english() -> dict[str, str]:
    """The English names of the community's bodies, where the reader needs them."""
    if display.language() != "en":
        return {}
    return {body.name: body.name_en for body in register.bodies(db(), g.community.id)}


def _gathering(rows: Any) -> list[int]:
    return [matter.id for matter in rows if matter.state == "proposed"]


def _numbered(words: str) -> Matter | None:
    if not NUMBER.fullmatch(words):
        return None
    try:
        return queries.matter_by_no(db(), g.community.id, words.replace("号", ""))
    except NotFound:
        return None
