"""The record is read out, and each one who spoke says whether it is right (practice.md 2.4)."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import BadShape, RuleBroken
from consult.core.house_words import SEE_THE_RECORD
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting
from consult.meeting.actions.sittings.loading import the_sitting
from consult.meeting.events.sittings import RecordConfirmed, RecordRead
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Confirmation, Sitting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.sittings.phases import check_allows
from consult.meeting.rules.sittings.words import Confirmed
from consult.storage.work import Work

MaybeReason = Annotated[str, Length(most=1_000)]


@room_command
def read_record(work: Work, *, meeting_id: int) -> None:
    """The record was read out to the room."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    held, kind = the_sitting(work, meeting)
    check_allows(kind, held.phase, "confirm")
    if held.record_read_at is None:
        held.record_read_at = work.now
        work.record(RecordRead(meeting_id=meeting.id, read_at=work.now))


@room_command
def confirm_record(work: Work, *, meeting_id: int, answer: Confirmed, reason: MaybeReason = "") -> dict[str, str]:
    """Say of the record that it is right, what is to be corrected, or that one refuses, and why."""
    meeting, actor = an_open_meeting(work, meeting_id, "confirm_record")
    if answer == Confirmed.NOT_REACHED:
        raise BadShape({"answer": "not_a_choice"})
    return _say(work, meeting, actor.person_id, answer, reason, by_desk=False)


@room_command
def confirm_record_for(
    work: Work, *, meeting_id: int, person_id: int, answer: Confirmed, reason: MaybeReason = ""
) -> dict[str, str]:
    """The desk writes down what somebody in the hall says of the record, or that nobody could ask."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    return _say(work, meeting, person_id, answer, reason, by_desk=True)


def _say(
    work: Work, meeting: Meeting, person_id: int, answer: Confirmed, reason: str, *, by_desk: bool
) -> dict[str, str]:
    held, kind = the_sitting(work, meeting)
    check_allows(kind, held.phase, "confirm")
    if held.record_read_at is None:
        raise RuleBroken("record_not_read")
    called = queries.heard(work.db, meeting.id).get(person_id)
    if called is None:
        raise RuleBroken("was_not_heard")
    if answer != Confirmed.CONFIRMED and not reason:
        raise BadShape({"reason": "missing"})
    _keep(work, meeting.id, person_id, answer, reason)
    work.record(RecordConfirmed(
        meeting_id=meeting.id, person_id=person_id, called=called, answer=answer, reason=reason, by_desk=by_desk,
    ))
    return {"answer": answer}


def note_reply(work: Work, *, meeting_id: int, person_id: int, answer: Confirmed, reason: str) -> None:
    """What somebody who spoke said of the record afterwards, in writing: the last word counts, wherever it was said.

    Nothing where the record is not confirmed by those who spoke; the room's log stays what was said in the room.
    """
    held = work.db.get(Sitting, meeting_id)
    if held is None or held.record_read_at is None or person_id not in queries.heard(work.db, meeting_id):
        return
    _keep(work, meeting_id, person_id, answer, reason or ("" if answer == Confirmed.CONFIRMED else SEE_THE_RECORD))


def _keep(work: Work, meeting_id: int, person_id: int, answer: Confirmed, reason: str) -> None:
    row = work.db.get(Confirmation, (meeting_id, person_id))
    if row is None:
        work.add(Confirmation(meeting_id=meeting_id, person_id=person_id, answer=answer, reason=reason, said_at=work.now))
    else:
        row.answer, row.reason, row.said_at = answer, reason, work.now
