"""The floor: raise and lower hands, give it, extend it, end it, note what was said."""
from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import (
    Speaker,
    a_speaker,
    an_open_meeting,
    check_may_be_heard,
    check_neutral,
    order_of,
    the_discussion,
    the_queue,
)
from consult.meeting.actions.sittings.checks import check_act
from consult.meeting.actions.turns import check_extra_time, end_the_turn, extend, left_seconds, the_turn
from consult.meeting.events import (
    FloorGiven,
    FloorYielded,
    HandLowered,
    HandRaised,
    SeatTaken,
)
from consult.meeting.models import Discussion, FloorSeat, Hand, Meeting, Turn
from consult.meeting.queries import order as procedure
from consult.meeting.rules.information_round import check_heard_now
from consult.meeting.rules.kinds import Channel, Stance
from consult.storage.work import Work

Why = Annotated[str, Length(most=200, least=2)]
MaybeWhy = Annotated[str, Length(most=200)]
SeatName = Annotated[str, Length(most=20, least=1)]
Called = Annotated[str, Length(most=40)]


@room_command
def raise_hand(work: Work, *, meeting_id: int, stance: Stance) -> dict[str, int]:
    """Ask for the floor, saying first where one stands."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    return _raise(work, meeting, a_speaker(work, meeting, actor.person_id), stance, Channel.PHONE, by_desk=False)


@room_command
def raise_hand_for(work: Work, *, meeting_id: int, person_id: int, stance: Stance) -> dict[str, int]:
    """The desk queues someone who raised a hand in the hall."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    return _raise(work, meeting, a_speaker(work, meeting, person_id), stance, Channel.HALL, by_desk=True)


@room_command
def raise_hand_at(
    work: Work, *, meeting_id: int, seat: SeatName, stance: Stance, called: Called = ""
) -> dict[str, int]:
    """The desk queues whoever sits at a seat of the hall, in one step; nobody there needs an account.

    Someone of the roll who was marked at that seat is that person; anyone else is known by the seat from here on.
    """
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    if place := procedure.seated_at(work.db, meeting.id, seat):
        speaker = a_speaker(work, meeting, place.person_id)
    else:
        speaker = a_speaker(work, meeting, -_seat(work, meeting, seat, called).id)
    return _raise(work, meeting, speaker, stance, Channel.HALL, by_desk=True)


def _seat(work: Work, meeting: Meeting, number: str, called: str) -> FloorSeat:
    if known := procedure.floor_seat(work.db, meeting.id, number):
        return known
    shown_as = called or (f"{number}号席" if number.isascii() else number)
    seat = work.add(FloorSeat(meeting_id=meeting.id, number=number, shown_as=shown_as, taken_at=work.now))
    work.record(SeatTaken(meeting_id=meeting.id, seat_id=seat.id, person_id=-seat.id, called=shown_as, seat=number))
    return seat


def _raise(
    work: Work, meeting: Meeting, speaker: Speaker, stance: Stance, channel: Channel, *, by_desk: bool
) -> dict[str, int]:
    discussion = the_discussion(work, meeting)
    taken = queries.turns_taken(work.db, discussion.id).get(speaker.id, 0)
    _check_may_ask(work, meeting, discussion, speaker, stance, taken)
    hand = work.add(Hand(
        discussion_id=discussion.id, **speaker.whose, stance=stance, channel=channel, asked_at=work.now,
        state="waiting",
    ))
    order = the_queue(work, meeting, discussion)
    work.record(HandRaised(
        meeting_id=meeting.id, discussion_id=discussion.id, hand_id=hand.id, person_id=speaker.id,
        called=speaker.called, stance=stance, channel=channel, asked_at=work.now, turns_taken=taken,
        by_desk=by_desk, order=order,
    ))
    return {"hand_id": hand.id, "place": order.index(hand.id) + 1}


def _check_may_ask(
    work: Work, meeting: Meeting, discussion: Discussion, speaker: Speaker, stance: Stance, taken: int
) -> None:
    rules = order_of(meeting)
    motion = queries.last_motion(work.db, discussion.id)
    if queries.open_ballot_id(work.db, meeting.id):
        raise RuleBroken("vote_is_open")
    check_may_be_heard(meeting, speaker)
    check_act(work, meeting, speaker, "floor")
    check_neutral(meeting, speaker.person_id)
    if discussion.debate_closed:
        raise RuleBroken("debate_is_closed")
    check_heard_now(rules, stance, has_motion=bool(motion and motion.state == "moved"))
    waiting = queries.waiting_hands(work.db, discussion.id)
    if any(h.speaker_id == speaker.id for h in waiting):
        raise RuleBroken("already_waiting")
    if len(waiting) >= rules.most_waiting:
        raise RuleBroken("queue_full", most=rules.most_waiting)
    turn = queries.running_turn(work.db, discussion.id)
    if turn and turn.speaker_id == speaker.id:
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    if rules.turns_each is not None and taken >= rules.turns_each:
        raise RuleBroken("turns_used_up", turns=rules.turns_each)


