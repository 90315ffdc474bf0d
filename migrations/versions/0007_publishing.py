"""Publishing: public versions, notices, objections to notices, consents to be named, signed heads."""
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _consents()
    _public_versions()
    _notices()
    _notice_matters()
    _searching()
    _heads()


def _consents() -> None:
    """Who agreed to be named in full."""
    op.create_table(
        "naming_consent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name="consent_ends_after_it_begins"),
    )
    op.create_index(
        "uq_naming_consent_one_in_force", "naming_consent", ["person_id"], unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"), postgresql_where=sa.text("withdrawn_at IS NULL"))


def _public_versions() -> None:
    """What the public reads of the minutes."""
    op.create_table(
        "public_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("minutes_id", sa.Integer(), sa.ForeignKey("minutes.id"), nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("prepared_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("approved_at", MOMENT),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('prepared', 'withdrawn', 'approved')", name="public_version_state_known"),
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> prepared_by_id", name="approved_by_another"),
        sa.CheckConstraint("(state = 'prepared') = (approved_by_id IS NULL)", name="approver_if_let_out"),
        sa.CheckConstraint("state <> 'withdrawn' OR withdrawn_reason <> ''", name="reason_if_withdrawn"),
    )
    op.create_index("ix_public_version_community", "public_version", ["community_id", "state"])


def _notices() -> None:
    """The board."""
    kinds = "'result', 'minutes', 'progress', 'accounts', 'appraisal', 'plan', 'convening', 'other'"
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("number", sa.Integer()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("basis", sa.String(300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id")),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id")),
        sa.Column("body_id", sa.Integer(), sa.ForeignKey("body.id")),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("prepared_at", MOMENT, nullable=False),
        sa.Column("posted_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("posted_at", MOMENT),
        sa.Column("until", sa.Date()),
        sa.Column("down_at", MOMENT),
        sa.Column("down_early", sa.Boolean(), nullable=False),
        sa.Column("down_reason", sa.String(), nullable=False),
        sa.UniqueConstraint("community_id", "year", "number", name="uq_notice_community_id_year_number"),
        sa.CheckConstraint("state IN ('prepared', 'posted', 'down')", name="notice_state_known"),
        sa.CheckConstraint(f"kind IN ({kinds})", name="notice_kind_known"),
        sa.CheckConstraint("posted_by_id IS NULL OR posted_by_id <> prepared_by_id", name="posted_by_another"),
        sa.CheckConstraint("(state = 'prepared') = (posted_at IS NULL)", name="posted_at_if_posted"),
        sa.CheckConstraint("(state = 'prepared') = (number IS NULL)", name="number_if_posted"),
        sa.CheckConstraint("(state = 'prepared') = (until IS NULL)", name="until_if_posted"),
        sa.CheckConstraint("(state = 'down') = (down_at IS NOT NULL)", name="down_at_if_down"),
        sa.CheckConstraint("down_early = false OR down_reason <> ''", name="reason_if_down_early"),
    )
    op.create_index("ix_notice_community", "notice", ["community_id", "state", "posted_at"])
    op.create_index("ix_notice_matter", "notice", ["matter_id"])


def _notice_matters() -> None:
    """Objections to a notice, and photographs of its paper."""
    op.create_table(
        "notice_objection",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notice.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("called", sa.String(60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", MOMENT),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer_if_answered"),
    )
    op.create_index("ix_notice_objection_notice", "notice_objection", ["notice_id"])
    op.create_table(
        "notice_photo",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("notice_id", sa.Integer(), sa.ForeignKey("notice.id"), nullable=False),
        sa.Column("moment", sa.String(20), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("image_hash", sa.String(64), nullable=False),
        sa.CheckConstraint("moment IN ('put_up', 'taken_down')", name="photo_moment_known"),
    )
    op.create_index("ix_notice_photo_notice", "notice_photo", ["notice_id"])


def _searching() -> None:
    """Tokens of records and notices."""
    op.create_table(
        "search_token",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("ref_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("token", sa.String(20), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.CheckConstraint("kind IN ('minutes', 'notice')", name="search_kind_known"),
    )
    op.create_index("ix_search_token_token", "search_token", ["community_id", "token"])


def _heads() -> None:
    """The signed head of each day."""
    op.create_table(
        "signed_head",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), nullable=False, unique=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("leaves", sa.JSON(), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.CheckConstraint("number > 0", name="head_counts_from_one"),
    )
