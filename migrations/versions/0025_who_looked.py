"""Who looked at what is held of others."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """One row a look; nothing refers to it."""
    op.create_table(
        "look",
        sa.Column("id", sa.Integer(), primary_key=True), sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False), sa.Column("page", sa.String(60), nullable=False),
        sa.Column("about", sa.String(20), nullable=False), sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_look_community_at", "look", ["community_id", "at"])
    op.create_index("ix_look_about", "look", ["about", "about_id"])
