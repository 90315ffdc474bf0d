"""One person once: merged entries; what places and units were called before; English names; units that closed."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered, guarded_anew, never_changed

revision = "0021"
down_revision = "0020"

CLAIM_GOES_ON = ("state", "reason", "ended_at", "expires_on", "person_id")
"""A claim goes on under the entry that stays."""


def upgrade() -> None:
    with altered("person", {"merged_into_another": "merged_into_id IS NULL OR merged_into_id <> id"}) as person:
        person.add_column(sa.Column("merged_into_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_person_merged_into_id")))
    with altered("grid") as grid:
        grid.add_column(sa.Column("name_en", sa.String(120), nullable=False, server_default=""))
    with altered("unit") as unit:
        unit.add_column(sa.Column("name_en", sa.String(120), nullable=False, server_default=""))
        unit.add_column(sa.Column("closed_on", sa.Date()))
    with altered("household", {
            "joined_into_another": "joined_into_id IS NULL OR joined_into_id <> id",
            "joined_on_a_day": "(joined_into_id IS NULL) = (joined_on IS NULL)"}) as household:
        household.add_column(sa.Column(
            "joined_into_id", sa.Integer(), sa.ForeignKey("household.id", name="fk_household_joined_into_id")))
        household.add_column(sa.Column("joined_on", sa.Date()))
    _merges()
    _names()
    guarded_anew("claim", but=CLAIM_GOES_ON)


def _merges() -> None:
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("gone_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False, unique=True),
        sa.Column("kept_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("gone_id <> kept_id", name="two_entries_merged"),
    )
    op.create_index("ix_person_merge_kept", "person_merge", ["kept_id"])
    never_changed("person_merge")


def _names() -> None:
    places = ("grid", "building", "household", "unit")
    op.create_table(
        "former_name",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        *(sa.Column(f"{place}_id", sa.Integer(), sa.ForeignKey(f"{place}.id")) for place in places),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.CheckConstraint(" + ".join(f"(CASE WHEN {place}_id IS NULL THEN 0 ELSE 1 END)" for place in places) + " = 1",
                           name="former_name_of_one_place"),
    )
    op.create_index("ix_former_name_community", "former_name", ["community_id"])
    never_changed("former_name")
