"""What a body's next meeting should take up, found anew each time: nothing has to be remembered for it to return."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.matter.models import Matter
from consult.resolution.models import DocketEntry, Resolution, Task
from consult.resolution.rules.work import UNFINISHED

Why = Literal["no_reply", "not_done", "overdue", "no_word", "passed_on", "awaits_reply"]
ORDER: tuple[Why, ...] = ("no_reply", "not_done", "overdue", "no_word", "passed_on", "awaits_reply")


@dataclass(frozen=True)
class Proposed:
    """One matter for a body's next agenda: why it is there, and since when it is due."""

    matter: Matter
    why: Why
    due_on: date

    def late_days(self, today: date) -> int:
        """How many days past its date it is."""
        return max(0, (today - self.due_on).days)


def agenda_of(db: Session, body_id: int, today: date) -> list[Proposed]:
    """The agenda that fills itself: replies that are late, work not done or overdue, work of which residents did not
    say in time whether it is done, what was passed on, and what waits for a reply; each matter once, the most pressing reason first."""
    found = [*_entries(db, body_id, today), *_tasks(db, body_id, today)]
    found.sort(key=lambda one: (ORDER.index(one.why), one.due_on, one.matter.id))
    return list({one.matter.id: one for one in reversed(found)}.values())[::-1]


def _entries(db: Session, body_id: int, today: date) -> list[Proposed]:
    rows: Sequence[DocketEntry] = db.scalars(
        select(DocketEntry).outerjoin(Resolution, Resolution.entry_id == DocketEntry.id)
        .where(DocketEntry.body_id == body_id, Resolution.id.is_(None))
        .options(joinedload(DocketEntry.matter)).order_by(DocketEntry.due_on, DocketEntry.id)
    ).all()
    return [Proposed(e.matter, _why(e, today), e.due_on) for e in rows]


def _why(entry: DocketEntry, today: date) -> Why:
    if entry.due_on < today:
        return "no_reply"
    return "passed_on" if entry.parent_id or entry.outcome == "escalated" else "awaits_reply"


def _tasks(db: Session, body_id: int, today: date) -> list[Proposed]:
    rows = db.scalars(
        select(Task).where(Task.body_id == body_id, Task.state.in_((*UNFINISHED, "reported_done"))).options(joinedload(Task.matter))
        .order_by(Task.due_on, Task.id)
    ).all()
    return [Proposed(task.matter, *why) for task in rows if (why := _why_again(task, today))]


def _why_again(task: Task, today: date) -> tuple[Why, date] | None:
    """Why work comes back, and since when; None while it is on its way."""
    if task.state == "reported_done":
        asked_until = task.matter.due_on
        return ("no_word", asked_until) if asked_until and asked_until < today else None
    if task.state == "reopened":
        return "not_done", task.due_on
    return ("overdue", task.due_on) if task.due_on < today else None
