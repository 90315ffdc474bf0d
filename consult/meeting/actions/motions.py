"""One motion at a time: who does what, when, with what."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, check_neutral, in_the_room, the_discussion, today
from consult.meeting.actions.sittings.checks import check_allows
from consult.meeting.events import MotionMoved, MotionReworded, MotionSeconded, MotionWithdrawn
from consult.meeting.models import Meeting, Motion, MotionDraft
from consult.meeting.queries import order as procedure
from consult.meeting.rules.kinds import MOTION
from consult.meeting.rules.motion_text import motion_text
from consult.storage.work import Work

Who = Annotated[str, Length(most=120, least=2)]
What = Annotated[str, Length(most=1_000, least=4)]
WithWhat = Annotated[str, Length(most=300)]


@room_command
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
    check_neutral(meeting, place.person_id)
    pending = queries.last_motion(work.db, discussion.id)
    if pending and pending.state in ("moved", "put"):
        raise RuleBroken("one_motion_at_a_time", text=pending.text)
    if pending and pending.state == "passed":
        raise RuleBroken("motion_passed")
    check_day(work, meeting, by_when)
    discussion.debate_closed = False
    text = motion_text(who=who, what=what, by_when=by_when, with_what=with_what)
    motion = work.add(Motion(
        discussion_id=discussion.id, mover_id=place.person_id, mover=place.shown_as, who=who, what=what,
        by_when=by_when, with_what=with_what, text=text, draft=1, state="moved", moved_at=work.now,
        seconder="",
    ))
    keep_draft(work, motion, by=motion.mover)
    work.record(MotionMoved(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, mover_id=place.person_id,
        mover=place.shown_as, who=who, what=what, by_when=by_when, with_what=with_what, text=text,
    ))
    return {"motion_id": motion.id}


def check_day(work: Work, meeting: Meeting, by_when: date) -> None:
    """What is to be done is still to be done: its day is not past."""
    if by_when < today(work, meeting):
        raise BadShape({"by_when": "past"})


@room_command
def reword_motion(
    work: Work, *, meeting_id: int, motion_id: int, who: Who, what: What, by_when: date,
    with_what: WithWhat = "",
) -> dict[str, int]:
    """Change the words before the vote: the mover, or the desk at the mover's word."""
    meeting, motion = _own_motion(work, meeting_id, motion_id)
    check_day(work, meeting, by_when)
    motion.state = MOTION.after(motion.state, "reword")
    before, motion.draft = motion.text, motion.draft + 1
    motion.who, motion.what, motion.by_when, motion.with_what = who, what, by_when, with_what
    motion.text = motion_text(who=who, what=what, by_when=by_when, with_what=with_what)
    keep_draft(work, motion, by=motion.mover)
    work.record(MotionReworded(
        meeting_id=meeting.id, discussion_id=motion.discussion_id, motion_id=motion.id, draft=motion.draft,
        who=who, what=what, by_when=by_when, with_what=with_what, text=motion.text, before=before,
    ))
    return {"motion_id": motion.id, "draft": motion.draft}


@room_command
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
    if procedure.pending_amendment(work.db, motion.id):
        raise RuleBroken("amendment_pending")
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    return meeting, motion


def keep_draft(work: Work, motion: Motion, *, by: str) -> None:
    """Keep this version of the words beside the earlier ones."""
    work.add(MotionDraft(
        motion_id=motion.id, draft=motion.draft, who=motion.who, what=motion.what, by_when=motion.by_when,
        with_what=motion.with_what, text=motion.text, by=by, at=work.now,
    ))


@room_command
def second_motion(
    work: Work, *, meeting_id: int, motion_id: int, seconder_id: int | None = None
) -> dict[str, int]:
    """Another voice wants the motion discussed (附议); the desk says so for one in the hall."""
    meeting, actor = an_open_meeting(work, meeting_id, "move")
    if seconder_id not in (None, actor.person_id):
        policy.require(actor, "run", meeting)
    discussion = the_discussion(work, meeting)
    motion = work.get(Motion, motion_id)
    if motion.discussion_id != discussion.id:
        raise NotFound("motion")
    place = in_the_room(work, meeting, seconder_id or actor.person_id)
    if not place.voting:
        raise RuleBroken("only_voices_move")
    check_neutral(meeting, place.person_id)
    if motion.state != "moved" or motion.seconder_id is not None:
        raise RuleBroken("not_now", thing="motion", state=motion.state, move="second")
    if motion.mover_id == place.person_id:
        raise RuleBroken("own_motion_not_seconded")
    motion.seconder_id, motion.seconder = place.person_id, place.shown_as
    work.record(MotionSeconded(
        meeting_id=meeting.id, discussion_id=discussion.id, motion_id=motion.id, seconder_id=place.person_id,
        seconder=place.shown_as,
    ))
    return {"motion_id": motion.id}
