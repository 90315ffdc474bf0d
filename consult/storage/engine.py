"""Connections: SQLite in a file by default, PostgreSQL by URL."""
from __future__ import annotations

import sqlite3
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.pool import QueuePool

from consult.core.errors import NotFound

try:
    import pysqlite3.dbapi2 as _newer
except ImportError:
    _newer = None

FIRST_SAFE_WAL = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a database when a WAL is reset while another connection writes."""
READERS = 5
BUSY_MS = 10_000
"""So long a connection waits for another one that is at it, in milliseconds."""
QUIET: dict[str, Any] = {"hide_parameters": True}
"""An error's text goes to the log; what was written (a vote, the hash of a password) must not go with it."""
NUMBER_OUT_OF_RANGE = "22003"
"""What PostgreSQL says to an id that no row of it can have."""


def sqlite_module() -> ModuleType:
    """The newest SQLite driver at hand: pysqlite3 where its wheel exists, else Python's own."""
    return _newer or sqlite3


def wal_is_safe() -> bool:
    """Whether the SQLite library at hand is free of the WAL-reset fault."""
    return tuple(sqlite_module().sqlite_version_info) >= FIRST_SAFE_WAL


def connect(url: str, *, writing: bool) -> Engine:
    """An engine for one side: the writing side begins IMMEDIATE; the reading side cannot write at all."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, writing=writing)
    return _postgresql(url, writing=writing)


def _postgresql(url: str, *, writing: bool) -> Engine:
    """The reading side sees one moment from its first look to its last, as SQLite's does."""
    reading = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    engine = create_engine(
        _with_psycopg(url), pool_size=10, max_overflow=10, pool_pre_ping=True, **QUIET,
        execution_options={} if writing else reading,
    )

    @event.listens_for(engine, "handle_error")
    def _no_such_number(context: ExceptionContext) -> None:
        if getattr(context.original_exception, "sqlstate", None) == NUMBER_OUT_OF_RANGE:
            raise NotFound("page")

    return engine


def _with_psycopg(url: str) -> str:
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def _sqlite(url: str, *, writing: bool) -> Engine:
    engine = create_engine(
        url, module=sqlite_module(), poolclass=QueuePool, pool_size=1 if writing else READERS,
        max_overflow=0 if writing else READERS, connect_args={"check_same_thread": False}, **QUIET,
    )
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN" if wal_is_safe() else None

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in _pragmas(writing=writing):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # Without a WAL, a reader between two looks would keep the writer from committing.
        if begin:
            connection.exec_driver_sql(begin)

    return engine


def _pragmas(*, writing: bool) -> list[str]:
    always = [f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "trusted_schema=OFF", "mmap_size=0"]
    if not writing:
        return [*always, "query_only=ON"]
    journal = "journal_mode=WAL" if wal_is_safe() else "journal_mode=TRUNCATE"
    return [*always, journal, "synchronous=FULL", "fullfsync=ON"]
