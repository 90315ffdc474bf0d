"""The real server with a vote open in it, to be killed."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.faults.assembly import Assembly, assemble
from tests.serving import ServerProcess

VOTERS = 100


@dataclass
class Voting:
    """A server, what is voted on in it, and a look into its database past it."""

    server: ServerProcess
    assembly: Assembly
    store: Store


@pytest.fixture
def voting(database_url: str, tmp_path: Path) -> Iterator[Voting]:
    """The server runs, the vote is open, a hundred voters are present."""
    store = Store(database_url, reactions=REACTIONS)
    server = ServerProcess(database_url, tmp_path / "data")
    try:
        assembly = assemble(store, VOTERS)
        yield Voting(server.start(), assembly, store)
    finally:
        server.kill()
        store.close()
