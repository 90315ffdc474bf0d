"""Which row is the heading, and what each column is: anywhere in the first ten rows, under titles and notes."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.community.rules.lists.headings import (
    BEFORE_THE_HOME,
    fields_by_heading,
    plain_heading,
    why_never_kept,
)
from consult.community.rules.lists.model import NEEDED, ListKind
from consult.sheets import Unreadable

LOOKED_AT = 10
HOME_BY = ("home", "door")
"""What a home can be read from: all of it in one column, or its door beside or together with its building."""


@dataclass(frozen=True)
class Header:
    """The row of the headings, counted from 0, and what each column is: field by column number; `before` are columns that
    stand before a building, as 小区."""

    at: int
    fields: dict[int, str]
    before: tuple[int, ...]
    never_kept: dict[int, str]


def find_header(kind: ListKind, rows: Sequence[Sequence[str]]) -> Header:
    """The heading of a list of this kind; Unreadable where there is none, or it is another list's."""
    by_heading = fields_by_heading(kind)
    at = max(range(min(LOOKED_AT, len(rows))), key=lambda row: (_known(rows[row], kind), -row), default=0)
    if not rows or not _known(rows[at], kind):
        raise _another_list(kind, rows, at)
    header = _columns(at, rows[at], by_heading)
    if missing := _missing(kind, header, rows[at]):
        raise _another_list(kind, rows, at, missing)
    if not any(cell.strip() for row in rows[at + 1:] for cell in row):
        raise Unreadable("header_without_rows", row=at + 1)
    return header


def _known(cells: Sequence[str], kind: ListKind) -> int:
    """How many different headings of such a list a row holds; one that is never kept shows a heading too."""
    by_heading = fields_by_heading(kind)
    found = {by_heading[plain][0] for cell in cells if (plain := plain_heading(cell)) in by_heading}
    return 2 * len(found) + sum(bool(why_never_kept(cell)) for cell in cells if len(cell) < LOOKED_AT) if found else 0


def _columns(at: int, cells: Sequence[str], by_heading: dict[str, tuple[str, int]]) -> Header:
    best: dict[str, tuple[int, int]] = {}
    for column, cell in enumerate(cells):
        field, rank = by_heading.get(plain_heading(cell), ("", 0))
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, column)
    fields = {column: field for field, (_rank, column) in best.items()}
    before = tuple(column for column, cell in enumerate(cells) if plain_heading(cell) in BEFORE_THE_HOME)
    never = {column: why for column, cell in enumerate(cells) if column not in fields and (why := why_never_kept(cell))}
    return Header(at, fields, before, never)


def _missing(kind: ListKind, header: Header, cells: Sequence[str]) -> list[str]:
    """What makes a list of this kind and is not there. Owners need an owner's column, or names beside an area."""
    there = set(header.fields.values())
    needed = {field for field in NEEDED[kind] if field not in ("building", "door")}
    missing = sorted(needed - there)
    if "building" in NEEDED[kind] and not there & set(HOME_BY):
        missing.append("door")
    if kind is ListKind.OWNERS and "owner" in there and "area" not in there:
        at = next(column for column, field in header.fields.items() if field == "owner")
        if plain_heading(cells[at]) in ("姓名", "户主", "联系人"):
            missing.append("owner")
    return missing


def _another_list(kind: ListKind, rows: Sequence[Sequence[str]], at: int, missing: Sequence[str] = ()) -> Unreadable:
    """Says which list it looks like, where it looks like one; else what is missing; else that there is no heading."""
    alike = [other for other in ListKind if other is not kind and _fits(other, rows)]
    if alike:
        resembled = max(alike, key=lambda other: max(_known(row, other) for row in rows[:LOOKED_AT]))
        return Unreadable(f"wrong_list_{resembled.value}", wanted=kind.value)
    if missing:
        return Unreadable(f"columns_missing_{kind.value}", row=at + 1, missing=list(missing))
    return Unreadable(f"no_header_{kind.value}")


def _fits(kind: ListKind, rows: Sequence[Sequence[str]]) -> bool:
    looked_at = rows[:LOOKED_AT]
    if not looked_at:
        return False
    cells = max(looked_at, key=lambda row: _known(row, kind))
    header = _columns(0, cells, fields_by_heading(kind))
    return len(header.fields) > 1 and not _missing(kind, header, cells)
