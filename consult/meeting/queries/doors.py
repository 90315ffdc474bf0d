"""Reads of the door: a meeting's secret, its tablets, who can be checked in on them."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.meeting.models import Attendee, Meeting
from consult.meeting.models.sittings import Kiosk, Sitting


def secret(db: Session, meeting_id: int) -> str:
    """What the codes of a meeting are made from; for the desk's own page alone."""
    return db.get_one(Sitting, meeting_id).door


def kiosks(db: Session, meeting_id: int) -> int:
    """How many tablets a meeting has let in."""
    return db.scalar(select(func.count()).select_from(Kiosk).where(
        Kiosk.meeting_id == meeting_id, Kiosk.closed_at.is_(None))) or 0


def meeting_of_kiosk(db: Session, token_hash: str) -> Meeting | None:
    """The meeting that a tablet belongs to, until it is over or its link was taken back."""
    return db.scalar(select(Meeting).join(Kiosk, Kiosk.meeting_id == Meeting.id).where(
        Kiosk.token_hash == token_hash, Kiosk.closed_at.is_(None), Meeting.state.in_(("convened", "open"))))


def seats(db: Session, meeting_id: int, words: str = "") -> Sequence[Attendee]:
    """The roll in its order, each person once, those whose name holds the words."""
    wanted = select(Attendee).where(Attendee.meeting_id == meeting_id).order_by(Attendee.voting.desc(), Attendee.id)
    if words:
        wanted = wanted.where(Attendee.shown_as.contains(words, autoescape=True))
    once: dict[int, Attendee] = {}
    for row in db.scalars(wanted):
        once.setdefault(row.person_id, row)
    return list(once.values())
