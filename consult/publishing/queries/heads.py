"""Reads of signed heads, and the proof that a log stands under one."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from consult.core.errors import NotFound
from consult.core.events import canonical, moment
from consult.publishing.models import SignedHead
from consult.publishing.rules.hash_tree import path_of


def heads(db: Session, limit: int = 100) -> Sequence[SignedHead]:
    """The newest heads, without their leaves."""
    return db.scalars(
        select(SignedHead).options(defer(SignedHead.leaves)).order_by(SignedHead.number.desc()).limit(limit)).all()


def latest_head(db: Session) -> SignedHead | None:
    """The newest head with its leaves."""
    return db.scalar(select(SignedHead).order_by(SignedHead.number.desc()).limit(1))


def head_of_day(db: Session, day: date) -> SignedHead | None:
    """The head of one day."""
    return db.scalar(select(SignedHead).where(SignedHead.day == day))


def head_numbered(db: Session, number: int) -> SignedHead:
    """One head; NotFound when there is none of this number."""
    found = db.get(SignedHead, number)
    if found is None:
        raise NotFound("head")
    return found


def proof_of(head: SignedHead, stream: str) -> dict[str, Any] | None:
    """How a stream stands under a head: its leaf and the path to the root; None when it was not there yet."""
    place = next((i for i, leaf in enumerate(head.leaves) if leaf[0] == stream), None)
    if place is None:
        return None
    return {"leaf": head.leaves[place], "path": [list(step) for step in path_of(head.leaves, place)]}


def signed_bytes(head: SignedHead) -> bytes:
    """What the signature is made over; with it alone anyone can check a head."""
    return canonical({
        "consult": "head/1", "number": head.number, "day": head.day.isoformat(), "at": moment(head.at),
        "root": head.root, "logs": len(head.leaves), "previous": head.previous,
    })
