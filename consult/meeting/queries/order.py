"""Reads of a room's procedure: seats, points, rulings, amendments, questions, straw polls, what is parked."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.meeting import queries
from consult.meeting.models import (
    Amendment,
    Attendee,
    Discussion,
    FloorSeat,
    Meeting,
    MotionDraft,
    Parked,
    Point,
    Question,
    Ruling,
    Straw,
    StrawAnswer,
    Turn,
)
from consult.meeting.rules.kinds import Capacity, Status
from consult.meeting.rules.order import order_from, over_time
from consult.meeting.rules.procedure import ANSWERS, StrawKind
from consult.meeting.rules.room_order import ATTENDEES_KEPT
from consult.meeting.rules.room_state import AttendeeNow, State


def floor_seat(db: Session, meeting_id: int, number: str) -> FloorSeat | None:
    """The floor seat of this number or name."""
    return db.scalar(select(FloorSeat).where(FloorSeat.meeting_id == meeting_id, FloorSeat.number == number))


def floor_seats(db: Session, meeting_id: int) -> Sequence[FloorSeat]:
    """Every floor seat of a meeting, in the order they were taken."""
    return db.scalars(select(FloorSeat).where(FloorSeat.meeting_id == meeting_id).order_by(FloorSeat.id)).all()


def seated_at(db: Session, meeting_id: int, seat: str) -> Attendee | None:
    """The one who is present and was marked at this seat."""
    return db.scalar(
        select(Attendee).where(Attendee.meeting_id == meeting_id, Attendee.seat == seat,
                               Attendee.status == Status.PRESENT).order_by(Attendee.id).limit(1)
    )


def turns_over_time(db: Session, now: datetime) -> list[int]:
    """Turns that run, in rooms that are open, and are over their time by more than their rules bear."""
    running = db.execute(
        select(Turn, Meeting).join(Discussion, Discussion.id == Turn.discussion_id)
        .join(Meeting, Meeting.id == Discussion.meeting_id)
        .where(Turn.ended_at.is_(None), Turn.paused_at.is_(None), Turn.ends_at <= now, Meeting.state == "open"))
    return [turn.id for turn, meeting in running
            if over_time(order_from(meeting.rules_of_order), round((turn.ends_at - now).total_seconds()))]


def counts(db: Session, meeting_id: int) -> dict[str, int]:
    """Voices by where they are: hall, phone, expected, excused, left; and observers who are present. Whoever is
    entitled and has nobody to come is among those expected."""
    found = {"hall": 0, "phone": 0, "expected": 0, "excused": 0, "left": 0, "observers": 0}
    rows = db.execute(
        select(Attendee.voting, Attendee.status, Attendee.channel, func.count())
        .where(Attendee.meeting_id == meeting_id).group_by(Attendee.voting, Attendee.status, Attendee.channel)
    ).all()
    for voting, status, channel, number in rows:
        if voting:
            found[str(channel) if status == Status.PRESENT else status] += number
        elif status == Status.PRESENT:
            found["observers"] += number
    entitled = db.scalar(select(Meeting.expected).where(Meeting.id == meeting_id)) or 0
    listed = sum(number for voting, _status, _channel, number in rows if voting)
    return found | {"expected": found["expected"] + max(0, entitled - listed)}


def rules_heard(db: Session, meeting_id: int) -> int:
    """How many people promised to keep to the rules of order."""
    return db.scalar(
        select(func.count(func.distinct(Attendee.person_id)))
        .where(Attendee.meeting_id == meeting_id, Attendee.rules_heard_at.is_not(None))
    ) or 0


def pending_amendment(db: Session, motion_id: int) -> Amendment | None:
    """The amendment that is to be decided before the motion, if there is one."""
    return db.scalar(select(Amendment).where(Amendment.motion_id == motion_id, Amendment.state.in_(("moved", "put"))))


def drafts(db: Session, motion_id: int) -> Sequence[MotionDraft]:
    """Every version of a motion's words, the first one first."""
    return db.scalars(select(MotionDraft).where(MotionDraft.motion_id == motion_id).order_by(MotionDraft.draft)).all()


def open_question(db: Session, meeting_id: int) -> Question | None:
    """The question of procedure that the room is asked, if it is asked one."""
    return db.scalar(select(Question).where(Question.meeting_id == meeting_id, Question.state == "open"))


def points(db: Session, meeting_id: int) -> Sequence[Point]:
    """Points that were raised and not yet heard."""
    return db.scalars(
        select(Point).where(Point.meeting_id == meeting_id, Point.state == "raised").order_by(Point.id)
    ).all()


