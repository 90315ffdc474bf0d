"""Who is behind a socket: asked when it comes, and again while it stays."""
from __future__ import annotations

from consult.account import queries as accounts
from consult.core.actor import Actor
from consult.storage.store import Store


def signed_in_by(store: Store, token: str) -> Actor | None:
    """Who a token signs in now."""
    if not token:
        return None
    with store.read() as db:
        return accounts.actor_by_token(db, token, store.clock())
