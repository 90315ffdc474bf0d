"""A list read out of a table."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from consult.community.rules.addresses import is_a_day
from consult.community.rules.lists.columns import Rows, carried_down, columns_of, rows_below
from consult.community.rules.lists.coming_of_age import month_by
from consult.community.rules.lists.header import Header, find_header
from consult.community.rules.lists.headings import A_NAME, plain_heading
from consult.community.rules.lists.homes import PARTS, Home, as_one_list, home_of
from consult.community.rules.lists.model import NEEDED, Column, Doubt, Entry, ListKind, Reading
from consult.community.rules.lists.never_kept import Cleaner
from consult.community.rules.lists.repeated import said_once
from consult.community.rules.lists.values import MOST, READ_AS, line
from consult.community.rules.lists.words import kind_by_name
from consult.sheets import Table, Unreadable

NO_OWNER = frozenset(("开发商", "未售", "未售出", "待售", "建设单位"))


def read_list(
    kind: ListKind, table: Table, *, today: date | None = None, buildings: Collection[str] = ()
) -> Reading:
    """The entries of a list of this kind, with every doubt at once; Unreadable where the table is no such list.

    `today`, where it is given, lets a column of birth dates or identity numbers say when somebody who is not of age will
    be; the column itself is dropped either way. `buildings` are those of the register: homes get their names.
    """
    header = find_header(kind, table.rows)
    rows = list(rows_below(header, table.rows, table.first_row))
    if not rows:
        raise Unreadable("header_without_rows", row=table.first_row + header.at)
    cleaner = Cleaner()
    columns = columns_of(header, table.rows[header.at], rows, cleaner)
    _nothing_needed_dropped(kind, header, columns)
    reader = _Reader(kind, header, columns, cleaner)
    entries = reader.entries(carried_down(reader.kept, rows), buildings, today)
    people_too = any(plain_heading(column.heading) in A_NAME for column in columns)
    once, twice = said_once(kind, entries, reader.letters, people_too=people_too)
    doubts = sorted([*reader.doubts, *twice], key=lambda doubt: doubt.row)
    return Reading(kind, columns, once, doubts, {why: count for why, count in cleaner.dropped.items() if count})


def _nothing_needed_dropped(kind: ListKind, header: Header, columns: Sequence[Column]) -> None:
    """A column under 姓名 that holds telephone numbers leaves no list."""
    for at, column in enumerate(columns):
        if column.dropped_because and header.fields.get(at) in (*NEEDED[kind], "home"):
            raise Unreadable("column_is_private", letter=column.letter, because=column.dropped_because)


class _Reader:
    """One list being read, row by row."""

    def __init__(self, kind: ListKind, header: Header, columns: Sequence[Column], cleaner: Cleaner) -> None:
        self.kind, self.header, self.cleaner = kind, header, cleaner
        self.kept = {column.field: at for at, column in enumerate(columns) if column.field}
        self.letters = {column.field: column.letter for column in columns if column.field}
        self.prefix = "delegate_" if kind is ListKind.UNITS else ""
        self.parts = {part: self.kept[self.prefix + part] for part in PARTS if self.prefix + part in self.kept}
        self.dropped = [at for at, column in enumerate(columns) if column.dropped_because in ("birth", "identity")]
        self.doubts: list[Doubt] = []

    def entries(self, rows: Rows, buildings: Collection[str], today: date | None) -> list[Entry]:
        """Every row with what could be read of it."""
        homes = as_one_list([self._home(cells, buildings) for _row, cells in rows], buildings)
        return [self._entry(row, cells, home, today) for (row, cells), home in zip(rows, homes, strict=True)]

    def _home(self, cells: Sequence[str], buildings: Collection[str]) -> Home | None:
        clean = {part: cells[at] if is_a_day(cells[at]) else self.cleaner.cell(cells[at], "door")
                 for part, at in self.parts.items()}
        home = home_of(clean, buildings)
        before = "".join(cells[at].strip() for at in self.header.before)
        if home and home.address and before and not home.address.before:
            return replace(home, address=replace(home.address, before=self.cleaner.cell(before)))
        return home

    def _entry(self, row: int, cells: Sequence[str], home: Home | None, today: date | None) -> Entry:
        fields = {field: self._value(row, field, cells[at]) for field, at in self.kept.items() if field in self._plain_fields()}
        if self.parts:
            fields |= self._address(row, home)
        self._completed(fields, cells, today)
        self._checked(row, fields, home)
        return Entry(row, fields)

    def _plain_fields(self) -> set[str]:
        return set(READ_AS) & set(self.kept)

    def _value(self, row: int, field: str, cell: str) -> str:
        text = self.cleaner.cell(cell, field)
        read = READ_AS[field] if self.kind is not ListKind.UNITS or field != "name" else line
        value = read(text)
        if value.code:
            self._doubt(row, field, value.code, **({"seen": value.seen[:20]} if value.seen else {}))
        return value.text

    def _address(self, row: int, home: Home | None) -> Mapping[str, str]:
        if home and home.code:
            self._doubt(row, self.prefix + home.part, home.code, **({"seen": home.seen.strip()[:40]} if home.seen else {}))
            return {}
        address = home.address if home else None
        return {f"{self.prefix}building": address.building if address else "",
                f"{self.prefix}door": address.door if address else ""}

    def _completed(self, fields: dict[str, str], cells: Sequence[str], today: date | None) -> None:
        """What a row says without a column for it: the month of coming of age, the kind of an organisation."""
        if self.kind is ListKind.PEOPLE and today and not fields.get("comes_of_age") and (
                month := month_by([cells[at] for at in self.dropped], today)):
            fields["comes_of_age"] = month
        if self.kind is ListKind.UNITS and not fields.get("kind"):
            fields["kind"] = kind_by_name(fields["name"])
        if self.kind is ListKind.OWNERS and not fields.get("unit_kind"):
            fields["unit_kind"] = kind_by_name(fields["owner"])

    def _checked(self, row: int, fields: Mapping[str, str], home: Home | None) -> None:
        """What is missing, too long, or cannot be so."""
        for field in NEEDED[self.kind]:
            if not fields.get(field) and not any(doubt.row == row and doubt.field in (field, *PARTS) for doubt in self.doubts[-4:]):
                self._doubt(row, field, "missing")
        if self.kind is ListKind.PEOPLE and self.parts and not home and not fields.get("posts") and not fields.get("login"):
            self._doubt(row, "door", "home_missing")
        for field, most in MOST.items():
            if len(fields.get(field, "")) > most:
                self._doubt(row, field, "too_long", most=most)
        if fields.get("ends_on") and fields.get("starts_on", "") > fields["ends_on"]:
            self._doubt(row, "ends_on", "ends_before_it_begins")
        if fields.get("owner") in NO_OWNER:
            self._doubt(row, "owner", "owner_not_named")

    def _doubt(self, row: int, field: str, code: str, **facts: object) -> None:
        self.doubts.append(Doubt(row, self._letter(field), field, code, facts))

    def _letter(self, field: str) -> str:
        """The column of a field; of a part of a home that has none, the first column that homes are read from."""
        if field in self.letters or field.removeprefix(self.prefix) not in PARTS or not self.parts:
            return self.letters.get(field, "")
        return next(self.letters[self.prefix + part] for part in ("home", "door", "building", *PARTS) if part in self.parts)
