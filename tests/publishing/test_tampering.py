"""Any single byte that is changed in logs, records, ballots, notices or heads is found, and where."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.publishing import queries
from consult.publishing.queries.stored_form import PROTECTED
from consult.storage.engine import connect
from tests.builders import Neighbourhood
from tests.builders_publishing import a_head, a_public_record, tell_publishing

PRINTABLE = [chr(c) for c in range(33, 127)] + ["甲", "乙", "　", " "]


@pytest.fixture
def whole(neighbourhood: Neighbourhood) -> Neighbourhood:
    """An installation with something of everything that is protected, two heads signed over it."""
    n = neighbourhood
    a_public_record(n)
    tell_publishing(n)
    n.clock.forward(days=1)
    a_head(n)
    return n


def test_an_installation_that_nobody_touched_is_whole(whole: Neighbourhood) -> None:
    assert whole.look(lambda db: list(queries.all_faults(db))) == []


def cells(db: sqlite3.Connection) -> list[tuple[str, int, str]]:
    """(table, rowid, column) of every protected value; keys included. Of minutes and ballots what is finished."""
    only = {"minutes": "state = 'published'", "ballot": "closed_at IS NOT NULL"}
    found = []
    for table in PROTECTED:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        where = only.get(table, "1")
        for (rowid,) in db.execute(f'SELECT rowid FROM "{table}" WHERE {where}'):
            found += [(table, rowid, column) for column in columns]
    return found


def changes(db: sqlite3.Connection, count: int, seed: int) -> Iterator[tuple[str, int, str, Any, Any]]:
    """So many single-byte changes: a place, the value as it was, and as it will be."""
    random, places = Random(seed), cells(db)
    while count:
        table, rowid, column = random.choice(places)
        (value,) = db.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
        if value is None or value in ("", b""):
            continue
        changed = one_byte_changed(value, random)
        if changed != value or type(changed) is not type(value):
            count -= 1
            yield table, rowid, column, value, changed


def one_byte_changed(value: Any, random: Random) -> Any:
    """The value with one character, digit or byte another."""
    if isinstance(value, bytes):
        at = random.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << random.randrange(8))]) + value[at + 1:]
    if isinstance(value, int):
        digits = list(str(value))
        at = random.randrange(len(digits))
        digits[at] = random.choice([d for d in "0123456789" if d != digits[at]])
        return int("".join(digits))
    at = random.randrange(len(value))
    return value[:at] + random.choice([c for c in PRINTABLE if c != value[at]]) + value[at + 1:]


def found_of(url: str, path: Path, count: int, seed: int) -> list[str]:
    """Change one byte after the other in a copy, and put it back; the places of changes that were not found."""
    db = sqlite3.connect(path, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("PRAGMA synchronous = OFF")
    engine, missed = connect(url, writing=False), []
    for table, rowid, column, before, after in list(changes(db, count, seed)):
        try:
            db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (after, rowid))
        except sqlite3.IntegrityError:
            continue  # a key that another row has: no such change can be made
        here = rowid_now(db, table, rowid, column, after)
        with Session(engine, autoflush=False) as session:
            if not list(queries.all_faults(session)):
                missed.append(f"{table} {rowid} {column}: {before!r} -> {after!r}")
        db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (before, here))
    with Session(engine) as session:
        assert list(queries.all_faults(session)) == []
    engine.dispose()
    db.close()
    return missed


def rowid_now(db: sqlite3.Connection, table: str, rowid: int, column: str, after: Any) -> int:
    """A changed integer key is the row's own number."""
    there = db.execute(f'SELECT 1 FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
    return rowid if there else int(after)


def copied(database_url: str, tmp_path: Path) -> tuple[str, Path]:
    """A copy of the database that nobody else has open."""
    if not database_url.startswith("sqlite"):
        pytest.skip("bytes are changed in SQLite's file; on PostgreSQL the same checks read the same rows")
    copy = tmp_path / "copy.db"
    source, target = sqlite3.connect(database_url.removeprefix("sqlite:///")), sqlite3.connect(copy)
    source.backup(target)  # what stands in a write-ahead log comes along
    source.close()
    target.close()
    return f"sqlite:///{copy}", copy


def test_sixty_changed_bytes_are_sixty_found(whole: Neighbourhood, database_url: str, tmp_path: Path) -> None:
    assert found_of(*copied(database_url, tmp_path), 60, seed=1) == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_thousand_changed_bytes_are_a_thousand_found(whole: Neighbourhood, database_url: str, tmp_path: Path) -> None:
    assert found_of(*copied(database_url, tmp_path), 1_000, seed=2) == []


def test_what_was_changed_is_named(whole: Neighbourhood, database_url: str, tmp_path: Path) -> None:
    url, path = copied(database_url, tmp_path)
    db = sqlite3.connect(path, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("UPDATE minutes_line SET text = text || '。' WHERE position = 3")
    db.execute("UPDATE ballot_cast SET choice = 'for' WHERE choice = 'against'")
    db.execute("DELETE FROM event_log WHERE stream = 'notice:1' AND seq = 2")
    db.close()
    engine = connect(url, writing=False)
    with Session(engine) as session:
        told = {fault.where: fault.what for fault in queries.all_faults(session)}
    engine.dispose()
    assert told["minutes 1"] == "minutes_line row 3 was changed"
    assert "ballot_cast row" in told["ballot 1"]
    assert told["notice:1 seq 2"] in ("the chain breaks here", "is not what head 2 was signed over")
