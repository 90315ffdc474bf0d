"""The record of a task: loading what a verb works on, adding an entry, photographs beside it."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from consult.community.models import Community
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.resolution import policy, queries
from consult.resolution.events import WorkNoted
from consult.resolution.models import Task, WorkNote, WorkPicture
from consult.resolution.rules.work import TASK, NoteKind
from consult.storage.pictures import Picture
from consult.storage.work import Work

MOST_PICTURES = 4


def the_task(work: Work, task_id: int, verb: str) -> tuple[Task, Actor, policy.Post]:
    """The task, locked; the actor, permitted; and the task as policy sees it."""
    task = work.get(Task, task_id)
    task = queries.task(work.db, task.id, task.community_id)
    post = queries.post_of(work.db, task, day_of(work, task))
    return task, policy.require(work.actor, verb, post), post


def day_of(work: Work, task: Task) -> date:
    """The calendar date where the task is."""
    return local_date(work.now, work.get(Community, task.community_id, lock=False).timezone)


def spoken_for(task: Task, actor: Actor, post: policy.Post) -> str:
    """For whom an actor writes: the unit whose delegate it is, else its own public name."""
    if actor.person_id in post.delegates:
        return task.owner
    return "" if actor.is_system else actor.name


def moved(task: Task, move: str) -> None:
    """Move a task, or refuse."""
    task.state = TASK.after(task.state, move)
    if task.state != "blocked":
        task.blocked_reason = ""


def write(work: Work, task: Task, kind: NoteKind, text: str, *, by: str, pictures: Sequence[Picture] = ()) -> WorkNote:
    """Add an entry to the record, with its photographs; who owes the work and by when go with it."""
    actor = work.actor
    note = work.add(WorkNote(
        task_id=task.id, kind=kind, text=text, owner=task.owner, due_on=task.due_on, by=by,
        by_id=actor.person_id if actor and not actor.is_system else None, at=work.now,
    ))
    for picture in pictures[:MOST_PICTURES]:
        work.add(WorkPicture(
            community_id=task.community_id, note_id=note.id, alt=text[:200], width=picture.width,
            height=picture.height, digest=picture.digest, data=picture.data,
        ))
    return note


def tell(work: Work, task: Task, kind: NoteKind, text: str) -> None:
    """Record an entry for the matter's own story."""
    work.record(WorkNoted(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, kind=kind, text=text,
        extensions=task.extensions,
    ))
