"""The speaker's clock: it stands still while a point is heard, while the room counts, and while the sitting pauses."""
from __future__ import annotations

from consult.meeting import queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.turns import left_seconds
from consult.meeting.events import ClockPaused, ClockResumed
from consult.meeting.models import Meeting
from consult.meeting.queries import order as procedure
from consult.storage.work import Work


def pause(work: Work, meeting: Meeting) -> None:
    """Stop the clock of whoever speaks; one that stands already keeps standing."""
    discussion = queries.open_discussion(work.db, meeting.id)
    turn = queries.running_turn(work.db, discussion.id) if discussion else None
    if discussion is None or turn is None or turn.paused_at is not None:
        return
    turn.paused_at = work.now
    work.record(ClockPaused(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.speaker_id,
        called=turn.shown_as, paused_at=work.now, left_seconds=left_seconds(turn, work.now),
    ))


@room_command
def resume(work: Work, meeting: Meeting) -> None:
    """Let the interrupted speaker go on with the seconds that were left, unless something else still holds the room."""
    work.db.flush()
    if meeting.suspended_at or procedure.heard_point(work.db, meeting.id) or procedure.open_question(work.db, meeting.id):
        return
    discussion = queries.open_discussion(work.db, meeting.id)
    turn = queries.running_turn(work.db, discussion.id) if discussion else None
    if discussion is None or turn is None or turn.paused_at is None:
        return
    left, stood = left_seconds(turn, work.now), work.now - turn.paused_at
    turn.ends_at, turn.paused_at = turn.ends_at + stood, None
    turn.paused_seconds += round(stood.total_seconds())
    work.record(ClockResumed(
        meeting_id=meeting.id, discussion_id=discussion.id, turn_id=turn.id, person_id=turn.speaker_id,
        called=turn.shown_as, left_seconds=left, ends_at=turn.ends_at,
    ))
