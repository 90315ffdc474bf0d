"""Seals: the rows of something finished under one hash, so that a byte changed in any of them is found.

The columns are named in the seal, so that a column added later breaks none.
"""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from consult.core.events import canonical, plain
from consult.publishing.events import RecordSealed
from consult.storage.base import Base
from consult.storage.unit_of_work import Work

SEALED: dict[str, dict[str, str]] = {
    "minutes": {"minutes": "id", "minutes_line": "minutes_id"},
    "ballot": {"ballot": "id", "ballot_roll": "ballot_id", "ballot_cast": "ballot_id"},
}
"""By kind: its tables, and the column of each that holds the id of the thing."""


def seal_minutes(work: Work, *, minutes_id: int) -> None:
    """Seal a published record."""
    seal(work, "minutes", minutes_id)


def seal_ballot(work: Work, *, ballot_id: int) -> None:
    """Seal a closed ballot: question, rule, roll, what was cast and the result."""
    seal(work, "ballot", ballot_id)


def seal(work: Work, kind: str, id: int) -> None:
    """Write the hash of a thing's rows into the log."""
    work.db.flush()
    columns = {name: [c.name for c in Base.metadata.tables[name].columns] for name in SEALED[kind]}
    work.record(RecordSealed(
        kind=kind, record_id=id, columns=columns, digest=digest(work.db, kind, id, columns)))


def digest(db: Session, kind: str, id: int, columns: dict[str, Any]) -> str:
    """SHA-256 over these columns of a thing's rows, in the order of their keys."""
    tables = SEALED[kind]
    return sha256(canonical({
        name: _rows(db, Base.metadata.tables[name], tables[name], id, wanted) for name, wanted in columns.items()
    })).hexdigest()


def _rows(db: Session, table: Table, key: str, id: int, columns: Sequence[str]) -> list[Any]:
    wanted = select(*(table.c[name] for name in columns)).where(table.c[key] == id).order_by(*table.primary_key)
    return [[_exact(value) for value in row] for row in db.execute(wanted)]


def _exact(value: Any) -> Any:
    """A value to its last digit: moments in microseconds."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return plain(value)
