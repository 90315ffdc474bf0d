"""From an empty machine: a community is set up before it is opened."""
from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("community", sa.Column("opened_on", sa.Date()))
    # Whoever is here already is at work: only what is founded from now on is opened from its check-list.
    community = sa.table("community", sa.column("opened_on", sa.Date()))
    op.execute(sa.update(community).values(opened_on=datetime.now(UTC).date()))
    op.create_table(
        "setup",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("code_until", sa.DateTime(timezone=True)),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
    )
