"""Residents' word: whether what was reported done is done. One word a household in each round."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from consult.community.models import Community
from consult.community.rules.cadence import next_due
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.matter.rules.lifecycle import Limits
from consult.meeting import queries as meetings
from consult.resolution import policy, queries
from consult.resolution.actions.recording import (
    day_of,
    moved,
    moved_or_same,
    noted,
    spoken_for,
    tell,
    the_task,
    write,
)
from consult.resolution.events import DoneSaid, TaskDone, TaskReopened
from consult.resolution.models import Task, Verdict, WorkNote
from consult.resolution.rules.work import NoteKind, is_confirmed, still_needed
from consult.storage.work import Work

Reason = Annotated[str, Length(most=500, least=4)]
Answered = Annotated[str, Length(most=500, least=4)]


def confirm_done(work: Work, *, task_id: int) -> dict[str, Any]:
    """Say for one's household that it is done. So many households, or the proposer and two others, make it so."""
    task, _actor, post = the_task(work, task_id, "say")
    moved(task, "say")
    _say(work, task, post, done=True, reason="")
    word = queries.word(work.db, task)
    left = still_needed(households=word.households, proposer=word.proposer, needed=task.needed)
    work.record(DoneSaid(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, round=task.round,
        households=word.households, still_needed=left,
    ))
    if is_confirmed(households=word.households, proposer=word.proposer, needed=task.needed):
        _done(work, task, word.households)
    return {"task_id": task.id, "state": task.state, "still_needed": left}


def _done(work: Work, task: Task, households: int) -> None:
    moved(task, "confirm")
    task.done_at = work.now
    write(work, task, NoteKind.DONE, "")
    late = max(0, (day_of(work, task) - task.due_on).days)
    work.record(TaskDone(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, households=households,
        late_days=late,
    ))


def say_not_done(work: Work, *, task_id: int, reason: Reason) -> dict[str, Any]:
    """Say for one's household that it is not done, and what is missing. What it says is public and is answered; which
    household it is stays unsaid. Enough of them (`Task.reopens_at`, decision 0010) open the work again, and put it on
    the body's next agenda."""
    task, _actor, post = the_task(work, task_id, "say")
    moved(task, "say")
    _say(work, task, post, done=False, reason=reason)
    write(work, task, NoteKind.NOT_DONE, reason)
    word = queries.word(work.db, task)
    left = max(0, task.reopens_at - word.not_done)
    if left:
        tell(work, task, NoteKind.NOT_DONE, reason)
    else:
        _reopen(work, task, reason)
    return {"task_id": task.id, "state": task.state, "still_needed": left}


def _reopen(work: Work, task: Task, reason: str) -> None:
    moved(task, "reopen")
    body = task.body
    work.record(TaskReopened(
        task_id=task.id, matter_id=task.matter_id, owner=task.owner, due_on=task.due_on, reason=reason,
        round=task.round, body=body.name if body else "", body_en=body.name_en if body else "",
        back_by=_back_by(work, task),
    ))


def answer_voice(work: Work, *, task_id: int, note_id: int, text: Answered) -> dict[str, int]:
    """Answer one household's word that it is not done, for who owes the work; once, in public."""
    task, actor, post = the_task(work, task_id, "work")
    voice = work.get(WorkNote, note_id)
    if voice.task_id != task.id or voice.kind != NoteKind.NOT_DONE:
        raise NotFound("work_note")
    if queries.voice_answered(work.db, voice.id):
        raise RuleBroken("voice_is_answered")
    moved_or_same(task, "answer")
    note = noted(work, task, NoteKind.ANSWERED, text, spoken_for(task, actor, post), answers_id=voice.id)
    return {"task_id": task.id, "note_id": note.id}


def _say(work: Work, task: Task, post: policy.Post, *, done: bool, reason: str) -> None:
    assert work.actor is not None
    mine = work.actor.household_ids if post.scope is None else work.actor.household_ids & post.scope
    free = mine - queries.word(work.db, task).spoken
    if not free:
        raise RuleBroken("household_has_spoken")
    work.add(Verdict(
        task_id=task.id, round=task.round, household_id=min(free), person_id=work.actor.person_id, done=done,
        proposer=task.matter.proposer_id == work.actor.person_id, reason=reason, said_at=work.now,
    ))


def _back_by(work: Work, task: Task) -> date:
    """The day by which the body is to take it up: when it is due to meet next, within thirty days at the latest."""
    day = day_of(work, task)
    latest = day + timedelta(days=Limits().renew_days)
    if task.body is None:
        return latest
    zone = work.get(Community, task.community_id, lock=False).timezone
    met = meetings.last_met(work.db, [task.body.id]).get(task.body.id)
    due = next_due(task.body, day, local_date(met, zone) if met else None)
    return due if due and day <= due < latest else latest
