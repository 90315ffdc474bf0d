"""Points of order and of information: raise one, hear it, rule on it. Only they interrupt a speaker (发言完整)."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy
from consult.meeting.actions import clock
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, check_neutral, speaker_for, the_discussion
from consult.meeting.events import ChairRuled, PointHeard, PointRaised, PointWithdrawn
from consult.meeting.models import Meeting, Point, Ruling
from consult.meeting.queries import order as procedure
from consult.meeting.rules.procedure import POINT, PointKind, RulingKind
from consult.storage.work import Work

Words = Annotated[str, Length(most=300)]
Why = Annotated[str, Length(most=300, least=2)]
MOST_POINTS = 20


@room_command
def raise_point(
    work: Work, *, meeting_id: int, kind: PointKind, text: Words = "", speaker_id: int | None = None
) -> dict[str, int]:
    """Say that the rules are not kept, or that a fact is needed now; the desk does it for someone in the hall."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    discussion = the_discussion(work, meeting)
    speaker, by_desk = speaker_for(work, meeting, actor, speaker_id)
    check_neutral(meeting, speaker.person_id)
    waiting = procedure.points(work.db, meeting.id)
    if any(p.speaker_id == speaker.id for p in waiting):
        raise RuleBroken("point_is_raised")
    if len(waiting) >= MOST_POINTS:
        raise RuleBroken("too_many_points", most=MOST_POINTS)
    point = work.add(Point(
        meeting_id=meeting.id, discussion_id=discussion.id, **speaker.whose, kind=kind, text=text, state="raised",
        raised_at=work.now,
    ))
    work.record(PointRaised(
        meeting_id=meeting.id, discussion_id=discussion.id, point_id=point.id, kind=kind, person_id=speaker.id,
        called=speaker.called, text=text, by_desk=by_desk,
    ))
    return {"point_id": point.id}


@room_command
def hear_point(work: Work, *, meeting_id: int, point_id: int) -> dict[str, int]:
    """The chair hears a point now; whoever speaks stops, and the clock with them."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    point = _point(work, meeting, point_id)
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    if heard := procedure.heard_point(work.db, meeting.id):
        raise RuleBroken("point_is_heard", called=heard.shown_as)
    point.state = POINT.after(point.state, "hear")
    clock.pause(work, meeting)
    work.record(PointHeard(
        meeting_id=meeting.id, discussion_id=point.discussion_id, point_id=point.id, kind=point.kind,
        person_id=point.speaker_id, called=point.shown_as, text=point.text,
    ))
    return {"point_id": point.id}


@room_command
def rule_on_point(work: Work, *, meeting_id: int, point_id: int, sustained: bool, reason: Why) -> dict[str, int]:
    """The chair rules, and the interrupted speaker goes on with the seconds that were left."""
    meeting, actor = an_open_meeting(work, meeting_id, "run")
    point = _point(work, meeting, point_id)
    point.state = POINT.after(point.state, "rule")
    ruling = work.add(Ruling(
        meeting_id=meeting.id, discussion_id=point.discussion_id, point_id=point.id, turn_id=None,
        person_id=point.person_id, seat_id=point.seat_id, shown_as=point.shown_as, kind=RulingKind.POINT,
        sustained=sustained, reason=reason, state="stands", made_by_id=actor.person_id, made_at=work.now,
    ))
    work.record(ChairRuled(
        meeting_id=meeting.id, discussion_id=point.discussion_id, ruling_id=ruling.id, kind=RulingKind.POINT,
        point_id=point.id, turn_id=None, sustained=sustained, person_id=point.speaker_id, called=point.shown_as,
        reason=reason,
    ))
    clock.resume(work, meeting)
    return {"ruling_id": ruling.id}


@room_command
def withdraw_point(work: Work, *, meeting_id: int, point_id: int) -> dict[str, int]:
    """Take one's point back before it is heard."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    point = _point(work, meeting, point_id)
    if point.person_id != actor.person_id:
        policy.require(actor, "run", meeting)
    point.state = POINT.after(point.state, "withdraw")
    work.record(PointWithdrawn(
        meeting_id=meeting.id, discussion_id=point.discussion_id, point_id=point.id, kind=point.kind,
        person_id=point.speaker_id, called=point.shown_as,
    ))
    return {"point_id": point.id}


def _point(work: Work, meeting: Meeting, point_id: int) -> Point:
    point = work.get(Point, point_id)
    if point.meeting_id != meeting.id:
        raise NotFound("point")
    return point
