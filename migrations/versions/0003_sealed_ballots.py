"""Sealed ballots: public keys, statements, box and roll marks."""
from __future__ import annotations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
