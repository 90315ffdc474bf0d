"""The whole chain: typed links, followers, grids, appraisals."""
from __future__ import annotations

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Nothing yet."""
