"""Rows out of a workbook, .xlsx or .xls: values only, nothing in it is run."""
from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from consult.sheets.cells import as_text, filled_up
from consult.sheets.table import Limits, Table, Unreadable


def table_of(raw: bytes, wanted: str, limits: Limits) -> Table:
    """The sheet that is wanted, or the first that can be seen and holds something; the others by their names."""
    try:
        book = load_workbook(BytesIO(raw))
        return _table(book, wanted, limits)
    except PasswordError:
        raise Unreadable("workbook_locked") from None
    except CalamineError:
        raise Unreadable("workbook_damaged") from None


def _table(book: CalamineWorkbook, wanted: str, limits: Limits) -> Table:
    names = [sheet.name for sheet in book.sheets_metadata
             if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible]
    if len(names) > limits.sheets:
        raise Unreadable("too_many_sheets", most=limits.sheets)
    if wanted and wanted not in names:
        raise Unreadable("no_such_sheet")
    full = [(name, sheet) for name in names if (sheet := book.get_sheet_by_name(name)).start is not None]
    if not full:
        raise Unreadable("table_empty")
    name, sheet = next((one for one in full if one[0] == wanted), full[0])
    return Table(name, _rows(sheet, limits), others=[other for other, _sheet in full if other != name])


def _rows(sheet: CalamineSheet, limits: Limits) -> list[list[str]]:
    if sheet.total_width > limits.columns * 20:
        raise Unreadable("too_many_columns", most=limits.columns)
    # Rows come from the first of the sheet on, but columns only from the first that holds something.
    before = [""] * (sheet.start[1] if sheet.start else 0)
    rows = [[*before, *map(as_text, row)] for row in islice(sheet.iter_rows(), limits.rows * 2)]
    for (top, left), (bottom, right) in _merges(sheet):
        if left == right and top < len(rows):
            for row in rows[top + 1:bottom + 1]:
                row[left] = row[left] or rows[top][left]
    return filled_up(rows)


def _merges(sheet: CalamineSheet) -> list[Any]:
    """Cells merged downwards belong to every row that they cover; one merged to the right as well is a title."""
    return list(sheet.merged_cell_ranges or ())
