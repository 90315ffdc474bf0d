"""Reads for open data: what was put to the vote and how it ended, replies, and who holds which office."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload, lazyload, selectinload

from consult.ballot.models import Ballot
from consult.community import queries as register
from consult.community.models import Body, Person, Post
from consult.community.rules.kinds import OFFICIAL_POSTS
from consult.matter.models import Matter
from consult.meeting.models import Amendment, Discussion, Meeting, Motion
from consult.resolution.models import DocketEntry, Resolution
from consult.storage.event_log import LoggedEvent

RESCHEDULING = ("MeetingCancelled", "MeetingRescheduled", "MeetingPostponed", "MeetingAdjourned", "MeetingMoved")
"""Events after which a calendar has to look again."""


@dataclass(frozen=True)
class Put:
    """A motion that was put to the vote, and the ballot as it was closed."""

    motion: Motion
    discussion: Discussion
    meeting: Meeting
    ballot: Ballot


def puts(
    db: Session, community_id: int, *, page: int = 1, size: int = 50, ballot_id: int = 0, matter_id: int = 0
) -> tuple[list[Put], int]:
    """One page of the closed votes on motions, the newest first, and how many there are."""
    wanted = (
        select(Motion, Discussion, Meeting, Ballot).join(Discussion, Discussion.id == Motion.discussion_id)
        .join(Meeting, Meeting.id == Discussion.meeting_id).join(Ballot, Ballot.id == Motion.ballot_id)
        .where(Meeting.community_id == community_id, Ballot.closed_at.is_not(None), Ballot.result.is_not(None))
    )
    if ballot_id:
        wanted = wanted.where(Ballot.id == ballot_id)
    if matter_id:
        wanted = wanted.where(Discussion.matter_id == matter_id)
    rows, count = _page(db, wanted, (Ballot.closed_at.desc(), Ballot.id.desc()), page, size)
    return [Put(*row) for row in rows], count


@dataclass(frozen=True)
class ClosedVote:
    """A ballot as it was closed; on a motion or an amendment of a meeting, or held between meetings."""

    ballot: Ballot
    meeting: Meeting | None = None
    motion: Motion | None = None
    amendment: Amendment | None = None


def closed_votes(
    db: Session, community_id: int, *, page: int = 1, size: int = 50, ballot_id: int = 0
) -> tuple[list[ClosedVote], int]:
    """One page of every closed vote, withheld ones too, the newest first; and how many there are."""
    amended = aliased(Motion)
    wanted = (
        select(Ballot, Meeting, Motion, Amendment).select_from(Ballot).outerjoin(Motion, Motion.ballot_id == Ballot.id)
        .outerjoin(Amendment, Amendment.ballot_id == Ballot.id).outerjoin(amended, amended.id == Amendment.motion_id)
        .outerjoin(Discussion, Discussion.id == func.coalesce(Motion.discussion_id, amended.discussion_id))
        .outerjoin(Meeting, Meeting.id == Discussion.meeting_id)
        .where(Ballot.community_id == community_id, Ballot.closed_at.is_not(None), Ballot.result.is_not(None))
        .options(lazyload(Meeting.body))  # an inner join, which would leave out every vote without a meeting
    )
    if ballot_id:
        wanted = wanted.where(Ballot.id == ballot_id)
    rows, count = _page(db, wanted, (Ballot.closed_at.desc(), Ballot.id.desc()), page, size)
    return [ClosedVote(*row) for row in rows], count


def public_meetings(
    db: Session, community_id: int, *, page: int = 1, size: int = 50
) -> tuple[list[Meeting], int]:
    """One page of the meetings, the latest first, and how many there are."""
    wanted = select(Meeting).where(Meeting.community_id == community_id).options(selectinload(Meeting.discussions))
    rows, count = _page(db, wanted, (Meeting.starts_at.desc(), Meeting.id.desc()), page, size)
    return [row[0] for row in rows], count


def public_matters(db: Session, community_id: int, *, page: int = 1, size: int = 50) -> tuple[list[Matter], int]:
    """One page of the matters, the newest first, and how many there are."""
    wanted = select(Matter).where(Matter.community_id == community_id).options(
        joinedload(Matter.proposer), joinedload(Matter.into))
    rows, count = _page(db, wanted, (Matter.id.desc(),), page, size)
    return [row[0] for row in rows], count


def replies(
    db: Session, community_id: int, *, page: int = 1, size: int = 50, matter_id: int = 0
) -> tuple[list[DocketEntry], int]:
    """One page of what waited for a reply, with the reply, the newest first."""
    wanted = select(DocketEntry).where(DocketEntry.community_id == community_id).options(
        joinedload(DocketEntry.body), joinedload(DocketEntry.matter),
        joinedload(DocketEntry.resolution).joinedload(Resolution.unit))
    if matter_id:
        wanted = wanted.where(DocketEntry.matter_id == matter_id)
    rows, count = _page(db, wanted, (DocketEntry.id.desc(),), page, size)
    return [row[0] for row in rows], count


def _page(db: Session, wanted: Any, order: Sequence[Any], page: int, size: int) -> tuple[Sequence[Any], int]:
    count = db.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    rows = db.execute(wanted.order_by(*order).limit(size).offset(size * (page - 1))).unique().all()
    return rows, count


def offices(db: Session, community_id: int, on: date) -> list[tuple[Post, Person, Body | None]]:
    """The public offices that are held on a day, with their holders."""
    return [(post, person, body) for post, person, body in register.terms(db, community_id, on)
            if post.kind in OFFICIAL_POSTS and post.starts_on <= on]


def reschedulings(db: Session, meeting_ids: Sequence[int]) -> dict[int, int]:
    """How often each meeting was moved or called off."""
    streams = {f"meeting:{id}": id for id in meeting_ids}
    rows = db.execute(
        select(LoggedEvent.stream, func.count()).where(
            LoggedEvent.stream.in_(streams), LoggedEvent.name.in_(RESCHEDULING)).group_by(LoggedEvent.stream))
    return {streams[row[0]]: row[1] for row in rows}
