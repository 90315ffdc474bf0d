"""What the owner of work does and says: progress, blocked, handed over, put off, done; and the body's new charge."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from consult.community.models import Unit
from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound
from consult.resolution.actions.recording import (
    day_of,
    moved,
    moved_or_same,
    noted,
    of_the_body,
    spoken_for,
    the_task,
    write,
)
from consult.resolution.events import DoneReported, TaskOverdue
from consult.resolution.models import Task, WorkStep
from consult.resolution.rules.work import UNFINISHED, NoteKind
from consult.storage.pictures import Picture
from consult.storage.work import Work

Said = Annotated[str, Length(most=1_000, least=4)]
Reason = Annotated[str, Length(most=1_000, least=10)]


def note_progress(work: Work, *, task_id: int, text: Said, pictures: Sequence[Picture] = ()) -> dict[str, int]:
    """Say how far it is, with photographs where there are some."""
    task, actor, post = the_task(work, task_id, "work")
    moved_or_same(task, "note")
    note = noted(work, task, NoteKind.PROGRESS, text, spoken_for(task, actor, post), pictures=pictures)
    return {"task_id": task.id, "note_id": note.id}


def reach_milestone(work: Work, *, task_id: int, step_id: int) -> dict[str, int]:
    """Say that a step on the way is done."""
    task, actor, post = the_task(work, task_id, "work")
    milestone = work.get(WorkStep, step_id)
    if milestone.task_id != task.id:
        raise NotFound("work_step")
    if milestone.reached_at is None:
        moved_or_same(task, "note")
        milestone.reached_at = work.now
        noted(work, task, NoteKind.MILESTONE, milestone.what, spoken_for(task, actor, post))
    return {"task_id": task.id}


def block(work: Work, *, task_id: int, reason: Reason) -> dict[str, int]:
    """Say that it cannot go on, and why; everyone can read it. The day it is due stays."""
    task, actor, post = the_task(work, task_id, "work")
    moved(task, "block")
    task.blocked_reason = reason
    noted(work, task, NoteKind.BLOCKED, reason, spoken_for(task, actor, post))
    return {"task_id": task.id}


def unblock(work: Work, *, task_id: int) -> dict[str, int]:
    """Say that it goes on."""
    task, actor, post = the_task(work, task_id, "work")
    moved(task, "unblock")
    noted(work, task, NoteKind.UNBLOCKED, "", spoken_for(task, actor, post))
    return {"task_id": task.id}


def hand_over(work: Work, *, task_id: int, unit_id: int, reason: Reason) -> dict[str, int]:
    """Give the work to another unit of the community, with the reason; the day it is due stays."""
    task, actor, post = the_task(work, task_id, "hand_over")
    unit = _unit_of(work, task, unit_id)
    if unit.id == task.unit_id:
        raise BadShape({"unit_id": "not_a_choice"})
    by = spoken_for(task, actor, post)
    moved(task, "hand_over")
    task.unit_id, task.owner = unit.id, unit.name
    noted(work, task, NoteKind.HANDED_OVER, reason, by)
    return {"task_id": task.id}


def _unit_of(work: Work, task: Task, unit_id: int) -> Unit:
    unit = work.get(Unit, unit_id, lock=False)
    if unit.community_id != task.community_id:
        raise NotFound("unit")
    return unit


def extend(work: Work, *, task_id: int, due_on: date, reason: Reason) -> dict[str, int]:
    """Put the day off, with the reason. How often that was done is counted in public."""
    task, actor, post = the_task(work, task_id, "work")
    if due_on <= task.due_on or due_on < day_of(work, task):
        raise BadShape({"due_on": "not_later"})
    moved_or_same(task, "extend")
    task.due_on, task.extensions = due_on, task.extensions + 1
    noted(work, task, NoteKind.EXTENDED, reason, spoken_for(task, actor, post))
    return {"task_id": task.id, "extensions": task.extensions}


def renew(
    work: Work, *, task_id: int, due_on: date, reason: Reason, unit_id: int | None = None
) -> dict[str, int]:
    """The body charges a unit with it anew, the same one or another, by a new day: what came back to its agenda
    because it was late or not done goes on."""
    task, actor, _post = the_task(work, task_id, "renew")
    if due_on < day_of(work, task):
        raise BadShape({"due_on": "past"})
    moved(task, "renew")
    if unit_id and unit_id != task.unit_id:
        unit = _unit_of(work, task, unit_id)
        task.unit_id, task.owner = unit.id, unit.name
    task.due_on = due_on
    noted(work, task, NoteKind.RENEWED, reason, of_the_body(task, actor))
    return {"task_id": task.id}


def report_done(work: Work, *, task_id: int, text: Said, pictures: Sequence[Picture] = ()) -> dict[str, int]:
    """Say that it is done, and what was done; whether it is, residents say."""
    task, actor, post = the_task(work, task_id, "work")
    moved(task, "report_done")
    task.round += 1
    written = spoken_for(task, actor, post)
    write(work, task, NoteKind.REPORTED_DONE, text, written=written, pictures=pictures)
    work.record(DoneReported(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, text=text, round=task.round,
        needed=task.needed, hand=written.hand,
    ))
    return {"task_id": task.id, "round": task.round}


def miss_date(work: Work, *, task_id: int) -> None:
    """Note in public that the day passed and the work is not done; once for each day that was promised."""
    task, _actor, _post = the_task(work, task_id, "miss")
    noted = task.overdue_on is not None and task.overdue_on >= task.due_on
    if task.state not in UNFINISHED or noted or task.due_on >= day_of(work, task):
        return
    task.overdue_on = task.due_on
    write(work, task, NoteKind.OVERDUE, "")
    work.record(TaskOverdue(task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on))
