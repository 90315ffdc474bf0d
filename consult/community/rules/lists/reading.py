"""A list read out of a table."""
from __future__ import annotations

from datetime import date

from consult.community.rules.lists.model import FIELDS, Column, Entry, ListKind, Reading
from consult.sheets import Table, Unreadable


def read_list(kind: ListKind, table: Table, *, today: date | None = None) -> Reading:
    """The entries of a list of this kind, with every doubt at once; Unreadable where the table is no such list.

    `today`, where it is given, lets a day of birth say when somebody who is not of age will be; the day itself is
    dropped either way.
    """
    if not table.rows:
        raise Unreadable("no_header")
    heads = [cell.strip() for cell in table.rows[0]]
    columns = [Column(chr(65 + at), head, head if head in FIELDS[kind] else "") for at, head in enumerate(heads)]
    entries = [
        Entry(row, {c.field: cell.strip() for c, cell in zip(columns, cells, strict=False) if c.field})
        for row, cells in enumerate(table.rows[1:], table.first_row + 1) if any(cell.strip() for cell in cells)]
    return Reading(kind, columns, entries, [], {})
