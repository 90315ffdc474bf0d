"""Kinds of sitting: roles, phases, papers, questions, hearings, light meetings."""
from __future__ import annotations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
