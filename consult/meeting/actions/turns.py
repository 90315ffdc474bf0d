"""A turn: its time, its end, and what was said in it."""
from __future__ import annotations

from datetime import datetime, timedelta

from consult.core.arguments import LongText
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import policy, queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import (
    an_open_meeting,
    the_queue,
)
from consult.meeting.events import (
    FloorEnded,
    FloorExtended,
    TurnNoted,
)
from consult.meeting.models import Discussion, Meeting, Turn
from consult.storage.work import Work

MOST_EXTRA_SECONDS = 600


def check_extra_time(seconds: int) -> None:
    """More time is given by the second, up to ten minutes at once."""
    if not 0 < seconds <= MOST_EXTRA_SECONDS:
        raise RuleBroken("extra_time_out_of_range", most=MOST_EXTRA_SECONDS)


def extend(work: Work, meeting: Meeting, turn: Turn, seconds: int) -> None:
    """So many seconds more for the turn that runs."""
    turn.ends_at = turn.ends_at + timedelta(seconds=seconds)
    work.record(FloorExtended(
        meeting_id=meeting.id, discussion_id=turn.discussion_id, turn_id=turn.id, seconds=seconds,
        ends_at=turn.ends_at,
    ))


def the_turn(work: Work, discussion: Discussion) -> Turn:
    """The turn that runs, or is interrupted."""
    turn = queries.running_turn(work.db, discussion.id)
    if turn is None:
        raise RuleBroken("nobody_speaks")
    return turn


def left_seconds(turn: Turn, now: datetime) -> int:
    """How many whole seconds a turn has left; below zero when it is over its time."""
    return round((turn.ends_at - (turn.paused_at or now)).total_seconds())


def end_the_turn(work: Work, meeting: Meeting, discussion: Discussion, turn: Turn, *, by_desk: bool) -> None:
    """The turn is over; time in which it was interrupted is not the speaker's."""
    turn.ended_at = work.now
    heard_until = turn.paused_at or work.now
    spoke = round((heard_until - turn.started_at).total_seconds()) - turn.paused_seconds
    turn.spoke_seconds, turn.paused_at = max(0, spoke), None
    work.record(FloorEnded(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.speaker_id,
        called=turn.shown_as, stance=turn.stance, spoke_seconds=turn.spoke_seconds, by_desk=by_desk,
        order=the_queue(work, meeting, discussion),
    ))


@room_command
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
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.speaker_id,
        called=turn.shown_as, text=text, by_desk=not own,
    ))
    return {"turn_id": turn.id}
