"""Circulating the draft among those who took part, and taking it back."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from consult.core.arguments import Text
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.meeting.models.sittings import Confirmation
from consult.meeting.queries import sittings
from consult.meeting.rules.kinds import Capacity, Status
from consult.minutes import policy
from consult.minutes.actions.loading import check_revision, lines_of
from consult.minutes.events import MinutesCirculated, MinutesReopened
from consult.minutes.models import Minutes, MinutesReader, MinutesVersion, Signature
from consult.minutes.rules.kinds import MINUTES
from consult.minutes.rules.windows import hours_given, window_of
from consult.storage.work import Work


def circulate(
    work: Work, *, minutes_id: int, revision: int, hours: int | None = None, read_out: bool = False
) -> dict[str, int]:
    """Ask those who took part whether the draft is right, for so many hours (the body's own when none is said).

    `read_out`: the record was read out before people went home and nobody objected; then it can be signed at once.
    """
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "edit", minutes)
    meeting = work.get(Meeting, minutes.meeting_id, lock=False)
    after = MINUTES.after(minutes.state, "circulate")
    check_revision(minutes, revision)
    given = hours_given(window_of(meeting.body.kind, meeting.rules_of_order), hours, read_out=read_out)
    readers = _ask_readers(work, minutes)
    minutes.state, minutes.read_out = after, read_out
    minutes.objections_until = work.now + timedelta(hours=given)
    work.record(MinutesCirculated(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, revision=minutes.revision, readers=readers,
        objections_until=minutes.objections_until, read_out=read_out,
    ))
    return {"readers": readers}


def _ask_readers(work: Work, minutes: Minutes) -> int:
    """Everyone who came, and who spoke or wrote; a silent observer is not asked. Asked anew after a reopening.

    Who said in the room, when the record was read out, what it is to them is not asked again, unless their own words
    were worded anew since.
    """
    work.db.execute(delete(MinutesReader).where(MinutesReader.minutes_id == minutes.id))
    spoke = {line.person_id for line in lines_of(work, minutes) if line.person_id}
    reworded = _reworded(work, minutes)
    said = {id: row for id, row in sittings.confirmations(work.db, minutes.meeting_id).items() if id not in reworded}
    asked: dict[int, str] = {}
    for seat in meetings.attendees(work.db, minutes.meeting_id):
        came = seat.status in (Status.PRESENT, Status.LEFT)
        if seat.person_id in spoke or (came and seat.capacity != Capacity.OBSERVER):
            asked.setdefault(seat.person_id, seat.shown_as)
    work.db.add_all(
        MinutesReader(minutes_id=minutes.id, person_id=id, shown_as=name, spoke=id in spoke, **_said_in_the_room(said.get(id)))
        for id, name in asked.items())
    return len(asked)


def _said_in_the_room(said: Confirmation | None) -> dict[str, Any]:
    return {"state": said.answer, "reason": said.reason, "replied_at": said.said_at} if said else {}


def _reworded(work: Work, minutes: Minutes) -> set[int]:
    """Whose own words are no more as the log had them."""
    versions = work.db.scalars(select(MinutesVersion.changes).where(MinutesVersion.minutes_id == minutes.id))
    changed = {one["line"] for changes in versions for one in changes if one["what"] != "moved"}
    return {line.person_id for line in lines_of(work, minutes) if line.person_id and line.id in changed}


def reopen(work: Work, *, minutes_id: int, reason: Text) -> dict[str, int]:
    """Take the draft back to word it anew; signatures given so far fall, objections stay on file."""
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "edit", minutes)
    minutes.state = MINUTES.after(minutes.state, "reopen")
    fallen = list(work.db.scalars(select(Signature.id).where(Signature.minutes_id == minutes.id)))
    work.db.execute(delete(Signature).where(Signature.minutes_id == minutes.id))
    minutes.objections_until, minutes.read_out = None, False
    work.record(MinutesReopened(minutes_id=minutes.id, meeting_id=minutes.meeting_id, reason=reason))
    return {"signatures_fallen": len(fallen)}
