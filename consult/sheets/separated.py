"""Rows out of a text with separators: read from the stream by a reader of the format, never cut into lines first."""
from __future__ import annotations

import csv
import re
from io import StringIO
from itertools import islice

from consult.sheets.cells import filled_up
from consult.sheets.table import Limits, Unreadable

SEPARATORS = (",", ";", "\t", "，", "；", "|")
SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How Excel says the separator in a first line of its own; that line is row 1."""
LOOKED_AT, BEGINNING = 12, 64 * 1024
"""Rows, and characters, by which the separator is told."""
BLANK = "".join(SEPARATORS) + " \t\u3000"


def rows_of(text: str, limits: Limits) -> list[list[str]]:
    """Every row, empty ones too, so that a row's number is the one a spreadsheet shows; whatever stands inside a cell
    stays in that cell, line ends and separators included."""
    said = SAID.match(text)
    csv.field_size_limit(limits.characters)
    reader = csv.reader(StringIO(text, newline=""), delimiter=said[1] if said else _separator(text), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(row) > limits.columns * 20:
                raise Unreadable("too_many_columns", most=limits.columns)
            rows.append(row)
            if len(rows) > limits.rows * 2:
                break
    except csv.Error:
        raise Unreadable("quotes_broken", row=len(rows) + 1) from None
    if said:
        rows[0] = []
    return filled_up(rows)


def _separator(text: str) -> str:
    """The one that makes the most cells that hold something, in any of the first rows; a comma where none makes two."""
    return max(SEPARATORS, key=lambda one: (_most_cells(text[:BEGINNING], one), -SEPARATORS.index(one)))


def _most_cells(text: str, separator: str) -> int:
    rows = islice(csv.reader(StringIO(text, newline=""), delimiter=separator), LOOKED_AT)
    return max((sum(bool(cell.strip(BLANK)) for cell in row) for row in rows), default=0)
