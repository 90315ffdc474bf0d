"""Minutes: their lines, versions, readers, objections, signatures and errata."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.core.lifecycle import one_of
from consult.minutes.rules.kinds import (
    FROZEN,
    MINUTES,
    Capacity,
    LineKind,
    Method,
    MinutesState,
    ObjectionState,
    ReaderState,
)
from consult.storage.base import Base


class Minutes(Base):
    """The minutes of one meeting, drafted from its log up to `log_seq` with head `log_hash`."""

    __tablename__ = "minutes"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number"),
        CheckConstraint(MINUTES.check(), name="minutes_state_known"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at_if_published"),
        CheckConstraint("(state = 'published') = (number IS NOT NULL)", name="number_if_published"),
        CheckConstraint("(state = 'draft') = (objections_until IS NULL)", name="until_when_if_circulated"),
        CheckConstraint("(state IN ('signed', 'published')) = (text_hash IS NOT NULL)", name="text_hash_if_frozen"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10))
    state: Mapped[MinutesState] = mapped_column(String(20), default="draft")
    revision: Mapped[int] = mapped_column(default=1)
    year: Mapped[int | None]
    number: Mapped[int | None]
    drafted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    log_seq: Mapped[int]
    log_hash: Mapped[str] = mapped_column(String(64))
    objections_until: Mapped[datetime | None]
    read_out: Mapped[bool] = mapped_column(default=False)
    text_hash: Mapped[str | None] = mapped_column(String(64))
    lines: Mapped[list[MinutesLine]] = relationship(lazy="raise", order_by="MinutesLine.position")
    readers: Mapped[list[MinutesReader]] = relationship(lazy="raise", order_by="MinutesReader.id")
    objections: Mapped[list[Objection]] = relationship(lazy="raise", order_by="Objection.id")
    signatures: Mapped[list[Signature]] = relationship(lazy="raise", order_by="Signature.id")
    errata: Mapped[list[Erratum]] = relationship(lazy="raise", order_by="Erratum.nth")

    @property
    def no(self) -> str:
        """The number under which it was published: 〔2026〕第3号."""
        return f"〔{self.year}〕第{self.number}号" if self.number else ""

    @property
    def frozen(self) -> bool:
        """Whether the text can no longer change."""
        return self.state in FROZEN


class MinutesLine(Base):
    """One line: the lead comes from the log; the text is the secretary's, or the author's own."""

    __tablename__ = "minutes_line"
    __table_args__ = (
        CheckConstraint("lead <> '' OR source_seq IS NULL", name="lead_if_from_the_log"),
        Index("ix_minutes_line_minutes", "minutes_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    position: Mapped[int]
    kind: Mapped[LineKind] = mapped_column(String(20))
    lead: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    source_seq: Mapped[int | None]
    at: Mapped[datetime | None]
    """When it happened, as the log has it; none for what was added later."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose words these are: a speech, a statement, a recorded dissent."""


class MinutesVersion(Base):
    """One saved revision: who changed which lines, from what to what; never changed itself."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("minutes_id", "revision"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_by: Mapped[str] = mapped_column(String(160))
    why: Mapped[str] = mapped_column(String(20))
    changes: Mapped[list[Any]]


class MinutesReader(Base):
    """Someone who took part and is asked whether the minutes are right."""

    __tablename__ = "minutes_reader"
    __table_args__ = (
        UniqueConstraint("minutes_id", "person_id"),
        CheckConstraint(one_of("state", ReaderState), name="reader_state_known"),
        CheckConstraint("state <> 'refused' OR reason <> ''", name="reason_if_words_refused"),
        Index("ix_minutes_reader_person", "person_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    spoke: Mapped[bool]
    state: Mapped[ReaderState] = mapped_column(String(20), default=ReaderState.ASKED)
    reason: Mapped[str] = mapped_column(default="")
    replied_at: Mapped[datetime | None]


class Objection(Base):
    """Someone who took part says that a line is not right; `quoted` is the line as it then stood."""

    __tablename__ = "minutes_objection"
    __table_args__ = (
        CheckConstraint(one_of("state", ObjectionState), name="objection_state_known"),
        CheckConstraint("state <> 'declined' OR answer <> ''", name="answer_if_objection_declined"),
        CheckConstraint("(state IN ('accepted', 'declined')) = (answered_at IS NOT NULL)",
                        name="answered_at_if_objection_answered"),
        Index("ix_minutes_objection_minutes", "minutes_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("minutes_line.id"))
    position: Mapped[int]
    quoted: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    text: Mapped[str]
    said_at: Mapped[datetime]
    state: Mapped[ObjectionState] = mapped_column(String(20), default=ObjectionState.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]


class Signature(Base):
    """The chair or the recorder stands for the text with this hash."""

    __tablename__ = "minutes_signature"
    __table_args__ = (
        UniqueConstraint("minutes_id", "capacity"),
        CheckConstraint(one_of("capacity", Capacity), name="signature_capacity_known"),
        CheckConstraint(one_of("method", Method), name="signature_method_known"),
        CheckConstraint("method <> 'paper' OR note <> ''", name="note_if_signed_on_paper"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    capacity: Mapped[Capacity] = mapped_column(String(20))
    method: Mapped[Method] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    text_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]


class Erratum(Base):
    """A correction appended to published minutes; the text it corrects stays as it is."""

    __tablename__ = "minutes_erratum"
    __table_args__ = (
        UniqueConstraint("minutes_id", "nth"),
        CheckConstraint("text <> '' AND reason <> ''", name="text_and_reason_of_an_erratum"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    nth: Mapped[int]
    position: Mapped[int | None]
    text: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    appended_at: Mapped[datetime]
