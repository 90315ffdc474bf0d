"""Lists taken in: what was read of each, and what it changed, so that it can be taken back for seven days."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "list_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("file_name", sa.String(120), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=True),
        sa.Column("choices", sa.JSON(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("kind IN ('homes', 'people', 'owners', 'units', 'posts')", name="list_kind_known"),
        sa.CheckConstraint("state IN ('waiting', 'taken_in', 'taken_back', 'given_up')", name="list_state_known"),
        sa.CheckConstraint("state <> 'taken_in' OR taken_in_at IS NOT NULL", name="list_taken_in_has_a_moment"),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_list_import_community_id"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_list_import_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_list_import"),
    )
    op.create_index("ix_list_import_community", "list_import", ["community_id"])
    op.create_table(
        "list_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("of_table", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("kept_because", sa.String(120), nullable=False, server_default=sa.text("''")),
        sa.ForeignKeyConstraint(["import_id"], ["list_import.id"], name="fk_list_change_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_list_change"),
    )
    op.create_index("ix_list_change_import", "list_change", ["import_id"])
