"""What in a database lies after a moment, though it tells of what has happened."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, func, select

from consult.cli.demo.stage import ZONE
from consult.storage.base import Base, UtcDateTime
from consult.storage.store import Store

TO_COME = {
    "meeting.starts_at", "invitation.expires_at", "sign_in_session.expires_at",
    "matter.due_on", "discussion.due_on", "motion.by_when", "docket_entry.due_on", "resolution.due_on", "task.due_on", "task.first_due_on",
    "work_note.due_on", "work_step.due_on", "need.due_on", "project.due_on", "claim.expires_on", "milestone.due_on",
    "forum_question.due_on", "notice.until", "motion_draft.by_when",
}
"""Notices, due dates and expiries may lie ahead."""


def ahead_of(store: Store, now: datetime) -> list[str]:
    """Columns that hold a moment or a day after `now` and should not."""
    found = []
    today = now.astimezone(ZONE).date()
    with store.read() as db:
        for column in _temporal_columns():
            limit = now if isinstance(column.type, UtcDateTime) else today
            latest = db.scalar(select(func.max(column)))
            if latest is not None and latest > limit and str(column) not in TO_COME:
                found.append(f"{column}: {latest}")
    return found


def _temporal_columns() -> list[Column[Any]]:
    return [
        column for table in Base.metadata.sorted_tables for column in table.c
        if column.type.python_type in (datetime, date)
    ]
