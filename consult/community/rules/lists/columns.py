"""The columns of a list: what each was read as, which are never kept, and which rows under the heading say something."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from consult.community.rules.lists.header import Header
from consult.community.rules.lists.homes import PARTS
from consult.community.rules.lists.model import Column
from consult.community.rules.lists.never_kept import Cleaner

Rows = list[tuple[int, Sequence[str]]]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOTES = re.compile(r"(?:合计|总计|小计|共计|累计|注[:：]|备注[:：]|说明[:：]|填表|制表|审核|打印|统计时间|以下空白|第[0-9]+页)")
ABOVE_THE_HOME = ("grid", "building", "stairwell", "floor")
"""What stands once for several homes below each other; a row that repeats only this says nothing."""


def letter(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B, … Z, AA."""
    return (letter(column // 26 - 1) if column >= 26 else "") + LETTERS[column % 26]


def columns_of(header: Header, heads: Sequence[str], rows: Rows, cleaner: Cleaner) -> list[Column]:
    """Every column, and whether it is dropped: by its heading, or because it mostly holds what is never kept."""
    found = []
    for at, head in enumerate(heads):
        cells = [cells[at] for _row, cells in rows]
        field = header.fields.get(at, "")
        because = header.never_kept.get(at, "") or cleaner.mostly_private(cells, field)
        if because == "birth" and field.removeprefix("delegate_") in PARTS:
            because = ""  # 3-2 became a day in the spreadsheet: each such home is said
        if because:
            cleaner.column(cells, because)
        shown = Cleaner().cell(" ".join(head.split()))
        found.append(Column(letter(at), shown[:60], "" if because else field, because))
    return found


def rows_below(header: Header, rows: Sequence[Sequence[str]], first_row: int) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that say something, with their numbers: not empty ones, headings again, sums and notes."""
    heads = [cell.strip() for cell in rows[header.at]]
    said = sorted(header.fields)
    above: dict[int, str] = {}
    for number, cells in enumerate(rows[header.at + 1:], first_row + header.at + 1):
        filled = {at: cells[at].strip() for at in said if cells[at].strip()}
        if not filled or _is_a_note(cells) or all(cells[at].strip() == heads[at] for at in said):
            continue
        if all(header.fields[at] in ABOVE_THE_HOME and above.get(at) == text for at, text in filled.items()):
            continue
        above = filled
        yield number, cells


def _is_a_note(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) <= 4 and bool(NOTES.match(filled[0]))


def carried_down(kept: Mapping[str, int], rows: Rows) -> Rows:
    """The rows with building, stairwell and grid of the row above where a door has none: in a file of plain text a merged
    cell stands in its first row only."""
    columns = [kept[field] for field in ("grid", "building", "stairwell") if field in kept]
    within = [kept[field] for field in ("door", "home") if field in kept]
    if not columns or not within:
        return rows
    found: Rows = []
    last: Sequence[str] = ()
    for number, cells in rows:
        full = list(cells)
        if last and any(cells[at].strip() for at in within):
            _fill(full, last, kept)
        found.append((number, full))
        last = full if any(full[at].strip() for at in columns) else last
    return found


def _fill(cells: list[str], above: Sequence[str], kept: Mapping[str, int]) -> None:
    """A stairwell is carried on only within its building, a building only where no other is named in the row."""
    building = kept.get("building")
    same = building is None or not cells[building].strip() or cells[building] == above[building]
    for field in ("building", "stairwell", "grid"):
        if field in kept and not cells[kept[field]].strip() and (same or field == "grid"):
            cells[kept[field]] = above[kept[field]]
