"""Reads of what comes beside the phone: papers, proxies, hands."""
from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.ballot.models import HandCount, PaperBallot
from consult.ballot.rules.hands import Hands


def hand_counts(db: Session, ballot_id: int) -> dict[int, Hands]:
    """What each counter counted of a show of hands, the earlier first."""
    rows = db.scalars(select(HandCount).where(HandCount.ballot_id == ballot_id).order_by(HandCount.counted_at))
    return {row.by_id: Hands(row.votes_for, row.against, row.abstain, row.not_voting) for row in rows}


def papers_counted(db: Session, ballot_id: int) -> dict[str, Any] | None:
    """发放, 收回, 有效, 作废 of a ballot's papers; None when none was printed."""
    rows = db.execute(
        select(PaperBallot.state, func.count()).where(PaperBallot.ballot_id == ballot_id).group_by(PaperBallot.state))
    states = {row[0]: row[1] for row in rows}
    if not states:
        return None
    issued = sum(states.values())
    return {"issued": issued, "returned": issued - states.get("issued", 0), "valid": states.get("valid", 0),
            "void": states.get("void", 0)}
