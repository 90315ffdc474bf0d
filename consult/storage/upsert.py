"""INSERT … ON CONFLICT on both databases."""
from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.storage.base import Base


def insert_or_ignore(db: Session, table: type[Base], **values: Any) -> bool:
    """Insert one row unless its key exists; True when it was inserted. Waits for a rival transaction."""
    statement = _dialect(db).insert(table).values(values).on_conflict_do_nothing()
    result = db.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def insert_or_update(db: Session, table: type[Base], key: tuple[str, ...], **values: Any) -> None:
    """Insert one row, or overwrite the other columns of the row that has its key."""
    statement = _dialect(db).insert(table).values(values)
    changed = {name: value for name, value in values.items() if name not in key}
    db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def _dialect(db: Session) -> Any:
    return postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
