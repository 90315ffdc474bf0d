"""Work begins where somebody promised it: in a reply, or in a decision that needs none."""
from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from consult.community.models import Body, Community, Unit
from consult.community.rules.whereabouts import Whereabouts
from consult.core.errors import RuleBroken
from consult.matter.models import Matter
from consult.meeting.events import DiscussionClosed
from consult.meeting.models import Meeting
from consult.resolution import queries
from consult.resolution.actions.recording import Written, write
from consult.resolution.events import TaskBegun
from consult.resolution.models import DocketEntry, Resolution, Task, WorkStep
from consult.resolution.rules.work import (
    REOPEN_LEAST,
    REOPEN_PERCENT,
    NoteKind,
    Planned,
    reopens_at,
)
from consult.storage.work import Work


def begin(
    work: Work, entry: DocketEntry, resolution: Resolution, unit: Unit | None, planned: list[Planned], where: Whereabouts
) -> Task:
    """The work that a reply promises: its owner, its day, whose households say whether it is done."""
    if resolution.due_on is None:
        raise RuleBroken("not_now", thing="task", state="none", move="begin")
    task = _begun(work, Task(
        community_id=entry.community_id, matter_id=entry.matter_id, resolution_id=resolution.id,
        body_id=entry.body_id, unit_id=unit.id if unit else None,
        owner=unit.name if unit else resolution.referred_to, what=entry.motion or entry.matter.title,
        due_on=resolution.due_on, **asdict(where),
    ))
    for one in planned:
        work.add(WorkStep(task_id=task.id, due_on=one.due_on, what=one.what))
    return task


def begin_decided_work(work: Work, closed: DiscussionClosed) -> None:
    """The work that a decision promises where no body owes a reply to it.

    The owner was said in the room; where that is the name of a unit here, it is that unit's.
    """
    if closed.outcome != "adopted" or closed.due_on is None:
        return
    meeting = work.get(Meeting, closed.meeting_id, lock=False)
    matter = work.get(Matter, closed.matter_id, lock=False)
    if matter.state != "working" or meeting.body.answered_by_id or queries.task_of_matter(work.db, matter.id):
        return
    matter.answered_by_id = meeting.body_id
    unit = work.db.scalar(
        select(Unit).where(Unit.community_id == meeting.community_id, Unit.name == closed.owner).limit(1))
    _begun(work, Task(
        community_id=meeting.community_id, matter_id=matter.id, discussion_id=closed.discussion_id,
        body_id=meeting.body_id, unit_id=unit.id if unit else None, owner=closed.owner,
        what=closed.motion or matter.title, due_on=closed.due_on,
    ))


def begin_work(work: Work, *, task: Task) -> dict[str, Any]:
    """Work that another chapter promises for a matter; that chapter has permitted and checked it."""
    return {"task_id": _begun(work, task).id}


def _begun(work: Work, task: Task) -> Task:
    community = work.get(Community, task.community_id, lock=False)
    task.first_due_on, task.begun_at = task.due_on, work.now
    task.needed, task.state = community.confirm_households, "open"
    task.blocked_reason, task.extensions, task.round = "", 0, 0
    body = work.get(Body, task.body_id, lock=False) if task.body_id else None
    task.reopens_at = reopens_at(
        queries.living_in(work.db, task), percent=body.reopen_percent if body else REOPEN_PERCENT,
        least=body.reopen_least if body else REOPEN_LEAST)
    work.add(task)
    write(work, task, NoteKind.BEGUN, "", written=Written(body.name if body else ""))
    work.record(TaskBegun(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, what=task.what,
        unit_id=task.unit_id,
    ))
    return task
