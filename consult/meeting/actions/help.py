"""Ask the desk for help, and answer it."""
from __future__ import annotations

from consult.meeting import queries
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, name_in_room
from consult.meeting.events import HelpAnswered, HelpAsked
from consult.meeting.models import HelpCall
from consult.storage.work import Work


@room_command
def ask_help(work: Work, *, meeting_id: int) -> dict[str, bool]:
    """Call for help; pressing twice is one call."""
    meeting, actor = an_open_meeting(work, meeting_id, "ask_help", also_suspended=True)
    if all(call.person_id != actor.person_id for call in queries.help_calls(work.db, meeting.id)):
        work.add(HelpCall(meeting_id=meeting.id, person_id=actor.person_id, asked_at=work.now))
        called = name_in_room(work, meeting, actor.person_id)
        work.record(HelpAsked(meeting_id=meeting.id, person_id=actor.person_id, called=called))
    return {"asked": True}


@room_command
def answer_help(work: Work, *, meeting_id: int, person_id: int) -> dict[str, bool]:
    """The desk goes to help."""
    meeting, _ = an_open_meeting(work, meeting_id, "run", also_suspended=True)
    for call in queries.help_calls(work.db, meeting.id):
        if call.person_id == person_id:
            call.answered_at = work.now
            called = name_in_room(work, meeting, person_id)
            work.record(HelpAnswered(meeting_id=meeting.id, person_id=person_id, called=called))
    return {"answered": True}
