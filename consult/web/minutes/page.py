"""The page of a record, for the views that show it and for those that come back to it with a refusal."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from flask import g, render_template, request
from werkzeug.wrappers import Response

from consult.core.errors import BadShape, Forbidden, NotFound, Refusal
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting, Motion
from consult.minutes import queries
from consult.minutes.models import Minutes
from consult.resolution import queries as resolutions
from consult.resolution.models import DocketEntry
from consult.web.doorway.access import actor_here, db, store
from consult.web.minutes.lines import lines_for_reader, public_state
from consult.web.minutes.view import RecordView
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.record import Jump, jumps
from consult.web.wording.refusals import say, say_field

Answer = str | Response | tuple[str, int]


def record_of(meeting: Meeting) -> Minutes | None:
    """The record as far as this reader may see it."""
    try:
        minutes = queries.of_meeting(db(), meeting.id, g.community.id)
    except NotFound:
        return None
    return minutes if queries.may_read(actor_here(), minutes) else None


class ShowPage(TypedDict):
    """What minutes/show.html is handed."""

    meeting: Meeting
    minutes: Minutes
    refused: str
    jumps: list[Jump]
    lines: Sequence[Any]
    public_state: str
    view: RecordView
    at_line: int
    typed: dict[str, Any]
    puts: dict[int, Motion]
    entries: Sequence[DocketEntry]


def show_record(meeting: Meeting, minutes: Minutes | None, refused: str = "", **typed: Any) -> str:
    """The record as it stands, with what this reader may do; or that there is none to see yet."""
    lines = lines_for_reader(minutes) if minutes else None
    if minutes is None or lines is None:
        return render_template("minutes/not_yet.html", meeting=meeting, second_reader=minutes is not None)
    return draw(
        "minutes/show.html", ShowPage(
        meeting=meeting, minutes=minutes, refused=refused, jumps=jumps(lines), lines=lines,
        public_state=public_state(minutes),
        view=RecordView(minutes, meeting, actor_here(), moment_filters.now()), at_line=_line_asked_for(),
        typed=typed, puts=meetings.motions_put(db(), [d.id for d in meeting.discussions]),
        entries=resolutions.entries_of_meeting(db(), meeting.id),
    ))


def _line_asked_for() -> int:
    given = request.values.get("line_id") or request.args.get("line", "0")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def show_again(id: int, refusal: Refusal, **typed: Any) -> Answer:
    """The record as it is now, with why something was not done and with what was typed."""
    if isinstance(refusal, Forbidden):
        raise refusal
    with store().read() as now:
        minutes = queries.of_meeting(now, id, g.community.id)
    if not queries.may_read(actor_here(), minutes):
        raise refusal
    words = {name: request.form.get(name, "") for name in ("text", "answer", "new_text", "reason", "note", "hours")}
    page = show_record(meetings.meeting(db(), id, g.community.id), minutes, refused_words(refusal), **words, **typed)
    return page, bad_or_not_now(refusal)


def bad_or_not_now(refusal: Refusal) -> int:
    """The status of what the record refuses: what was sent is wrong, or the record has gone on."""
    return 400 if isinstance(refusal, BadShape) else 409


def refused_words(refusal: Refusal) -> str:
    """A refusal as a sentence, also where it is about one field."""
    if isinstance(refusal, BadShape):
        return say_field(next(iter(refusal.fields.values()), "missing"))
    return say(refusal)
