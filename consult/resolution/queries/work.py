"""Reads of the work that was promised: tasks, their record, photographs, what residents say."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from consult.community.models import Building, Delegacy, Household
from consult.community.queries.scopes import places_within
from consult.core.errors import NotFound
from consult.resolution import policy
from consult.resolution.models import Task, Verdict, WorkNote, WorkPicture, WorkStep
from consult.resolution.rules.work import UNFINISHED

PAGE = 20
SHOWN = ("late", "open", "to_confirm", "reopened", "done")


@dataclass(frozen=True)
class Word:
    """What residents have said in this round."""

    households: int
    """How many say that it is done."""
    not_done: int
    proposer: bool
    spoken: frozenset[int]
    """The households that have spoken; for their own members, never shown."""


def _whole() -> Select[Task]:
    return select(Task).options(joinedload(Task.unit), joinedload(Task.matter), joinedload(Task.body))


def task(db: Session, id: int, community_id: int) -> Task:
    """A task of this community; NotFound when it is missing or another's."""
    found = db.scalar(_whole().where(Task.id == id, Task.community_id == community_id))
    if found is None:
        raise NotFound("task")
    return found


def tasks(
    db: Session, community_id: int, today: date, *, shown: str = "", page: int = 1
) -> tuple[Sequence[Task], int]:
    """One page of a community's tasks, what is due first on top, and how many there are in all."""
    conditions = [Task.community_id == community_id, *_as_shown(shown, today)]
    count = db.scalar(select(func.count()).select_from(Task).where(*conditions)) or 0
    ended = Task.done_at.is_not(None)
    rows = db.scalars(
        _whole().where(*conditions).order_by(ended, Task.due_on, Task.id).limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def _as_shown(shown: str, today: date) -> list[ColumnElement[bool]]:
    wanted: dict[str, list[ColumnElement[bool]]] = {
        "late": [Task.state.in_(UNFINISHED), Task.due_on < today], "open": [Task.state.in_(("open", "blocked"))],
        "to_confirm": [Task.state == "reported_done"], "reopened": [Task.state == "reopened"],
        "done": [Task.state == "done"],
    }
    return wanted.get(shown, [])


def counts(db: Session, community_id: int, today: date) -> dict[str, int]:
    """How many tasks there are of each kind that the list can show."""
    return {name: db.scalar(
        select(func.count()).select_from(Task).where(Task.community_id == community_id, *_as_shown(name, today))
    ) or 0 for name in SHOWN}


def task_of_matter(db: Session, matter_id: int) -> Task | None:
    """The work that counts for a matter: the newest that was promised."""
    return db.scalar(_whole().where(Task.matter_id == matter_id).order_by(Task.id.desc()).limit(1))


def tasks_of_resolution(db: Session, resolution_ids: Iterable[int]) -> dict[int, Task]:
    """The task of each of these replies."""
    rows = db.scalars(_whole().where(Task.resolution_id.in_(list(resolution_ids))))
    return {task.resolution_id: task for task in rows if task.resolution_id}


def tasks_for(db: Session, community_id: int, person_id: int, on: date) -> Sequence[Task]:
    """Unfinished work of the units that a person speaks for, what is due first on top."""
    units = select(Delegacy.unit_id).where(
        Delegacy.person_id == person_id, Delegacy.since <= on, or_(Delegacy.until.is_(None), Delegacy.until > on))
    return db.scalars(
        _whole().where(Task.community_id == community_id, Task.unit_id.in_(units), Task.state.in_(UNFINISHED))
        .order_by(Task.due_on, Task.id)
    ).all()


def tasks_of_unit(db: Session, unit_id: int) -> Sequence[Task]:
    """Unfinished work of a unit, what is due first on top."""
    return db.scalars(
        _whole().where(Task.unit_id == unit_id, Task.state.in_(UNFINISHED)).order_by(Task.due_on, Task.id)).all()


def to_confirm(db: Session, community_id: int) -> Sequence[Task]:
    """Work reported done that waits for residents' word."""
    return db.scalars(
        _whole().where(Task.community_id == community_id, Task.state == "reported_done").order_by(Task.id)
    ).all()


def milestones(db: Session, task_id: int) -> Sequence[WorkStep]:
    """The milestones of a task, by day."""
    return db.scalars(select(WorkStep).where(WorkStep.task_id == task_id).order_by(WorkStep.due_on, WorkStep.id)).all()


def notes(db: Session, task_id: int) -> Sequence[WorkNote]:
    """The record of a task, the newest first."""
    return db.scalars(select(WorkNote).where(WorkNote.task_id == task_id).order_by(WorkNote.id.desc())).all()


def pictures_of(db: Session, note_ids: Iterable[int]) -> dict[int, list[WorkPicture]]:
    """The photographs of these entries, without their bytes."""
    found: dict[int, list[WorkPicture]] = defaultdict(list)
    for row in db.scalars(select(WorkPicture).where(WorkPicture.note_id.in_(list(note_ids))).order_by(WorkPicture.id)):
        found[row.note_id or 0].append(row)
    return dict(found)


def picture(db: Session, id: int, community_id: int) -> WorkPicture:
    """A photograph of this community; NotFound when it is missing or another's."""
    found = db.get(WorkPicture, id)
    if found is None or found.community_id != community_id:
        raise NotFound("work_picture")
    return found


def word(db: Session, task: Task) -> Word:
    """What residents have said of a task in this round."""
    rows = db.scalars(select(Verdict).where(Verdict.task_id == task.id, Verdict.round == task.round)).all()
    said = [row for row in rows if row.done]
    return Word(len(said), len(rows) - len(said), any(row.proposer for row in said), frozenset(row.household_id for row in rows))


def voice_answered(db: Session, note_id: int) -> bool:
    """Whether a voice that says it is not done was answered."""
    return db.scalar(select(WorkNote.id).where(WorkNote.answers_id == note_id).limit(1)) is not None


def living_in(db: Session, task: Task) -> int:
    """How many households the scope of a task has: homes that people live in."""
    scope: dict[str, Any] = {"kind": "community", "id": 0}
    if task.grid_id:
        scope = {"kind": "grid", "id": task.grid_id}
    if task.building_id:
        scope = {"kind": "building", "id": task.building_id}
    return sum(place.is_household for place in places_within(db, task.community_id, scope).values())


def scope_of(db: Session, task: Task) -> frozenset[int] | None:
    """The households that a task concerns; None for every one of the community."""
    if task.building_id is None and task.grid_id is None:
        return None
    of = select(Household.id).join(Building, Building.id == Household.building_id)
    where = Building.id == task.building_id if task.building_id else Building.grid_id == task.grid_id
    return frozenset(db.scalars(of.where(where)))


def post_of(db: Session, task: Task, on: date) -> policy.Post:
    """A task as policy sees it on a day."""
    delegates = select(Delegacy.person_id).where(
        Delegacy.unit_id == task.unit_id, Delegacy.since <= on, or_(Delegacy.until.is_(None), Delegacy.until > on))
    speaks = frozenset(db.scalars(delegates)) if task.unit_id else frozenset()
    return policy.Post(task.community_id, task.body, speaks, scope_of(db, task))


def overdue_after(db: Session, day_of: Mapping[int, date]) -> list[int]:
    """Tasks whose day passed undone and of which that was not yet said; `day_of` is today by community."""
    rows = db.execute(
        select(Task.id, Task.community_id, Task.due_on)
        .where(Task.state.in_(UNFINISHED), or_(Task.overdue_on.is_(None), Task.overdue_on < Task.due_on))
        .order_by(Task.id)
    )
    return [row.id for row in rows if row.due_on < day_of[row.community_id]]
