"""Durable ballots: the verb with log, command id and CHECKs, against raw SQLite with one insert a transaction."""
from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consult.account.queries import actor_of_person
from consult.ballot import actions as ballots
from consult.core.actor import Actor
from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage import migrations
from consult.storage.commands import Command
from consult.storage.engine import sqlite_module
from consult.storage.unit_of_work import Store
from tests.builders import Memory, Neighbourhood, settle
from tests.databases import take_picture

COUNT = 300
AT_ONCE = 100


def run() -> Iterator[str]:
    """The ratio: ours / raw. Both wait for the disk at every ballot."""
    with tempfile.TemporaryDirectory() as folder:
        raw = _a_second(_raw(Path(folder)))
        together, alone = _ours(Path(folder))
        one_by_one, burst = _a_second(alone), _a_second_at_once(together)
    yield f"one by one, a second: ours {one_by_one:.0f}, raw sqlite3 FULL {raw:.0f}, ratio {one_by_one / raw:.2f}"
    yield f"{AT_ONCE} at once, a second: ours {burst:.0f}, raw sqlite3 FULL {raw:.0f}, ratio {burst / raw:.2f}"


def _a_second(once: Callable[[int], None]) -> float:
    begun = time.perf_counter()
    for n in range(COUNT):
        once(n)
    return COUNT / (time.perf_counter() - begun)


def _a_second_at_once(once: Callable[[int], None]) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(once, range(COUNT)))
    return COUNT / (time.perf_counter() - begun)


def _raw(folder: Path) -> Callable[[int], None]:
    connection = sqlite_module().connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE cast (n INTEGER PRIMARY KEY, choice TEXT)")
    return lambda n: connection.execute("INSERT INTO cast VALUES (?, 'for')", (n,)) and None


def _ours(folder: Path) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """A cast in a burst, and a cast alone."""
    url = f"sqlite:///{folder / 'ours.db'}"
    migrations.upgrade(url)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, clock=clock, reactions=REACTIONS)
    settled = settle(store)
    neighbourhood = Neighbourhood(store, clock, settled, Memory(take_picture(store.reading), {}))
    ballot_id, voter = _open(neighbourhood)

    def through(carry_out: Callable[..., Any], name: str) -> Callable[[int], None]:
        return lambda n: carry_out(
            lambda work: ballots.cast(work, ballot_id=ballot_id, choice="for"), actor=voter,
            command=Command(f"{name}-{n:06d}", "cast", {"n": n})) and None

    return through(store.carry_out_together, "burst"), through(store.carry_out, "alone")


def _open(neighbourhood: Neighbourhood) -> tuple[int, Actor]:
    room = neighbourhood.a_vote()
    with neighbourhood.store.read() as db:
        return room.ballot_id, actor_of_person(db, neighbourhood.people["chen"], neighbourhood.store.clock())
