"""Organisations of a community or a street, and who speaks for each."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.community.models.register import NAMED
from consult.community.rules.kinds import UnitKind
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class Unit(Base):
    """An organisation: a member of joint meetings, or one who takes on work."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint(one_of("kind", UnitKind), name="unit_kind_known"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[UnitKind] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(80), info=NAMED)
    name_en: Mapped[str] = mapped_column(String(120), default="", server_default="")
    closed_on: Mapped[date | None]
    """The first day on which it is not there any more."""


class Delegacy(Base):
    """A person speaks for a unit, from and until; the history stays."""

    __tablename__ = "delegacy"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="delegacy_ends_after_it_begins"),
        Index("ix_delegacy_unit", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
