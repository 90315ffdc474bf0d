"""The chair: keep neutral, hand over before taking a side, take back; and everyone's promise to keep the rules."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import RuleBroken
from consult.meeting import queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, chair_post, in_the_room, name_in_room
from consult.meeting.events import ChairHandedOver, ChairTakenBack, RulesHeard
from consult.meeting.models import Meeting
from consult.meeting.queries import order as procedure
from consult.storage.work import Work

Why = Annotated[str, Length(most=200, least=2)]


@room_command
def hand_over_chair(work: Work, *, meeting_id: int, person_id: int, reason: Why) -> dict[str, int]:
    """Someone present takes the chair, so that the chair may speak, move or vote (主持中立)."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    if person_id == meeting.chairs_now:
        raise RuleBroken("chairs_already")
    place = in_the_room(work, meeting, person_id)
    _check_takes_no_part(work, meeting, person_id)
    before = meeting.chairs_now
    meeting.acting_chair_id = person_id if person_id != meeting.chair_id else None
    meeting.acting_chair_post = chair_post(work, meeting, person_id) if meeting.acting_chair_id else ""
    work.record(ChairHandedOver(
        meeting_id=meeting.id, from_id=before, from_called=name_in_room(work, meeting, before), person_id=person_id,
        called=place.shown_as, reason=reason,
    ))
    return {"person_id": person_id}


@room_command
def take_back_chair(work: Work, *, meeting_id: int) -> dict[str, int]:
    """The one convened to chair chairs again, once nothing of their own is on the floor."""
    meeting, _ = an_open_meeting(work, meeting_id, "take_back_chair", also_suspended=True)
    if meeting.acting_chair_id is None:
        raise RuleBroken("chairs_already")
    _check_takes_no_part(work, meeting, meeting.chair_id)
    before, meeting.acting_chair_id, meeting.acting_chair_post = meeting.acting_chair_id, None, ""
    work.record(ChairTakenBack(
        meeting_id=meeting.id, from_id=before, from_called=name_in_room(work, meeting, before),
        person_id=meeting.chair_id, called=name_in_room(work, meeting, meeting.chair_id),
    ))
    return {"person_id": meeting.chair_id}


def _check_takes_no_part(work: Work, meeting: Meeting, person_id: int) -> None:
    discussion = queries.open_discussion(work.db, meeting.id)
    if discussion is None:
        return
    turn = queries.running_turn(work.db, discussion.id)
    if turn and turn.person_id == person_id:
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    if any(hand.person_id == person_id for hand in queries.waiting_hands(work.db, discussion.id)):
        raise RuleBroken("waits_to_speak")
    motion = queries.last_motion(work.db, discussion.id)
    if motion and motion.state in ("moved", "put"):
        amendment = procedure.pending_amendment(work.db, motion.id)
        if person_id in (motion.mover_id, amendment.mover_id if amendment else None):
            raise RuleBroken("own_motion_on_the_floor")


@room_command
def promise_rules(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Say that one has heard the rules of order and keeps to them; kept with the record (开场宣读)."""
    meeting, actor = an_open_meeting(work, meeting_id, "check_in", also_suspended=True)
    place = in_the_room(work, meeting, actor.person_id)
    if place.rules_heard_at is None:
        for each in queries.attendances(work.db, meeting.id, actor.person_id):
            each.rules_heard_at = work.now
        work.db.flush()
        work.record(RulesHeard(
            meeting_id=meeting.id, person_id=actor.person_id, called=place.shown_as,
            heard=procedure.rules_heard(work.db, meeting.id),
        ))
    return {"heard": procedure.rules_heard(work.db, meeting.id)}
