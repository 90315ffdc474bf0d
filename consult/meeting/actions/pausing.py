"""Suspend and resume a sitting; adjourn it, so that its discussion goes on at a later meeting of the body."""
from __future__ import annotations

from typing import Annotated, Any

from consult.core.arguments import Length
from consult.core.errors import RuleBroken
from consult.matter import actions as matters
from consult.meeting import queries
from consult.meeting.actions import clock
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.discussion import end_meeting
from consult.meeting.actions.loading import an_open_meeting, the_discussion
from consult.meeting.events import DiscussionAdjourned, MeetingResumed, MeetingSuspended
from consult.meeting.models import Discussion, Meeting
from consult.meeting.queries import order as procedure
from consult.meeting.rules.kinds import DISCUSSION, MOTION
from consult.storage.work import Work

Why = Annotated[str, Length(most=300, least=2)]


@room_command
def suspend(work: Work, *, meeting_id: int, reason: Why) -> dict[str, str]:
    """Pause the sitting; the speaker's clock stands still. People still come and go."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    if queries.open_ballot_id(work.db, meeting.id):
        raise RuleBroken("vote_is_open")
    clock.pause(work, meeting)
    meeting.suspended_at, meeting.suspended_reason = work.now, reason
    work.record(MeetingSuspended(meeting_id=meeting.id, reason=reason, suspended_at=work.now))
    return {"reason": reason}


@room_command
def resume(work: Work, *, meeting_id: int) -> dict[str, int]:
    """Go on where the sitting paused."""
    meeting, _ = an_open_meeting(work, meeting_id, "run", also_suspended=True)
    if meeting.suspended_at is None:
        raise RuleBroken("not_suspended")
    meeting.suspended_at, meeting.suspended_reason = None, ""
    work.record(MeetingResumed(meeting_id=meeting.id, resumed_at=work.now))
    clock.resume(work, meeting)
    return {"meeting_id": meeting.id}


@room_command
def adjourn(work: Work, *, meeting_id: int, reason: Why) -> dict[str, Any]:
    """End the sitting with its discussion unfinished; it goes on where it stopped when the body meets on it again."""
    meeting, _ = an_open_meeting(work, meeting_id, "run", also_suspended=True)
    discussion = the_discussion(work, meeting)
    _check_nothing_in_progress(work, meeting, discussion)
    motion = queries.last_motion(work.db, discussion.id)
    if motion and motion.state == "moved":
        motion.state = MOTION.after(motion.state, "adjourn")
    for hand in queries.waiting_hands(work.db, discussion.id):
        hand.state = "lowered"
    discussion.state = DISCUSSION.after(discussion.state, "adjourn")
    discussion.reason = reason
    matter = discussion.matter
    work.record(DiscussionAdjourned(
        meeting_id=meeting.id, discussion_id=discussion.id, matter_id=matter.id, no=matter.no, title=matter.title,
        motion_id=motion.id if motion else None, motion=motion.text if motion else "", reason=reason,
    ))
    matters.adjourn(work, matter_id=matter.id, meeting_id=meeting.id, reason=reason)
    end_meeting(work, meeting)
    return {"discussion_id": discussion.id}


def _check_nothing_in_progress(work: Work, meeting: Meeting, discussion: Discussion) -> None:
    if turn := queries.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    if queries.open_ballot_id(work.db, meeting.id):
        raise RuleBroken("vote_is_open")
    if procedure.open_question(work.db, meeting.id):
        raise RuleBroken("question_pending")
    motion = queries.last_motion(work.db, discussion.id)
    if motion and motion.state == "passed":
        raise RuleBroken("motion_passed")
    if motion and motion.state == "moved" and procedure.pending_amendment(work.db, motion.id):
        raise RuleBroken("amendment_pending")
