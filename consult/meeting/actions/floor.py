"""The floor: raise and lower hands, give it, extend it, end it, note what was said."""
from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from consult.core.arguments import Length, LongText
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions.loading import (
    an_open_meeting,
    check_may_be_heard,
    in_the_room,
    order_of,
    the_discussion,
    the_queue,
)
from consult.meeting.actions.sittings.loading import check_act
from consult.meeting.events import FloorEnded, FloorExtended, FloorGiven, HandLowered, HandRaised, TurnNoted
from consult.meeting.models import Attendee, Discussion, Hand, Meeting, Turn
from consult.meeting.rules.kinds import Channel, Stance
from consult.storage.unit_of_work import Work

Why = Annotated[str, Length(most=200, least=2)]
MaybeWhy = Annotated[str, Length(most=200)]
MOST_EXTRA_SECONDS = 600


def raise_hand(work: Work, *, meeting_id: int, stance: Stance) -> dict[str, int]:
    """Ask for the floor, saying first where one stands."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    place = in_the_room(work, meeting, actor.person_id)
    return _raise(work, meeting, place, stance, Channel.PHONE, by_desk=False)


def raise_hand_for(work: Work, *, meeting_id: int, person_id: int, stance: Stance) -> dict[str, int]:
    """The desk queues someone who raised a hand in the hall."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    place = in_the_room(work, meeting, person_id)
    return _raise(work, meeting, place, stance, Channel.HALL, by_desk=True)


def _raise(
    work: Work, meeting: Meeting, place: Attendee, stance: Stance, channel: Channel, *, by_desk: bool
) -> dict[str, int]:
    discussion = the_discussion(work, meeting)
    taken = queries.turns_taken(work.db, discussion.id).get(place.person_id, 0)
    _check_may_ask(work, meeting, discussion, place, taken)
    hand = work.add(Hand(
        discussion_id=discussion.id, person_id=place.person_id, shown_as=place.shown_as, stance=stance,
        channel=channel, asked_at=work.now, state="waiting",
    ))
    order = the_queue(work, meeting, discussion)
    work.record(HandRaised(
        meeting_id=meeting.id, discussion_id=discussion.id, hand_id=hand.id, person_id=place.person_id,
        called=place.shown_as, stance=stance, channel=channel, asked_at=work.now, turns_taken=taken,
        by_desk=by_desk, order=order,
    ))
    return {"hand_id": hand.id, "place": order.index(hand.id) + 1}


def _check_may_ask(
    work: Work, meeting: Meeting, discussion: Discussion, place: Attendee, taken: int
) -> None:
    rules = order_of(meeting)
    motion = queries.last_motion(work.db, discussion.id)
    if motion and motion.state == "put":
        raise RuleBroken("vote_is_open")
    check_may_be_heard(meeting, place)
    check_act(work, meeting, place, "floor")
    if any(h.person_id == place.person_id for h in queries.waiting_hands(work.db, discussion.id)):
        raise RuleBroken("already_waiting")
    turn = queries.running_turn(work.db, discussion.id)
    if turn and turn.person_id == place.person_id:
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    if rules.turns_each is not None and taken >= rules.turns_each:
        raise RuleBroken("turns_used_up", turns=rules.turns_each)


def lower_hand(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Leave the queue."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    for hand in queries.waiting_hands(work.db, discussion.id):
        if hand.person_id == actor.person_id:
            return _lower(work, meeting, discussion, hand, "")
    raise RuleBroken("not_waiting")


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
        meeting_id=meeting.id, discussion_id=discussion.id, hand_id=hand.id, person_id=hand.person_id,
        called=hand.shown_as, reason=reason, order=the_queue(work, meeting, discussion),
    ))
    return {"hand_id": hand.id}


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
    chosen = hand_id or queue[0]
    if chosen != queue[0] and not reason:
        raise RuleBroken("reason_to_override")
    hand = _waiting(work, discussion, chosen)
    if turn := queries.running_turn(work.db, discussion.id):
        _end(work, meeting, discussion, turn, by_desk=True)
    return _give(work, meeting, discussion, hand, reason if chosen != queue[0] else "")


def _give(work: Work, meeting: Meeting, discussion: Discussion, hand: Hand, reason: str) -> dict[str, int]:
    seconds = order_of(meeting).seconds_a_turn
    nth = queries.turns_taken(work.db, discussion.id).get(hand.person_id, 0) + 1
    hand.state = "given"
    turn = work.add(Turn(
        discussion_id=discussion.id, hand_id=hand.id, person_id=hand.person_id, shown_as=hand.shown_as,
        stance=hand.stance, channel=hand.channel, started_at=work.now,
        ends_at=work.now + timedelta(seconds=seconds),
    ))
    work.record(FloorGiven(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, hand_id=hand.id,
        person_id=hand.person_id, called=hand.shown_as, stance=hand.stance, channel=hand.channel, nth_turn=nth,
        seconds=seconds, started_at=turn.started_at, ends_at=turn.ends_at, override_reason=reason,
        order=the_queue(work, meeting, discussion),
    ))
    return {"turn_id": turn.id, "person_id": turn.person_id}


def extend_turn(work: Work, *, meeting_id: int, seconds: int = 60) -> dict[str, int]:
    """The chair gives the speaker more time, up to ten minutes at once."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    discussion = the_discussion(work, meeting)
    turn = _running(work, discussion)
    if not 0 < seconds <= MOST_EXTRA_SECONDS:
        raise RuleBroken("extra_time_out_of_range", most=MOST_EXTRA_SECONDS)
    turn.ends_at = turn.ends_at + timedelta(seconds=seconds)
    work.record(FloorExtended(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, seconds=seconds,
        ends_at=turn.ends_at,
    ))
    return {"turn_id": turn.id}


def _running(work: Work, discussion: Discussion) -> Turn:
    turn = queries.running_turn(work.db, discussion.id)
    if turn is None:
        raise RuleBroken("nobody_speaks")
    return turn


def end_turn(work: Work, *, meeting_id: int) -> dict[str, int]:
    """End the turn that runs: the speaker is done, or the desk says so."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    turn = _running(work, discussion)
    own = turn.person_id == actor.person_id
    if not own:
        policy.require(actor, "run", meeting)
    _end(work, meeting, discussion, turn, by_desk=not own)
    return {"turn_id": turn.id}


def _end(work: Work, meeting: Meeting, discussion: Discussion, turn: Turn, *, by_desk: bool) -> None:
    turn.ended_at = work.now
    turn.spoke_seconds = max(0, round((work.now - turn.started_at).total_seconds()))
    work.record(FloorEnded(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.person_id,
        called=turn.shown_as, stance=turn.stance, spoke_seconds=turn.spoke_seconds, by_desk=by_desk,
        order=the_queue(work, meeting, discussion),
    ))


def note_turn(work: Work, *, meeting_id: int, turn_id: int, text: LongText) -> dict[str, int]:
    """Write down what was said in a turn: the speaker's own words, or the desk's notes of them."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    turn = work.get(Turn, turn_id)
    discussion = work.get(Discussion, turn.discussion_id, lock=False)
    if discussion.meeting_id != meeting.id:
        raise NotFound("turn")
    own = turn.person_id == actor.person_id
    if not own:
        policy.require(actor, "run", meeting)
    turn.text = text
    work.record(TurnNoted(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.person_id,
        called=turn.shown_as, text=text, by_desk=not own,
    ))
    return {"turn_id": turn.id}
