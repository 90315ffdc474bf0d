"""The rows behind each figure of the mirror, as tables for spreadsheets."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Response

from consult.core.spreadsheet import Words, worded, written
from consult.mirror import queries
from consult.mirror.queries import Period, kept
from consult.mirror.rules.figures import suppressed
from consult.web.doorway.access import db
from consult.web.matters.pages import counts_by_stage
from consult.web.wording.mirror import FILES_OF_MIRROR

Rows = Iterable[Sequence[Any]]
HIDDEN = "<5"


def as_file(name: str, rows: Rows, words: Words = FILES_OF_MIRROR) -> Response:
    """A file to keep: codes beside their words, in the reader's language."""
    head, *body = rows
    answer = Response(written(worded(head, [dict(zip(head, row, strict=True)) for row in body], words)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _stages(community_id: int, period: Period) -> Rows:
    return [("stage", "matters"), *counts_by_stage().items()]


def _ways(community_id: int, period: Period) -> Rows:
    yield "no", "title", "state", "proposed_on", "decided_on", "answered_on"
    for way in queries.ways(db(), community_id, period):
        yield way.no, way.title, way.state, way.proposed_on, way.decided_on or "", way.answered_on or ""


def _promises(community_id: int, period: Period) -> Rows:
    yield "no", "title", "body", "due_on", "given_on"
    for promise in queries.promises(db(), community_id, period):
        yield promise.no, promise.title, promise.body, promise.due_on, promise.given_on or ""


def _heard(community_id: int, period: Period) -> Rows:
    heard = queries.heard(db(), community_id, period)
    first = suppressed({"first_time": heard.first_time, "spoke_before": heard.speakers - heard.first_time})
    yield "what", "count", "seconds"
    for channel, turns in suppressed(heard.turns).items():
        yield f"turns_{channel}", _said(turns), heard.seconds[channel] if turns is not None else HIDDEN
    for stance, turns in suppressed(heard.stances).items():
        yield f"turns_{stance}", _said(turns), ""
    for name, people in first.items():
        yield f"speakers_{name}", _said(people), ""


def _turnout(community_id: int, period: Period) -> Rows:
    turnout = queries.turnout(db(), community_id, period)
    yield "what", "count"
    yield "expected", turnout.expected
    for channel, people in suppressed(turnout.channels).items():
        yield f"came_{channel}", _said(people)
    for channel, voices in suppressed(turnout.votes).items():
        yield f"voted_{channel}", _said(voices)
    yield "entitled_to_vote", turnout.entitled
    yield "votes_given", turnout.given


def _works(community_id: int, period: Period) -> Rows:
    yield "no", "title", "unit_kind", "asked_by", "due_on", "done_on"
    for work in kept.works(db(), [community_id], period):
        yield work.no, work.title, work.kind, work.body, work.due_on, work.done_on or ""


def _content(community_id: int, period: Period) -> Rows:
    yield "order", "title", "answers", "satisfied", "mostly", "dissatisfied"
    for one in kept.contents(db(), [community_id], period):
        cells = suppressed({grade: one.grades.get(grade, 0) for grade in ("satisfied", "mostly", "dissatisfied")})
        yield one.no, one.title, one.answers, *(_said(cells[grade]) for grade in ("satisfied", "mostly", "dissatisfied"))


def _said(count: int | None) -> int | str:
    return HIDDEN if count is None else count


FILES: dict[str, Callable[[int, Period], Rows]] = {
    "stages": _stages, "ways": _ways, "promises": _promises, "heard": _heard, "turnout": _turnout,
    "works": _works, "content": _content,
}
TO_MATTERS = ("ways", "promises", "works")
"""Files whose rows are matters, each with its number in front."""
