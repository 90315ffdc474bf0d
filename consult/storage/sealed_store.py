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
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
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
from consult.core.errors import Refusal, RuleBroken
from consult.core.events import moment, parse_moment
from consult.storage.ballot_keys import destroy
from consult.storage.engine import QUIET, connect, sqlite_module
from consult.storage.sealed_casts import Cast, write_all
from consult.storage.sealed_tables import Closed, Kept, Logged, Tables, tables_of
from consult.storage.sharing import Sharing, Waiting
from consult.storage.writer import writer_for

SCHEMA = "sealed"
TURNOUT_SECONDS = 10.0
"""How old a turnout may be: it moves in steps, so that nobody learns who voted by watching it."""
PRAGMAS = ("busy_timeout=30000", "journal_mode=TRUNCATE", "secure_delete=ON", "synchronous=EXTRA",
           "trusted_schema=OFF", "mmap_size=0", "temp_store=MEMORY", "fullfsync=ON")


class SealedStores:
    """The sealed stores of one installation, by ballot."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder, self.url = folder, url
        self.on_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._engines: dict[int, Engine] = {}
        self._shared: Engine | None = None
        self._casts: Sharing[Cast, Kept] = Sharing(writer_for(url), self._cast_all)
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
        asked = Cast(
            ballot_id, slot, stowed, hashlib.sha256(envelope).hexdigest(), hashlib.sha256(key.encode()).hexdigest(),
            same_envelope=same_envelope)
        return self._casts.ask(asked)

    def _cast_all(self, batch: list[Waiting[Cast, Kept]]) -> None:
        """Those that wait at one moment share a transaction a ballot; in the order in which they came."""
        by_ballot: dict[int, list[Waiting[Cast, Kept]]] = {}
        for one in batch:
            by_ballot.setdefault(one.asked.ballot_id, []).append(one)
        for ballot_id, group in by_ballot.items():
            for one, outcome in zip(group, self._laid(ballot_id, [one.asked for one in group]), strict=True):
                if isinstance(outcome, Refusal):
                    one.problem = outcome
                else:
                    one.given = outcome

    def _laid(self, ballot_id: int, asked: list[Cast]) -> list[Kept | Refusal]:
        try:
            with self._writing(ballot_id) as db:
                outcomes = write_all(db, self._tables(ballot_id), ballot_id, asked)
                crashpoint("cast_before_commit")
        except (OperationalError, ProgrammingError):
            if not self.exists(ballot_id):
                return [RuleBroken("ballot_closed") for _ in asked]
            raise
        crashpoint("cast_after_commit")
        return outcomes

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

    def _tables(self, ballot_id: int) -> Tables:
        return tables_of(ballot_id, None if self.on_sqlite else SCHEMA)

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
