"""Page area: the docket: what waits for a reply, what was replied, and replying."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

from consult.ballot import queries as ballots
from consult.minutes import queries as minutes
from consult.resolution import policy, queries
from consult.resolution.models import DocketEntry, Task
from consult.web.docket import replying, reviewing
from consult.web.docket.overview import Card, answering_bodies
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import page_number
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.matters import DECISIONS

blueprint = Blueprint("docket", __name__, url_prefix="/c/<slug>")
for _area in (replying, reviewing):
    _area.add_to(blueprint)
Answer = str | Response | tuple[str, int]
SHOWN = ("all", "late", "waiting", "answered")


class IndexPage(TypedDict):
    """What docket/index.html is handed."""

    shown: str
    rows: Sequence[DocketEntry]
    page: int
    pages: int
    counts: dict[Any, Any]
    cards: list[Card]
    ballots: dict[int, Any]
    decisions: dict[str, Any]
    may_reply: set[Any]
    tasks: dict[int, Task]
    records: dict[int, str]


@blueprint.get("/docket")
@open_to("everyone")
def index() -> Answer:
    """What waits for a reply, the most overdue on top; then what was answered."""
    shown, page, today = _shown(), page_number(), moment_filters.today()
    waiting = queries.docket(db(), g.community.id, answered=False)
    late_work = queries.overdue_work(db(), g.community.id, today)
    answered, count = queries.answered(db(), g.community.id, page)
    late = [entry for entry in waiting if entry.due_on < today]
    rows = {
        "late": [*late, *late_work], "waiting": waiting, "answered": answered,
        "all": _without_repeats([*late, *late_work, *waiting, *answered]),
    }[shown]
    return draw(
        "docket/index.html", IndexPage(shown=shown, rows=rows, page=page, pages=-(-count // queries.PAGE),
        counts={"all": len(waiting) + count, "late": len(late) + len(late_work), "waiting": len(waiting),
                "answered": count},
        cards=answering_bodies(waiting, today), ballots=_ballots_of(rows), decisions=DECISIONS,
        may_reply={entry.id for entry in waiting if policy.permits(actor_here(), "reply", entry)},
        tasks=queries.tasks_of_resolution(db(), [entry.resolution.id for entry in rows if entry.resolution]),
        records=minutes.states_of(db(), {entry.meeting_id for entry in rows}),
    ))


def _shown() -> str:
    wanted = request.args.get("show", "all")
    return wanted if wanted in SHOWN else "all"


def _without_repeats(rows: Iterable[DocketEntry]) -> list[DocketEntry]:
    return list({entry.id: entry for entry in rows}.values())


def _ballots_of(rows: Sequence[DocketEntry]) -> dict[int, Any]:
    return ballots.ballots(db(), {entry.ballot_id for entry in rows if entry.ballot_id})
