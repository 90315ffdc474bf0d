"""Rules of order: floor seats, interruptions, amendments, rulings, straw polls, the parking lot."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
WHOSE = "(person_id IS NULL) <> (seat_id IS NULL)"


def upgrade() -> None:
    """The room's procedure."""
    _seats()
    _meetings()
    _discussions()
    _hands_and_turns()
    _motions()
    _points_and_rulings()
    _questions()
    _straws()
    _parking()


def where(condition: str) -> dict[str, Any]:
    """An index over these rows alone, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def changed(
    table: str, *, add: Sequence[sa.Column[Any]] = (), links: Sequence[tuple[str, str]] = (),
    free: Sequence[str] = (), unique: Sequence[str] = (), checks: dict[str, str], gone: Sequence[str] = (),
) -> None:
    """Change a table on both databases: columns, references, columns that may be empty, checks that are new.

    `gone` are checks of which `checks` holds the new words.
    """
    with op.batch_alter_table(table) as batch:
        for column in add:
            batch.add_column(column)
        for column_name in free:
            batch.alter_column(column_name, existing_type=sa.Integer(), nullable=True)
        for column_name, target in links:
            batch.create_foreign_key(f"fk_{table}_{column_name}", target, [column_name], ["id"])
        for column_name in unique:
            batch.create_unique_constraint(f"uq_{table}_{column_name}", [column_name])
        for name in gone:
            batch.drop_constraint(name, type_="check")
        for name, said in checks.items():
            batch.create_check_constraint(name, sa.text(said))


def _seats() -> None:
    """People in the hall without an account."""
    op.create_table(
        "floor_seat",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("shown_as", sa.String(160), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.UniqueConstraint("meeting_id", "number"),
    )


def _meetings() -> None:
    """Who is in the chair now, and whether the sitting is suspended; who was sent out, who heard the rules."""
    changed(
        "meeting",
        add=[sa.Column("acting_chair_id", sa.Integer()), sa.Column("suspended_at", MOMENT),
             sa.Column("suspended_reason", sa.String(), nullable=False, server_default="")],
        links=[("acting_chair_id", "person")],
        checks={
            "reason_if_suspended": "(suspended_at IS NULL) = (suspended_reason = '')",
        },
    )
    op.add_column("attendee", sa.Column("removed_at", MOMENT))
    op.add_column("attendee", sa.Column("rules_heard_at", MOMENT))


def _discussions() -> None:
    """A discussion may stop and go on at a later meeting."""
    changed(
        "discussion",
        add=[sa.Column("continues_id", sa.Integer()),
             sa.Column("debate_closed", sa.Boolean(), nullable=False, server_default=sa.false())],
        links=[("continues_id", "discussion")], unique=["continues_id"], gone=["discussion_state_known"],
        checks={
            "discussion_state_known": "state IN ('planned', 'open', 'dropped', 'closed', 'adjourned')",
        },
    )


def _hands_and_turns() -> None:
    """A hand and a turn may be a floor seat's; a turn's clock can pause."""
    changed(
        "hand", add=[sa.Column("seat_id", sa.Integer())], links=[("seat_id", "floor_seat")], free=["person_id"],
        checks={
            "hand_of_a_person_or_a_seat": WHOSE,
        },
    )
    op.create_index("uq_hand_one_waiting_a_seat", "hand", ["discussion_id", "seat_id"], unique=True,
                    **where("state = 'waiting'"))
    changed(
        "turn",
        add=[sa.Column("seat_id", sa.Integer()), sa.Column("paused_at", MOMENT),
             sa.Column("paused_seconds", sa.Integer(), nullable=False, server_default="0"),
             sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.true())],
        links=[("seat_id", "floor_seat")], free=["person_id"],
        checks={
            "turn_of_a_person_or_a_seat": WHOSE,
            "only_a_running_turn_is_paused": "paused_at IS NULL OR ended_at IS NULL",
            "paused_seconds_not_negative": "paused_seconds >= 0",
        },
    )


def _motions() -> None:
    """A seconder, every draft's words, and amendments."""
    changed(
        "motion",
        add=[sa.Column("seconder_id", sa.Integer()),
             sa.Column("seconder", sa.String(160), nullable=False, server_default="")],
        links=[("seconder_id", "person")], gone=["motion_state_known"],
        checks={
            "motion_state_known": "state IN ('moved', 'put', 'withdrawn', 'postponed', 'adjourned', 'passed', 'failed')",
        },
    )
    op.create_table(
        "motion_draft",
        sa.Column("motion_id", sa.Integer(), sa.ForeignKey("motion.id"), primary_key=True),
        sa.Column("draft", sa.Integer(), primary_key=True, autoincrement=False),
        *_words(),
        sa.Column("by", sa.String(160), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("motion_id", sa.Integer(), sa.ForeignKey("motion.id"), nullable=False),
        sa.Column("mover_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("mover", sa.String(160), nullable=False),
        *_words(),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("ballot_id", sa.Integer(), sa.ForeignKey("ballot.id"), unique=True),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('moved', 'withdrawn', 'adopted', 'rejected', 'put')",
                           name="amendment_state_known"),
        sa.CheckConstraint("state <> 'put' OR ballot_id IS NOT NULL", name="ballot_if_amendment_put"),
    )
    op.create_index("uq_amendment_one_pending_a_motion", "amendment", ["motion_id"], unique=True,
                    **where("state IN ('moved', 'put')"))


def _words() -> list[sa.Column[Any]]:
    return [
        sa.Column("who", sa.String(120), nullable=False), sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False), sa.Column("with_what", sa.String(300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
    ]


def _whose() -> list[sa.Column[Any]]:
    return [
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("seat_id", sa.Integer(), sa.ForeignKey("floor_seat.id")),
        sa.Column("shown_as", sa.String(160), nullable=False),
    ]


def _points_and_rulings() -> None:
    """What interrupts, and what the chair ruled."""
    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        *_whose(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('raised', 'heard', 'ruled', 'withdrawn')", name="point_state_known"),
        sa.CheckConstraint("kind IN ('order', 'information')", name="point_kind_known"),
        sa.CheckConstraint(WHOSE, name="point_of_a_person_or_a_seat"),
    )
    op.create_index("ix_point_meeting", "point", ["meeting_id"])
    op.create_index("uq_point_one_heard_a_meeting", "point", ["meeting_id"], unique=True, **where("state = 'heard'"))
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        sa.Column("point_id", sa.Integer(), sa.ForeignKey("point.id"), unique=True),
        sa.Column("turn_id", sa.Integer(), sa.ForeignKey("turn.id")),
        *_whose(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sustained", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('stands', 'appealed', 'upheld', 'overturned')", name="ruling_state_known"),
        sa.CheckConstraint("kind IN ('point', 'off_topic', 'warning', 'muted', 'removed')", name="ruling_kind_known"),
        sa.CheckConstraint("reason <> ''", name="reason_of_a_ruling"),
        sa.CheckConstraint(WHOSE, name="ruling_on_a_person_or_a_seat"),
    )
    op.create_index("ix_ruling_meeting", "ruling", ["meeting_id"])


def _questions() -> None:
    """What the room decides by a count."""
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_by", sa.String(160), nullable=False),
        sa.Column("amendment_id", sa.Integer(), sa.ForeignKey("amendment.id")),
        sa.Column("ruling_id", sa.Integer(), sa.ForeignKey("ruling.id")),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("objections", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("votes_abstain", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.CheckConstraint("state IN ('open', 'carried', 'lost', 'withdrawn')", name="question_state_known"),
        sa.CheckConstraint("kind IN ('amendment', 'close_debate', 'extra_time', 'appeal', 'postpone')",
                           name="question_kind_known"),
        sa.CheckConstraint("way IN ('count', 'no_objection', 'ballot')", name="question_way_known"),
        sa.CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0",
                           name="counts_not_negative"),
        sa.CheckConstraint("kind <> 'appeal' OR ruling_id IS NOT NULL", name="ruling_if_appeal"),
        sa.CheckConstraint("kind <> 'amendment' OR amendment_id IS NOT NULL", name="amendment_if_so_asked"),
    )
    op.create_index("ix_question_meeting", "question", ["meeting_id"])
    op.create_index("uq_question_one_open_a_meeting", "question", ["meeting_id"], unique=True,
                    **where("state = 'open'"))


def _straws() -> None:
    """What is asked without deciding anything."""
    op.create_table(
        "straw",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hall", sa.JSON(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.CheckConstraint("kind IN ('straw', 'temperature')", name="straw_kind_known"),
    )
    op.create_index("uq_straw_one_open_a_meeting", "straw", ["meeting_id"], unique=True, **where("closed_at IS NULL"))
    op.create_table(
        "straw_answer",
        sa.Column("straw_id", sa.Integer(), sa.ForeignKey("straw.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("answer", sa.String(20), nullable=False),
    )


def _parking() -> None:
    """What is off the matter and kept."""
    op.create_table(
        "parked",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("discussion_id", sa.Integer(), sa.ForeignKey("discussion.id"), nullable=False),
        *_whose(),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("matter_id", sa.Integer(), sa.ForeignKey("matter.id"), unique=True),
        sa.Column("parked_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('kept', 'proposed', 'settled')", name="parked_state_known"),
        sa.CheckConstraint(WHOSE, name="parked_by_a_person_or_a_seat"),
        sa.CheckConstraint("(state = 'proposed') = (matter_id IS NOT NULL)", name="matter_if_proposed"),
    )
    op.create_index("ix_parked_discussion", "parked", ["discussion_id"])
