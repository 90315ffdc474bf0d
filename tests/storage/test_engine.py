"""How connections are set up: durable, checked, readers that cannot write and are in nobody's way."""
from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import select, text

from consult.community.models import Street
from consult.storage import engine as engines
from consult.storage import migrations
from consult.storage.engine import connect, sqlite_module, wal_is_safe
from consult.storage.store import Store
from tests.storage.happenings import all_at_once, happens


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'a.db'}"


def pragma(url: str, name: str, *, writing: bool) -> object:
    engine = connect(url, writing=writing)
    try:
        with engine.connect() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
    finally:
        engine.dispose()


@pytest.mark.as_served
@pytest.mark.parametrize(("name", "value"), [
    ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("busy_timeout", 10000), ("mmap_size", 0),
])
def test_sqlite_is_durable_and_strict(file_url: str, name: str, value: int) -> None:
    assert pragma(file_url, name, writing=True) == value


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 3), "wal"), ((3, 51, 2), "truncate"), ((3, 40, 1), "truncate")])
def test_a_wal_is_used_only_where_the_library_is_free_of_its_fault(
    file_url: str, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], journal: str
) -> None:
    monkeypatch.setattr(sqlite_module(), "sqlite_version_info", version)
    assert wal_is_safe() == (journal == "wal")
    assert pragma(file_url, "journal_mode", writing=True) == journal


def test_the_reading_side_of_sqlite_cannot_write(file_url: str) -> None:
    assert pragma(file_url, "query_only", writing=False) == 1


def test_without_a_wal_a_reader_between_two_looks_does_not_hold_up_the_writer(
    file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page reads who asks, then carries out what was asked, with its reading session still open."""
    monkeypatch.setattr(engines, "wal_is_safe", lambda: False)
    migrations.upgrade(file_url)
    store, begun = Store(file_url), time.monotonic()
    with store.read() as db:
        assert db.scalar(select(Street.id)) is None
        assert store.carry_out(happens("here")).value == 1
    assert time.monotonic() - begun < 5
    assert sorted(all_at_once([lambda: store.carry_out(happens("here")).value] * 20, threads=8)) == list(range(2, 22))
    store.close()


@pytest.mark.parametrize("given", [
    "postgresql://u:p%40ss@127.0.0.1/x", "postgres://u:p%40ss@127.0.0.1/x", "postgresql+psycopg://u:p%40ss@127.0.0.1/x",
])
def test_a_postgresql_address_uses_psycopg_and_keeps_its_password(given: str) -> None:
    engine = connect(given, writing=True)
    assert engine.dialect.driver == "psycopg"
    assert engine.url.password == "p@ss"
    engine.dispose()


def test_the_database_keeps_references_whole(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign.?key"):
        store.carry_out(lambda work: work.db.execute(
            text("INSERT INTO grid (community_id, name) VALUES (12345, 'nowhere')")
        ))
