"""A table from a file: .csv as offices save it, .xlsx, .xls; everything else is refused by its name."""
from __future__ import annotations

import csv
from io import StringIO

from consult.sheets.table import LIMITS, MB, Limits, Table, Unreadable


def read_table(name: str, raw: bytes, *, sheet: str = "", limits: Limits = LIMITS) -> Table:
    """The table of a file that somebody handed in; `name` is what the file is called, `sheet` the one that is wanted.

    Refused (Unreadable) by its size first, by what it is, and by what it would unpack to.
    """
    if len(raw) > limits.file_bytes:
        raise Unreadable("file_too_large", most=limits.file_bytes // MB)
    if not raw.strip():
        raise Unreadable("file_empty")
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    widest = max(map(len, rows))
    return Table(sheet, [row + [""] * (widest - len(row)) for row in rows])
