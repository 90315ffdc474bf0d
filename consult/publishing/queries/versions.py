"""Reads of public versions of minutes."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.core.errors import NotFound
from consult.meeting.models import Meeting
from consult.minutes.models import Minutes
from consult.publishing.models import PublicVersion

PAGE = 20


@dataclass(frozen=True)
class PublicLine:
    """One line as the public reads it."""

    position: int
    kind: str
    lead: str
    text: str


def lines_of(version: PublicVersion) -> list[PublicLine]:
    """The lines of a public version, in order."""
    return [PublicLine(*line) for line in version.lines]


def version(db: Session, id: int, community_id: int) -> PublicVersion:
    """A public version of this community; NotFound when it is missing or another's."""
    found = db.get(PublicVersion, id)
    if found is None or found.community_id != community_id:
        raise NotFound("public_version")
    return found


def version_of(db: Session, minutes_id: int) -> PublicVersion | None:
    """The public version of some minutes, in whatever state."""
    return db.scalar(select(PublicVersion).where(PublicVersion.minutes_id == minutes_id))


def approved_of_meeting(db: Session, meeting_id: int) -> PublicVersion | None:
    """What the public may read of a meeting's record, or None."""
    return db.scalar(
        select(PublicVersion).join(Minutes, Minutes.id == PublicVersion.minutes_id)
        .where(Minutes.meeting_id == meeting_id, PublicVersion.state == "approved"))


def approved_versions(
    db: Session, community_id: int, page: int = 1, size: int = PAGE
) -> tuple[Sequence[tuple[PublicVersion, Minutes, Meeting]], int]:
    """One page of the records the public may read, the newest first, and how many there are."""
    wanted = select(PublicVersion, Minutes, Meeting).join(Minutes, Minutes.id == PublicVersion.minutes_id).join(
        Meeting, Meeting.id == Minutes.meeting_id).where(
        PublicVersion.community_id == community_id, PublicVersion.state == "approved")
    count = db.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = db.execute(
        wanted.order_by(PublicVersion.approved_at.desc(), PublicVersion.id.desc()).limit(size).offset(size * (page - 1)))
    return [(row[0], row[1], row[2]) for row in rows], count


def waiting_versions(db: Session, community_id: int) -> Sequence[tuple[PublicVersion, Minutes]]:
    """Public versions that wait for a second reader, the oldest first."""
    rows = db.execute(
        select(PublicVersion, Minutes).join(Minutes, Minutes.id == PublicVersion.minutes_id)
        .where(PublicVersion.community_id == community_id, PublicVersion.state != "approved")
        .order_by(PublicVersion.id))
    return [(row[0], row[1]) for row in rows]
