"""Reads of the mirror: what units and bodies promised to do, whether it was done in time, and how content people were."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.community.models import Body, Unit
from consult.core.clock import local_date
from consult.matter.models import Matter
from consult.mirror.queries.way import Period
from consult.mirror.rules.figures import SMALLEST
from consult.project.models import Project, SatisfactionCount
from consult.resolution.models import Task


@dataclass(frozen=True)
class Work:
    """One piece of work that was promised: by what kind of unit or by which body, for which day, and when it was done."""

    community_id: int
    no: str
    title: str
    kind: str
    """The kind of the unit; empty where it was not given to a unit."""
    body: str
    """The body that asked for it."""
    due_on: date
    """The day that was promised at first: an extension does not make a promise kept."""
    done_on: date | None

    @property
    def kept(self) -> bool:
        """Whether it was done by the day that was promised."""
        return self.done_on is not None and self.done_on <= self.due_on


@dataclass(frozen=True)
class Content:
    """What residents said of one order that was closed, by grade; only where enough answered to say it."""

    community_id: int
    no: str
    title: str
    project_id: int
    grades: dict[str, int]

    @property
    def answers(self) -> int:
        """How many said something."""
        return sum(self.grades.values())


def works(db: Session, community_ids: Sequence[int], period: Period) -> list[Work]:
    """Work of these communities that was promised for a day of the period, the earliest first."""
    rows = db.execute(
        select(Task, Unit.kind, Body.name).options(joinedload(Task.matter))
        .outerjoin(Unit, Unit.id == Task.unit_id).outerjoin(Body, Body.id == Task.body_id)
        .join(Matter, Matter.id == Task.matter_id)
        .where(Task.community_id.in_(list(community_ids)), Task.first_due_on.between(period.since, period.until))
        .order_by(Task.first_due_on, Task.id))
    return [
        Work(task.community_id, task.matter.no, task.matter.title, kind or "", body or "", task.first_due_on,
             local_date(task.done_at, period.timezone) if task.done_at else None)
        for task, kind, body in rows
    ]


def contents(db: Session, community_ids: Sequence[int], period: Period) -> list[Content]:
    """Orders closed in the period of which enough residents said how content they are (the last time they were asked)."""
    rows = db.execute(
        select(Project, SatisfactionCount.grade, SatisfactionCount.answers)
        .join(SatisfactionCount, (SatisfactionCount.project_id == Project.id) & (SatisfactionCount.round == Project.round))
        .where(Project.community_id.in_(list(community_ids)), Project.closed_at.between(*period.moments))
        .order_by(Project.closed_at, Project.id))
    found: dict[int, Content] = {}
    for project, grade, answers in rows:
        one = found.setdefault(
            project.id, Content(project.community_id, project.no, project.title, project.id, {}))
        one.grades[grade] = answers
    return [one for one in found.values() if one.answers >= SMALLEST]
