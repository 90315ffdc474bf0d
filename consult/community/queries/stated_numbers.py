"""Reads of what a community states of itself: how many households and adults, by which source."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.community.models import StatedNumber
from consult.community.rules.electors import Stated
from consult.community.rules.kinds import Counted


def stated_numbers(db: Session, community_id: int) -> Sequence[StatedNumber]:
    """Everything that was ever stated, the newest first."""
    return db.scalars(select(StatedNumber).where(StatedNumber.community_id == community_id)
                      .order_by(StatedNumber.id.desc())).all()


def stated(db: Session, community_id: int, kind: Counted) -> Stated | None:
    """What counts now, where anything was stated."""
    row = db.scalar(select(StatedNumber).where(StatedNumber.community_id == community_id, StatedNumber.kind == kind)
                    .order_by(StatedNumber.id.desc()).limit(1))
    return Stated(row.count, row.source, row.as_of) if row else None
