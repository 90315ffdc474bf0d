"""One application for a whole module, on the estate; every attempt is undone."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import delete

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.commands import CarriedOut
from consult.storage.store import Store
from consult.storage.vault import vault_for
from tests.applications import SECRET, open_application
from tests.authorisation.estate import Estate, build
from tests.authorisation.sealed_estate import build_sealed
from tests.authorisation.site import Site
from tests.builders import Memory, Neighbourhood, Settled, settle
from tests.conftest import NOW
from tests.databases import Databases, Picture, put_back, take_picture

_TOLD: list[tuple[Settled, Estate, Picture]] = []
"""The estate as it was told once in this worker; other modules get it back from the picture."""


@pytest.fixture(scope="module")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application on a database that holds the estate."""
    folder, clock = tmp_path_factory.mktemp("site"), SetClock(NOW)
    url = databases.fresh(folder)
    store = Store(url, clock=clock, reactions=REACTIONS, vault=vault_for(url, folder, secret=SECRET))
    if not _TOLD:
        settled = settle(store)
        estate = build(Neighbourhood(store, clock, settled, Memory({}, {})))
        _TOLD.append((settled, estate, take_picture(store.reading)))
    else:
        put_back(store.writing, _TOLD[0][2])
    settled, estate, _picture = _TOLD[0]
    town = Neighbourhood(store, clock, settled, Memory({}, {}))
    build_sealed(town, estate)
    town.run(None, lambda work: work.db.execute(delete(CarriedOut)) and None)  # it counts its commands from one again
    site = Site(town, estate, open_application(url, folder, clock=clock))
    yield site
    site.close()
    store.close()
