"""Straw polls and the temperature of the room: one answer a person, changeable, binding nobody."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import an_open_meeting, in_the_room
from consult.meeting.events import StrawAsked, StrawClosed, StrawCounted
from consult.meeting.models import Meeting, Straw, StrawAnswer
from consult.meeting.queries import order as procedure
from consult.meeting.rules.procedure import ANSWERS, StrawKind
from consult.storage.upsert import insert_or_update
from consult.storage.work import Work

Words = Annotated[str, Length(most=200)]
Answer = Annotated[str, Length(most=20, least=1)]


@room_command
def ask_straw(work: Work, *, meeting_id: int, kind: StrawKind, text: Words = "") -> dict[str, int]:
    """Ask everyone in the room where they stand; a temperature needs no words of its own."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    if kind == StrawKind.STRAW and not text:
        raise BadShape({"text": "missing"})
    if procedure.open_straw(work.db, meeting.id):
        raise RuleBroken("straw_is_open")
    straw = work.add(Straw(meeting_id=meeting.id, kind=kind, text=text, hall={}, asked_at=work.now))
    work.record(StrawAsked(meeting_id=meeting.id, straw_id=straw.id, kind=kind, text=straw.text))
    return {"straw_id": straw.id}


@room_command
def answer_straw(work: Work, *, meeting_id: int, straw_id: int, answer: Answer) -> dict[str, int]:
    """Say where one stands, or change it; only the sums are shown."""
    meeting, actor = an_open_meeting(work, meeting_id, "speak")
    straw = _straw(work, meeting, straw_id, answer)
    in_the_room(work, meeting, actor.person_id)
    if procedure.own_straw(work.db, straw.id, actor.person_id) != answer:
        insert_or_update(
            work.db, StrawAnswer, ("straw_id", "person_id"), straw_id=straw.id, person_id=actor.person_id, answer=answer)
        _tell(work, meeting, straw)
    return {"straw_id": straw.id}


@room_command
def count_straw(work: Work, *, meeting_id: int, straw_id: int, answer: Answer, count: int) -> dict[str, int]:
    """The desk counts those in the hall who hold up a hand for one answer."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    straw = _straw(work, meeting, straw_id, answer)
    if not 0 <= count <= 100_000:
        raise BadShape({"count": "not_a_number"})
    straw.hall = {**straw.hall, answer: count}
    work.db.flush()
    _tell(work, meeting, straw)
    return {"straw_id": straw.id}


@room_command
def close_straw(work: Work, *, meeting_id: int, straw_id: int) -> dict[str, int]:
    """Take no more answers."""
    meeting, _ = an_open_meeting(work, meeting_id, "run", also_suspended=True)
    straw = _straw(work, meeting, straw_id, None)
    straw.closed_at = work.now
    work.record(StrawClosed(
        meeting_id=meeting.id, straw_id=straw.id, kind=straw.kind, text=straw.text,
        counts=procedure.straw_counts(work.db, straw),
    ))
    return {"straw_id": straw.id}


def _straw(work: Work, meeting: Meeting, straw_id: int, answer: str | None) -> Straw:
    straw = work.get(Straw, straw_id)
    if straw.meeting_id != meeting.id:
        raise NotFound("straw")
    if straw.closed_at is not None:
        raise RuleBroken("straw_closed")
    if answer is not None and answer not in ANSWERS[StrawKind(straw.kind)]:
        raise BadShape({"answer": "not_a_choice"})
    return straw


def _tell(work: Work, meeting: Meeting, straw: Straw) -> None:
    work.record(StrawCounted(
        meeting_id=meeting.id, straw_id=straw.id, kind=straw.kind, counts=procedure.straw_counts(work.db, straw),
    ))