def heard_point(db: Session, meeting_id: int) -> Point | None:
    """The point that is being heard, if one is."""
    return db.scalar(select(Point).where(Point.meeting_id == meeting_id, Point.state == "heard"))


def rulings_on(db: Session, meeting_id: int, *, person_id: int | None, seat_id: int | None) -> Sequence[Ruling]:
    """What the chair ruled on one speaker, but for what the room overturned."""
    return db.scalars(
        select(Ruling).where(Ruling.meeting_id == meeting_id, Ruling.person_id == person_id, Ruling.seat_id == seat_id,
                             Ruling.state != "overturned").order_by(Ruling.id)
    ).all()


def open_straw(db: Session, meeting_id: int) -> Straw | None:
    """The straw poll or temperature that is being taken, if one is."""
    return db.scalar(select(Straw).where(Straw.meeting_id == meeting_id, Straw.closed_at.is_(None)))


def straw_counts(db: Session, straw: Straw) -> dict[str, int]:
    """How many answered what: phones, and what was counted in the hall."""
    found = {answer: int(straw.hall.get(answer, 0)) for answer in ANSWERS[StrawKind(straw.kind)]}
    rows = db.execute(
        select(StrawAnswer.answer, func.count()).where(StrawAnswer.straw_id == straw.id).group_by(StrawAnswer.answer)
    )
    for answer, number in rows:
        found[answer] += number
    return found


def own_straw(db: Session, straw_id: int, person_id: int) -> str:
    """What one answered; empty when nothing yet."""
    found = db.get(StrawAnswer, (straw_id, person_id))
    return found.answer if found else ""


def parked(db: Session, discussion_id: int) -> Sequence[Parked]:
    """What is parked of a discussion and waits for something to become of it."""
    return db.scalars(
        select(Parked).where(Parked.discussion_id == discussion_id, Parked.state == "kept").order_by(Parked.id)
    ).all()


def adjourned_before(db: Session, meeting: Meeting, matter_id: int) -> Discussion | None:
    """The discussion of this matter that an earlier meeting of the same body broke off and nobody continued."""
    went_on = select(Discussion.continues_id).where(Discussion.continues_id.is_not(None))
    return db.scalar(
        select(Discussion).join(Meeting, Meeting.id == Discussion.meeting_id)
        .where(Meeting.body_id == meeting.body_id, Discussion.matter_id == matter_id, Discussion.state == "adjourned",
               Discussion.id.not_in(went_on)).order_by(Discussion.id.desc()).limit(1)
    )


def voices_with_turns_left(db: Session, meeting_id: int, turns: dict[int, int], each: int) -> int:
    """How many people with a voice are present and could still ask for the floor."""
    present = db.scalars(
        select(Attendee.person_id).where(Attendee.meeting_id == meeting_id, Attendee.voting.is_(True),
                                         Attendee.status == Status.PRESENT).distinct()
    )
    return sum(turns.get(person_id, 0) < each for person_id in present)


def own_row(db: Session, meeting_id: int, person_id: int, turns: int) -> AttendeeNow | None:
    """One person's own row of a room, as the room's state would hold it; None for someone who is not in it."""
    place = db.scalar(
        select(Attendee).where(Attendee.meeting_id == meeting_id, Attendee.person_id == person_id)
        .order_by(Attendee.voting.desc(), Attendee.id).limit(1)
    )
    if place is None:
        return None
    seconds = db.scalar(
        select(func.sum(Turn.spoke_seconds)).join(Discussion, Discussion.id == Turn.discussion_id)
        .where(Discussion.meeting_id == meeting_id, Discussion.state == "open", Turn.person_id == person_id)
    )
    return cast(AttendeeNow, {
        "called": place.shown_as, "capacity": Capacity(place.capacity).value, "voting": place.voting,
        "status": place.status, "channel": place.channel, "seat": place.seat, "turns": turns,
        "seconds": int(seconds or 0), "promised": place.rules_heard_at is not None,
    })


def with_own_row(db: Session, meeting_id: int, person_id: int, state: State) -> State:
    """A room's state for one reader: where there are too many people for all rows, their own is put in beside.

    The state given is shared and stays as it is.
    """
    if len(state["attendees"]) < ATTENDEES_KEPT or str(person_id) in state["attendees"]:
        return state
    discussion = state["discussion"]
    turns = queries.turns_taken(db, discussion["id"]).get(person_id, 0) if discussion else 0
    row = own_row(db, meeting_id, person_id, turns)
    mine: dict[str, AttendeeNow] = {str(person_id): row} if row else {}
    return state | {"me": person_id, "attendees": state["attendees"] | mine}
