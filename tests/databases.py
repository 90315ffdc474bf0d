"""One clean, migrated database for every test, on SQLite or on PostgreSQL."""
from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Connection, Engine, Table, insert, select
from sqlalchemy.engine import make_url

from consult import reactions  # noqa: F401  (every chapter's tables)
from consult.account import models  # noqa: F401
from consult.storage import migrations
from consult.storage.base import Base
from consult.storage.engine import connect, sqlite_module
from consult.storage.guards import lifted
from tests.engines import let_go

Picture = dict[str, list[dict[str, Any]]]
"""What a database holds: rows by table. Putting it back is quicker than telling the story again."""


class Databases(Protocol):
    """Where a worker's tests get their databases from."""

    def fresh(self, folder: Path, *, as_served: bool = False) -> str:
        """The URL of an empty, migrated database; `as_served` where it has to be as a server has it."""
        ...

    def unmigrated(self, folder: Path) -> AbstractContextManager[str]:
        """The URL of a database with nothing in it at all, for as long as the context lasts."""
        ...

    def drop(self) -> None:
        """Leave nothing behind."""
        ...


class InFiles:
    """SQLite: a migrated file, copied for every test. It holds words to their columns, as PostgreSQL does."""

    def __init__(self, folder: Path) -> None:
        self.served, self.held = folder / "served.db", folder / "held.db"
        migrations.upgrade(f"sqlite:///{self.served}")
        shutil.copy(self.served, self.held)
        hold_words_to_their_columns(self.held)

    def fresh(self, folder: Path, *, as_served: bool = False) -> str:
        shutil.copy(self.served if as_served else self.held, folder / "consult.db")
        return f"sqlite:///{folder / 'consult.db'}"

    @contextmanager
    def unmigrated(self, folder: Path) -> Iterator[str]:
        yield f"sqlite:///{folder / 'unmigrated.db'}"

    def drop(self) -> None:
        pass


COLUMN = re.compile(r'(?<=[(,\s])("?)(\w+)\1 (?:VARCHAR(?:\((\d+)\))?|TEXT)(?= |,|\n|\))')
"""A column of words in a table's SQL: its name, and how long its words may be."""


def hold_words_to_their_columns(path: Path) -> None:
    """Make a file refuse what PostgreSQL refuses: words that are longer than their column, and zero bytes."""
    with closing(sqlite_module().connect(path)) as db:
        tables = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").fetchall()
        db.execute("PRAGMA writable_schema = ON")
        for name, sql in tables:
            db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (COLUMN.sub(_held, sql), name))
        version = db.execute("PRAGMA schema_version").fetchone()[0]
        db.execute(f"PRAGMA schema_version = {version + 1}")
        db.commit()


def _held(column: re.Match[str]) -> str:
    name, length = column[2], column[3]
    longest = f'length("{name}") <= {length} AND ' if length else ""
    return f'{column[0]} CHECK ({longest}instr("{name}", char(0)) = 0)'


