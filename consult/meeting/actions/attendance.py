"""Roll call: residents check themselves in, the desk marks those in the hall."""
from __future__ import annotations

from typing import Annotated, Any

from consult.community.models import Person
from consult.community.queries import shown_name
from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, in_the_room, the_queue, today
from consult.meeting.events import AttendanceMarked, HandLowered
from consult.meeting.models import Attendee, Meeting
from consult.meeting.queries import order as procedure
from consult.meeting.rules.kinds import Capacity, Channel, Status
from consult.storage.work import Work

Seat = Annotated[str, Length(most=20)]


@room_command
def check_in(work: Work, *, meeting_id: int) -> dict[str, Any]:
    """Say "I am here" on one's own phone; who is not on the roll comes as an observer."""
    meeting, actor = an_open_meeting(work, meeting_id, "check_in", also_suspended=True)
    return mark(work, meeting, actor.person_id, Status.PRESENT, Channel.PHONE, seat="", by_desk=False)


@room_command
def leave(work: Work, *, meeting_id: int) -> dict[str, Any]:
    """Say that one leaves; the quorum counts without one from now on."""
    meeting, actor = an_open_meeting(work, meeting_id, "check_in", also_suspended=True)
    in_the_room(work, meeting, actor.person_id)
    return mark(work, meeting, actor.person_id, Status.LEFT, None, seat="", by_desk=False)


@room_command
def mark_attendance(
    work: Work, *, meeting_id: int, person_id: int, status: Status, channel: Channel = Channel.HALL,
    seat: Seat = "",
) -> dict[str, Any]:
    """The desk marks someone: present in the hall, excused, left, or expected again after a slip."""
    meeting, _ = an_open_meeting(work, meeting_id, "run", also_suspended=True)
    kept = channel if status == Status.PRESENT else None
    return mark(work, meeting, person_id, status, kept, seat=seat, by_desk=True)


def mark(
    work: Work, meeting: Meeting, person_id: int, status: Status, channel: Channel | None, *, seat: str,
    by_desk: bool,
) -> dict[str, Any]:
    """Write down where somebody is, once permitted; a hand that waits is lowered when they go."""
    places = list(queries.attendances(work.db, meeting.id, person_id))
    if not places:
        places = [_observer(work, meeting, person_id, status)]
    if status == Status.PRESENT and any(p.removed_at for p in places):
        raise RuleBroken("asked_to_leave")
    same = all(p.status == status and p.channel == channel and p.seat == seat for p in places)
    if not same:
        for place in places:
            place.status, place.channel, place.seat, place.marked_at = status, channel, seat, work.now
        work.db.flush()
        if status != Status.PRESENT:
            _lower_hand_of(work, meeting, person_id)
        _record(work, meeting, places[0], by_desk)
    present = queries.present_voices(work.db, meeting.id)
    return {"status": status, "present": present, "quorum_met": present >= (meeting.quorum_needed or 0)}


def mark_removed(work: Work, meeting: Meeting, person_id: int) -> None:
    """Someone has to leave the room, and comes back only when the room overturns that."""
    for place in queries.attendances(work.db, meeting.id, person_id):
        place.removed_at = work.now
    mark(work, meeting, person_id, Status.LEFT, None, seat="", by_desk=True)


def let_back_in(work: Work, meeting: Meeting, person_id: int) -> None:
    """The room wants someone back who was asked to leave."""
    for place in queries.attendances(work.db, meeting.id, person_id):
        place.removed_at = None


def _observer(work: Work, meeting: Meeting, person_id: int, status: Status) -> Attendee:
    person = work.get(Person, person_id, lock=False)
    if person.community_id != meeting.community_id:
        raise NotFound("person")
    if status != Status.PRESENT:
        raise RuleBroken("check_in_first")
    return work.add(Attendee(
        meeting_id=meeting.id, person_id=person.id, capacity=Capacity.OBSERVER, voting=False, voter_key=None,
        shown_as=shown_name(work.db, person, today(work, meeting)), status=Status.EXPECTED, seat="",
    ))


def _record(work: Work, meeting: Meeting, place: Attendee, by_desk: bool) -> None:
    present = queries.present_voices(work.db, meeting.id)
    work.record(AttendanceMarked(
        meeting_id=meeting.id, person_id=place.person_id, called=place.shown_as, capacity=place.capacity,
        voting=place.voting, status=place.status, channel=place.channel, seat=place.seat, by_desk=by_desk,
        present=present, quorum_met=present >= (meeting.quorum_needed or 0), counts=procedure.counts(work.db, meeting.id),
    ))


def _lower_hand_of(work: Work, meeting: Meeting, person_id: int) -> None:
    discussion = queries.open_discussion(work.db, meeting.id)
    if discussion is None:
        return
    turn = queries.running_turn(work.db, discussion.id)
    if turn and turn.person_id == person_id:
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    for hand in queries.waiting_hands(work.db, discussion.id):
        if hand.person_id == person_id:
            hand.state = "lowered"
            work.record(HandLowered(
                meeting_id=meeting.id, discussion_id=discussion.id, hand_id=hand.id, person_id=person_id,
                called=hand.shown_as, reason="", order=the_queue(work, meeting, discussion),
            ))
