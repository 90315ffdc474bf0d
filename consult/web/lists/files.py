"""Files of lists to take away: templates with an example, the register as lists, rows that wait to be mended."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from urllib.parse import quote

from flask import Blueprint, Response, g
from openpyxl import Workbook

from consult.community import policy
from consult.community import queries as register
from consult.community.queries.lists import list_import, planned_for, standing_of
from consult.community.rules.lists.model import ListKind
from consult.community.rules.lists.steps import Happens
from consult.community.rules.lists.writing import EXAMPLES, cells, columns_of, exported, heading
from consult.core.errors import NotFound
from consult.core.spreadsheet import cell, written
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.shell import moment_filters
from consult.web.wording.lists import KINDS, say_fault

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to("residents")
def template(kind: str, ending: str) -> Response:
    """An empty list with its headings and one example row."""
    policy.require(actor_here(), "keep_register", g.community)
    of = _kind(kind)
    return _file([_head(of), cells(of, EXAMPLES[of])], str(KINDS[of]), ending)


@open_to("residents")
def export(kind: str, ending: str) -> Response:
    """The register as a list; handed in again, it changes nothing."""
    policy.require(actor_here(), "keep_register", g.community)
    of = _kind(kind)
    now = standing_of(db(), g.community.id, moment_filters.today())
    names = {grid.id: grid.name for grid in register.grids(db(), g.community.id)}
    grid_of = {one.id: names[one.grid_id] for one in register.buildings(db(), g.community.id)}
    return _file([_head(of), *(cells(of, row) for row in exported(of, now, grid_of))],
                 f"{g.community.name}{KINDS[of]}", ending)


@open_to("residents")
def problems(id: int) -> Response:
    """The rows that could not be entered, with the reason, to mend and hand in again."""
    policy.require(actor_here(), "keep_register", g.community)
    handed = list_import(db(), id, g.community.id)
    if handed.entries is None:
        raise NotFound("list_import")
    aside = [row for row in planned_for(db(), handed, moment_filters.today()).rows if row.happens == Happens.PROBLEM]
    kind = ListKind(handed.kind)
    rows = [[*cells(kind, row.cells), row.row or "", say_fault(row.fault) if row.fault else ""] for row in aside]
    return _file([[*_head(kind), "原来的行号", "哪里要改"], *rows], f"{KINDS[kind]}-要改的", "csv")


def _kind(said: str) -> ListKind:
    if said not in set(ListKind):
        raise NotFound("list")
    return ListKind(said)


def _head(kind: ListKind) -> list[str]:
    return [heading(kind, field) for field in columns_of(kind)]


def _file(rows: Iterable[Sequence[object]], name: str, ending: str) -> Response:
    body, kind = (written(rows).encode(), "text/csv; charset=utf-8") if ending == "csv" else (_workbook(rows), XLSX)
    answer = Response(body, mimetype=None, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename=list.{ending}; filename*=UTF-8''{quote(name)}.{ending}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _workbook(rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of lists."""
    blueprint.add_url_rule("/template/<kind>.<any(csv, xlsx):ending>", "template", template, methods=["GET"])
    blueprint.add_url_rule("/export/<kind>.<any(csv, xlsx):ending>", "export", export, methods=["GET"])
    blueprint.add_url_rule("/<int:id>/problems.csv", "problems", problems, methods=["GET"])
