"""Without a phone."""
from __future__ import annotations

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Nothing yet."""
