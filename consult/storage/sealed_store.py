"""The sealed store: envelopes of open secret ballots, apart from the database, gone after the close.

SQLite: a file of its own for each ballot. PostgreSQL: tables of their own for each ballot in the schema `sealed`.
It holds no time, no address and no name: places that only the ballot's key can find, envelopes locked once more
with that key, hashes of the ids of casts, and the chain of the cast log.
"""
from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from consult.core.crashpoint import crashpoint
from consult.core.errors import RepeatDiffers, RuleBroken
from consult.core.events import link_hash, moment, parse_moment
from consult.storage.ballot_keys import destroy
from consult.storage.engine import QUIET, connect, sqlite_module
from consult.storage.writer import writer_for

SCHEMA = "sealed"
TURNOUT_SECONDS = 10.0
"""How old a turnout may be: it moves in steps, so that nobody learns who voted by watching it."""
PRAGMAS = ("busy_timeout=30000", "journal_mode=TRUNCATE", "secure_delete=ON", "synchronous=EXTRA",
           "trusted_schema=OFF", "mmap_size=0", "temp_store=MEMORY", "fullfsync=ON")


@dataclass(frozen=True)
class Logged:
    """One line of the cast log: its number, the hash of its envelope, the head of the chain with it."""

    n: int
    envelope: str
    head: str


@dataclass(frozen=True)
class Kept:
    """What a cast came to: its line of the log, whether a later one replaced it, whether it had come before."""

    line: Logged
    superseded: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class Closed:
    """A store that takes no more: when it was closed, what lies in each place, and the whole cast log."""

    at: datetime
    stowed: dict[bytes, tuple[bytes, int]]
    log: list[Logged]
    head: str


@dataclass(frozen=True)
class _Tables:
    meta: Table
    pending: Table
    seen: Table
    log: Table


@lru_cache(maxsize=256)
def _tables(ballot_id: int, schema: str | None) -> _Tables:
    """The tables of one ballot, the same ones each time, so that their SQL is written once.

    No key is a row number, so nothing but the log stands in the order of casting.
    """
    data, end = MetaData(schema=schema), f"_{ballot_id}" if schema else ""
    bare: dict[str, Any] = {"sqlite_with_rowid": False}
    return _Tables(
        Table(f"meta{end}", data, Column("id", Integer, primary_key=True), Column("state", String(10), nullable=False),
              Column("n", Integer, nullable=False), Column("head", String(64), nullable=False),
              Column("closed_at", String(40)), **bare),
        Table(f"pending{end}", data, Column("slot", LargeBinary, primary_key=True),
              Column("stowed", LargeBinary, nullable=False), Column("n", Integer, nullable=False),
              Column("rev", Integer, nullable=False), **bare),
        Table(f"seen{end}", data, Column("slot", LargeBinary, primary_key=True),
              Column("key_hash", String(64), primary_key=True), Column("n", Integer, nullable=False), **bare),
        Table(f"cast_log{end}", data, Column("n", Integer, primary_key=True, autoincrement=False),
              Column("envelope", String(64), nullable=False), Column("head", String(64), nullable=False)),
    )


