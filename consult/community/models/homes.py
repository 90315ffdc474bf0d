"""Who owns a home, and who came to speak for it."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
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
    """Somebody came to speak for a household; the terms are posts, this is by whose hand, why, and who disputes it."""

    __tablename__ = "representative_change"
    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        CheckConstraint("(objection = '') = (objected_by_id IS NULL)", name="objection_of_somebody"),
        CheckConstraint("lapsed_on IS NULL OR confirmed_at IS NULL", name="confirmed_or_lapsed"),
        Index("ix_representative_change_household", "household_id"),
        Index("ix_representative_change_from", "from_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    disputed: Mapped[str] = mapped_column(String(300), default="")
    """What a member of the household says against it, as the office wrote it down; empty when nobody does."""
    on_paper: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The household's own wish, written on a paper that was seen; it counts as that once a second official saw it too."""
    confirm_until: Mapped[date | None]
    """The last day for a second official or the home to confirm it; None where nobody needs to."""
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """What the second official answers to an objection."""
    lapsed_on: Mapped[date | None]
    """Since when it holds no more, because nobody confirmed it in time or another change took its place."""
    objection: Mapped[str] = mapped_column(String(300), default="", server_default="")
    objected_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
