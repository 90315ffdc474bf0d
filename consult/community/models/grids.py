"""A grid's units, and who answers for what in it."""
from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.community.rules.kinds import GridWorker
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class GridUnit(Base):
    """The Y of a grid: a unit that the grid keeps in contact with, from and until."""

    __tablename__ = "grid_unit"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="grid_unit_ends_after_it_begins"),
        Index("ix_grid_unit_grid", "grid_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class GridDuty(Base):
    """Who answers for one of the seven kinds of thing in a grid, from and until; for routing and display only."""

    __tablename__ = "grid_duty"
    __table_args__ = (
        CheckConstraint(one_of("kind", GridWorker), name="grid_worker_known"),
        CheckConstraint("until IS NULL OR until >= since", name="grid_duty_ends_after_it_begins"),
        Index("ix_grid_duty_grid", "grid_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    kind: Mapped[GridWorker] = mapped_column(String(30))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
