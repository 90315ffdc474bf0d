"""Reads of the ballots that hold somebody who is entered twice."""
from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.ballot.models import AnnouncedVoice, Announcement, Ballot, Proxy, RollEntry
from consult.community.models import PersonMerge
from consult.core.errors import RuleBroken


def open_with(db: Session, person_ids: Collection[int]) -> Sequence[int]:
    """The open ballots on whose roll one of them is, or in which one holds a proxy."""
    ids = list(person_ids)
    on_it = select(RollEntry.ballot_id).where(RollEntry.person_id.in_(ids))
    holds = select(Proxy.ballot_id).where(Proxy.holder_id.in_(ids))
    return db.scalars(select(Ballot.id).where(
        Ballot.closed_at.is_(None), or_(Ballot.id.in_(on_it), Ballot.id.in_(holds))).order_by(Ballot.id)).all()


def check_no_secret_ballot(db: Session, person_ids: Collection[int]) -> None:
    """RuleBroken while an open secret ballot holds one of them: nobody may look whether both have voted. It says until
    when; a ballot of a meeting has no such moment, it closes with the vote."""
    for ballot_id in open_with(db, person_ids):
        ballot = db.get_one(Ballot, ballot_id)
        if ballot.is_secret:
            code = "merge_waits_until" if ballot.closes_at else "merge_waits_for_the_room"
            raise RuleBroken(code, question=ballot.question, **({"until": ballot.closes_at} if ballot.closes_at else {}))


def announced_with(db: Session, person_id: int) -> Sequence[int]:
    """The announced ballots whose open roll holds somebody, or that are about them."""
    on_it = select(AnnouncedVoice.announcement_id).where(AnnouncedVoice.person_id == person_id)
    return db.scalars(select(Announcement.id).where(
        Announcement.state == "announced", or_(Announcement.about_id == person_id, Announcement.id.in_(on_it)))
        .order_by(Announcement.id)).all()


def merged_since(db: Session, ballot: Ballot) -> int:
    """How many people of a frozen roll were found, after its opening, to be entered twice: the roll stays as it was."""
    on_it = select(RollEntry.person_id).where(RollEntry.ballot_id == ballot.id, RollEntry.person_id.is_not(None))
    return len(db.scalars(select(PersonMerge.id).where(
        PersonMerge.merged_at >= ballot.opened_at, PersonMerge.gone_id.in_(on_it))).all())


def merged_on(db: Session, ballot_id: int | None) -> int:
    """The same for the roll of an announced ballot; none where it has not been opened."""
    return merged_since(db, db.get_one(Ballot, ballot_id)) if ballot_id else 0
