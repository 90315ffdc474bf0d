"""What the register was before: two entries of one person that became one, names that places and units had."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.storage.base import Base

NAMED_PLACES = ("grid", "building", "household", "unit")


class PersonMerge(Base):
    """Two entries were found to be one person: which stays, why, by whose decision. Never changed, never deleted."""

    __tablename__ = "person_merge"
    __table_args__ = (
        CheckConstraint("gone_id <> kept_id", name="two_entries_merged"), Index("ix_person_merge_kept", "kept_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    gone_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200), info={"least": 2})
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    merged_on: Mapped[date]
    merged_at: Mapped[datetime]


class FormerName(Base):
    """What a grid, a building, a door or a unit was called, and until when. Old records keep what they say."""

    __tablename__ = "former_name"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {place}_id IS NULL THEN 0 ELSE 1 END)" for place in NAMED_PLACES) + " = 1",
            name="former_name_of_one_place"),
        Index("ix_former_name_community", "community_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(80), info={"least": 1})
    until: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
