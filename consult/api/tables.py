"""CSV for spreadsheets: UTF-8 with a mark by which Excel knows it, and no cell that a spreadsheet would run."""
from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from flask import Blueprint, Response

from consult.api import shapes
from consult.api.answers import community, db, public, redactor, tagged
from consult.community.models import Community
from consult.matter import queries as matters
from consult.publishing import queries

MOST = 10_000
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with (OWASP, CSV injection), full-width forms included."""
MATTERS = ("no", "title", "place", "category", "state", "proposed_by", "proposed_at", "households", "threshold",
           "owed_by", "owed_name", "due_on", "due_without", "url")
VOTES = ("id", "motion_id", "meeting_id", "question", "rule", "opened_at", "closed_at", "eligible", "present",
         "for", "against", "abstain", "verdict", "url")


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
    """Closed votes, a row each."""
    home = community(place)
    votes = [shapes.vote_event(home, put) for put in queries.puts(db(), home.id, size=MOST)[0]]
    return _table(home, "vote-events", VOTES, (vote | vote["counts"] for vote in votes))


def _table(home: Community, name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Response:
    out, hide = StringIO(), redactor(home)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(hide.plain(row[column])) for column in columns] for row in rows)
    answer = Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{home.slug}-{name}.csv"'
    return tagged(answer)


def cell(value: Any) -> Any:
    """A cell that stays what it is: a text that looks like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else "" if value is None else value
