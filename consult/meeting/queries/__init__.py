"""Reads of meetings: lists, the roll, the queue, what was said."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.community.models import Body
from consult.core.errors import NotFound
from consult.meeting.models import (
    Amendment,
    Attendee,
    Discussion,
    Hand,
    HelpCall,
    Meeting,
    Motion,
    Statement,
    Turn,
)
from consult.meeting.queries.folding import room_state as room_state
from consult.meeting.rules.kinds import MeetingState, Stance, Status
from consult.meeting.rules.order import Order
from consult.meeting.rules.speaking_queue import OPPOSITE, Waiting, speaking_order

OVER: tuple[MeetingState, ...] = ("closed", "cancelled", "postponed")
PAGE = 20


def meeting(db: Session, id: int, community_id: int) -> Meeting:
    """A meeting of this community with its discussions; NotFound when it is missing or another's."""
    found = db.get(Meeting, id, options=[selectinload(Meeting.discussions), joinedload(Meeting.community)])
    if found is None or found.community_id != community_id:
        raise NotFound("meeting")
    return found


def meetings(db: Session, community_id: int, *, states: Sequence[MeetingState] = (), limit: int = 100) -> Sequence[Meeting]:
    """Meetings of a community, the latest first."""
    wanted = select(Meeting).where(Meeting.community_id == community_id)
    if states:
        wanted = wanted.where(Meeting.state.in_(states))
    return db.scalars(
        wanted.options(selectinload(Meeting.discussions)).order_by(Meeting.starts_at.desc()).limit(limit)
    ).all()


def live_meeting(db: Session, community_id: int) -> Meeting | None:
    """The meeting that is open now, if there is one."""
    return next(iter(meetings(db, community_id, states=["open"], limit=1)), None)


