"""What the work that was promised does to its matter; called in the same transaction as what happened to it."""
from __future__ import annotations

from datetime import date
from typing import Any

from consult.matter.actions.moving import community_of, move, today
from consult.matter.events import (
    MatterConfirmed,
    MatterDone,
    MatterReopened,
    MatterReportedDone,
    ReplyAcknowledged,
    ReplyOverdue,
    WorkOverdue,
    WorkProgressed,
)
from consult.matter.models import Matter
from consult.matter.rules.lifecycle import AT_WORK
from consult.storage.work import Work

RENEWS = "renewed"


def note_acknowledged(work: Work, *, matter_id: int, **told: Any) -> None:
    """Write down that the body it was passed on to has it."""
    work.record(ReplyAcknowledged(matter_id=matter_id, **told))


def note_overdue_reply(
    work: Work, *, matter_id: int, entry_id: int, body: str, body_en: str, due_on: date
) -> None:
    """Write down that the day passed without a reply; whose turn it is does not change."""
    work.record(ReplyOverdue(matter_id=matter_id, entry_id=entry_id, body=body, body_en=body_en, due_on=due_on))


def note_progress(work: Work, *, matter_id: int, kind: str, owner: str, due_on: date, **told: Any) -> None:
    """Write down what happened to the work; who owes it and by when go with it."""
    matter = work.get(Matter, matter_id)
    if (matter.state == "reopened" and kind == RENEWS) or matter.state == "working":
        move(work, matter, "renew", owed_name=owner, due_on=due_on)
    work.record(WorkProgressed(matter_id=matter_id, kind=kind, owner=owner, due_on=due_on, **told))


def note_overdue_work(work: Work, *, matter_id: int, task_id: int, owner: str, due_on: date) -> None:
    """Write down that the day passed and the work is not done."""
    work.record(WorkOverdue(matter_id=matter_id, task_id=task_id, owner=owner, due_on=due_on))


def note_reported_done(work: Work, *, matter_id: int, **told: Any) -> None:
    """The owner says it is done; neighbours are asked."""
    matter = work.get(Matter, matter_id)
    if matter.state in AT_WORK:
        move(work, matter, "report_done")
    work.record(MatterReportedDone(matter_id=matter_id, **told))


def note_confirmed(work: Work, *, matter_id: int, **told: Any) -> None:
    """A household says it is done."""
    work.record(MatterConfirmed(matter_id=matter_id, **told))


def note_reopened(work: Work, *, matter_id: int, back_by: date, **told: Any) -> None:
    """A household says it is not done: the body owes the next step, at its next meeting."""
    matter = work.get(Matter, matter_id)
    if matter.state in AT_WORK:
        move(work, matter, "reopen", owed_name=told["body"], due_on=max(back_by, today(work, community_of(work, matter))))
        matter.reason = told["reason"]
    work.record(MatterReopened(matter_id=matter_id, **told))


def note_done(work: Work, *, matter_id: int, **told: Any) -> None:
    """Residents have confirmed it: the matter ends."""
    matter = work.get(Matter, matter_id)
    if matter.state in AT_WORK:
        move(work, matter, "confirm_done")
    work.record(MatterDone(matter_id=matter_id, **told))
