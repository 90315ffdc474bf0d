"""Joining: who waits to be let in, who made an invitation; who confirms that somebody speaks for a home.

What was changed before needs nobody's confirmation.
"""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with altered("invitation") as batch:
        batch.add_column(sa.Column("made_by_id", sa.Integer()))
        batch.create_foreign_key("fk_invitation_made_by_id", "person", ["made_by_id"], ["id"])
    _requests()
    _confirming()


def _requests() -> None:
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("household_id", sa.Integer(), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("invitation_id", sa.Integer(), sa.ForeignKey("invitation.id"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False), sa.Column("called", sa.String(60), nullable=False),
        sa.Column("comes_of_age", sa.Date()),
        sa.Column("login_name", sa.String(40), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lapses_at > made_at", name="join_request_lapses_after_it_is_made"),
    )
    op.create_index("ix_join_request_community", "join_request", ["community_id"])
    op.create_index("ix_join_request_household", "join_request", ["household_id"])


def _confirming() -> None:
    checks = {
        "confirmed_by_somebody": "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)",
        "objection_of_somebody": "(objection = '') = (objected_by_id IS NULL)",
        "confirmed_or_lapsed": "lapsed_on IS NULL OR confirmed_at IS NULL",
    }
    with altered("representative_change", checks) as batch:
        batch.add_column(sa.Column("on_paper", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("confirm_until", sa.Date()))
        batch.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True)))
        batch.add_column(sa.Column("lapsed_on", sa.Date()))
        for name in ("answer", "objection"):
            batch.add_column(sa.Column(name, sa.String(300), nullable=False, server_default=""))
        for name in ("confirmed_by_id", "objected_by_id"):
            batch.add_column(sa.Column(name, sa.Integer()))
            batch.create_foreign_key(f"fk_representative_change_{name}", "person", [name], ["id"])
    op.create_index("ix_representative_change_from", "representative_change", ["from_id"])
