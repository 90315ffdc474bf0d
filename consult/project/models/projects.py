"""The projects list 项目清单: needs and resources put together, on their way through the five steps."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Building, Grid
from consult.project.models.claims import Claim
from consult.project.models.lists import Need, Resource
from consult.project.rules.lifecycle import DISPATCHED, PROJECT, TAKEN_ON, UNDER_WAY, ProjectState
from consult.storage.base import Base


def _any_of(states: tuple[ProjectState, ...]) -> str:
    return f"state IN ({', '.join(repr(state) for state in states)})"


class Project(Base):
    """An order: what is to be done for which needs, by whom, and at which of the five steps it is.

    `taken` of its `places` are claimed; the database refuses one too many. The times of the steps in force stand
    here with who took each; steps that were taken back are in the log.
    """

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number"),
        CheckConstraint(PROJECT.check(), name="project_state_known"),
        CheckConstraint("taken >= 0 AND taken <= places", name="never_more_taken_than_places"),
        CheckConstraint("answers_needed > 0", name="answers_needed_positive"),
        CheckConstraint("round > 0", name="round_counts_from_one"),
        CheckConstraint("grid_id IS NULL OR building_id IS NULL", name="project_of_grid_or_building"),
        CheckConstraint("due_on IS NULL OR starts_on IS NULL OR due_on >= starts_on", name="project_due_after_it_starts"),
        CheckConstraint("entry_id IS NULL OR matter_id IS NOT NULL", name="matter_if_from_a_docket"),
        CheckConstraint(
            f"NOT ({_any_of(DISPATCHED)}) OR (dispatched_at IS NOT NULL AND dispatched_by_id IS NOT NULL)",
            name="dispatched_by_whom",
        ),
        CheckConstraint(
            f"NOT ({_any_of(TAKEN_ON)}) OR (accepted_at IS NOT NULL AND accepted_by_id IS NOT NULL)",
            name="accepted_by_whom",
        ),
        CheckConstraint(f"NOT ({_any_of(TAKEN_ON)}) OR taken > 0", name="claimed_if_accepted"),
        CheckConstraint("state <> 'deliberating' OR discussed_as_id IS NOT NULL", name="matter_if_deliberating"),
        CheckConstraint(
            f"NOT ({_any_of(UNDER_WAY)}) OR (deliberated_at IS NOT NULL AND deliberated_by_id IS NOT NULL)",
            name="deliberated_if_under_way",
        ),
        CheckConstraint(
            "deliberated_at IS NULL OR discussed_as_id IS NOT NULL OR no_discussion_because <> ''",
            name="discussed_or_said_why_not",
        ),
        CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL AND closed_by_id IS NOT NULL)", name="closed_by_whom"
        ),
        CheckConstraint("state <> 'dropped' OR reason <> ''", name="reason_if_dropped"),
        Index("ix_project_community_state", "community_id", "state"), Index("ix_project_matter", "matter_id"),
        Index("ix_project_discussed_as", "discussed_as_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(60))
    aim: Mapped[str]
    category: Mapped[str] = mapped_column(String(30))
    method: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(120))
    """Who in the community answers for it: an office or a post, for everyone to read."""
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    places: Mapped[int] = mapped_column(default=1)
    taken: Mapped[int] = mapped_column(default=0)
    answers_needed: Mapped[int] = mapped_column(default=5)
    round: Mapped[int] = mapped_column(default=1)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("docket_entry.id"))
    state: Mapped[ProjectState] = mapped_column(String(20), default="drawn")
    reason: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    dispatched_at: Mapped[datetime | None]
    dispatched_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    discussed_as_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    """The matter under which it is, or was, discussed in a room."""
    discussed_at_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    no_discussion_because: Mapped[str] = mapped_column(default="")
    deliberated_at: Mapped[datetime | None]
    deliberated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    grid: Mapped[Grid | None] = relationship(lazy="raise")
    building: Mapped[Building | None] = relationship(lazy="raise")
    claims: Mapped[list[Claim]] = relationship(lazy="raise", order_by=Claim.id)
    needs: Mapped[list[Need]] = relationship(lazy="raise", secondary="project_need", viewonly=True, order_by=Need.id)
    resources: Mapped[list[Resource]] = relationship(
        lazy="raise", secondary="project_resource", viewonly=True, order_by=Resource.id)

    @property
    def no(self) -> str:
        """The number people say and write: 2026-07."""
        return f"{self.year}-{self.number:02d}"

    @property
    def left(self) -> int:
        """How many places nobody has claimed."""
        return self.places - self.taken


class ProjectNeed(Base):
    """A need that a project is to meet; who put them together, and when."""

    __tablename__ = "project_need"
    __table_args__ = (Index("ix_project_need_need", "need_id"),)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), primary_key=True)
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime]


class ProjectResource(Base):
    """A resource that a project counts on; who put them together, and when."""

    __tablename__ = "project_resource"
    __table_args__ = (Index("ix_project_resource_resource", "resource_id"),)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime]