class SealedStores:
    """The sealed stores of one installation, by ballot."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder, self.url = folder, url
        self.on_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._engines: dict[int, Engine] = {}
        self._shared: Engine | None = None
        self._writer = writer_for(url)
        self._turnout: dict[int, tuple[float, int]] = {}

    # --- open, cast

    def create(self, ballot_id: int, head: str) -> None:
        """An empty store whose log begins at `head`; what an undone opening left under this number goes."""
        self.destroy(ballot_id)
        tables = self._tables(ballot_id)
        if self.on_sqlite:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path(ballot_id).touch(mode=0o600)
        with self._writing(ballot_id) as db:
            tables.meta.metadata.create_all(db)
            db.execute(insert(tables.meta).values(id=1, state="open", n=0, head=head, closed_at=None))

    def cast(
        self, ballot_id: int, *, slot: bytes, stowed: bytes, envelope: bytes, key: str, same_envelope: bool = True
    ) -> Kept:
        """Lay an envelope into a place, over the one that lies there, and write its line of the log; on the disk
        when this returns. A key seen before for this place changes nothing and gets its own old line again."""
        digest, key_hash = hashlib.sha256(envelope).hexdigest(), hashlib.sha256(key.encode()).hexdigest()
        try:
            return self._writer.run(
                lambda: self._cast(ballot_id, slot, stowed, digest, key_hash, same_envelope=same_envelope))
        except (OperationalError, ProgrammingError):
            if not self.exists(ballot_id):
                raise RuleBroken("ballot_closed") from None
            raise

    def _cast(
        self, ballot_id: int, slot: bytes, stowed: bytes, digest: str, key_hash: str, *, same_envelope: bool
    ) -> Kept:
        tables = self._tables(ballot_id)
        with self._writing(ballot_id) as db:
            meta = db.execute(select(tables.meta).with_for_update()).one()
            now = db.execute(select(tables.pending.c.n, tables.pending.c.rev).where(tables.pending.c.slot == slot)).first()
            if before := _seen(db, tables, slot, key_hash):
                if same_envelope and before.envelope != digest:
                    raise RepeatDiffers()
                assert now is not None
                return Kept(before, superseded=before.n != now.n, repeated=True)
            if meta.state != "open":
                raise RuleBroken("ballot_closed")
            line = Logged(meta.n + 1, digest, next_head(meta.head, ballot_id, meta.n + 1, digest))
            rev = now.rev + 1 if now else 1
            placed = (update(tables.pending).where(tables.pending.c.slot == slot) if now
                      else insert(tables.pending))
            db.execute(placed.values(slot=slot, stowed=stowed, n=line.n, rev=rev))
            db.execute(insert(tables.seen).values(slot=slot, key_hash=key_hash, n=line.n))
            db.execute(insert(tables.log).values(n=line.n, envelope=line.envelope, head=line.head))
            db.execute(update(tables.meta).values(n=line.n, head=line.head))
            crashpoint("cast_before_commit")
        crashpoint("cast_after_commit")
        return Kept(line)

    def revision(self, ballot_id: int, slot: bytes) -> int:
        """How often a place was filled; 0 while it is empty."""
        tables = self._tables(ballot_id)
        with self._writing(ballot_id) as db:
            return db.scalar(select(tables.pending.c.rev).where(tables.pending.c.slot == slot)) or 0

    def turnout(self, ballot_id: int) -> int:
        """How many places are filled, as of some seconds ago."""
        at, count = self._turnout.get(ballot_id, (0.0, 0))
        if not at or time.monotonic() - at > TURNOUT_SECONDS:
            count = self.count(ballot_id)
            self._turnout[ballot_id] = (time.monotonic(), count)
        return count

    def count(self, ballot_id: int) -> int:
        """How many places are filled, exactly."""
        tables = self._tables(ballot_id)
        with self._writing(ballot_id) as db:
            return db.scalar(select(func.count()).select_from(tables.pending)) or 0

    # --- close

    def close(self, ballot_id: int, at: datetime) -> Closed:
        """Take no more, for ever; asked again, the same answer as the first time."""
        tables = self._tables(ballot_id)
        crashpoint("closing_not_begun")
        with self._writing(ballot_id) as db:
            meta = db.execute(select(tables.meta).with_for_update()).one()
            closed_at = meta.closed_at or moment(at)
            if meta.state == "open":
                db.execute(update(tables.meta).values(state="closing", closed_at=closed_at))
                crashpoint("closing_written")
        crashpoint("closing_kept")
        with self._writing(ballot_id) as db:
            stowed = {bytes(row.slot): (bytes(row.stowed), row.n) for row in db.execute(select(tables.pending))}
            log = [Logged(row.n, row.envelope, row.head) for row in db.execute(select(tables.log).order_by(tables.log.c.n))]
        return Closed(parse_moment(closed_at), stowed, log, meta.head)

    def is_closing(self, ballot_id: int) -> bool:
        """Whether a close was begun in this store and the store is still there."""
        if not self.exists(ballot_id):
            return False
        tables = self._tables(ballot_id)
        with self._writing(ballot_id) as db:
            return db.scalar(select(tables.meta.c.state)) == "closing"

    def exists(self, ballot_id: int) -> bool:
        """Whether a ballot's store is there."""
        if self.on_sqlite:
            return self._path(ballot_id).exists()
        with self._writing(ballot_id) as db:
            return db.scalar(text("SELECT to_regclass(:name)"), {"name": f"{SCHEMA}.meta_{ballot_id}"}) is not None

    def destroy(self, ballot_id: int) -> None:
        """Take a ballot's store away, overwritten where it is a file; what is gone is gone."""
        self._turnout.pop(ballot_id, None)
        if self.on_sqlite:
            if engine := self._engines.pop(ballot_id, None):
                engine.dispose()
            for end in ("-journal", ""):
                destroy(self._path(ballot_id).with_name(f"{ballot_id}.db{end}"), "store")
            return
        tables = self._tables(ballot_id)
        with self._writing(ballot_id) as db:
            for table in reversed(tables.meta.metadata.sorted_tables):
                table.drop(db, checkfirst=True)

    def dispose(self) -> None:
        """Give back every connection."""
        for engine in [*self._engines.values(), *([self._shared] if self._shared else [])]:
            engine.dispose()

    # --- where it lies

    def _tables(self, ballot_id: int) -> _Tables:
        return _tables(ballot_id, None if self.on_sqlite else SCHEMA)

    def _path(self, ballot_id: int) -> Path:
        return self.folder / f"{ballot_id}.db"

    @contextmanager
    def _writing(self, ballot_id: int) -> Iterator[Connection]:
        with self._engine(ballot_id).begin() as connection:
            yield connection

    def _engine(self, ballot_id: int) -> Engine:
        if not self.on_sqlite:
            self._shared = self._shared or connect(self.url, writing=True)
            return self._shared
        if ballot_id not in self._engines:
            self._engines[ballot_id] = _file_engine(self._path(ballot_id))
        return self._engines[ballot_id]


def next_head(head: str, ballot_id: int, n: int, envelope: str) -> str:
    """The head of the cast log with one more line; anybody can recompute it."""
    return link_hash(head, {"ballot": ballot_id, "n": n, "envelope": envelope})


def _seen(db: Connection, tables: _Tables, slot: bytes, key_hash: str) -> Logged | None:
    row = db.execute(
        select(tables.log).join(tables.seen, tables.seen.c.n == tables.log.c.n)
        .where(tables.seen.c.slot == slot, tables.seen.c.key_hash == key_hash)
    ).first()
    return Logged(row.n, row.envelope, row.head) if row else None


def _file_engine(path: Path) -> Engine:
    """A file that must be there already; each transaction has the file to itself, and its end is on the disk."""
    engine = create_engine(
        f"sqlite:///file:{path}?mode=rw&uri=true", module=sqlite_module(), poolclass=NullPool,
        connect_args={"check_same_thread": False}, **QUIET,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