class OnServer:
    """PostgreSQL: one database a worker, emptied before every test (quicker than TRUNCATE or a template)."""

    def __init__(self, admin: str) -> None:
        self.admin = admin
        self._drop_what_killed_runs_left()
        self.name = f"consult_test_{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        self._administer(f'CREATE DATABASE "{self.name}"')
        self.url = make_url(admin).set(database=self.name).render_as_string(hide_password=False)
        self.durable = True
        self._wait_for_the_disk(False)
        migrations.upgrade(self.url)
        self.engine = connect(self.url, writing=True)

    def fresh(self, folder: Path, *, as_served: bool = False) -> str:
        self._wait_for_the_disk(as_served)
        with self.engine.begin() as connection:
            emptied = (f'DELETE FROM "{table.name}"' for table in reversed(Base.metadata.sorted_tables))
            with lifted(connection):
                connection.exec_driver_sql(";".join(emptied))
            count_ids_from(connection, Base.metadata.sorted_tables, start=True)
        return self.url

    @contextmanager
    def unmigrated(self, folder: Path) -> Iterator[str]:
        name = f"{self.name}_unmigrated"
        self._administer(f'CREATE DATABASE "{name}"')
        url = make_url(self.admin).set(database=name).render_as_string(hide_password=False)
        yield url
        let_go(url)
        self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def drop(self) -> None:
        let_go(self.url)
        self._administer(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _wait_for_the_disk(self, durable: bool) -> None:
        """Whether a commit on a new connection returns only once it is on the disk."""
        if durable != self.durable:
            how = "RESET synchronous_commit" if durable else "SET synchronous_commit = off"
            self._administer(f'ALTER DATABASE "{self.name}" {how}')
            self.durable = durable

    def _administer(self, statement: str) -> list[Any]:
        plain = make_url(self.admin).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return [row[0] for row in done] if done.description else []

    def _drop_what_killed_runs_left(self) -> None:
        if make_url(self.admin).host not in (None, "127.0.0.1", "localhost"):
            return
        for name in self._administer("SELECT datname FROM pg_database WHERE datname LIKE 'consult\\_test\\_%'"):
            if not _runs(int(name.split("_")[2])):
                self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _runs(pid: int) -> bool:
    """Whether a process of this machine is still there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def kind_of_database() -> str:
    """`sqlite` or `postgresql`: on which the tests run."""
    return "sqlite" if os.environ.get("CONSULT_TEST_DATABASE", "sqlite") == "sqlite" else "postgresql"


def databases_for(chosen: str, folder: Path) -> Databases:
    """`chosen` is "sqlite", or the URL of a PostgreSQL server's administrator."""
    return InFiles(folder) if chosen == "sqlite" else OnServer(chosen)


def take_picture(engine: Engine) -> Picture:
    """Everything a database holds."""
    with engine.connect() as connection:
        picture = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
    return {name: rows for name, rows in picture.items() if rows}


def what_came(before: Picture, after: Picture) -> Picture:
    """The rows of a later picture that an earlier one does not have; what was there must still be there."""
    came = {name: [row for row in rows if row not in before.get(name, [])] for name, rows in after.items()}
    assert all(len(rows) == len(before.get(name, [])) + len(came[name]) for name, rows in after.items())
    return {name: rows for name, rows in came.items() if rows}


def put_back(engine: Engine, picture: Picture) -> None:
    """Add to a database what a picture shows."""
    with engine.begin() as connection:
        tables = [table for table in Base.metadata.sorted_tables if table.name in picture]
        with lifted(connection) if "minutes" in picture else nullcontext():
            for table in tables:
                connection.execute(insert(table), pointed_at_first(table, picture[table.name]))
        count_ids_from(connection, tables, start=False)


def pointed_at_first(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A table's rows, each after the rows of the same table that it points to (PostgreSQL reads changed rows last)."""
    pairs = [(key.parent.name, key.column.name) for key in table.foreign_keys if key.column.table is table]
    waiting, placed = list(rows), []
    while waiting:
        missing = {theirs: {row[theirs] for row in waiting} for _ours, theirs in pairs}
        now, later = [], []
        for row in waiting:
            (later if any(row[ours] in missing[theirs] for ours, theirs in pairs) else now).append(row)
        if not now:
            raise ValueError(f"rows of {table.name} point at each other")
        placed, waiting = placed + now, later
    return placed


def count_ids_from(connection: Connection, tables: list[Table], *, start: bool) -> None:
    """Let PostgreSQL's counters begin at 1, or go on after the rows that are there."""
    if connection.dialect.name != "postgresql":
        return
    counted = [t.name for t in tables if "id" in t.c and t.c.id.autoincrement == "auto" and len(t.primary_key) == 1]
    if not counted:
        return
    last = "1, false" if start else 'coalesce((SELECT max(id) FROM "{0}"), 1), EXISTS (SELECT FROM "{0}")'
    counters = (f"setval(pg_get_serial_sequence('\"{name}\"', 'id'), {last.format(name)})" for name in counted)
    connection.exec_driver_sql(f"SELECT {', '.join(counters)}")
