"""The needs list 需求清单 and the resources list 资源清单."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Building, Grid, Person, Unit
from consult.core.lifecycle import one_of
from consult.core.working_days import from_kept
from consult.project.rules.kinds import Filing, Source, Terms, Times
from consult.project.rules.lifecycle import NEED, RESOURCE, NeedState, ResourceState
from consult.storage.base import Base


class Need(Base):
    """What somebody needs, in their words; of one filed anonymously nothing here says who filed it."""

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint(NEED.check(), name="need_state_known"),
        CheckConstraint(one_of("source", Source), name="need_source_known"),
        CheckConstraint(one_of("filing", Filing), name="need_filing_known"),
        CheckConstraint(one_of("times", Times), name="need_times_known"),
        CheckConstraint("(filing = 'anonymous') = (filed_by_id IS NULL)", name="filer_unless_anonymous"),
        CheckConstraint("people > 0", name="need_people_positive"),
        CheckConstraint("grid_id IS NULL OR building_id IS NULL", name="need_of_grid_or_building"),
        CheckConstraint("state NOT IN ('returned', 'merged') OR reason <> ''", name="reason_if_need_refused"),
        CheckConstraint("(state = 'merged') = (into_id IS NOT NULL)", name="into_if_merged"),
        CheckConstraint(
            "state IN ('filed', 'withdrawn') OR (reviewed_at IS NOT NULL AND reviewed_by_id IS NOT NULL)",
            name="reviewed_if_listed",
        ),
        Index("ix_need_community_state", "community_id", "state"), Index("ix_need_filed_by", "filed_by_id"),
        Index("ix_need_matter", "matter_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str] = mapped_column(String(60))
    what: Mapped[str]
    category: Mapped[str] = mapped_column(String(30))
    source: Mapped[Source] = mapped_column(String(20))
    filing: Mapped[Filing] = mapped_column(String(20))
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[datetime]
    people: Mapped[int] = mapped_column(default=1)
    times: Mapped[Times] = mapped_column(String(20), default=Times.ANY)
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    until: Mapped[date | None]
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    state: Mapped[NeedState] = mapped_column(String(20), default="filed")
    due_on: Mapped[date]
    """By when the review is owed."""
    due_without: Mapped[str] = mapped_column(String(40), default="")
    """The years whose holidays were not known when `due_on` was counted: "2027"."""
    reason: Mapped[str] = mapped_column(default="")
    into_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """The joint meeting that reviewed it, where it was not the office alone."""
    grid: Mapped[Grid | None] = relationship(lazy="raise")
    building: Mapped[Building | None] = relationship(lazy="raise")
    into: Mapped[Need | None] = relationship(lazy="raise", remote_side=[id])

    @property
    def limit(self) -> date:
        """By when the review is owed, and whether that was counted roughly."""
        return from_kept(self.due_on, self.due_without)


class Resource(Base):
    """What a unit or a person can give. The contact is for the office; no public page and no event has it."""

    __tablename__ = "resource"
    __table_args__ = (
        CheckConstraint(RESOURCE.check(), name="resource_state_known"),
        CheckConstraint(one_of("terms", Terms), name="resource_terms_known"),
        CheckConstraint(one_of("times", Times), name="resource_times_known"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="provider_is_person_or_unit"),
        CheckConstraint("capacity > 0", name="resource_capacity_positive"),
        CheckConstraint("grid_id IS NULL OR building_id IS NULL", name="resource_of_grid_or_building"),
        CheckConstraint("until IS NULL OR since IS NULL OR until >= since", name="resource_ends_after_it_begins"),
        CheckConstraint("state <> 'listed' OR (listed_at IS NOT NULL AND listed_by_id IS NOT NULL)", name="listed_by_whom"),
        Index("ix_resource_community_state", "community_id", "state"), Index("ix_resource_unit", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str] = mapped_column(String(60))
    what: Mapped[str]
    category: Mapped[str] = mapped_column(String(30))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[int] = mapped_column(default=1)
    capacity_of: Mapped[str] = mapped_column(String(40), default="")
    """What the capacity counts: persons a time, plots, hours a week."""
    times: Mapped[Times] = mapped_column(String(20), default=Times.ANY)
    since: Mapped[date | None]
    until: Mapped[date | None]
    terms: Mapped[Terms] = mapped_column(String(20), default=Terms.FREE)
    terms_words: Mapped[str] = mapped_column(String(200), default="")
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    contact: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[ResourceState] = mapped_column(String(20), default="offered")
    offered_at: Mapped[datetime]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Who entered it for them (community/rules/hands.py); empty where they did it themselves."""
    listed_at: Mapped[datetime | None]
    listed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[person_id])
    grid: Mapped[Grid | None] = relationship(lazy="raise")
    building: Mapped[Building | None] = relationship(lazy="raise")
