"""Working days know public holidays: the years a community adopted, and on what each limit was counted.

Open limits from before were counted by weekends alone, whatever the year: they are kept as such, so that nobody is
late by what was not known then.
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import never_changed

revision = "0014"
down_revision = "0013"

COUNTED = {"matter": "endorsed", "need": "filed"}
"""By table: the state whose limit is counted in working days."""


def upgrade() -> None:
    op.create_table(
        "adopted_year",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False), sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.UniqueConstraint("community_id", "year", "version"),
    )
    never_changed("adopted_year")
    for table, state in COUNTED.items():
        op.add_column(table, sa.Column("due_without", sa.String(40), nullable=False, server_default=""))
        _counted_by_weekends(table, state)


def _counted_by_weekends(table: str, state: str) -> None:
    rows = sa.table(
        table, sa.column("state", sa.String()), sa.column("due_on", sa.Date()), sa.column("due_without", sa.String()))
    days = op.get_bind().scalars(sa.select(rows.c.due_on).where(rows.c.state == state).distinct()).all()
    for day in days:
        op.execute(sa.update(rows).where(rows.c.state == state, rows.c.due_on == day).values(due_without=str(day.year)))
