"""Page area: the mirror: how a community's bodies keep their word, in plots, tables and files to take along."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, g, render_template, request

from consult.community import queries as register
from consult.matter.rules.lifecycle import ENDED
from consult.mirror import queries
from consult.mirror.queries import Period, kept
from consult.mirror.rules.figures import Share, span, suppressed
from consult.web.doorway.access import db, open_to
from consult.web.matters.pages import counts_by_stage
from consult.web.mirror import files
from consult.web.mirror.plots import months_of
from consult.web.shell import moment_filters
from consult.web.wording import mirror as wording_mirror

blueprint = Blueprint("mirror", __name__, url_prefix="/c/<slug>")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(wording_mirror.FOR_TEMPLATES))
A_YEAR = timedelta(days=364)


@blueprint.get("/mirror")
@open_to("everyone")
def show() -> str:
    """The figures of a year: what became of what was proposed, and whether promises were kept."""
    period = chosen_period()
    return render_template(
        "mirror/show.html", period=period, chosen=request.args.get("year", ""), years=_years(),
        stages=counts_by_stage(), bodies=_english_bodies(), **figures(g.community.id, period),
    )


@blueprint.get("/mirror/<name>.csv")
@open_to("everyone")
def download(name: str) -> Any:
    """The rows behind one figure, as a file for a spreadsheet."""
    rows = files.FILES.get(name) or abort(404)
    return files.as_file(f"{g.community.slug}-{name}.csv", rows(g.community.id, chosen_period()))


@blueprint.get("/mirror/<name>")
@open_to("everyone")
def drill(name: str) -> Any:
    """The rows behind one figure, each leading to its matter."""
    rows = files.FILES.get(name) or abort(404)
    period = chosen_period()
    head, *body = rows(g.community.id, period)
    return render_template(
        "mirror/rows.html", name=name, head=head, rows=body, period=period, chosen=request.args.get("year", ""),
        to_matters=name in files.TO_MATTERS)


def figures(community_id: int, period: Period) -> dict[str, Any]:
    """Everything that the page reckons for one community."""
    today = moment_filters.today()
    ways, promises = queries.ways(db(), community_id, period), queries.promises(db(), community_id, period)
    heard, turnout = queries.heard(db(), community_id, period), queries.turnout(db(), community_id, period)
    in_time = [p for p in promises if p.kept]
    works, contents = kept.works(db(), [community_id], period), kept.contents(db(), [community_id], period)
    return {
        "ways": ways, "months": months_of(ways, period),
        "to_decision": span((w.decided_on - w.proposed_on).days for w in ways if w.decided_on),
        "to_answer": span((w.answered_on - w.proposed_on).days for w in ways if w.answered_on),
        "oldest_open": _oldest_open(ways, today),
        "on_time": Share(len(in_time), len(promises)), "by_body": _by_body(promises),
        "heard": heard, "talk": suppressed(heard.turns), "sides": suppressed(heard.stances),
        "first_time": suppressed({"first": heard.first_time, "again": heard.speakers - heard.first_time}),
        "turnout": turnout, "channels": suppressed(turnout.channels),
        "came": Share(sum(turnout.channels.values()), turnout.expected),
        "voted": Share(turnout.given, turnout.entitled), "votes": suppressed(turnout.votes),
        "done_in_time": Share(sum(w.kept for w in works), len(works)), "by_kind": _by_kind(works),
        "content": suppressed(_grades(contents)), "content_orders": len(contents),
    }


def chosen_period(timezone: str | None = None) -> Period:
    """The year that was asked for, or the twelve months up to today."""
    zone, year = timezone or g.community.timezone, request.args.get("year", "")
    today = moment_filters.today()
    if year.isdecimal() and len(year) == 4 and 1 <= int(year) <= today.year:
        return Period(date(int(year), 1, 1), min(date(int(year), 12, 31), today), zone)
    return Period(today - A_YEAR, today, zone)


def _years() -> list[int]:
    first = queries.first_day(db(), [g.community.id], g.community.timezone)
    today = moment_filters.today()
    return list(range(today.year, (first or today).year - 1, -1))


def _oldest_open(ways: list[queries.Way], today: date) -> tuple[queries.Way, int] | None:
    going = [way for way in ways if way.state not in ENDED]
    oldest = min(going, key=lambda way: way.proposed_on, default=None)
    return (oldest, (today - oldest.proposed_on).days) if oldest else None


def _by_body(promises: list[queries.Promise]) -> dict[str, dict[str, int]]:
    """What each body owed in the period: on time, late, not yet."""
    counted: dict[str, dict[str, int]] = {}
    for promise in promises:
        row = counted.setdefault(promise.body, {"on_time": 0, "late": 0, "none": 0})
        if promise.given_on is None:
            row["none"] += 1
        else:
            row["on_time" if promise.kept else "late"] += 1
    return counted


def _by_kind(works: list[kept.Work]) -> dict[str, Share]:
    """What units of each kind promised, and how much of it was done by the day: kinds in their own order, no names."""
    kinds = {work.kind for work in works}
    return {kind: Share(sum(w.kept for w in works if w.kind == kind), sum(w.kind == kind for w in works))
            for kind in sorted(kinds, key=lambda kind: (kind == "", kind))}


def _grades(contents: list[kept.Content]) -> dict[str, int]:
    return {grade: sum(one.grades.get(grade, 0) for one in contents) for grade in ("satisfied", "mostly", "dissatisfied")}


def _english_bodies() -> dict[str, str]:
    return {body.name: body.name_en for body in register.bodies(db(), g.community.id)}
