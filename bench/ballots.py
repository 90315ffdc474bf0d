"""Durable ballots, named and sealed, against raw SQLite with one insert a transaction: all wait for the disk."""
from __future__ import annotations

import base64
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nacl.public import PublicKey, SealedBox

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.actions.sealing import question_from
from consult.ballot.rules import sealed_text
from consult.ballot.rules.sealed_text import Question
from consult.core.actor import Actor
from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage import migrations
from consult.storage.ballot_keys import BallotKeys
from consult.storage.commands import Command
from consult.storage.engine import sqlite_module
from consult.storage.store import Store
from tests.ballot.test_at_once import a_roll_of
from tests.builders import Memory, Neighbourhood, settle
from tests.databases import take_picture

COUNT = 2_000
ALONE = 200
AT_ONCE = 200

Once = Callable[[int], Any]


def run() -> Iterator[str]:
    """The ratios: ours / raw."""
    with tempfile.TemporaryDirectory() as folder:
        raw = _a_second(_raw(Path(folder)), COUNT)
        yield f"raw sqlite3 FULL, one insert a transaction: {raw:.0f} a second"
        n = _neighbourhood(Path(folder))
        for kind, once in (("named", _named(n)), ("sealed", _sealed(n))):
            yield _told(f"{kind}, one by one", _a_second(once, ALONE), raw)
            yield _told(f"{kind}, {AT_ONCE} at once", _a_second_at_once(lambda at, once=once: once(at + ALONE)), raw)


def _told(what: str, ours: float, raw: float) -> str:
    return f"{what}: {ours:.0f} a second, ratio {ours / raw:.2f}"


def _a_second(once: Once, count: int) -> float:
    begun = time.perf_counter()
    for at in range(count):
        once(at)
    return count / (time.perf_counter() - begun)


def _a_second_at_once(once: Once) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(once, range(COUNT)))
    return COUNT / (time.perf_counter() - begun)


def _raw(folder: Path) -> Once:
    connection = sqlite_module().connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE cast (n INTEGER PRIMARY KEY, choice TEXT)")
    return lambda at: connection.execute("INSERT INTO cast VALUES (?, 'for')", (at,))


def _neighbourhood(folder: Path) -> Neighbourhood:
    url = f"sqlite:///{folder / 'ours.db'}"
    migrations.upgrade(url)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, clock=clock, reactions=REACTIONS, secret="bench")
    settled = settle(store)
    return Neighbourhood(store, clock, settled, Memory(take_picture(store.reading), {}))


def _named(n: Neighbourhood) -> Once:
    """Every voter of a roll casts once, with a command id, into ledger and log."""
    ballot, voters = a_roll_of(n, COUNT + ALONE)
    return lambda at: n.store.carry_out_in_burst(
        ballots.cast_all, {"ballot_id": ballot, "choice": "for"}, actor=voters[at],
        command=Command(f"cast-{at:06d}", "cast", {"at": at}))


def _sealed(n: Neighbourhood) -> Once:
    """Every voice of a secret ballot casts once; the envelopes were sealed on the phones before."""
    ballot, voters = a_roll_of(n, COUNT + ALONE, secrecy="secret")
    keys = n.store.vault.keys.of(ballot)
    with n.store.read() as db:
        question = question_from(queries.sealed(db, queries.ballot(db, ballot, n.community)))
    envelopes = [_envelope(keys, question, ballot, voter) for voter in voters]
    return lambda at: n.store.beside(
        lambda work: ballots.cast_sealed(work, ballot_id=ballot, envelope=envelopes[at], key=f"key-{at:06d}"),
        actor=voters[at])


def _envelope(keys: BallotKeys, question: Question, ballot: int, voter: Actor) -> str:
    bound = sealed_text.bind_of(ballot, keys.cast_token(keys.slot(f"person:{voter.person_id}")))
    text = sealed_text.write(
        question, ballot_id=ballot, choice="for", tracker=sealed_text.new_tracker(), bind=bound)
    return base64.b64encode(SealedBox(PublicKey(keys.public)).encrypt(text)).decode()
