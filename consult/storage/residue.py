"""What SQLite's log of pages still holds of what was written, and how it is emptied."""
from __future__ import annotations

from sqlalchemy import Engine

from consult.storage.engine import BUSY_MS

PATIENCE_MS = 1_000
"""So long the emptying waits for somebody who reads, in milliseconds: nobody writes meanwhile."""


def brought_back(writing: Engine) -> bool:
    """Bring the pages back into the database's file and empty the log; False where a reader kept some of it back.
    PostgreSQL has none that is ours to empty."""
    if writing.dialect.name != "sqlite":
        return True
    connection = writing.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            [(busy, _pages, _done)] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return not busy
    finally:
        connection.close()
