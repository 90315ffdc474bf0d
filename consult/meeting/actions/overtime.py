"""A turn that is over its time ends by itself (限时限次): the server watches, so that nobody has to interrupt anybody."""
from __future__ import annotations

from consult.core.errors import NotFound
from consult.core.policy import of_the_house
from consult.meeting import policy, queries
from consult.meeting.actions.loading import order_of
from consult.meeting.actions.turns import end_the_turn, left_seconds
from consult.meeting.events import TimeRanOut
from consult.meeting.models import Discussion, Meeting, Turn
from consult.meeting.rules.order import over_time
from consult.storage.work import Work


def end_turn_over_time(work: Work, *, turn_id: int) -> bool:
    """End a turn that has run over for as long as the rules bear it; one that stands still, or is over, is left alone."""
    turn = work.get(Turn, turn_id, lock=False)
    discussion = work.get(Discussion, turn.discussion_id, lock=False)
    if work.actor is None or not of_the_house(work.actor, work.get(Meeting, discussion.meeting_id, lock=False)):
        raise NotFound("turn")
    meeting = work.get(Meeting, discussion.meeting_id)
    policy.require(work.actor, "end_over_time", meeting)
    running = queries.running_turn(work.db, discussion.id)
    if meeting.state != "open" or running is None or running.id != turn_id or running.paused_at is not None:
        return False
    left = left_seconds(running, work.now)
    if not over_time(order_of(meeting), left):
        return False
    work.record(TimeRanOut(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=running.id, person_id=running.speaker_id,
        called=running.shown_as, over_seconds=-left,
    ))
    end_the_turn(work, meeting, discussion, running, by_desk=False)
    return True
