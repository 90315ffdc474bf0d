"""Minutes and their lines."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.core.lifecycle import Lifecycle
from consult.storage.base import Base

MINUTES = Lifecycle("minutes", {("draft", "publish"): "published"})


class Minutes(Base):
    """The minutes of one meeting, drafted from its log up to `log_seq` with head `log_hash`."""

    __tablename__ = "minutes"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number"),
        CheckConstraint(MINUTES.check(), name="minutes_state_known"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at_if_published"),
        CheckConstraint("(state = 'published') = (number IS NOT NULL)", name="number_if_published"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20), default="draft")
    revision: Mapped[int] = mapped_column(default=1)
    year: Mapped[int | None]
    number: Mapped[int | None]
    drafted_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    log_seq: Mapped[int]
    log_hash: Mapped[str] = mapped_column(String(64))
    lines: Mapped[list[MinutesLine]] = relationship(lazy="raise", order_by="MinutesLine.position")

    @property
    def no(self) -> str:
        """The number under which it was published: 〔2026〕第3号."""
        return f"〔{self.year}〕第{self.number}号" if self.number else ""


class MinutesLine(Base):
    """One line: the lead comes from the log; the text is the secretary's."""

    __tablename__ = "minutes_line"
    __table_args__ = (
        CheckConstraint("lead <> '' OR source_seq IS NULL", name="lead_if_from_the_log"),
        Index("ix_minutes_line_minutes", "minutes_id", "position"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    lead: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    source_seq: Mapped[int | None]
