"""How many households and adults a community says that it has."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.community.rules.kinds import Counted
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class StatedNumber(Base):
    """One count with its source and the day it is of; the newest counts. Never changed, never deleted."""

    __tablename__ = "stated_number"
    __table_args__ = (
        CheckConstraint(one_of("kind", Counted), name="counted_known"),
        CheckConstraint("count > 0", name="stated_number_positive"),
        Index("ix_stated_number_community", "community_id", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[Counted] = mapped_column(String(20))
    count: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stated_at: Mapped[datetime]
