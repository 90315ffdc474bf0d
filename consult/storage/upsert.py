"""INSERT … ON CONFLICT on both databases."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.storage.base import Base


def insert_or_ignore(db: Session, table: type[Base], /, **values: Any) -> bool:
    """Insert one row unless its key exists; True when it was inserted. Waits for a rival transaction.

    The row itself is asked for: what a driver counts as affected differs.
    """
    key = next(iter(table.__table__.primary_key))
    statement = _insert(db, table).values(values).on_conflict_do_nothing().returning(key)
    return db.execute(statement).first() is not None


def insert_or_update(db: Session, table: type[Base], identity: tuple[str, ...], /, **values: Any) -> None:
    """Insert one row, or overwrite the other columns of the row that has these columns' values."""
    insert_or_update_all(db, table, identity, [values])


def insert_or_update_all(
    db: Session, table: type[Base], identity: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> None:
    """The same for many rows with the same columns, in one statement."""
    if not rows:
        return
    statement = _insert(db, table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in identity}
    db.execute(statement.on_conflict_do_update(index_elements=list(identity), set_=changed), rows)


def _insert(db: Session, table: type[Base]) -> Any:
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table.__table__)
