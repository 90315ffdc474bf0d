"""Reads of ways: as they will be on a day, what is still to come, what was before."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import Body, Community, Person, WayChange
from consult.community.rules.ways import Answering, Calling, Desk, Naming, Seating, Thresholds
from consult.core.clock import local_date

OF_A_BODY = tuple(name for part in (Naming, Calling, Answering, Seating) for name in part.__dataclass_fields__)
OF_A_COMMUNITY = tuple(name for part in (Thresholds, Desk) for name in part.__dataclass_fields__)


def as_of(db: Session, community: Community, body: Body | None, on: date) -> dict[str, Any]:
    """The ways of a body, or of the community, as they are on a day: those of now, and what comes until then."""
    subject: Any = body if body is not None else community
    found = {way: getattr(subject, way) for way in (OF_A_BODY if body is not None else OF_A_COMMUNITY)}
    if body is not None:
        found["answered_by_id"] = found["answered_by_id"] or 0
    return found | {row.way: row.value["is"] for row in to_come(db, community.id, body) if row.holds_from <= on}


def to_come(db: Session, community_id: int, body: Body | None) -> Sequence[WayChange]:
    """Changes that are written down and not in force yet, the next first."""
    return db.scalars(select(WayChange).where(
        WayChange.community_id == community_id, _of(body), WayChange.applied_at.is_(None),
        WayChange.dropped_at.is_(None)).order_by(WayChange.holds_from, WayChange.id)).all()


def way_history(db: Session, community_id: int, body: Body | None, limit: int = 60) -> list[tuple[WayChange, str]]:
    """Every change with the name of who made it, the newest first; empty where the installation did."""
    rows = db.execute(
        select(WayChange, Person.name).outerjoin(Person, Person.id == WayChange.by_id)
        .where(WayChange.community_id == community_id, _of(body)).order_by(WayChange.id.desc()).limit(limit))
    return [(row, name or "") for row, name in rows]


def ways_due(db: Session, now: datetime) -> list[int]:
    """The communities in which the day of a change has come."""
    rows = db.execute(
        select(WayChange.holds_from, Community).join(Community, Community.id == WayChange.community_id)
        .where(WayChange.applied_at.is_(None), WayChange.dropped_at.is_(None)))
    return sorted({one.id for holds_from, one in rows if holds_from <= local_date(now, one.timezone)})


def _of(body: Body | None) -> Any:
    return WayChange.body_id.is_(None) if body is None else WayChange.body_id == body.id
