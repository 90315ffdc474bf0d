"""The whole chain: links between matters, which only grow, and those who follow one."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import never_changed

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)
IN_FORCE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "matter_link",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), nullable=False),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("matter.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("linked_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("linked_by", sa.String(120), nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.Column("revoked_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("revoked_by", sa.String(120), nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("revoked_reason", sa.String(300), nullable=False),
        sa.CheckConstraint("kind IN ('related', 'continues', 'split_from', 'replaces')", name="link_kind_known"),
        sa.CheckConstraint("matter_id <> other_id", name="link_to_another"),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_reason = '')", name="reason_if_revoked"),
        sa.CheckConstraint("(revoked_at IS NULL) = (revoked_by_id IS NULL)", name="by_whom_if_revoked"),
    )
    op.create_index("ix_matter_link_other", "matter_link", ["other_id"])
    op.create_index(
        "uq_matter_link_in_force", "matter_link", ["matter_id", "other_id", "kind"], unique=True,
        sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)
    never_changed("matter_link", but=("revoked_by_id", "revoked_by", "revoked_at", "revoked_reason"))
    op.create_table(
        "matter_follower",
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("followed_at", MOMENT, nullable=False),
    )
    op.create_index("ix_matter_follower_person", "matter_follower", ["person_id"])
