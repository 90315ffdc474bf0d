"""Kinds of sitting: roles, phases, papers, questions, hearings, light meetings."""
from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A meeting may be postponed; a body has a kind of sitting; what sittings of each kind keep."""
    _meetings()
    op.add_column("body", sa.Column("sitting", sa.String(40), nullable=False, server_default=""))
    _sittings()
    _people()
    _questions()
    _light_meetings()


def _meetings() -> None:
    """A meeting can be postponed."""
    states = "('convened', 'open', 'cancelled', 'postponed', 'closed')"
    wanted = {
        "meeting_state_known": f"state IN {states}",
        "quorum_if_opened": "state IN ('convened', 'cancelled', 'postponed') OR quorum_needed IS NOT NULL",
    }
    with op.batch_alter_table("meeting") as batch:
        for name, said in wanted.items():
            batch.drop_constraint(name, type_="check")
            batch.create_check_constraint(name, sa.text(said))


def _meeting_id() -> sa.Column[Any]:
    return sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False)


def _key(name: str, target: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), primary_key=True, autoincrement=False)


def _sittings() -> None:
    """A meeting's kind and how far its order has come; kinds that an installation added; papers; tablets in the hall."""
    op.create_table(
        "sitting_kind",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
    )
    op.create_table(
        "sitting",
        _key("meeting_id", "meeting.id"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("seats", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(40)),
        sa.Column("phase_at", MOMENT),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), sa.ForeignKey("meeting.id")),
        sa.Column("participants_at", MOMENT),
        sa.Column("rules_read_at", MOMENT),
        sa.Column("record_read_at", MOMENT),
        sa.Column("lot", sa.JSON()),
        sa.Column("door", sa.String(64), nullable=False),
        sa.CheckConstraint("round > 0", name="round_counts_from_one"),
        sa.CheckConstraint("(phase IS NULL) = (phase_at IS NULL)", name="phase_at_if_in_a_phase"),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), primary_key=True), _meeting_id(),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
    )
    op.create_index("ix_paper_meeting", "paper", ["meeting_id"])
    op.create_table(
        "kiosk",
        sa.Column("id", sa.Integer(), primary_key=True), _meeting_id(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("closed_at", MOMENT),
    )


def _person(name: str = "person_id", *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("person.id"), nullable=nullable)


def _people() -> None:
    """Parts, sign-ups, recusals, confirmations of the record."""
    op.create_table(
        "sitting_part",
        sa.Column("id", sa.Integer(), primary_key=True), _meeting_id(), _person(),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("grp", sa.String(40), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_reason = '')", name="reason_if_the_part_ended"),
    )
    op.create_index(
        "uq_sitting_part_one_a_person", "sitting_part", ["meeting_id", "person_id"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "sign_up",
        sa.Column("id", sa.Integer(), primary_key=True), _meeting_id(), _person(),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("grp", sa.String(40), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.UniqueConstraint("meeting_id", "person_id"),
        sa.UniqueConstraint("meeting_id", "no"),
        sa.CheckConstraint("state IN ('signed', 'withdrawn', 'drawn', 'not_drawn')", name="sign_up_state_known"),
    )
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), primary_key=True), _meeting_id(), _person(),
        sa.Column("about", sa.String(160), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        _person("asked_by_id"),
        sa.Column("asked_by", sa.String(160), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("granted", sa.Boolean()),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.CheckConstraint("(granted IS NULL) = (decided_at IS NULL)", name="decided_at_if_recusal_decided"),
        sa.CheckConstraint("granted IS NULL OR decision <> ''", name="reason_if_recusal_decided"),
    )
    op.create_index("ix_recusal_meeting", "recusal", ["meeting_id"])
    op.create_table(
        "record_confirmation",
        _key("meeting_id", "meeting.id"), _key("person_id", "person.id"),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'corrected', 'refused', 'not_reached')", name="confirmation_known"),
        sa.CheckConstraint("answer = 'confirmed' OR reason <> ''", name="reason_unless_confirmed"),
    )


def _questions() -> None:
    """A forum's questions, each with its end."""
    op.create_table(
        "forum_question",
        sa.Column("id", sa.Integer(), primary_key=True), _meeting_id(), _person(nullable=True),
        sa.Column("asked_as", sa.String(160), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("ended_at", MOMENT),
        sa.Column("kept_at", MOMENT),
        sa.Column("kept", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'answered', 'promised', 'referred', 'explained')",
                           name="forum_question_state_known"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at_if_question_ended"),
        sa.CheckConstraint("state = 'open' OR words <> ''", name="words_if_question_ended"),
        sa.CheckConstraint("state <> 'promised' OR (who <> '' AND due_on IS NOT NULL)",
                           name="who_and_date_if_promised"),
        sa.CheckConstraint("state <> 'referred' OR who <> ''", name="to_whom_if_question_referred"),
    )
    op.create_index("ix_forum_question_meeting", "forum_question", ["meeting_id"])


def _light_meetings() -> None:
    """Meetings written down after the fact, and what was raised at them."""
    op.create_table(
        "light_meeting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("community_id", sa.Integer(), sa.ForeignKey("community.id"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("grid_id", sa.Integer(), sa.ForeignKey("grid.id")),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id")),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        _person("noted_by_id"),
        sa.Column("noted_by", sa.String(160), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.CheckConstraint("present > 0", name="somebody_was_there"),
    )
    op.create_index("ix_light_meeting_community", "light_meeting", ["community_id", "held_on"])
    op.create_table(
        "raised_issue",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("light_meeting_id", sa.Integer(), sa.ForeignKey("light_meeting.id"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("raised_by", sa.String(60), nullable=False),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id")),
    )
    op.create_index("ix_raised_issue_meeting", "raised_issue", ["light_meeting_id"])
