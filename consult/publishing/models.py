"""Public versions, notices with their objections and photographs, tokens they are found by, signed heads."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Body
from consult.core.lifecycle import one_of
from consult.matter.models import Matter
from consult.publishing.rules.notice_period import kinds
from consult.publishing.rules.states import (
    NOTICE,
    PUBLIC_VERSION,
    FoundKind,
    NoticeState,
    PhotoMoment,
    PublicVersionState,
)
from consult.storage.base import Base


class PublicVersion(Base):
    """What the public reads of one meeting's minutes; made by one person, let out by another."""

    __tablename__ = "public_version"
    __table_args__ = (
        CheckConstraint(PUBLIC_VERSION.check(), name="public_version_state_known"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> prepared_by_id", name="approved_by_another"),
        CheckConstraint("(state = 'prepared') = (approved_by_id IS NULL)", name="approver_if_let_out"),
        CheckConstraint("state <> 'withdrawn' OR withdrawn_reason <> ''", name="reason_if_withdrawn"),
        Index("ix_public_version_community", "community_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), unique=True)
    state: Mapped[PublicVersionState] = mapped_column(String(20), default="prepared")
    title: Mapped[str] = mapped_column(String(200))
    lines: Mapped[list[Any]]
    """[position, kind, lead, text] a line, as the public reads it."""
    withheld: Mapped[list[Any]]
    """Positions of lines that are left out whole."""
    hidden: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None where it followed from the record by itself."""
    prepared_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class Notice(Base):
    """A notice on the board: written by one person, posted by another, up for its whole time or down with a reason."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number"),
        CheckConstraint(NOTICE.check(), name="notice_state_known"),
        CheckConstraint(one_of("kind", kinds()), name="notice_kind_known"),
        CheckConstraint("posted_by_id IS NULL OR posted_by_id <> prepared_by_id", name="posted_by_another"),
        CheckConstraint("(state = 'prepared') = (posted_at IS NULL)", name="posted_at_if_posted"),
        CheckConstraint("(state = 'prepared') = (number IS NULL)", name="number_if_posted"),
        CheckConstraint("(state = 'prepared') = (until IS NULL)", name="until_if_posted"),
        CheckConstraint("(state = 'down') = (down_at IS NOT NULL)", name="down_at_if_down"),
        CheckConstraint("down_early = false OR down_reason <> ''", name="reason_if_down_early"),
        Index("ix_notice_community", "community_id", "state", "posted_at"), Index("ix_notice_matter", "matter_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int | None]
    number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80))
    basis: Mapped[str] = mapped_column(String(300))
    text: Mapped[str]
    contact: Mapped[str] = mapped_column(String(200))
    days: Mapped[int]
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    state: Mapped[NoticeState] = mapped_column(String(20), default="prepared")
    text_hash: Mapped[str] = mapped_column(String(64))
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime]
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    posted_at: Mapped[datetime | None]
    until: Mapped[date | None]
    down_at: Mapped[datetime | None]
    down_early: Mapped[bool] = mapped_column(default=False)
    down_reason: Mapped[str] = mapped_column(default="")
    matter: Mapped[Matter | None] = relationship(lazy="raise")
    body: Mapped[Body | None] = relationship(lazy="raise")

    @property
    def no(self) -> str:
        """The number under which it was posted: 〔2026〕公示第3号."""
        return f"〔{self.year}〕公示第{self.number}号" if self.number else ""


class NoticeObjection(Base):
    """A resident objects to a notice, and the office answers. `called` is what the public sees of the person."""

    __tablename__ = "notice_objection"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer_if_answered"),
        Index("ix_notice_objection_notice", "notice_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    called: Mapped[str] = mapped_column(String(60))
    text: Mapped[str]
    made_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class NoticePhoto(Base):
    """A photograph of the paper notice, encoded anew: JPEG without metadata."""

    __tablename__ = "notice_photo"
    __table_args__ = (
        CheckConstraint(one_of("moment", PhotoMoment), name="photo_moment_known"),
        Index("ix_notice_photo_notice", "notice_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    moment: Mapped[PhotoMoment] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(120))
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    image_hash: Mapped[str] = mapped_column(String(64))


class SearchToken(Base):
    """One token by which a published record or notice is found; made of the public text alone."""

    __tablename__ = "search_token"
    __table_args__ = (
        CheckConstraint(one_of("kind", FoundKind), name="search_kind_known"),
        Index("ix_search_token_token", "community_id", "token"),
    )
    kind: Mapped[FoundKind] = mapped_column(String(10), primary_key=True)
    ref_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(20), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))


class SignedHead(Base):
    """The head of one day: the newest event of every log under one root, chained to the day before, signed."""

    __tablename__ = "signed_head"
    __table_args__ = (CheckConstraint("number > 0", name="head_counts_from_one"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(unique=True)
    at: Mapped[datetime]
    leaves: Mapped[list[Any]]
    root: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(128))
