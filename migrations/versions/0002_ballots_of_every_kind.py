"""Ballots of every kind: units, methods, channels, proxies, hands counted."""
from __future__ import annotations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing yet."""
