"""Reads of what comes beside the phone: papers, proxies, hands."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.ballot.models import (
    Ballot,
    CastBallot,
    HallLink,
    HandCount,
    PaperBallot,
    PaperEntry,
    Proxy,
    RollEntry,
    Subject,
)
from consult.ballot.rules.hands import Hands
from consult.community.models import Person


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


def papers(db: Session, ballot_id: int) -> Sequence[PaperBallot]:
    """The papers of a ballot, by number."""
    return db.scalars(
        select(PaperBallot).where(PaperBallot.ballot_id == ballot_id).order_by(PaperBallot.number)).all()


def paper(db: Session, ballot_id: int, number: int) -> PaperBallot | None:
    """One paper by its number."""
    return db.scalar(select(PaperBallot).where(PaperBallot.ballot_id == ballot_id, PaperBallot.number == number))


def readings(db: Session, paper_id: int) -> dict[int, tuple[str, str]]:
    """What each person read last on a paper."""
    rows = db.scalars(select(PaperEntry).where(PaperEntry.paper_id == paper_id).order_by(PaperEntry.id))
    return {row.by_id: (row.choice, row.other) for row in rows}


def read_by(db: Session, ballot_id: int) -> dict[int, set[int]]:
    """Who has read each paper of a ballot, by the paper's id; not what."""
    rows = db.execute(
        select(PaperEntry.paper_id, PaperEntry.by_id).join(PaperBallot, PaperBallot.id == PaperEntry.paper_id)
        .where(PaperBallot.ballot_id == ballot_id))
    found: dict[int, set[int]] = {}
    for paper_id, by_id in rows:
        found.setdefault(paper_id, set()).add(by_id)
    return found


def keys_given(db: Session, ballot_id: int) -> set[str]:
    """The voices that were given; not how."""
    return set(db.scalars(select(CastBallot.voter_key).where(CastBallot.ballot_id == ballot_id)))


def proxies_held(db: Session, ballot_id: int, holder_id: int) -> list[str]:
    """The voices one person holds by proxy."""
    return list(db.scalars(
        select(Proxy.voter_key).where(Proxy.ballot_id == ballot_id, Proxy.holder_id == holder_id)))


def proxies(db: Session, ballot_id: int) -> list[tuple[str, str, str]]:
    """The list that is published: whose voice, who holds it, by which paper."""
    rows = db.execute(
        select(RollEntry.shown_as, Person.called, Proxy.document).join(
            Proxy, (Proxy.ballot_id == RollEntry.ballot_id) & (Proxy.voter_key == RollEntry.voter_key))
        .join(Person, Person.id == Proxy.holder_id).where(Proxy.ballot_id == ballot_id).order_by(Proxy.filed_at))
    return [(row[0], row[1], row[2]) for row in rows]


def keys_given_away(db: Session, ballot_id: int) -> set[str]:
    """The voices that are in another's hands by proxy."""
    return set(db.scalars(select(Proxy.voter_key).where(Proxy.ballot_id == ballot_id)))


def hall_link(db: Session, token_hash: str) -> HallLink | None:
    """The hall's link behind a token."""
    return db.scalar(select(HallLink).where(HallLink.token_hash == token_hash))


def grades_before(db: Session, ballot_id: int, times: int) -> list[str]:
    """The grades of the last so many appraisals of the same person, the latest first; this one left out."""
    about = db.scalar(select(Subject.person_id).where(Subject.ballot_id == ballot_id))
    if about is None:
        return []
    earlier = db.scalars(
        select(Ballot).join(Subject, Subject.ballot_id == Ballot.id)
        .where(Subject.person_id == about, Ballot.id != ballot_id, Ballot.closed_at.is_not(None))
        .order_by(Ballot.closed_at.desc(), Ballot.id.desc()).limit(times)).all()
    return [_grade(ballot.result or {}) for ballot in earlier]


def _grade(result: dict[str, Any]) -> str:
    return next((o["code"] for o in result.get("options", []) if o["key"] == result.get("winner")), "")
