"""The record of a task: loading what a verb works on, adding an entry, photographs beside it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from consult.community.models import Community
from consult.community.rules.hands import hand_of
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


@dataclass(frozen=True)
class Written:
    """For whom something is written, and whose hand it was where they did not do it themselves."""

    by: str = ""
    hand: dict[str, str] = field(default_factory=dict)


NOBODY = Written()


def spoken_for(task: Task, actor: Actor, post: policy.Post) -> Written:
    """For whom an actor writes: for who owes the work, itself where it is the unit's delegate."""
    return Written(task.owner, {} if actor.person_id in post.delegates else hand_of(actor, task.community_id))


def of_the_body(task: Task, actor: Actor) -> Written:
    """For the body that the work comes from."""
    return Written(task.body.name if task.body else "", hand_of(actor, task.community_id))


def moved(task: Task, move: str) -> None:
    """Move a task, or refuse."""
    task.state = TASK.after(task.state, move)
    if task.state != "blocked":
        task.blocked_reason = ""


def moved_or_same(task: Task, move: str) -> None:
    """A move that keeps the state, and with it the reason for a block."""
    reason = task.blocked_reason
    moved(task, move)
    task.blocked_reason = reason if task.state == "blocked" else ""


def write(
    work: Work, task: Task, kind: NoteKind, text: str, *, written: Written = NOBODY, pictures: Sequence[Picture] = (),
    answers_id: int | None = None,
) -> WorkNote:
    """Add an entry to the record, with its photographs; who owes the work and by when go with it."""
    actor = work.actor
    note = work.add(WorkNote(
        task_id=task.id, kind=kind, text=text, owner=task.owner, due_on=task.due_on, by=written.by,
        hand=written.hand,
        by_id=actor.person_id if actor and not actor.is_system else None, at=work.now,
        answers_id=answers_id,
    ))
    for picture in pictures[:MOST_PICTURES]:
        work.add(WorkPicture(
            community_id=task.community_id, note_id=note.id, alt=text[:200], width=picture.width,
            height=picture.height, digest=picture.digest, data=picture.data,
        ))
    return note


def noted(
    work: Work, task: Task, kind: NoteKind, text: str, written: Written, *, pictures: Sequence[Picture] = (),
    answers_id: int | None = None,
) -> WorkNote:
    """Add an entry to the record and tell of it."""
    note = write(work, task, kind, text, written=written, pictures=pictures, answers_id=answers_id)
    tell(work, task, kind, text, written)
    return note


def tell(work: Work, task: Task, kind: NoteKind, text: str, written: Written = NOBODY) -> None:
    """Record an entry for the matter's own story."""
    work.record(WorkNoted(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, kind=kind, text=text,
        extensions=task.extensions, hand=written.hand,
    ))
