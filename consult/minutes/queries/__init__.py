"""Reads of minutes."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.meeting.models import Meeting
from consult.minutes import policy
from consult.minutes.models import Minutes, MinutesReader, MinutesVersion, Objection, Signature
from consult.minutes.rules.kinds import ObjectionState


def of_meeting(db: Session, meeting_id: int, community_id: int) -> Minutes:
    """The minutes of a meeting of this community, whole; NotFound when there are none."""
    found = db.scalar(
        select(Minutes).where(Minutes.meeting_id == meeting_id, Minutes.community_id == community_id)
        .options(*(selectinload(part) for part in (
            Minutes.lines, Minutes.readers, Minutes.objections, Minutes.signatures, Minutes.errata)))
    )
    if found is None:
        raise NotFound("minutes")
    return found


def may_read(actor: Actor | None, minutes: Minutes) -> bool:
    """Published minutes are everybody's; before, the desk's, and from the circulation on theirs who took part."""
    if minutes.state == "published" or policy.permits(actor, "see_draft", minutes):
        return True
    return minutes.state != "draft" and reader_of(actor, minutes) is not None


def reader_of(actor: Actor | None, minutes: Minutes) -> MinutesReader | None:
    """The actor as one who was asked to read these minutes."""
    return next((r for r in minutes.readers if actor is not None and r.person_id == actor.person_id), None)


def reason_of(db: Session, minutes_id: int, person_id: int) -> str:
    """Why a reader would not confirm, or what they said is to be corrected."""
    return db.scalar(select(MinutesReader.reason).where(
        MinutesReader.minutes_id == minutes_id, MinutesReader.person_id == person_id)) or ""


def state_of(db: Session, meeting_id: int) -> str | None:
    """draft, circulated, signed, published, or None where the meeting has no minutes yet."""
    return db.scalar(select(Minutes.state).where(Minutes.meeting_id == meeting_id))


def states_of(db: Session, meeting_ids: Iterable[int]) -> dict[int, str]:
    """The same for several meetings, in one look; a meeting without minutes is left out."""
    rows = db.execute(select(Minutes.meeting_id, Minutes.state).where(Minutes.meeting_id.in_(list(meeting_ids))))
    return {row[0]: row[1] for row in rows}


def is_asked(db: Session, meeting_id: int, person_id: int) -> bool:
    """Whether a person was asked to read the minutes of a meeting."""
    return db.scalar(
        select(MinutesReader.id).join(Minutes, Minutes.id == MinutesReader.minutes_id)
        .where(Minutes.meeting_id == meeting_id, Minutes.state != "draft", MinutesReader.person_id == person_id)
    ) is not None


def drafts(db: Session, community_id: int) -> Sequence[tuple[Minutes, Meeting]]:
    """Minutes that are still worded, with their meetings, the oldest first."""
    return [(found, meeting) for found, meeting in under_way(db, community_id) if found.state == "draft"]


def under_way(db: Session, community_id: int) -> Sequence[tuple[Minutes, Meeting]]:
    """Minutes not yet published, with their meetings, the oldest first; readers, objections and signatures along."""
    rows = db.execute(
        select(Minutes, Meeting).join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.community_id == community_id, Minutes.state != "published").order_by(Minutes.id)
        .options(selectinload(Minutes.signatures), selectinload(Minutes.objections), selectinload(Minutes.readers))
    ).all()
    return [(row[0], row[1]) for row in rows]


def versions(db: Session, minutes_id: int) -> Sequence[MinutesVersion]:
    """Every saved revision, the latest first."""
    return db.scalars(
        select(MinutesVersion).where(MinutesVersion.minutes_id == minutes_id)
        .order_by(MinutesVersion.revision.desc())).all()


def objection(db: Session, id: int, community_id: int) -> tuple[Objection, Minutes]:
    """An objection with the minutes it is about, of this community; NotFound otherwise."""
    row = db.execute(
        select(Objection, Minutes).join(Minutes, Minutes.id == Objection.minutes_id)
        .where(Objection.id == id, Minutes.community_id == community_id)).first()
    if row is None:
        raise NotFound("minutes")
    return row[0], row[1]


def published_objections(minutes: Minutes) -> list[Objection]:
    """What is published with the text: objections that were declined, and those left unanswered."""
    return [o for o in minutes.objections if o.state in (ObjectionState.OPEN, ObjectionState.DECLINED)]


def signature(minutes: Minutes, capacity: str) -> Signature | None:
    """Who signed in a capacity."""
    return next((s for s in minutes.signatures if s.capacity == capacity), None)
