"""Triggers that keep rows as they are, and lifting them for the one who empties a whole installation."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

GUARDED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Inside, in this transaction alone, no trigger of ours refuses anything; afterwards all stand again.

    For emptying a demonstration, and for tests that put a database back. No verb and no door uses it.
    """
    if connection.dialect.name == "postgresql":
        tables = list(connection.scalars(text(GUARDED)))
        for table in tables:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        # A reference that is checked at the end of the transaction holds up ALTER TABLE.
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in triggers:
        connection.exec_driver_sql(sql)
