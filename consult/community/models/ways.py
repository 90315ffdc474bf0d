"""How the ways of a body or a community changed: what, to what, from which day on, by whom, and what was before."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.storage.base import Base


class WayChange(Base):
    """One way that was, or will be, another: of a body, or of the community where no body is named.

    The row holds `value` and `before` in an object of one field, so that also nothing can be said of either.
    """

    __tablename__ = "way_change"
    __table_args__ = (
        CheckConstraint("applied_at IS NULL OR dropped_at IS NULL", name="applied_or_dropped"),
        Index("ix_way_change_community", "community_id", "body_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    way: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    holds_from: Mapped[date]
    entered_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who changed it; nobody where the installation did, at set-up."""
    applied_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    """When it was taken back before its day came."""
