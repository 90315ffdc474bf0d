"""What waits for a reply, the replies, and the work that they promised."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Body, Unit
from consult.core.lifecycle import one_of
from consult.matter.models import Matter
from consult.meeting.rules.kinds import Outcome
from consult.resolution.rules.reply import Basis, Decision, Given
from consult.resolution.rules.review import Stage
from consult.resolution.rules.work import TASK, NoteKind, TaskState
from consult.storage.base import Base

FIRST = "parent_id IS NULL"


class DocketEntry(Base):
    """An outcome on the docket of the body that owes a reply, with the date by which it owes it.

    What a body passes up or down is an entry of its own on the other's docket; `parent_id` is where it came from.
    """

    __tablename__ = "docket_entry"
    __table_args__ = (
        CheckConstraint("acknowledged_at IS NULL OR acknowledged_by_id IS NOT NULL", name="by_whom_if_acknowledged"),
        Index("uq_docket_entry_one_a_discussion", "discussion_id", unique=True,
              sqlite_where=text(FIRST), postgresql_where=text(FIRST)),
        Index("ix_docket_entry_body", "body_id", "due_on"), Index("ix_docket_entry_matter", "matter_id"),
        Index("ix_docket_entry_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"))
    outcome: Mapped[Outcome] = mapped_column(String(20))
    motion: Mapped[str]
    docketed_at: Mapped[datetime]
    due_on: Mapped[date]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("docket_entry.id"))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acknowledged_hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    missed_at: Mapped[datetime | None]
    """When it was noted in public that the day passed without a reply."""
    body: Mapped[Body] = relationship(lazy="raise")
    matter: Mapped[Matter] = relationship(lazy="raise")
    parent: Mapped[DocketEntry | None] = relationship(lazy="raise", remote_side=[id])
    resolution: Mapped[Resolution | None] = relationship(lazy="raise", back_populates="entry")


class Resolution(Base):
    """A body's reply: the decision, the reason always, who does what by when where there is work. Never changed."""

    __tablename__ = "resolution"
    __table_args__ = (
        CheckConstraint(one_of("decision", Decision), name="decision_known"),
        CheckConstraint(one_of("basis", Basis), name="basis_known"),
        CheckConstraint("reason <> ''", name="reason_always"),
        CheckConstraint(
            "decision NOT IN ('adopt', 'adopt_in_part') OR (unit_id IS NOT NULL AND due_on IS NOT NULL)",
            name="unit_and_date_if_work",
        ),
        CheckConstraint("decision <> 'refer' OR referred_to <> ''", name="to_whom_if_referred"),
        CheckConstraint("decision <> 'decline' OR (unit_id IS NULL AND due_on IS NULL)", name="no_work_if_declined"),
        CheckConstraint(f"given = '' OR {one_of('given', Given)}", name="way_of_giving_known"),
        CheckConstraint("given <> 'sitting' OR meeting_id IS NOT NULL", name="sitting_named_if_given_there"),
        CheckConstraint("given <> 'between' OR (meeting_id IS NULL AND between_rule <> '')", name="rule_if_given_between"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("docket_entry.id"), unique=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    decision: Mapped[Decision] = mapped_column(String(20))
    reason: Mapped[str]
    basis: Mapped[Basis] = mapped_column(String(20), default=Basis.OTHER)
    to_dissenters: Mapped[str] = mapped_column(default="")
    """What is said to those who disagreed."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date | None]
    referred_to: Mapped[str] = mapped_column(String(120), default="")
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    given: Mapped[str] = mapped_column(String(20), default="", server_default="")
    """At a sitting of the body, or between sittings; empty in replies of before this was asked."""
    between_rule: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """By which rule it was given between sittings."""
    given_hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    entry: Mapped[DocketEntry] = relationship(lazy="raise", back_populates="resolution")
    unit: Mapped[Unit | None] = relationship(lazy="raise")


class ReviewStage(Base):
    """One of the six stages of 四议两公开 beside an entry: when, how many, what came of it, on which paper."""

    __tablename__ = "review_stage"
    __table_args__ = (
        UniqueConstraint("entry_id", "stage"),
        CheckConstraint(one_of("stage", Stage), name="review_stage_known"),
        CheckConstraint("attendance >= 0", name="attendance_not_negative"),
        CheckConstraint("result <> ''", name="stage_result_always"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("docket_entry.id"))
    stage: Mapped[Stage] = mapped_column(String(40))
    held_on: Mapped[date]
    attendance: Mapped[int]
    result: Mapped[str]
    paper: Mapped[str] = mapped_column(String(200), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("work_picture.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class Task(Base):
    """Work that was promised: who owes it, by when, and how far it is. Residents' word alone makes it done."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint(TASK.check(), name="task_state_known"),
        CheckConstraint("owner <> ''", name="task_owner_always"),
        CheckConstraint("extensions >= 0", name="extensions_not_negative"),
        CheckConstraint("round >= 0", name="round_not_negative"),
        CheckConstraint("reopens_at > 0", name="reopens_at_positive"),
        CheckConstraint("state <> 'blocked' OR blocked_reason <> ''", name="reason_if_blocked"),
        CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at_if_done"),
        Index("ix_task_community_state", "community_id", "state", "due_on"), Index("ix_task_matter", "matter_id"),
        Index("ix_task_unit", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), unique=True)
    discussion_id: Mapped[int | None] = mapped_column(ForeignKey("discussion.id"))
    """Where it was decided when no reply was needed."""
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    """The body on whose agenda it returns when it is late or not done."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    owner: Mapped[str] = mapped_column(String(120))
    what: Mapped[str]
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    """Whose residents may say whether it is done: of a building, of a grid, or everyone where both are empty."""
    needed: Mapped[int]
    """How many households have to say so."""
    reopens_at: Mapped[int] = mapped_column(default=1, server_default="1")
    """How many households have to say in one round that it is not done, until the work is open again."""
    state: Mapped[TaskState] = mapped_column(String(20), default="open")
    blocked_reason: Mapped[str] = mapped_column(default="")
    extensions: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=0)
    """How often it was reported done."""
    overdue_on: Mapped[date | None]
    """The day whose passing was noted in public."""
    begun_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    matter: Mapped[Matter] = relationship(lazy="raise")
    body: Mapped[Body | None] = relationship(lazy="raise")


class WorkStep(Base):
    """A step on the way of a task, with its own day."""

    __tablename__ = "work_step"
    __table_args__ = (
        CheckConstraint("what <> ''", name="work_step_says_what"), Index("ix_work_step_task", "task_id", "due_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    due_on: Mapped[date]
    what: Mapped[str] = mapped_column(String(120))
    reached_at: Mapped[datetime | None]


class WorkNote(Base):
    """One entry of a task's record; entries are added, never changed. Who lives where is in none of them."""

    __tablename__ = "work_note"
    __table_args__ = (
        CheckConstraint(one_of("kind", NoteKind), name="work_note_kind_known"),
        CheckConstraint(
            "kind NOT IN ('progress', 'blocked', 'handed_over', 'extended', 'renewed', 'not_done', 'answered') OR text <> ''",
            name="text_if_it_says_something",
        ),
        Index("ix_work_note_task", "task_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    kind: Mapped[NoteKind] = mapped_column(String(20))
    text: Mapped[str]
    owner: Mapped[str] = mapped_column(String(120))
    """Who owed it then; after a handing over, the new one."""
    due_on: Mapped[date]
    by: Mapped[str] = mapped_column(String(160))
    """The unit, the post or 居民 for whom it was written."""
    hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Who wrote it for them (community/rules/hands.py); empty where they did it themselves."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("work_note.id"))
    """The voice that this entry answers."""


class WorkPicture(Base):
    """A photograph as this house wrote it anew: JPEG, upright, without a word of metadata."""

    __tablename__ = "work_picture"
    __table_args__ = (Index("ix_work_picture_note", "note_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    note_id: Mapped[int | None] = mapped_column(ForeignKey("work_note.id"))
    alt: Mapped[str] = mapped_column(String(200))
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(deferred=True)


class Verdict(Base):
    """What one household says about work reported done; one word a household in each round."""

    __tablename__ = "verdict"
    __table_args__ = (
        UniqueConstraint("task_id", "round", "household_id"),
        CheckConstraint("done OR reason <> ''", name="reason_if_not_done"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    round: Mapped[int]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    done: Mapped[bool]
    proposer: Mapped[bool]
    """Whether it is the word of who proposed the matter."""
    reason: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime]
