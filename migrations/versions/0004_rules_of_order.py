"""Rules of order: floor seats, interruptions, amendments, rulings, straw polls, the parking lot."""
from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
