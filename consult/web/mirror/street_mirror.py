"""Page area: the mirror of a street: how the bodies of its communities keep their word, community by community."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request

from consult.community import queries as register
from consult.community.models import Community, Street
from consult.core.errors import NotFound
from consult.mirror import queries
from consult.mirror.queries import Period, Promise, Way, kept
from consult.mirror.rules.figures import Share, Span, span
from consult.web.doorway.access import db, open_to
from consult.web.mirror import files
from consult.web.mirror.pages import chosen_period
from consult.web.shell import moment_filters
from consult.web.wording.mirror import FILE_OF_STREET

blueprint = Blueprint("street_mirror", __name__, url_prefix="/street/<int:street_id>")


@dataclass(frozen=True)
class Line:
    """The figures of one community, or of all of them together."""

    community: Community | None
    proposed: int
    to_decision: Span
    to_answer: Span
    answered: Share
    done: Share


@blueprint.get("/mirror")
@open_to("everyone")
def show(street_id: int) -> str:
    """Every community of the street in one table; each leads to its own mirror."""
    street, places, period = _asked(street_id)
    lines = _lines(places, period)
    return render_template(
        "mirror/street.html", street=street, lines=lines, period=period, chosen=request.args.get("year", ""),
        years=_years(places, period))


@blueprint.get("/mirror.csv")
@open_to("everyone")
def download(street_id: int) -> Any:
    """The same as a file for a spreadsheet."""
    _street, places, period = _asked(street_id)
    return files.as_file(f"street-{street_id}.csv", _rows(_lines(places, period)), FILE_OF_STREET)


def _asked(street_id: int) -> tuple[Street, Sequence[Community], Period]:
    street, places = register.street(db(), street_id), register.communities_of(db(), street_id)
    if not places:
        raise NotFound("street")
    return street, places, chosen_period(places[0].timezone)


def _lines(places: Sequence[Community], period: Period) -> list[Line]:
    """One line a community, and a last one of all."""
    ids = [place.id for place in places]
    ways, promises = queries.ways_of_each(db(), ids, period), queries.promises_of_each(db(), ids, period)
    works = kept.works(db(), ids, period)
    each = [_line(place, ways.get(place.id, []), promises.get(place.id, []), [w for w in works if w.community_id == place.id])
            for place in places]
    return [*each, _line(None, _all(ways.values()), _all(promises.values()), works)]


def _all(lists: Iterable[list[Any]]) -> list[Any]:
    return [one for listed in lists for one in listed]


def _line(place: Community | None, ways: list[Way], promises: list[Promise], works: list[kept.Work]) -> Line:
    return Line(
        place, len(ways), span((w.decided_on - w.proposed_on).days for w in ways if w.decided_on),
        span((w.answered_on - w.proposed_on).days for w in ways if w.answered_on),
        Share(sum(p.kept for p in promises), len(promises)),
        Share(sum(w.kept for w in works), len(works)))


def _rows(lines: list[Line]) -> Iterator[tuple[Any, ...]]:
    yield ("community", "proposed", "median_days_to_decision", "median_days_to_answer", "replies_due", "replies_on_time",
           "work_due", "work_done_in_time")
    for line in lines:
        yield (line.community.name if line.community else "all", line.proposed, _days(line.to_decision), _days(line.to_answer),
               line.answered.whole, line.answered.part, line.done.whole, line.done.part)


def _days(length: Span) -> float | str:
    return "" if length.median is None else float(length.median)


def _years(places: Sequence[Community], period: Period) -> list[int]:
    today = moment_filters.today()
    first = queries.first_day(db(), [place.id for place in places], period.timezone) or today - timedelta(days=1)
    return list(range(today.year, first.year - 1, -1))