def past_meetings(db: Session, community_id: int, page: int = 1) -> tuple[Sequence[Meeting], int]:
    """One page of the meetings that are over or were cancelled, the latest first, and how many there are in all."""
    wanted = select(Meeting).where(Meeting.community_id == community_id, Meeting.state.in_(OVER))
    count = db.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = db.scalars(
        wanted.options(selectinload(Meeting.discussions)).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def bodies_and_last_met(db: Session, community_id: int) -> list[tuple[Body, datetime | None]]:
    """The bodies of a community in the order they were formed, each with when it last met; None for never."""
    last = select(Meeting.body_id, func.max(Meeting.starts_at).label("at")).where(Meeting.state == "closed").group_by(
        Meeting.body_id).subquery()
    rows = db.execute(
        select(Body, last.c.at).outerjoin(last, last.c.body_id == Body.id).where(Body.community_id == community_id)
        .order_by(Body.id))
    return [(row[0], row[1]) for row in rows]


def last_met(db: Session, body_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these bodies met last; a body that never met is left out."""
    rows = db.execute(
        select(Meeting.body_id, func.max(Meeting.starts_at))
        .where(Meeting.body_id.in_(list(body_ids)), Meeting.state == "closed").group_by(Meeting.body_id)
    )
    return {row[0]: row[1] for row in rows}


def meetings_of_body(db: Session, body_id: int, states: Sequence[MeetingState]) -> Sequence[Meeting]:
    """Meetings of one body in these states, the latest first."""
    return db.scalars(
        select(Meeting).where(Meeting.body_id == body_id, Meeting.state.in_(states))
        .options(selectinload(Meeting.discussions)).order_by(Meeting.starts_at.desc())
    ).all()


def not_opened(db: Session, now: datetime) -> Sequence[int]:
    """Sittings whose hour is more than a day ago and that nobody opened."""
    return db.scalars(select(Meeting.id).where(
        Meeting.state == "convened", Meeting.starts_at <= now - timedelta(days=1)).order_by(Meeting.id)).all()


def meeting_of_matter(db: Session, matter_id: int) -> Meeting | None:
    """The latest meeting with this matter on its agenda."""
    return db.scalar(
        select(Meeting).join(Discussion, Discussion.meeting_id == Meeting.id)
        .where(Discussion.matter_id == matter_id).options(selectinload(Meeting.discussions))
        .order_by(Meeting.id.desc()).limit(1)
    )


def attendees(db: Session, meeting_id: int) -> Sequence[Attendee]:
    """Everyone on the roll or in the room: voices first, in the order of the roll."""
    return db.scalars(
        select(Attendee).where(Attendee.meeting_id == meeting_id)
        .order_by(Attendee.voting.desc(), Attendee.id)
    ).all()


def attendances(db: Session, meeting_id: int, person_id: int) -> Sequence[Attendee]:
    """The places one person has in a meeting: none, one, or one a voice."""
    return db.scalars(
        select(Attendee).where(Attendee.meeting_id == meeting_id, Attendee.person_id == person_id)
        .order_by(Attendee.voting.desc(), Attendee.id)
    ).all()


def present_voices(db: Session, meeting_id: int) -> int:
    """How many voices are present: the figure that quorum is held against."""
    return db.scalar(
        select(func.count()).select_from(Attendee).where(
            Attendee.meeting_id == meeting_id, Attendee.voting.is_(True), Attendee.status == Status.PRESENT,
        )
    ) or 0


def open_discussion(db: Session, meeting_id: int) -> Discussion | None:
    """The discussion that is open in a room, if there is one."""
    return db.scalar(select(Discussion).where(Discussion.meeting_id == meeting_id, Discussion.state == "open"))


def discussion(db: Session, id: int) -> Discussion:
    """A discussion by id; NotFound otherwise."""
    found = db.get(Discussion, id)
    if found is None:
        raise NotFound("discussion")
    return found


def turns_taken(db: Session, discussion_id: int) -> dict[int, int]:
    """How many turns each speaker has had in a discussion, and in those that it continues."""
    speaker = func.coalesce(Turn.person_id, -Turn.seat_id)
    rows = db.execute(
        select(speaker, func.count()).where(Turn.discussion_id.in_(chain(db, discussion_id)), Turn.counts.is_(True))
        .group_by(speaker)
    )
    return {row[0]: row[1] for row in rows}


def chain(db: Session, discussion_id: int) -> list[int]:
    """A discussion, and before it those of earlier meetings that it continues."""
    found, next_id = [], discussion_id
    while next_id:
        found.append(next_id)
        next_id = db.scalar(select(Discussion.continues_id).where(Discussion.id == next_id)) or 0
    return found


def waiting_hands(db: Session, discussion_id: int) -> Sequence[Hand]:
    """Raised hands, in the order of asking."""
    return db.scalars(
        select(Hand).where(Hand.discussion_id == discussion_id, Hand.state == "waiting").order_by(Hand.id)
    ).all()


def queue_order(db: Session, discussion_id: int, order: Order) -> list[int]:
    """The ids of the raised hands in the order in which they get the floor."""
    taken = turns_taken(db, discussion_id)
    hands = [Waiting(h.id, Stance(h.stance), taken.get(h.speaker_id, 0)) for h in waiting_hands(db, discussion_id)]
    return speaking_order(hands, last_side(db, discussion_id), order)


def last_side(db: Session, discussion_id: int) -> Stance | None:
    """The side last heard: for or against."""
    sides = [str(s) for s in OPPOSITE]
    found = db.scalar(
        select(Turn.stance).where(Turn.discussion_id.in_(chain(db, discussion_id)), Turn.stance.in_(sides))
        .order_by(Turn.id.desc()).limit(1)
    )
    return Stance(found) if found else None


def running_turn(db: Session, discussion_id: int) -> Turn | None:
    """The turn that runs, if one does."""
    return db.scalar(select(Turn).where(Turn.discussion_id == discussion_id, Turn.ended_at.is_(None)))


def turns(db: Session, discussion_id: int) -> Sequence[Turn]:
    """Every turn of a discussion, in order."""
    return db.scalars(select(Turn).where(Turn.discussion_id == discussion_id).order_by(Turn.id)).all()


def statements(db: Session, discussion_id: int) -> Sequence[Statement]:
    """Every written statement of a discussion, in order."""
    return db.scalars(select(Statement).where(Statement.discussion_id == discussion_id).order_by(Statement.id)).all()


def last_motion(db: Session, discussion_id: int) -> Motion | None:
    """The motion that counts in a discussion: the last one that was not withdrawn."""
    return db.scalar(
        select(Motion).where(Motion.discussion_id == discussion_id, Motion.state != "withdrawn")
        .order_by(Motion.id.desc()).limit(1)
    )


def open_ballot_id(db: Session, meeting_id: int) -> int | None:
    """The ballot that is open in a room, if there is one: on its motion, or on an amendment."""
    on_motion = select(Motion.ballot_id).join(Discussion, Discussion.id == Motion.discussion_id).where(
        Discussion.meeting_id == meeting_id, Motion.state == "put")
    on_amendment = (
        select(Amendment.ballot_id).join(Motion, Motion.id == Amendment.motion_id)
        .join(Discussion, Discussion.id == Motion.discussion_id)
        .where(Discussion.meeting_id == meeting_id, Amendment.state == "put")
    )
    return db.scalar(on_motion) or db.scalar(on_amendment)


def motions_put(db: Session, discussion_ids: Iterable[int]) -> dict[int, Motion]:
    """The last motion put to the vote in each of these discussions, by discussion."""
    rows = db.scalars(
        select(Motion).where(Motion.discussion_id.in_(list(discussion_ids)), Motion.ballot_id.is_not(None))
        .order_by(Motion.id)
    )
    return {motion.discussion_id: motion for motion in rows}


def heard_against(db: Session, discussion_id: int) -> tuple[Sequence[Turn], Sequence[Statement]]:
    """What was said and written against in a discussion, in order; turns that nobody wrote down are left out."""
    spoken = select(Turn).where(
        Turn.discussion_id == discussion_id, Turn.stance == Stance.AGAINST, Turn.text != "")
    written = select(Statement).where(
        Statement.discussion_id == discussion_id, Statement.stance == Stance.AGAINST)
    return db.scalars(spoken.order_by(Turn.id)).all(), db.scalars(written.order_by(Statement.id)).all()


def discussion_of_ballot(db: Session, ballot_id: int) -> tuple[Meeting, Discussion, Motion] | None:
    """Where a ballot was held."""
    row = db.execute(
        select(Meeting, Discussion, Motion).join(Discussion, Discussion.meeting_id == Meeting.id)
        .join(Motion, Motion.discussion_id == Discussion.id)
        .where(or_(Motion.ballot_id == ballot_id, Motion.id.in_(
            select(Amendment.motion_id).where(Amendment.ballot_id == ballot_id))))
        .options(selectinload(Meeting.discussions))
    ).first()
    return (row[0], row[1], row[2]) if row else None


def help_calls(db: Session, meeting_id: int) -> Sequence[HelpCall]:
    """Calls for help not yet answered."""
    return db.scalars(
        select(HelpCall).where(HelpCall.meeting_id == meeting_id, HelpCall.answered_at.is_(None))
        .order_by(HelpCall.id)
    ).all()
