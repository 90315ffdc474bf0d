"""Who is counted: who is of age, which homes are households, who owns together, what a community states.

Everybody entered before is of age, every home is lived in; a home's area is that of its ownership where one holds.
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered, never_changed

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("person", sa.Column("comes_of_age", sa.Date()))
    with altered("body", {"body_membership_known": "membership IN ('listed', 'households', 'adults')"}):
        pass
    _homes()
    with altered("ownership") as batch:
        batch.add_column(sa.Column("voter_id", sa.Integer()))
        batch.create_foreign_key("fk_ownership_voter_id", "person", ["voter_id"], ["id"])
    _co_owners()
    _stated_numbers()


def _homes() -> None:
    checks = {
        "home_use_known": "use IN ('home', 'shop', 'garage', 'storage', 'other')",
        "home_area_positive": "area_cm2 IS NULL OR area_cm2 > 0",
        "homes_and_shops_count": "counts_for_owners OR NOT use IN ('home', 'shop')",
    }
    with altered("household", checks) as batch:
        batch.add_column(sa.Column("use", sa.String(20), nullable=False, server_default="home"))
        batch.add_column(sa.Column("area_cm2", sa.Integer()))
        for name in ("lived_in", "counts_for_owners"):
            batch.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        "UPDATE household SET area_cm2 = (SELECT ownership.area_cm2 FROM ownership"
        " WHERE ownership.household_id = household.id AND ownership.until IS NULL)")


def _co_owners() -> None:
    op.create_table(
        "co_owner",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ownership_id", sa.Integer(), sa.ForeignKey("ownership.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False), sa.Column("until", sa.Date()),
        sa.CheckConstraint("until IS NULL OR until >= since", name="co_owner_ends_after_it_begins"),
    )
    op.create_index(
        "uq_co_owner_once", "co_owner", ["ownership_id", "person_id"], unique=True,
        sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL"))


def _stated_numbers() -> None:
    op.create_table(
        "stated_number",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False), sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False), sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('households', 'adults')", name="counted_known"),
        sa.CheckConstraint("count > 0", name="stated_number_positive"),
    )
    op.create_index("ix_stated_number_community", "stated_number", ["community_id", "kind"])
    never_changed("stated_number")
