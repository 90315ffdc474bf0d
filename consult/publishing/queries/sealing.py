"""The hash of a finished thing's rows: every column of every row, to its last digit."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from consult.core.events import canonical, plain
from consult.storage.base import Base

SEALED: dict[str, dict[str, str]] = {
    "minutes": {"minutes": "id", "minutes_line": "minutes_id", "minutes_signature": "minutes_id"},
    "ballot": {"ballot": "id", "ballot_roll": "ballot_id", "ballot_cast": "ballot_id"},
    "version": {"public_version": "id"},
    "notice": {"notice": "id", "notice_objection": "notice_id", "notice_photo": "notice_id"},
}
"""By kind: its tables, and the column of each that holds the id of the thing."""
SHORT = 16
"""Hex digits of a row's hash that a seal keeps, to tell which row was changed."""


def columns_of(kind: str) -> dict[str, list[str]]:
    """The columns that a seal made today is over; a column added later breaks none made before."""
    return {name: [c.name for c in Base.metadata.tables[name].columns] for name in SEALED[kind]}


def row_hashes(db: Session, kind: str, id: int, columns: dict[str, Any]) -> dict[str, list[str]]:
    """By table, the hash of each row of a thing, in the order of the keys."""
    tables = SEALED[kind]
    return {name: _hashes(db, Base.metadata.tables[name], tables[name], id, wanted)
            for name, wanted in columns.items()}


def digest_of(hashes: dict[str, list[str]]) -> str:
    """One hash over all of them."""
    return sha256(canonical(hashes)).hexdigest()


def shortened(hashes: dict[str, list[str]]) -> dict[str, list[str]]:
    """As a seal keeps them."""
    return {name: [each[:SHORT] for each in rows] for name, rows in hashes.items()}


def _hashes(db: Session, table: Table, key: str, id: int, columns: Sequence[str]) -> list[str]:
    wanted = select(*(table.c[name] for name in columns)).where(table.c[key] == id).order_by(*table.primary_key)
    return [sha256(canonical([_exact(value) for value in row])).hexdigest() for row in db.execute(wanted)]


def _exact(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    return plain(value)
