"""A year of two communities, told by the verbs: in small here, in full by `consult demo --year`."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult.cli.demo.filling import fill
from consult.cli.demo.year import SIZES, SMALL
from consult.matter.models import Matter
from consult.meeting.models import Meeting
from consult.project.models import Project
from consult.reactions import REACTIONS
from consult.storage.event_log import first_fault, stream_names
from consult.storage.store import Store
from consult.storage.vault import vault_for


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store with a place for keys, on either database."""
    store = Store(database_url, reactions=REACTIONS, vault=vault_for(database_url, tmp_path, secret="x" * 32))
    yield store
    store.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """A store filled with a year in which little happens."""
    fill(store, datetime(2026, 11, 25, 12, tzinfo=UTC), lambda line: None, year=SMALL)
    return store


def test_a_year_is_told_to_its_end_and_every_chain_is_whole(filled: Store) -> None:
    with filled.read() as db:
        assert [name for name in stream_names(db) if first_fault(db, name) is not None] == []
        states = Counter(db.scalars(select(Matter.state)))
        assert states["lapsed"] >= 3 and states["redirected"] and states["returned"]
        assert db.scalar(select(func.count()).select_from(Project)) >= SMALL["qinghe"].projects + SMALL["hewan"].projects


def test_the_whole_year_is_as_large_as_a_street_has_it() -> None:
    assert sum(size.matters for size in SIZES.values()) == 300
    assert sum(size.meetings for size in SIZES.values()) == 60
    assert sum(size.joint_meetings for size in SIZES.values()) == 12
    assert sum(size.projects for size in SIZES.values()) == 120


@pytest.mark.slow
def test_the_whole_year_holds_what_it_says(store: Store) -> None:
    fill(store, datetime(2026, 11, 25, 12, tzinfo=UTC), lambda line: None, year=SIZES)
    with store.read() as db:
        assert db.scalar(select(func.count()).select_from(Matter)) >= 300
        assert db.scalar(select(func.count()).select_from(Meeting)) >= 72
        assert db.scalar(select(func.count()).select_from(Project)) >= 120
