"""One application and one estate for a whole module; every attempt is undone."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.unit_of_work import Store
from tests.authorisation.estate import build
from tests.authorisation.site import Site, make_app
from tests.builders import Memory, Neighbourhood, settle
from tests.conftest import NOW
from tests.databases import Databases


@pytest.fixture(scope="module")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application on a database that holds the estate."""
    folder, clock = tmp_path_factory.mktemp("site"), SetClock(NOW)
    url = databases.fresh(folder)
    store = Store(url, clock=clock, reactions=REACTIONS)
    town = Neighbourhood(store, clock, settle(store), Memory({}, {}))
    estate = build(town)
    site = Site(town, estate, make_app(url, clock, folder))
    yield site
    site.close()
    store.close()
