"""What happens in a life: a person counts in one home of several, an entry may be over, and every change has its day.

Where somebody was entered in two homes, the later one counted; it goes on counting, and the earlier is their second.
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered

revision = "0020"
down_revision = "0019"

KINDS = ("entered", "corrected", "moved", "joined", "separated", "moved_in", "second_home", "gave_up_home",
         "counted_elsewhere", "moved_out", "died", "closed", "reopened", "merged", "said_wrong")


def upgrade() -> None:
    with altered("residency", {"lives_as_known": "lives_as IN ('main', 'second', 'void')"}) as residency:
        residency.add_column(sa.Column("lives_as", sa.String(10), nullable=False, server_default="main"))
    _second_homes()
    with altered("person", {
        "gone_because_known": "gone_because IN ('died', 'closed', 'merged')",
        "gone_on_if_gone": "(gone_on IS NULL) = (gone_because IS NULL)",
    }) as person:
        person.add_column(sa.Column("gone_on", sa.Date()))
        person.add_column(sa.Column("gone_because", sa.String(10)))
    op.create_table(
        "life_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("from_home_id", sa.Integer(), sa.ForeignKey("household.id")),
        sa.Column("to_home_id", sa.Integer(), sa.ForeignKey("household.id")),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("note", sa.String(200), nullable=False),
        sa.CheckConstraint("kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS) + ")", name="life_kind_known"),
    )
    op.create_index("ix_life_event_person", "life_event", ["person_id"])


def _second_homes() -> None:
    here = sa.table("residency", sa.column("id"), sa.column("person_id"), sa.column("until"), sa.column("lives_as"))
    later = here.alias("later")
    op.execute(sa.update(here).where(here.c.until.is_(None), sa.exists().where(
        later.c.person_id == here.c.person_id, later.c.until.is_(None), later.c.id > here.c.id)).values(lives_as="second"))
