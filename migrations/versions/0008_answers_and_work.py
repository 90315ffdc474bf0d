"""Answers and work: joint meetings, milestones, tasks, confirmations by residents; what is written stays written."""
from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from consult.storage.altering import altered, never_changed

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
ENDED = "'withdrawn', 'lapsed', 'joined', 'redirected', 'rejected', 'answered', 'done'"


def upgrade() -> None:
    _register()
    _matters()
    _replies()
    _work()
    for table in ("event_log", "resolution", "work_note", "verdict", "review_stage"):
        never_changed(table)


def where(condition: str) -> dict[str, Any]:
    """An index over these rows alone, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _to(name: str, table: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable, unique=unique or None)


def _whole(name: str, default: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _register() -> None:
    """Posts of the street and of grids; who answers for what in a grid."""
    with altered("community", {
        "confirm_households_positive": "confirm_households > 0", "grid_term_years_positive": "grid_term_years > 0",
    }) as batch:
        batch.add_column(_whole("confirm_households", "3"))
        batch.add_column(_whole("grid_term_years", "3"))
    with altered("post", {
        "post_kind_known":
            "kind IN ('party_secretary', 'committee_director', 'committee_member', 'secretary', 'facilitator', "
            "'grid_head', 'building_head', 'resident_group_leader', 'resident_representative', "
            "'household_representative', 'council_member', 'oversight_member', 'grid_volunteer', "
            "'street_secretary', 'street_officer')",
        "body_if_of_the_street": "community_id IS NOT NULL OR body_id IS NOT NULL",
    }):
        pass
    op.create_table(
        "grid_unit", _id(), _to("grid_id", "grid"), _to("unit_id", "unit"),
        sa.Column("since", sa.Date(), nullable=False), sa.Column("until", sa.Date()),
        sa.CheckConstraint("until IS NULL OR until >= since", name="grid_unit_ends_after_it_begins"),
    )
    op.create_index("ix_grid_unit_grid", "grid_unit", ["grid_id"])
    op.create_table(
        "grid_duty", _id(), _to("grid_id", "grid"), sa.Column("kind", sa.String(30), nullable=False),
        _to("person_id", "person"), sa.Column("since", sa.Date(), nullable=False), sa.Column("until", sa.Date()),
        sa.CheckConstraint(
            "kind IN ('police', 'safety', 'public_order', 'urban_management', 'civil_affairs', 'health', 'culture')",
            name="grid_worker_known",
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name="grid_duty_ends_after_it_begins"),
    )
    op.create_index("ix_grid_duty_grid", "grid_duty", ["grid_id"])


def _matters() -> None:
    """The states of work, and the body to whose agenda it returns."""
    with altered("matter", {
        "matter_state_known":
            "state IN ('proposed', 'endorsed', 'join_suggested', 'returned', 'admitted', 'deferred', 'scheduled', "
            "'in_session', 'working', 'escalated', 'reopened', 'awaiting_reply', 'reported_done', 'lapsed', "
            "'withdrawn', 'redirected', 'joined', 'rejected', 'answered', 'done')",
        "due_unless_ended": f"(state IN ({ENDED})) = (due_on IS NULL)",
        "owner_unless_ended": f"(state IN ({ENDED})) = (owed_by = 'nobody')",
    }) as batch:
        batch.add_column(sa.Column("answered_by_id", sa.Integer()))
        batch.create_foreign_key("fk_matter_answered_by_id", "body", ["answered_by_id"], ["id"])


def _replies() -> None:
    """Passing up and down with acknowledgement; what a reply rests on, and a word to those who disagreed."""
    with altered("docket_entry", {
        "by_whom_if_acknowledged": "acknowledged_at IS NULL OR acknowledged_by_id IS NOT NULL",
    }) as batch:
        batch.drop_constraint("uq_docket_entry_discussion_id", type_="unique")
        batch.add_column(sa.Column("parent_id", sa.Integer()))
        batch.add_column(sa.Column("acknowledged_at", MOMENT))
        batch.add_column(sa.Column("acknowledged_by_id", sa.Integer()))
        batch.add_column(sa.Column("missed_at", MOMENT))
        batch.create_foreign_key("fk_docket_entry_parent_id", "docket_entry", ["parent_id"], ["id"])
        batch.create_foreign_key("fk_docket_entry_acknowledged_by_id", "person", ["acknowledged_by_id"], ["id"])
    op.create_index(
        "uq_docket_entry_one_a_discussion", "docket_entry", ["discussion_id"], unique=True,
        **where("parent_id IS NULL"),
    )
    with altered("resolution", {"basis_known": "basis IN ('law', 'budget', 'jurisdiction', 'other')"}) as batch:
        batch.add_column(sa.Column("basis", sa.String(20), nullable=False, server_default="other"))
        batch.add_column(sa.Column("to_dissenters", sa.String(), nullable=False, server_default=""))


def _work() -> None:
    """Tasks, milestones, their record with photographs, what residents say of them; the six stages."""
    op.create_table(
        "task", _id(), _to("community_id", "community"), _to("matter_id", "matter"),
        _to("resolution_id", "resolution", nullable=True, unique=True),
        _to("discussion_id", "discussion", nullable=True), _to("body_id", "body", nullable=True),
        _to("unit_id", "unit", nullable=True), sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("what", sa.String(), nullable=False), sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False), _to("grid_id", "grid", nullable=True),
        _to("building_id", "building", nullable=True), sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False), sa.Column("blocked_reason", sa.String(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False), sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("overdue_on", sa.Date()), sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT),
        sa.CheckConstraint(
            "state IN ('open', 'blocked', 'reported_done', 'reopened', 'done')", name="task_state_known"),
        sa.CheckConstraint("owner <> ''", name="task_owner_always"),
        sa.CheckConstraint("extensions >= 0", name="extensions_not_negative"),
        sa.CheckConstraint("round >= 0", name="round_not_negative"),
        sa.CheckConstraint("state <> 'blocked' OR blocked_reason <> ''", name="reason_if_blocked"),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at_if_done"),
    )
    op.create_index("ix_task_community_state", "task", ["community_id", "state", "due_on"])
    op.create_index("ix_task_matter", "task", ["matter_id"])
    op.create_index("ix_task_unit", "task", ["unit_id"])
    op.create_table(
        "work_step", _id(), _to("task_id", "task"), sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(120), nullable=False), sa.Column("reached_at", MOMENT),
        sa.CheckConstraint("what <> ''", name="work_step_says_what"),
    )
    op.create_index("ix_work_step_task", "work_step", ["task_id", "due_on"])
    op.create_table(
        "work_note", _id(), _to("task_id", "task"), sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.String(), nullable=False), sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False), sa.Column("by", sa.String(160), nullable=False),
        _to("by_id", "person", nullable=True), sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('begun', 'progress', 'milestone', 'blocked', 'unblocked', 'handed_over', 'extended', "
            "'renewed', 'overdue', 'reported_done', 'not_done', 'done')",
            name="work_note_kind_known",
        ),
        sa.CheckConstraint(
            "kind NOT IN ('progress', 'blocked', 'handed_over', 'extended', 'renewed', 'not_done') OR text <> ''",
            name="text_if_it_says_something",
        ),
    )
    op.create_index("ix_work_note_task", "work_note", ["task_id"])
    op.create_table(
        "work_picture", _id(), _to("community_id", "community"), _to("note_id", "work_note", nullable=True),
        sa.Column("alt", sa.String(200), nullable=False), sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False), sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_work_picture_note", "work_picture", ["note_id"])
    op.create_table(
        "verdict", _id(), _to("task_id", "task"), sa.Column("round", sa.Integer(), nullable=False),
        _to("household_id", "household"), _to("person_id", "person"), sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("proposer", sa.Boolean(), nullable=False), sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.UniqueConstraint("task_id", "round", "household_id"),
        sa.CheckConstraint("done OR reason <> ''", name="reason_if_not_done"),
    )
    op.create_table(
        "review_stage", _id(), _to("entry_id", "docket_entry"), sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False), sa.Column("attendance", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=False), sa.Column("paper", sa.String(200), nullable=False),
        _to("picture_id", "work_picture", nullable=True), _to("recorded_by_id", "person"),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.UniqueConstraint("entry_id", "stage"),
        sa.CheckConstraint(
            "stage IN ('proposed_by_party', 'consulted_by_committees', 'reviewed_by_members', "
            "'resolved_by_residents', 'decision_disclosed', 'result_disclosed')",
            name="review_stage_known",
        ),
        sa.CheckConstraint("attendance >= 0", name="attendance_not_negative"),
        sa.CheckConstraint("result <> ''", name="stage_result_always"),
    )
