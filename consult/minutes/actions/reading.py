"""What those who took part say of the draft: confirm, correct their own words, refuse with a reason, not reached."""
from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from consult.core.arguments import MaybeText
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.minutes import policy
from consult.minutes.actions.editing import LONGEST, tidy
from consult.minutes.actions.loading import (
    change,
    check_state,
    check_unsigned,
    keep_version,
    lines_of,
    own_reader,
)
from consult.minutes.events import ReaderReplied
from consult.minutes.models import Minutes, MinutesReader
from consult.minutes.rules.kinds import ReaderState
from consult.storage.work import Work


def reply(work: Work, *, minutes_id: int, confirm: bool, reason: MaybeText = "") -> dict[str, str]:
    """Confirm that the record is right as it stands, or refuse to, with a reason that is noted."""
    minutes, reader = _own(work, minutes_id)
    if not confirm and not reason:
        raise BadShape({"reason": "missing"})
    _set(work, minutes, reader, ReaderState.CONFIRMED if confirm else ReaderState.REFUSED, "" if confirm else reason)
    return {"state": reader.state}


def correct_own_words(work: Work, *, minutes_id: int, texts: Mapping[int, str]) -> dict[str, int]:
    """Word one's own speeches anew in the record of a hearing; nobody else's, and nothing that comes from the log."""
    minutes, reader = _own(work, minutes_id)
    check_unsigned(work, minutes)
    changes = []
    for line in lines_of(work, minutes):
        new = tidy(texts.get(line.id, line.text))
        if line.person_id != reader.person_id or new == line.text:
            continue
        if len(new) > LONGEST:
            raise BadShape({f"line_{line.id}": f"too_long:{LONGEST}"})
        changes.append(change("text", line, line.text, new))
        line.text = new
    if not changes:
        raise RuleBroken("nothing_corrected")
    keep_version(work, minutes, "own_words", changes)
    _set(work, minutes, reader, ReaderState.CORRECTED, "")
    return {"changed": len(changes)}


def mark_not_reached(work: Work, *, minutes_id: int, person_id: int) -> None:
    """The office notes that somebody who spoke could not be reached."""
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "edit", minutes)
    check_state(minutes, "circulated", "reply")
    reader = work.db.scalar(select(MinutesReader).where(
        MinutesReader.minutes_id == minutes.id, MinutesReader.person_id == person_id))
    if reader is None:
        raise NotFound("minutes")
    if reader.state != ReaderState.ASKED:
        raise RuleBroken("reader_has_replied", called=reader.shown_as)
    _set(work, minutes, reader, ReaderState.NOT_REACHED, "")


def _own(work: Work, minutes_id: int) -> tuple[Minutes, MinutesReader]:
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "take_part", minutes)
    reader = own_reader(work, minutes)
    check_state(minutes, "circulated", "reply")
    return minutes, reader


def _set(work: Work, minutes: Minutes, reader: MinutesReader, state: ReaderState, reason: str) -> None:
    reader.state, reader.reason, reader.replied_at = state, reason, work.now
    work.record(ReaderReplied(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, person_id=reader.person_id, state=state))
