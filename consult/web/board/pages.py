"""Page area: the notice board: what hangs, the archive, one notice, its paper, its photographs, and the search."""
from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from consult.community import queries as register
from consult.community.models import Body
from consult.meeting import queries as meetings
from consult.publishing import policy, queries
from consult.publishing.models import Notice
from consult.web.board import page as board_page
from consult.web.board import public_versions, writing
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import page_number
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import board as wording_board

blueprint = Blueprint("board", __name__, url_prefix="/c/<slug>")
for _area in (writing, public_versions):
    _area.add_to(blueprint)
blueprint.add_app_template_global(wording_board.KINDS, "notice_kinds")  # type: ignore[arg-type]
blueprint.add_app_template_global(public_versions.naming_consent, "naming_consent")
blueprint.add_app_template_global(wording_board.hanging, "hanging")
blueprint.add_app_template_global(wording_board.is_running, "is_running")
Answer = str | Response | tuple[str, int]
LONGEST_SEARCH = 60
PAPER = ("a4", "a3")


class IndexPage(TypedDict):
    """What board/index.html is handed."""

    running: Sequence[Notice]
    rows: Sequence[Notice]
    count: int
    page: int
    pages: int
    years: list[tuple[int, int]]
    bodies: Sequence[Body]
    year: int
    body_id: int
    waiting: dict[str, Any] | None
    may_write: bool


@blueprint.get("/notices")
@open_to("everyone")
def index() -> Answer:
    """The board: what hangs now on top, then everything that ever hung."""
    page, year = page_number(), _number("year")
    body_id, matter = _number("body"), _number("matter")
    rows, count = queries.notices(
        db(), g.community.id, year=year, body_id=body_id, matter_id=matter, page=page)
    actor = actor_here()
    return draw(
        "board/index.html", IndexPage(
        running=queries.running(db(), g.community.id, moment_filters.today()), rows=rows,
        count=count, page=page, pages=-(-count // queries.PAGE), years=queries.counts_by_year(db(), g.community.id),
        bodies=register.bodies(db(), g.community.id), year=year, body_id=body_id,
        waiting=_waiting() if policy.permits(actor, "see_prepared", g.community) else None,
        may_write=policy.permits(actor, "prepare_notice", g.community),
    ))


def _waiting() -> dict[str, Any]:
    versions = [(version, minutes, meetings.meeting(db(), minutes.meeting_id, g.community.id))
                for version, minutes in queries.waiting_versions(db(), g.community.id)]
    return {"notices": queries.prepared_notices(db(), g.community.id), "versions": versions}


def _number(name: str) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


@blueprint.get("/notices/<int:id>")
@open_to("everyone")
def show(id: int) -> Answer:
    """One notice: how long it hangs, what was said against it and what was answered."""
    return board_page.shown(board_page.to_read(id))


@blueprint.get("/notices/<int:id>/paper")
@open_to("everyone")
def paper(id: int) -> Answer:
    """The notice in large type, for the board in the yard: A4 or A3, with a code that leads back here."""
    size = request.args.get("size", "a4")
    return render_template("board/paper.html", notice=board_page.to_read(id), size=size if size in PAPER else "a4")


@blueprint.get("/notices/photos/<int:id>.jpg")
@open_to("everyone")
def photo(id: int) -> Answer:
    """A photograph of the paper, for as long as its notice is public."""
    found = queries.photo(db(), id, g.community.id)
    answer = Response(found.image, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="notice-{found.notice_id}-{found.id}.jpg"'
    answer.set_etag(sha256(found.image).hexdigest()[:32])
    return answer


@blueprint.get("/search")
@open_to("everyone")
def search() -> Answer:
    """Matters, records and notices that hold all the words asked for."""
    words = " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]
    found, page = queries.hits(db(), g.community.id, words), page_number()
    shown = found[queries.PAGE * (page - 1):queries.PAGE * page]
    return render_template(
        "board/search.html", words=words, hits=shown, count=len(found), page=page, pages=-(-len(found) // queries.PAGE))
