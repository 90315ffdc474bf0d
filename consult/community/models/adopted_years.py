"""Years of holidays and days worked that a community adopted for itself."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.storage.base import Base


class AdoptedYear(Base):
    """A year of days as its file had it, in versions; the newest counts. Never changed, never deleted."""

    __tablename__ = "adopted_year"
    __table_args__ = (UniqueConstraint("community_id", "year", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    version: Mapped[int]
    file: Mapped[str]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
