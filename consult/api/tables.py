"""CSV for spreadsheets: codes beside their words in the reader's language, times where the community is."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import force_locale, get_locale

from consult.api import shapes
from consult.api.answers import community, db, public, redactor, tagged
from consult.api.votes import vote_event
from consult.community.models import Community
from consult.core.events import parse_moment
from consult.core.spreadsheet import Words, worded, written
from consult.matter import queries as matters
from consult.publishing import queries

MOST = 10_000
LANGUAGES = ("zh", "en")
MATTERS = ("no", "title", "place", "category", "state", "proposed_by", "proposed_at", "households", "threshold",
           "owed_by", "owed_name", "due_on", "due_without", "timezone", "url")
VOTES = ("id", "standing", "motion_id", "amendment_id", "meeting_id", "question", "rule", "secrecy", "opened_at", "closed_at",
         "timezone", "eligible", "present", "participating", "for", "against", "abstain", "options", "area_eligible_m2",
         "area_for_m2", "area_against_m2", "area_abstain_m2", "verdict", "withheld", "url")
AREAS = ("eligible", "for", "against", "abstain")


def add_to(blueprint: Blueprint) -> None:
    """Hang them on the door."""
    blueprint.add_url_rule("/api/v1/<place>/matters.csv", "matters_table", matters_table)
    blueprint.add_url_rule("/api/v1/<place>/vote-events.csv", "votes_table", votes_table)


@public
def matters_table(place: str) -> Response:
    """Matters, a row each."""
    home = community(place)
    rows, _count = queries.public_matters(db(), home.id, size=MOST)
    behind = matters.households_behind_each(db(), [m.id for m in rows])
    return _table(home, "matters", MATTERS, (
        shapes.matter(home, m, behind.get(m.id, 0), m.proposer.called) for m in rows))


@public
def votes_table(place: str) -> Response:
    """Closed votes, a row each, withheld ones without figures."""
    home = community(place)
    return _table(home, "vote-events", VOTES, (
        _row(vote_event(home, vote)) for vote in queries.closed_votes(db(), home.id, size=MOST)[0]))


def _row(vote: dict[str, Any]) -> dict[str, Any]:
    """A vote with its counts, options and areas as cells."""
    counts = vote["counts"] or dict.fromkeys(("for", "against", "abstain"))
    area = vote["figures"].get("area")
    options = "; ".join(f"{option['name'] or option['key']}: {option['votes']}" for option in vote["options"])
    return vote | counts | {"options": options} | {
        f"area_{name}_m2": _square_metres(area[name]) if area else None for name in AREAS}


def _square_metres(cm2: int) -> str:
    return f"{Decimal(cm2) / 10_000:f}"


def _table(home: Community, name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Response:
    words: Words = current_app.extensions["words_of_tables"]
    hide, zone = redactor(home), ZoneInfo(home.timezone)
    local = ({column: _local(column, value, zone) for column, value in hide.plain(row).items()} | {"timezone": home.timezone}
             for row in rows)
    with force_locale(_language()):
        text = written(worded(columns, local, words))
    answer = Response(text, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{home.slug}-{name}.csv"'
    answer.vary.update(("Accept-Language", "Cookie"))
    return tagged(answer)


def _local(column: str, value: Any, zone: ZoneInfo) -> Any:
    """A moment with the community's offset; the name of the zone is a column of its own."""
    if column.endswith("_at") and value:
        return parse_moment(value).astimezone(zone).isoformat(timespec="seconds")
    return value


def _language() -> str:
    """The language that was asked for (`lang`), else the reader's as on every page."""
    asked = request.args.get("lang") or str(get_locale())[:2]
    if asked not in LANGUAGES:
        abort(400, "lang is zh or en")
    return asked
