"""What happened in a person's life: one row a change of the register, never changed."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.community.rules.life import LifeKind
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class LifeEvent(Base):
    """One change: what, from which home to which, since which day it holds, when it was entered and by whom."""

    __tablename__ = "life_event"
    __table_args__ = (CheckConstraint(one_of("kind", LifeKind), name="life_kind_known"),
                      Index("ix_life_event_person", "person_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[LifeKind] = mapped_column(String(20))
    from_home_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    to_home_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    holds_from: Mapped[date]
    entered_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who entered it; None is the installation itself."""
    note: Mapped[str] = mapped_column(String(200), default="")
