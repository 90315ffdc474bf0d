"""What every test may ask for: a clean database, a store, a clock that stands, a neighbourhood.

CONSULT_TEST_DATABASE chooses the database: `sqlite` (default), or the URL of a PostgreSQL administrator such
as postgresql://postgres@127.0.0.1:5432/postgres. `make test` runs everything on both.

    def test_a_neighbour_endorses(neighbourhood):
        matter = neighbourhood.a_matter()
        neighbourhood.do("gu", matters.endorse, matter_id=matter)

Everyone in the neighbourhood can sign in: the login name is the key (`chen`), the password is
tests.builders.PASSWORD. A door under test gets the same database by `database_url`, and the same moment by
`clock`; what was built with `neighbourhood` is committed and there.
"""
from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import vault_for
from tests import draws, in_turn, timing
from tests.applications import share_templates
from tests.builders import Memory, Neighbourhood, Room, Settled, settle
from tests.databases import Databases, Picture, databases_for, put_back, take_picture
from tests.engines import quick_engines, real_engines

# A template that asks for a name nobody handed it fails the test, in server processes too.
os.environ["CONSULT_STRICT_TEMPLATES"] = "1"
# On a busy machine an example takes as long as it takes.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


Told = tuple[Settled, Picture, dict[str, tuple[Room, Picture]]]
NOW = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
"""Thursday, 19:00 in Shanghai: the hour at which neighbours can come to a meeting."""


def pytest_configure(config: pytest.Config) -> None:
    """What a run leaves out, in which order it goes, and what it takes."""
    for part in (draws, in_turn):
        config.pluginmanager.register(part)
    timing.watch(config)


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    """Nothing waits for the disk, unless a test is about that."""
    with quick_engines():
        yield


def is_as_served(request: pytest.FixtureRequest) -> bool:
    """Whether a test is about the database as a server has it: it says so, or it kills a server."""
    return any(request.node.get_closest_marker(name) for name in ("as_served", "faults"))


@pytest.fixture(autouse=True)
def _as_served(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that is marked so has the engines that a server has."""
    with real_engines() if is_as_served(request) else nullcontext():
        yield


@pytest.fixture(scope="session")
def databases(_quick: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The worker's supply of databases."""
    share_templates(tmp_path_factory.getbasetemp().parent / "templates")
    chosen = os.environ.get("CONSULT_TEST_DATABASE", "sqlite")
    supply = databases_for(chosen, tmp_path_factory.mktemp("databases"))
    yield supply
    supply.drop()


@pytest.fixture
def database_url(databases: Databases, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An empty, migrated database for this test alone. Close what connects to it."""
    return databases.fresh(tmp_path, as_served=is_as_served(request))


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at Thursday 2026-11-26, 19:00 in Shanghai, until the test moves it."""
    return SetClock(NOW)


@pytest.fixture
def store(database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Store]:
    """A store on the test's database, with every reaction; fails the test that leaves a connection open."""
    vault = vault_for(database_url, tmp_path, secret="a secret for the keys of tests")
    store = Store(database_url, clock=clock, reactions=REACTIONS, vault=vault)
    yield store
    still_out = [engine.pool.checkedout() for engine in (store.writing, store.reading)]  # type: ignore[attr-defined]
    store.close()
    assert still_out == [0, 0], "a session was left open"


@pytest.fixture(scope="session")
def _told(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The neighbourhood, told once a worker; every test gets it back from the picture. What tests build in it
    is told once too."""
    url = databases.fresh(tmp_path_factory.mktemp("settled"))
    store = Store(url, clock=SetClock(NOW), reactions=REACTIONS)
    settled, picture = settle(store), take_picture(store.reading)
    store.close()
    return settled, picture, {}


@pytest.fixture
def neighbourhood(
    _told: Told, database_url: str, store: Store, clock: SetClock
) -> Neighbourhood:
    """青禾社区 with its council, joint meeting and people, and 白桦社区 beside it; see tests/builders.py."""
    settled, picture, memory = _told
    put_back(store.writing, picture)
    # What a test names besides is its own: the next one begins from the same names as from the same rows.
    return Neighbourhood(store, clock, deepcopy(settled), Memory(picture, memory))
