"""The installation that a command works on: its settings and its store."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from consult.config import Settings, settings_from
from consult.core.clock import Clock, system_clock
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import vault_for


def settings() -> Settings:
    """The settings of the environment."""
    return settings_from()


@contextmanager
def the_store(clock: Clock = system_clock) -> Iterator[Store]:
    """The store of the installation, closed afterwards."""
    here = settings()
    vault = vault_for(here.database_url, here.data, secret=here.key_secret or here.secret, escrow=here.escrow)
    store = Store(here.database_url, clock=clock, reactions=REACTIONS, secret=here.secret, vault=vault)
    try:
        yield store
    finally:
        store.close()
