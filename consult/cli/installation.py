"""The installation that a command works on: its settings and its store."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from consult.config import BadSetting, Settings, settings_from
from consult.core.clock import Clock, system_clock
from consult.reactions import REACTIONS
from consult.storage import migrations
from consult.storage.store import Store
from consult.storage.vault import vault_for


def settings() -> Settings:
    """The settings of the environment."""
    return settings_from()


def at_this_version() -> Settings:
    """The same, of a database that this release works on; BadSetting where it is to be migrated first."""
    here = settings()
    if not migrations.is_current(here.database_url):
        raise BadSetting("the database is not at this version; run: consult migrate")
    return here


@contextmanager
def the_store(clock: Clock = system_clock) -> Iterator[Store]:
    """The store of the installation, closed afterwards; BadSetting where its database is not at this version."""
    here = at_this_version()
    vault = vault_for(here.database_url, here.data, secret=here.key_secret or here.secret, escrow=here.escrow)
    store = Store(here.database_url, clock=clock, reactions=REACTIONS, secret=here.secret, vault=vault)
    try:
        yield store
    finally:
        store.close()
