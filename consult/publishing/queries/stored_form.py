"""Whether protected rows lie in the database exactly as they were written, down to the bytes of a stored value.

A hash is over what a value means. SQLite keeps texts as they come: a blank inside JSON, the case of a letter in an
escape, a 2 where a yes is written as 1 mean the same and were still changed by somebody. PostgreSQL stores values.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from consult.storage.base import Base

PROTECTED = (
    "stream", "event_log", "minutes", "minutes_line", "minutes_signature", "ballot", "ballot_roll", "ballot_cast",
    "public_version", "notice", "notice_objection", "notice_photo", "signed_head",
)

BYTES = (bytes, memoryview)


def not_as_written(db: Session) -> Iterator[tuple[str, str]]:
    """(where, what) of every stored value that no writing of ours would have left so."""
    if db.get_bind().dialect.name != "sqlite":
        return
    for name in PROTECTED:
        yield from _of_table(db, Base.metadata.tables[name])


def _of_table(db: Session, table: Table) -> Iterator[tuple[str, str]]:
    dialect = db.get_bind().dialect
    ways = []
    for column in table.columns:
        kind = column.type.dialect_impl(dialect)
        ways.append((column.name, kind.result_processor(dialect, None), kind.bind_processor(dialect), kind))
    wanted = ", ".join(f'"{column.name}"' for column in table.columns)
    keys = [i for i, column in enumerate(table.columns) if column.primary_key]
    for row in db.connection().exec_driver_sql(f'SELECT {wanted} FROM "{table.name}"'):  # noqa: S608 (our own names)
        for (called, read, write, kind), raw in zip(ways, row, strict=True):
            if raw is not None and not _is_as_written(raw, read, write, kind):
                yield f"{table.name} {'/'.join(str(row[i]) for i in keys)}", f"{called} is not as it was written"


def _is_as_written(raw: Any, read: Any, write: Any, kind: Any) -> bool:
    if _stored_as(kind) == BYTES:
        return isinstance(raw, BYTES)  # the driver wraps them on their way in
    try:
        value = read(raw) if read else raw
        again = write(value) if write else value
    except (ValueError, TypeError, AttributeError, KeyError):
        return False
    return type(again) is type(raw) and again == raw and isinstance(raw, _stored_as(kind))


def _stored_as(kind: Any) -> tuple[type, ...]:
    name = kind.__visit_name__
    if "integer" in name or "boolean" in name:
        return (int,)
    return BYTES if "blob" in name or "binary" in name else (str,)
