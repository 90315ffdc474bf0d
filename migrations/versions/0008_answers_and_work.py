"""Answers and work: joint meetings, milestones, tasks, confirmations by residents."""
from __future__ import annotations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""
