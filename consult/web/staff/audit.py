"""The audit: what the office did in the register and the ways in, and whose entries it looked at; for the office and for
those who oversee it."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

from flask import Blueprint, Response, g, request, url_for
from flask_babel import gettext as _

from consult.account.queries.audit import PAGE, Trace, Wanted, audit, named, who_acted
from consult.community import policy
from consult.community.models import Person
from consult.core.errors import NotFound
from consult.core.spreadsheet import written
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import page_number
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.audit import ACTS, FOR_TEMPLATES, KINDS, PAGES

blueprint = Blueprint("audit", __name__, url_prefix="/c/<slug>/staff/audit")
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(FOR_TEMPLATES))
MOST = 5_000
"""So many lines a file holds at the most; whoever needs more asks by days."""


class AuditPage(TypedDict):
    """What staff/audit.html is handed."""

    traces: Sequence[Trace]
    names: dict[tuple[str, int], str]
    people: Sequence[Person]
    count: int
    page: int
    pages: int
    asked: dict[str, str]
    more: Any
    """The address of another page of the same lines."""
    table: str


@blueprint.get("")
@open_to("residents")
def show() -> str:
    """The newest lines first, fifty a page, of whom, of what kind and of which days one likes."""
    asked, page = _asked(), page_number()
    traces, count = audit(db(), g.community.id, _wanted(asked), page)
    if page > 1 and not traces:
        raise NotFound("page")
    return draw("staff/audit.html", AuditPage(
        traces=traces, names=named(db(), traces), people=who_acted(db(), g.community.id), count=count, page=page,
        pages=-(-count // PAGE), asked=asked, more=lambda to: url_for("audit.show", page=to, **asked),
        table=url_for("audit.table", **asked)))


@blueprint.get("/lines.csv")
@open_to("residents")
def table() -> Response:
    """The same lines as a file, the newest 5,000 at the most."""
    traces, _count = audit(db(), g.community.id, _wanted(_asked()), size=MOST)
    names, zone = named(db(), traces), moment_filters.zone()
    rows = [(trace.at.astimezone(zone).isoformat(timespec="seconds"), names.get(("person", trace.by_id), ""),
             str(PAGES.get(trace.page, trace.page) if trace.page else ACTS.get(trace.act, trace.act)),
             names.get((trace.about, trace.about_id), ""), trace.page or trace.act) for trace in traces]
    head = (_("什么时候"), _("谁"), _("办了或者看了什么"), _("关于谁"), _("代码"))
    answer = Response(written([head, *rows]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _asked() -> dict[str, Any]:
    policy.require(actor_here(), "see_audit", g.community)
    asked = {name: request.args.get(name, "").strip()[:10] for name in ("by", "kind", "since", "until")}
    return {name: value for name, value in asked.items() if _means(name, value)}


def _means(name: str, value: str) -> bool:
    """Whether something was asked; what nobody can mean is left out."""
    if name == "by":
        return value.isascii() and value.isdecimal() and len(value) < 10
    return value in KINDS if name == "kind" else _day(value) is not None


def _wanted(asked: dict[str, str]) -> Wanted:
    until = _day(asked.get("until", ""))
    return Wanted(
        by_id=int(asked.get("by", 0)), kind=asked.get("kind", ""), since=_begins(_day(asked.get("since", ""))),
        before=_begins(until + timedelta(days=1)) if until else None)


def _begins(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), moment_filters.zone()) if day else None


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 2000 < day.year < 2200 else None
