"""Meetings, their roll, discussions, hands, turns, statements and motions."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Body, Community
from consult.core.lifecycle import one_of
from consult.matter.models import Matter
from consult.meeting.models.order import (
    Amendment,
    FloorSeat,
    MotionDraft,
    Parked,
    Point,
    Question,
    Ruling,
    Straw,
    StrawAnswer,
)
from consult.meeting.rules.kinds import (
    DISCUSSION,
    MEETING,
    MOTION,
    Capacity,
    Channel,
    DiscussionState,
    HandState,
    MeetingState,
    MotionState,
    Outcome,
    Stance,
    Status,
)
from consult.storage.base import Base

__all__ = [
    "Amendment", "Attendee", "Discussion", "FloorSeat", "Hand", "HelpCall", "Meeting", "Motion", "MotionDraft",
    "Parked", "Point", "Question", "Ruling", "Statement", "Straw", "StrawAnswer", "Turn",
]


def _only_one(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


def speaker_id(person_id: int | None, seat_id: int | None) -> int:
    """How a room knows who speaks: a person by id, a floor seat by its id below zero."""
    return person_id if person_id is not None else -(seat_id or 0)


class Meeting(Base):
    """One occasion of a body: time, place, roll; its live surface is the room."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("body_id", "year", "number"),
        CheckConstraint(MEETING.check(), name="meeting_state_known"),
        CheckConstraint("extraordinary = false OR extraordinary_reason <> ''", name="reason_if_extraordinary"),
        CheckConstraint("state <> 'cancelled' OR cancelled_reason <> ''", name="reason_if_cancelled"),
        CheckConstraint("(state IN ('open', 'closed')) = (opened_at IS NOT NULL)", name="opened_at_if_opened"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_if_closed"),
        CheckConstraint("state IN ('convened', 'cancelled', 'postponed') OR quorum_needed IS NOT NULL",
                        name="quorum_if_opened"),
        CheckConstraint("(suspended_at IS NULL) = (suspended_reason = '')", name="reason_if_suspended"),
        Index("ix_meeting_community", "community_id", "starts_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    year: Mapped[int]
    number: Mapped[int]
    place: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    convened_at: Mapped[datetime]
    convened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chair_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chair_post: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """The post by which the one convened to chair was chosen, where it was by one: with it the chair ends."""
    acting_chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acting_chair_post: Mapped[str] = mapped_column(String(40), default="", server_default="")
    notice_days: Mapped[int]
    extraordinary: Mapped[bool] = mapped_column(default=False)
    extraordinary_reason: Mapped[str] = mapped_column(default="")
    state: Mapped[MeetingState] = mapped_column(String(20), default="convened")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")
    expected: Mapped[int | None]
    """应到: everyone entitled, also those for whom nobody can come."""
    base: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The base as it was when the sitting opened (ballot/rules/roll_base.py)."""
    quorum_needed: Mapped[int | None]
    vote_rule: Mapped[str] = mapped_column(String(60))
    rules_of_order: Mapped[dict[str, Any]]
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str] = mapped_column(default="")
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    community: Mapped[Community] = relationship(lazy="raise")
    discussions: Mapped[list[Discussion]] = relationship(lazy="raise", order_by="Discussion.position")

    @property
    def chairs_now(self) -> int:
        """Who is in the chair: the one who took it over, else the one convened to chair."""
        return self.acting_chair_id or self.chair_id


class Attendee(Base):
    """Someone on the roll, or someone who came: where, how and as what."""

    __tablename__ = "attendee"
    __table_args__ = (
        UniqueConstraint("meeting_id", "voter_key"),
        CheckConstraint(one_of("status", Status), name="status_known"),
        CheckConstraint(one_of("channel", Channel), name="attendee_channel_known"),
        CheckConstraint(one_of("capacity", Capacity), name="capacity_known"),
        CheckConstraint("voting = (voter_key IS NOT NULL)", name="voter_key_if_voting"),
        CheckConstraint("status <> 'present' OR marked_at IS NOT NULL", name="marked_if_present"),
        Index("ix_attendee_meeting_person", "meeting_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    capacity: Mapped[Capacity] = mapped_column(String(40))
    voting: Mapped[bool]
    voter_key: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[Status] = mapped_column(String(20), default=Status.EXPECTED)
    channel: Mapped[Channel | None] = mapped_column(String(10))
    seat: Mapped[str] = mapped_column(String(20), default="")
    marked_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    rules_heard_at: Mapped[datetime | None]


class Discussion(Base):
    """The part of a meeting that takes up exactly one matter; at most one is open in a room."""

    __tablename__ = "discussion"
    __table_args__ = (
        UniqueConstraint("meeting_id", "matter_id"),
        CheckConstraint(DISCUSSION.check(), name="discussion_state_known"),
        CheckConstraint(one_of("outcome", Outcome), name="outcome_known"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="outcome_if_closed"),
        CheckConstraint("outcome <> 'adopted' OR (owner <> '' AND due_on IS NOT NULL)",
                        name="owner_and_date_if_adopted"),
        CheckConstraint("outcome = 'adopted' OR outcome IS NULL OR reason <> ''", name="reason_unless_adopted"),
        CheckConstraint("outcome <> 'deferred' OR due_on IS NOT NULL", name="date_if_deferred"),
        CheckConstraint("outcome <> 'escalated' OR escalated_to_id IS NOT NULL", name="body_if_escalated"),
        _only_one("uq_discussion_one_open_a_room", "meeting_id", where="state = 'open'"),
        Index("ix_discussion_matter", "matter_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    position: Mapped[int]
    state: Mapped[DiscussionState] = mapped_column(String(20), default="planned")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    due_on: Mapped[date | None]
    escalated_to_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("discussion.id"), unique=True)
    debate_closed: Mapped[bool] = mapped_column(default=False)
    matter: Mapped[Matter] = relationship(lazy="joined", innerjoin=True)


class Hand(Base):
    """Someone asked for the floor, with a stance."""

    __tablename__ = "hand"
    __table_args__ = (
        CheckConstraint(one_of("state", HandState), name="hand_state_known"),
        CheckConstraint(one_of("stance", Stance), name="stance_known"),
        CheckConstraint(one_of("channel", Channel), name="hand_channel_known"),
        CheckConstraint("(person_id IS NULL) <> (seat_id IS NULL)", name="hand_of_a_person_or_a_seat"),
        _only_one("uq_hand_one_waiting_a_person", "discussion_id", "person_id", where="state = 'waiting'"),
        _only_one("uq_hand_one_waiting_a_seat", "discussion_id", "seat_id", where="state = 'waiting'"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("floor_seat.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    stance: Mapped[Stance] = mapped_column(String(10))
    channel: Mapped[Channel] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    state: Mapped[HandState] = mapped_column(String(10), default="waiting")

    @property
    def speaker_id(self) -> int:
        """Whose it is, as rooms know it: a person's id, or a floor seat's below zero."""
        return speaker_id(self.person_id, self.seat_id)


class Turn(Base):
    """Someone has, or had, the floor; at most one turn runs in a discussion."""

    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint(one_of("stance", Stance), name="turn_stance_known"),
        CheckConstraint("(ended_at IS NULL) = (spoke_seconds IS NULL)", name="seconds_if_ended"),
        CheckConstraint("(person_id IS NULL) <> (seat_id IS NULL)", name="turn_of_a_person_or_a_seat"),
        CheckConstraint("paused_at IS NULL OR ended_at IS NULL", name="only_a_running_turn_is_paused"),
        CheckConstraint("paused_seconds >= 0", name="paused_seconds_not_negative"),
        _only_one("uq_turn_one_running_a_discussion", "discussion_id", where="ended_at IS NULL"),
        Index("ix_turn_discussion_person", "discussion_id", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    hand_id: Mapped[int] = mapped_column(ForeignKey("hand.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("floor_seat.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    stance: Mapped[Stance] = mapped_column(String(10))
    channel: Mapped[Channel] = mapped_column(String(10))
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    spoke_seconds: Mapped[int | None]
    text: Mapped[str] = mapped_column(default="")
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    counts: Mapped[bool] = mapped_column(default=True)
    """False for a turn that was cut short by a ruling which the room overturned: it is not held against anyone."""

    @property
    def speaker_id(self) -> int:
        """Who speaks, as rooms know it: a person's id, or a floor seat's below zero."""
        return speaker_id(self.person_id, self.seat_id)


class Statement(Base):
    """A written statement in a discussion."""

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint(one_of("stance", Stance), name="statement_stance_known"),
        Index("ix_statement_discussion", "discussion_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    stance: Mapped[Stance] = mapped_column(String(10))
    text: Mapped[str]
    said_at: Mapped[datetime]


class Motion(Base):
    """Who does what, when, with what; one at a time in a discussion."""

    __tablename__ = "motion"
    __table_args__ = (
        CheckConstraint(MOTION.check(), name="motion_state_known"),
        CheckConstraint("state NOT IN ('put', 'passed', 'failed') OR ballot_id IS NOT NULL", name="ballot_if_put"),
        CheckConstraint("draft > 0", name="draft_counts_from_one"),
        _only_one("uq_motion_one_pending_a_discussion", "discussion_id", where="state IN ('moved', 'put')"),
        Index("ix_motion_discussion", "discussion_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"))
    mover_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mover: Mapped[str] = mapped_column(String(160))
    who: Mapped[str] = mapped_column(String(120))
    what: Mapped[str]
    by_when: Mapped[date]
    with_what: Mapped[str] = mapped_column(String(300))
    text: Mapped[str]
    draft: Mapped[int] = mapped_column(default=1)
    state: Mapped[MotionState] = mapped_column(String(20), default="moved")
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"), unique=True)
    moved_at: Mapped[datetime]
    seconder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seconder: Mapped[str] = mapped_column(String(160), default="")


class HelpCall(Base):
    """Someone in the room pressed for help; only the desk hears it."""

    __tablename__ = "help_call"
    __table_args__ = (
        _only_one("uq_help_call_one_open_a_person", "meeting_id", "person_id", where="answered_at IS NULL"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


import consult.meeting.models.sittings  # noqa: E402, F401  its tables are the meeting's too
