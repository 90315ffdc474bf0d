"""What a sitting of some kind has besides a meeting: its order, people, papers, sign-ups, questions, confirmations."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.lifecycle import one_of
from consult.meeting.rules.sittings.words import Confirmed, ForumQuestionState, SignUpState
from consult.storage.base import Base


class SittingKind(Base):
    """A kind of sitting that an installation added to those that come with the product."""

    __tablename__ = "sitting_kind"
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    ways: Mapped[dict[str, Any]]
    adopted_at: Mapped[datetime]


class Sitting(Base):
    """The kind of a meeting, copied when it was convened, and how far its order has come."""

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("round > 0", name="round_counts_from_one"),
        CheckConstraint("(phase IS NULL) = (phase_at IS NULL)", name="phase_at_if_in_a_phase"),
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    ways: Mapped[dict[str, Any]]
    """The kind's data (community/rules/sittings/kind.py); what the kind becomes later does not reach this sitting."""
    seats: Mapped[dict[str, Any]]
    """How many of each group are drawn by lot, by the group's code."""
    phase: Mapped[str | None] = mapped_column(String(40))
    phase_at: Mapped[datetime | None]
    round: Mapped[int] = mapped_column(default=1)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """The sitting that this one goes on from: the round before, or the one that was postponed."""
    participants_at: Mapped[datetime | None]
    rules_read_at: Mapped[datetime | None]
    record_read_at: Mapped[datetime | None]
    lot: Mapped[dict[str, Any] | None]
    """The seed and every ticket, once the lot was drawn (rules/sittings/lot.py)."""
    door: Mapped[str] = mapped_column(String(64))
    """The secret from which the codes at the door are made; no page shows it."""


class Part(Base):
    """Somebody's part in a sitting, from which group, until it ended."""

    __tablename__ = "sitting_part"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_reason = '')", name="reason_if_the_part_ended"),
        Index("uq_sitting_part_one_a_person", "meeting_id", "person_id", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    role: Mapped[str] = mapped_column(String(40))
    grp: Mapped[str] = mapped_column(String(40), default="")
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(default="")


class Paper(Base):
    """A paper that is posted with the notice."""

    __tablename__ = "paper"
    __table_args__ = (Index("ix_paper_meeting", "meeting_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str]
    added_at: Mapped[datetime]


class SignUp(Base):
    """A resident signed up to be one of those who are heard; `no` is the number of coming in."""

    __tablename__ = "sign_up"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"), UniqueConstraint("meeting_id", "no"),
        CheckConstraint(one_of("state", SignUpState), name="sign_up_state_known"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    no: Mapped[int]
    grp: Mapped[str] = mapped_column(String(40))
    signed_at: Mapped[datetime]
    state: Mapped[SignUpState] = mapped_column(String(20), default="signed")


class Recusal(Base):
    """Somebody asked that another step back from a part, and what was decided."""

    __tablename__ = "recusal"
    __table_args__ = (
        CheckConstraint("(granted IS NULL) = (decided_at IS NULL)", name="decided_at_if_recusal_decided"),
        CheckConstraint("granted IS NULL OR decision <> ''", name="reason_if_recusal_decided"),
        Index("ix_recusal_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about: Mapped[str] = mapped_column(String(160))
    role: Mapped[str] = mapped_column(String(40))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_by: Mapped[str] = mapped_column(String(160))
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    granted: Mapped[bool | None]
    decision: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]


class Confirmation(Base):
    """What one of those who spoke says of the record that was read out."""

    __tablename__ = "record_confirmation"
    __table_args__ = (
        CheckConstraint(one_of("answer", Confirmed), name="confirmation_known"),
        CheckConstraint("answer = 'confirmed' OR reason <> ''", name="reason_unless_confirmed"),
    )
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    answer: Mapped[Confirmed] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime]


class Question(Base):
    """A question put to a forum; it ends answered, promised by a date, referred, or explained why not."""

    __tablename__ = "forum_question"
    __table_args__ = (
        CheckConstraint(one_of("state", ForumQuestionState), name="forum_question_state_known"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at_if_question_ended"),
        CheckConstraint("state = 'open' OR words <> ''", name="words_if_question_ended"),
        CheckConstraint("state <> 'promised' OR (who <> '' AND due_on IS NOT NULL)", name="who_and_date_if_promised"),
        CheckConstraint("state <> 'referred' OR who <> ''", name="to_whom_if_question_referred"),
        Index("ix_forum_question_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_as: Mapped[str] = mapped_column(String(160))
    text: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[ForumQuestionState] = mapped_column(String(20), default="open")
    words: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(String(120), default="")
    due_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    kept: Mapped[str] = mapped_column(default="")


class Kiosk(Base):
    """A tablet in the hall on which residents without a phone sign in; only the hash of its link is kept."""

    __tablename__ = "kiosk"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]


class LightMeeting(Base):
    """A meeting in a courtyard, a building, a grid or a party group: written down after the fact."""

    __tablename__ = "light_meeting"
    __table_args__ = (
        CheckConstraint("present > 0", name="somebody_was_there"),
        Index("ix_light_meeting_community", "community_id", "held_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[str] = mapped_column(String(40))
    ways: Mapped[dict[str, Any]]
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    place: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date]
    present: Mapped[int]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_by: Mapped[str] = mapped_column(String(160))
    noted_at: Mapped[datetime]


class RaisedIssue(Base):
    """What somebody raised at a light meeting; it may have become a matter."""

    __tablename__ = "raised_issue"
    __table_args__ = (Index("ix_raised_issue_meeting", "light_meeting_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    light_meeting_id: Mapped[int] = mapped_column(ForeignKey("light_meeting.id"))
    text: Mapped[str]
    raised_by: Mapped[str] = mapped_column(String(60), default="")
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
