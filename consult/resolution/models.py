"""What waits for a reply, and the replies."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Body, Unit
from consult.core.lifecycle import one_of
from consult.matter.models import Matter
from consult.resolution.rules.reply import Decision
from consult.storage.base import Base


class DocketEntry(Base):
    """An outcome on the docket of the body that owes a reply, with the date by which it owes it."""

    __tablename__ = "docket_entry"
    __table_args__ = (
        Index("ix_docket_entry_body", "body_id", "due_on"), Index("ix_docket_entry_matter", "matter_id"),
        Index("ix_docket_entry_meeting", "meeting_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    discussion_id: Mapped[int] = mapped_column(ForeignKey("discussion.id"), unique=True)
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    motion: Mapped[str]
    docketed_at: Mapped[datetime]
    due_on: Mapped[date]
    body: Mapped[Body] = relationship(lazy="raise")
    matter: Mapped[Matter] = relationship(lazy="raise")
    resolution: Mapped[Resolution | None] = relationship(lazy="raise", back_populates="entry")


class Resolution(Base):
    """A body's reply: the decision, the reason always, who does what by when where there is work."""

    __tablename__ = "resolution"
    __table_args__ = (
        CheckConstraint(one_of("decision", Decision), name="decision_known"),
        CheckConstraint("reason <> ''", name="reason_always"),
        CheckConstraint(
            "decision NOT IN ('adopt', 'adopt_in_part') OR (unit_id IS NOT NULL AND due_on IS NOT NULL)",
            name="unit_and_date_if_work",
        ),
        CheckConstraint("decision <> 'refer' OR referred_to <> ''", name="to_whom_if_referred"),
        CheckConstraint("decision <> 'decline' OR (unit_id IS NULL AND due_on IS NULL)", name="no_work_if_declined"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("docket_entry.id"), unique=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    decision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date | None]
    referred_to: Mapped[str] = mapped_column(String(120), default="")
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    entry: Mapped[DocketEntry] = relationship(lazy="raise", back_populates="resolution")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
