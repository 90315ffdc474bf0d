"""Slips with which people set their own password, login names given up, and work that is done outside a request."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    _slips()
    op.create_table(
        "former_login",
        sa.Column("login_name", sa.String(40), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_former_login_account", "former_login", ["account_id"])
    _jobs()


def _slips() -> None:
    op.create_table(
        "sign_in_slip",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False), sa.Column("code_hash", sa.String(64), unique=True),
        sa.Column("seen", sa.String(20)), sa.Column("seen_on", sa.Date()),
        sa.Column("issued_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("second_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)), sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("reason IN ('first', 'forgotten')", name="slip_reason_known"),
        sa.CheckConstraint("seen IS NULL OR seen IN ('id_card', 'other_paper', 'known', 'vouched_for')", name="seen_known"),
        sa.CheckConstraint("reason <> 'forgotten' OR (seen IS NOT NULL AND seen_on IS NOT NULL)", name="seen_if_forgotten"),
        sa.CheckConstraint("expires_at > made_at", name="slip_expires_after_it_is_made"),
        sa.CheckConstraint("used_at IS NULL OR code_hash IS NOT NULL", name="code_if_used"),
    )
    op.create_index("ix_sign_in_slip_account", "sign_in_slip", ["account_id"])


def _jobs() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False), sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False), sa.Column("state", sa.String(20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False), sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False), sa.Column("problem", sa.String(60), nullable=False),
        sa.Column("kept_as", sa.String(60), nullable=False), sa.Column("name", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="job_state_known"),
        sa.CheckConstraint("done >= 0 AND total >= 0", name="job_counts_not_negative"),
        sa.CheckConstraint("expires_at > made_at", name="job_expires_after_it_is_made"),
    )
    op.create_index("ix_job_state", "job", ["state"])
