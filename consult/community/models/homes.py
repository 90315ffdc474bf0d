"""Who owns a home, and who came to speak for it."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.storage.base import Base


class Ownership(Base):
    """Who owns a home and its exclusive area in cm², since a day and until the first day on which it no longer holds; a
    developer's unsold homes are a unit's."""

    __tablename__ = "ownership"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="owner_is_person_or_unit"),
        CheckConstraint("area_cm2 > 0", name="owned_area_positive"),
        CheckConstraint("until IS NULL OR until >= since", name="ownership_ends_after_it_begins"),
        Index("ix_ownership_household", "household_id"),
        Index("uq_ownership_one_owner_a_household", "household_id", unique=True,
              sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    area_cm2: Mapped[int]
    since: Mapped[date]
    until: Mapped[date | None]
    voter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who gives the voice, by what the owners put in writing: one of them, or a guardian where one is not of age."""


class CoOwner(Base):
    """Somebody who owns a home together with the owner entered, since a day and until the first on which not any more."""

    __tablename__ = "co_owner"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="co_owner_ends_after_it_begins"),
        Index("uq_co_owner_once", "ownership_id", "person_id", unique=True,
              sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ownership_id: Mapped[int] = mapped_column(ForeignKey("ownership.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class RepresentativeChange(Base):
    """A household named another representative; the terms are posts, this is why, and who disputes it."""

    __tablename__ = "representative_change"
    __table_args__ = (Index("ix_representative_change_household", "household_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    disputed: Mapped[str] = mapped_column(String(300), default="")
    """What a member of the household says against it; empty when nobody does."""
