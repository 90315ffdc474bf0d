"""One motion at a time: who does what, when, with what."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions.loading import an_open_meeting, in_the_room, the_discussion, today
from consult.meeting.actions.sittings.loading import check_allows
from consult.meeting.events import MotionMoved, MotionReworded, MotionWithdrawn
from consult.meeting.models import Meeting, Motion
from consult.meeting.rules.kinds import MOTION
from consult.meeting.rules.motion_text import motion_text
from consult.storage.unit_of_work import Work

Who = Annotated[str, Length(most=120, least=2)]
What = Annotated[str, Length(most=1_000, least=4)]
WithWhat = Annotated[str, Length(most=300)]


def move_motion(
    work: Work, *, meeting_id: int, who: Who, what: What, by_when: date, with_what: WithWhat = "",
    mover_id: int | None = None,
) -> dict[str, int]:
    """Move a motion. A voice on the roll moves; the desk may write it down for one in the hall."""
    meeting, actor = an_open_meeting(work, meeting_id, "move")
    if mover_id not in (None, actor.person_id):
        policy.require(actor, "run", meeting)
    discussion = the_discussion(work, meeting)
    place = in_the_room(work, meeting, mover_id or actor.person_id)
    if not place.voting:
        raise RuleBroken("only_voices_move")
    check_allows(work, meeting, "motions")
    pending = queries.last_motion(work.db, discussion.id)
    if pending and pending.state in ("moved", "put"):
        raise RuleBroken("one_motion_at_a_time", text=pending.text)
    if pending and pending.state == "passed":
        raise RuleBroken("motion_passed")
    _check_day(work, meeting, by_when)
    text = motion_text(who=who, what=what, by_when=by_when, with_what=with_what)
    motion = work.add(Motion(
        discussion_id=discussion.id, mover_id=place.person_id, mover=place.shown_as, who=who, what=what,
        by_when=by_when, with_what=with_what, text=text, draft=1, state="moved", moved_at=work.now,
    ))
    work.record(MotionMoved(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, mover_id=place.person_id,
        mover=place.shown_as, who=who, what=what, by_when=by_when, with_what=with_what, text=text,
    ))
    return {"motion_id": motion.id}


def _check_day(work: Work, meeting: Meeting, by_when: date) -> None:
    if by_when < today(work, meeting):
        raise BadShape({"by_when": "past"})


def reword_motion(
    work: Work, *, meeting_id: int, motion_id: int, who: Who, what: What, by_when: date,
    with_what: WithWhat = "",
) -> dict[str, int]:
    """Change the words before the vote: the mover, or the desk at the mover's word."""
    meeting, motion = _own_motion(work, meeting_id, motion_id)
    _check_day(work, meeting, by_when)
    motion.state = MOTION.after(motion.state, "reword")
    before, motion.draft = motion.text, motion.draft + 1
    motion.who, motion.what, motion.by_when, motion.with_what = who, what, by_when, with_what
    motion.text = motion_text(who=who, what=what, by_when=by_when, with_what=with_what)
    work.record(MotionReworded(
        meeting_id=meeting.id, discussion_id=motion.discussion_id, motion_id=motion.id, draft=motion.draft,
        who=who, what=what, by_when=by_when, with_what=with_what, text=motion.text, before=before,
    ))
    return {"motion_id": motion.id, "draft": motion.draft}


def withdraw_motion(work: Work, *, meeting_id: int, motion_id: int) -> dict[str, int]:
    """Take the motion back before the vote."""
    meeting, motion = _own_motion(work, meeting_id, motion_id)
    motion.state = MOTION.after(motion.state, "withdraw")
    work.record(MotionWithdrawn(
        meeting_id=meeting.id, discussion_id=motion.discussion_id, motion_id=motion.id,
    ))
    return {"motion_id": motion.id}


def _own_motion(work: Work, meeting_id: int, motion_id: int) -> tuple[Meeting, Motion]:
    meeting, actor = an_open_meeting(work, meeting_id, "move")
    discussion = the_discussion(work, meeting)
    motion = work.get(Motion, motion_id)
    if motion.discussion_id != discussion.id:
        raise NotFound("motion")
    if motion.mover_id != actor.person_id:
        policy.require(actor, "run", meeting)
    return meeting, motion
