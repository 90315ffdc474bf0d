"""What a list makes and changes in the register, row by row, so that all of it can be taken back."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from consult.community.models import ListChange, ListImport
from consult.core.events import plain
from consult.storage.base import Base

Row = tuple[str, int]
"""The table and the id of a row."""


@dataclass
class Captured:
    """Rows as they were before the first change, in the order in which they were first touched; each with the line of
    the list it is of."""

    line: int = 0
    lines: dict[Row, int] = field(default_factory=dict)
    rows: dict[Row, Base] = field(default_factory=dict)
    made: set[Row] = field(default_factory=set)
    before: dict[Row, dict[str, Any]] = field(default_factory=dict)

    def flushed(self, db: Session, _context: object) -> None:
        """After every flush: what is new, and what had which value before."""
        for one in db.new:
            if (row := _row(one)) is not None:
                self.made.add(row)
                self._note(row, one)
        for one in db.dirty:
            if (row := _row(one)) is not None and row not in self.made and (old := _old_values(one)):
                self.before[row] = {**old, **self.before.get(row, {})}
                self._note(row, one)

    def _note(self, row: Row, one: Base) -> None:
        self.rows.setdefault(row, one)
        self.lines.setdefault(row, self.line or self.lines.get(("person", getattr(one, "person_id", None) or 0), 0))

    def changes(self, import_id: int) -> list[ListChange]:
        """What there is to keep: of a new row all of it, of a changed one the columns that changed."""
        found = []
        for row, one in self.rows.items():
            made = row in self.made
            before = None if made else {name: plain(old) for name, old in self.before[row].items()}
            after = {name: plain(getattr(one, name)) for name in (before if before is not None else _columns(one))}
            found.append(ListChange(import_id=import_id, line=self.lines[row], of_table=row[0], row_id=row[1], made=made,
                                    before=before, after=after))
        return found


@contextmanager
def capturing(db: Session) -> Iterator[Captured]:
    """Note what is made and changed in here."""
    captured = Captured()
    event.listen(db, "after_flush", captured.flushed)
    try:
        yield captured
    finally:
        event.remove(db, "after_flush", captured.flushed)


def _row(one: Any) -> Row | None:
    if not isinstance(one, Base) or isinstance(one, (ListImport, ListChange)):
        return None
    key = inspect(type(one)).primary_key_from_instance(one)
    return (one.__tablename__, key[0]) if len(key) == 1 and isinstance(key[0], int) else None


def _columns(one: Base) -> list[str]:
    return [attribute.key for attribute in inspect(type(one)).column_attrs]


def _old_values(one: Base) -> dict[str, Any]:
    states = inspect(one).attrs
    found = {}
    for name in _columns(one):
        history = states[name].history
        if history.has_changes() and history.deleted:
            found[name] = history.deleted[0]
    return found
