"""The schema's versions: where a database stands, and bringing it up to date."""
from __future__ import annotations

from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, text

from consult.config import shipped
from consult.storage.engine import connect

FOLDER = shipped("migrations")
ONE_AT_A_TIME = 20151101
"""The advisory lock under which PostgreSQL lets one process migrate while the others wait."""
PATIENCE_MS = 600_000
"""So long a process waits, in milliseconds, for another one that migrates the same SQLite file: a year's rows take a while."""


class NewerDatabase(Exception):
    """The database was made by a later release than this one; nothing was changed."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the database is at revision {found}, which this release does not know (it ends at {head()}); "
            "install the release that made it, or restore a backup"
        )
        self.found = found


def head() -> str:
    """The revision that this release brings a database to."""
    newest = _scripts().get_current_head()
    assert newest is not None
    return newest


def current(url: str) -> str | None:
    """The revision a database stands at; None when it is empty."""
    engine = connect(url, writing=False)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether a database stands where this release brings it to."""
    return current(url) == head()


def upgrade(url: str, to: str = "head") -> str:
    """Bring a database up to date in one transaction; NewerDatabase when it is ahead. Returns where it is."""
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            _wait_for_turn(connection)
            _refuse_newer(connection)
            command.upgrade(_config(connection), to)
            _check_references(connection)
            return _revision(connection) or ""
    finally:
        engine.dispose()


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _engine(url: str) -> Engine:
    """An engine whose SQLite side lets a table be rebuilt; references are checked before the commit."""
    engine = connect(url, writing=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}").fetchall()


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})


def _refuse_newer(connection: Connection) -> None:
    found = _revision(connection)
    known = {script.revision for script in _scripts().walk_revisions()}
    if found is not None and found not in known:
        raise NewerDatabase(found)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration broke references: {broken[:5]}")