@room_command
def lower_hand(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Leave the queue."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    for hand in queries.waiting_hands(work.db, discussion.id):
        if hand.person_id == actor.person_id:
            return _lower(work, meeting, discussion, hand, "")
    raise RuleBroken("not_waiting")


@room_command
def remove_hand(work: Work, *, meeting_id: int, hand_id: int, reason: Why) -> dict[str, int]:
    """The desk takes someone out of the queue, with a reason that is logged."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    return _lower(work, meeting, discussion, _waiting(work, discussion, hand_id), reason)


def _waiting(work: Work, discussion: Discussion, hand_id: int) -> Hand:
    hand = work.get(Hand, hand_id)
    if hand.discussion_id != discussion.id:
        raise NotFound("hand")
    if hand.state != "waiting":
        raise RuleBroken("not_waiting")
    return hand


def _lower(work: Work, meeting: Meeting, discussion: Discussion, hand: Hand, reason: str) -> dict[str, int]:
    hand.state = "lowered"
    work.record(HandLowered(
        meeting_id=meeting.id, discussion_id=discussion.id, hand_id=hand.id, person_id=hand.speaker_id,
        called=hand.shown_as, reason=reason, order=the_queue(work, meeting, discussion),
    ))
    return {"hand_id": hand.id}


@room_command
def give_floor(
    work: Work, *, meeting_id: int, hand_id: int | None = None, reason: MaybeWhy = ""
) -> dict[str, int]:
    """Give the floor to the next in the queue, or out of order with a reason that is logged.

    A turn that still runs ends with it.
    """
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    queue = the_queue(work, meeting, discussion)
    if not queue:
        raise RuleBroken("queue_empty")
    _check_may_go_on(work, meeting)
    chosen = hand_id or queue[0]
    if chosen != queue[0] and not reason:
        raise RuleBroken("reason_to_override")
    hand = _waiting(work, discussion, chosen)
    if turn := queries.running_turn(work.db, discussion.id):
        end_the_turn(work, meeting, discussion, turn, by_desk=True)
    return _give(work, meeting, discussion, hand, reason if chosen != queue[0] else "")


def _check_may_go_on(work: Work, meeting: Meeting) -> None:
    """Nobody begins to speak while a point is heard, while the room counts, or without a quorum where that stops it."""
    if point := procedure.heard_point(work.db, meeting.id):
        raise RuleBroken("point_is_heard", called=point.shown_as)
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    present, needed = queries.present_voices(work.db, meeting.id), meeting.quorum_needed or 0
    if order_of(meeting).quorum_loss == "stop" and present < needed:
        raise RuleBroken("quorum_lost", present=present, needed=needed)


def _give(work: Work, meeting: Meeting, discussion: Discussion, hand: Hand, reason: str) -> dict[str, int]:
    seconds = order_of(meeting).seconds_a_turn
    nth = queries.turns_taken(work.db, discussion.id).get(hand.speaker_id, 0) + 1
    hand.state = "given"
    turn = work.add(Turn(
        discussion_id=discussion.id, hand_id=hand.id, person_id=hand.person_id, seat_id=hand.seat_id,
        shown_as=hand.shown_as, stance=hand.stance, channel=hand.channel, started_at=work.now,
        ends_at=work.now + timedelta(seconds=seconds), paused_seconds=0, counts=True,
    ))
    work.record(FloorGiven(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, hand_id=hand.id,
        person_id=hand.speaker_id, called=hand.shown_as, stance=hand.stance, channel=hand.channel, nth_turn=nth,
        seconds=seconds, started_at=turn.started_at, ends_at=turn.ends_at, override_reason=reason,
        order=the_queue(work, meeting, discussion),
    ))
    return {"turn_id": turn.id, "person_id": turn.speaker_id}


@room_command
def extend_turn(work: Work, *, meeting_id: int, seconds: int = 60) -> dict[str, int]:
    """The chair gives the speaker more time, up to ten minutes at once; some rules leave that to the room."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    turn = the_turn(work, discussion)
    check_extra_time(seconds)
    if order_of(meeting).extra_time == "vote":
        raise RuleBroken("extra_time_by_vote")
    extend(work, meeting, turn, seconds)
    return {"turn_id": turn.id}


@room_command
def end_turn(work: Work, *, meeting_id: int) -> dict[str, int]:
    """End the turn that runs: the speaker is done, or the desk says so."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    turn = the_turn(work, discussion)
    own = turn.person_id == actor.person_id
    if not own:
        policy.require(actor, "run", meeting)
    end_the_turn(work, meeting, discussion, turn, by_desk=not own)
    return {"turn_id": turn.id}


@room_command
def yield_floor(work: Work, *, meeting_id: int) -> dict[str, int]:
    """The speaker leaves the rest of the turn to the next in the queue, who begins at once."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    turn = the_turn(work, discussion)
    own = turn.person_id == actor.person_id
    if not own:
        policy.require(actor, "run", meeting)
    queue = the_queue(work, meeting, discussion)
    if not queue:
        raise RuleBroken("queue_empty")
    _check_may_go_on(work, meeting)
    work.record(FloorYielded(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.speaker_id,
        called=turn.shown_as, left_seconds=left_seconds(turn, work.now),
    ))
    end_the_turn(work, meeting, discussion, turn, by_desk=not own)
    return _give(work, meeting, discussion, _waiting(work, discussion, queue[0]), "")
