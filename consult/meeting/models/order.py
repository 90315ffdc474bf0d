"""Tables of procedure: floor seats, drafts, amendments, points, rulings, questions to the room, straw polls, parking."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.lifecycle import one_of
from consult.meeting.rules.procedure import (
    AMENDMENT,
    PARKED,
    POINT,
    QUESTION,
    RULING,
    AmendmentState,
    ParkedState,
    PointKind,
    PointState,
    QuestionKind,
    QuestionState,
    RulingKind,
    RulingState,
    StrawKind,
    Way,
)
from consult.storage.base import Base

WHOSE = "(person_id IS NULL) <> (seat_id IS NULL)"


def _only_one(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


class FloorSeat(Base):
    """A numbered or named person in the hall who has no account and is on no register; speaks, does not vote."""

    __tablename__ = "floor_seat"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[str] = mapped_column(String(20))
    shown_as: Mapped[str] = mapped_column(String(160))
    taken_at: Mapped[datetime]


class MotionDraft(Base):
    """One version of a motion's words; the last is the motion's own."""

    __tablename__ = "motion_draft"
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    draft: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    who: Mapped[str] = mapped_column(String(120))
    what: Mapped[str]
    by_when: Mapped[date]
    with_what: Mapped[str] = mapped_column(String(300))
    text: Mapped[str]
    by: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime]


class Amendment(Base):
    """Other words for the motion on the floor, decided before it; one at a time."""

    __tablename__ = "amendment"
    __table_args__ = (
        CheckConstraint(AMENDMENT.check(), name="amendment_state_known"),
        CheckConstraint("state <> 'put' OR ballot_id IS NOT NULL", name="ballot_if_amendment_put"),
        _only_one("uq_amendment_one_pending_a_motion", "motion_id", where="state IN ('moved', 'put')"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    mover_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mover: Mapped[str] = mapped_column(String(160))
    who: Mapped[str] = mapped_column(String(120))
    what: Mapped[str]
    by_when: Mapped[date]
    with_what: Mapped[str] = mapped_column(String(300))
    text: Mapped[str]
    state: Mapped[AmendmentState] = mapped_column(String(20), default="moved")
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"), unique=True)
    moved_at: Mapped[datetime]


class Point(Base):
    """A point of order or of information: it interrupts, is heard, and is ruled on."""

    __tablename__ = "point"
    __table_args__ = (
        CheckConstraint(POINT.check(), name="point_state_known"),
        CheckConstraint(one_of("kind", PointKind), name="point_kind_known"),
        CheckConstraint(WHOSE, name="point_of_a_person_or_a_seat"),
        _only_one("uq_point_one_heard_a_meeting", "meeting_id", where="state = 'heard'"),
        Index("ix_point_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("floor_seat.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    kind: Mapped[PointKind] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[PointState] = mapped_column(String(20), default="raised")
    raised_at: Mapped[datetime]

    @property
    def speaker_id(self) -> int:
        """Whose it is, as rooms know it."""
        return self.person_id if self.person_id is not None else -(self.seat_id or 0)


class Ruling(Base):
    """What the chair ruled, with the reason; the room may overturn it."""

    __tablename__ = "ruling"
    __table_args__ = (
        CheckConstraint(RULING.check(), name="ruling_state_known"),
        CheckConstraint(one_of("kind", RulingKind), name="ruling_kind_known"),
        CheckConstraint("reason <> ''", name="reason_of_a_ruling"),
        CheckConstraint(WHOSE, name="ruling_on_a_person_or_a_seat"),
        Index("ix_ruling_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("point.id"), unique=True)
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turn.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("floor_seat.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    kind: Mapped[RulingKind] = mapped_column(String(20))
    sustained: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str]
    state: Mapped[RulingState] = mapped_column(String(20), default="stands")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]

    @property
    def speaker_id(self) -> int:
        """Whom it concerns, as rooms know it."""
        return self.person_id if self.person_id is not None else -(self.seat_id or 0)


class Question(Base):
    """A question of procedure that the room decides by a count; at most one is open in a meeting."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint(QUESTION.check(), name="question_state_known"),
        CheckConstraint(one_of("kind", QuestionKind), name="question_kind_known"),
        CheckConstraint(one_of("way", Way), name="question_way_known"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0", name="counts_not_negative"),
        CheckConstraint("kind <> 'appeal' OR ruling_id IS NOT NULL", name="ruling_if_appeal"),
        CheckConstraint("kind <> 'amendment' OR amendment_id IS NOT NULL", name="amendment_if_so_asked"),
        _only_one("uq_question_one_open_a_meeting", "meeting_id", where="state = 'open'"),
        Index("ix_question_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    kind: Mapped[QuestionKind] = mapped_column(String(20))
    way: Mapped[Way] = mapped_column(String(20))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_by: Mapped[str] = mapped_column(String(160))
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey("ruling.id"))
    details: Mapped[dict[str, Any]]
    objections: Mapped[int] = mapped_column(default=0)
    state: Mapped[QuestionState] = mapped_column(String(20), default="open")
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    votes_abstain: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class Straw(Base):
    """A straw poll or a temperature: asked of everyone in the room, binding nobody; one open at a time."""

    __tablename__ = "straw"
    __table_args__ = (
        CheckConstraint(one_of("kind", StrawKind), name="straw_kind_known"),
        _only_one("uq_straw_one_open_a_meeting", "meeting_id", where="closed_at IS NULL"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    kind: Mapped[StrawKind] = mapped_column(String(20))
    text: Mapped[str]
    hall: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class StrawAnswer(Base):
    """What one person answered; changeable while it is open, and never shown but in sums."""

    __tablename__ = "straw_answer"
    straw_id: Mapped[int] = mapped_column(ForeignKey("straw.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answer: Mapped[str] = mapped_column(String(20))


class Parked(Base):
    """What is off the matter and is not to be lost."""

    __tablename__ = "parked"
    __table_args__ = (
        CheckConstraint(PARKED.check(), name="parked_state_known"),
        CheckConstraint(WHOSE, name="parked_by_a_person_or_a_seat"),
        CheckConstraint("(state = 'proposed') = (matter_id IS NOT NULL)", name="matter_if_proposed"),
        Index("ix_parked_discussion", "discussion_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("floor_seat.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    text: Mapped[str]
    state: Mapped[ParkedState] = mapped_column(String(20), default="kept")
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), unique=True)
    parked_at: Mapped[datetime]

    @property
    def speaker_id(self) -> int:
        """Who said it, as rooms know it."""
        return self.person_id if self.person_id is not None else -(self.seat_id or 0)
