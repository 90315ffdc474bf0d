"""Reads of minutes."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.core.errors import NotFound
from consult.meeting.models import Meeting
from consult.minutes.models import Minutes


def of_meeting(db: Session, meeting_id: int, community_id: int) -> Minutes:
    """The minutes of a meeting of this community, with their lines; NotFound when there are none."""
    found = db.scalar(
        select(Minutes).where(Minutes.meeting_id == meeting_id, Minutes.community_id == community_id)
        .options(selectinload(Minutes.lines))
    )
    if found is None:
        raise NotFound("minutes")
    return found


def state_of(db: Session, meeting_id: int) -> str | None:
    """draft, published, or None where the meeting has no minutes yet."""
    return db.scalar(select(Minutes.state).where(Minutes.meeting_id == meeting_id))


def states_of(db: Session, meeting_ids: Iterable[int]) -> dict[int, str]:
    """The same for several meetings, in one look; a meeting without minutes is left out."""
    rows = db.execute(select(Minutes.meeting_id, Minutes.state).where(Minutes.meeting_id.in_(list(meeting_ids))))
    return {row[0]: row[1] for row in rows}


def drafts(db: Session, community_id: int) -> Sequence[tuple[Minutes, Meeting]]:
    """Minutes that wait to be published, with their meetings, the oldest first."""
    rows = db.execute(
        select(Minutes, Meeting).join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.community_id == community_id, Minutes.state == "draft").order_by(Minutes.id)
    ).all()
    return [(row[0], row[1]) for row in rows]
