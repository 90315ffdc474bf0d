"""Objecting line by line, answering, and having one's dissent recorded."""
from __future__ import annotations

from sqlalchemy import select

from consult.core.arguments import MaybeText, Text
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.minutes import policy
from consult.minutes.actions.loading import (
    change,
    check_state,
    check_unsigned,
    keep_version,
    line_of,
    lines_of,
    own_reader,
    renumber,
)
from consult.minutes.events import DissentRecorded, LineObjectedTo, ObjectionEnded
from consult.minutes.models import Minutes, MinutesLine, Objection
from consult.minutes.rules.kinds import IN_THEIR_OWN_WORDS, ObjectionState
from consult.minutes.rules.phrases import phrase_of
from consult.storage.work import Work


def object_to_line(work: Work, *, minutes_id: int, line_id: int, text: Text) -> dict[str, int]:
    """Say that a line is not right, within the window; the line stays as it is until the secretary answers."""
    minutes = _within_window(work, minutes_id)
    reader, line = own_reader(work, minutes), line_of(work, minutes, line_id)
    objection = work.add(Objection(
        minutes_id=minutes.id, line_id=line.id, position=line.position, quoted=line.lead + line.text,
        person_id=reader.person_id, shown_as=reader.shown_as, text=text, said_at=work.now,
    ))
    work.record(LineObjectedTo(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, objection_id=objection.id, line_id=line.id,
        person_id=reader.person_id,
    ))
    return {"objection_id": objection.id}


def _within_window(work: Work, minutes_id: int) -> Minutes:
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "take_part", minutes)
    own_reader(work, minutes)
    check_state(minutes, "circulated", "object")
    if minutes.objections_until is not None and work.now >= minutes.objections_until:
        raise RuleBroken("objections_over", until=minutes.objections_until)
    return minutes


def withdraw_objection(work: Work, *, objection_id: int) -> None:
    """Take one's own objection back while it is open."""
    objection, minutes = _open(work, objection_id, "take_part")
    if work.actor is None or work.actor.person_id != objection.person_id:
        raise Forbidden("not_yours_to_do", verb="withdraw_objection")
    objection.state = ObjectionState.WITHDRAWN
    _record_end(work, minutes, objection)


def answer_objection(
    work: Work, *, objection_id: int, accept: bool, answer: MaybeText = "", new_text: MaybeText = ""
) -> dict[str, int]:
    """Accept an objection by wording the line anew, or decline it with an answer that is published with it.

    What comes from the log is not changed by either; the line's own text is the place for a note.
    """
    objection, minutes = _open(work, objection_id, "edit")
    check_unsigned(work, minutes)
    if accept:
        _word_anew(work, minutes, objection, new_text)
    elif not answer:
        raise BadShape({"answer": "missing"})
    objection.state = ObjectionState.ACCEPTED if accept else ObjectionState.DECLINED
    objection.answer, objection.answered_at = answer, work.now
    _record_end(work, minutes, objection)
    return {"revision": minutes.revision}


def _open(work: Work, objection_id: int, verb: str) -> tuple[Objection, Minutes]:
    objection = work.db.get(Objection, objection_id)
    if objection is None:
        raise NotFound("minutes")
    minutes = work.get(Minutes, objection.minutes_id)
    policy.require(work.actor, verb, minutes)
    check_state(minutes, "circulated", "answer_objection")
    if objection.state != ObjectionState.OPEN:
        raise RuleBroken("objection_is_over")
    return objection, minutes


def _word_anew(work: Work, minutes: Minutes, objection: Objection, new_text: str) -> None:
    line = line_of(work, minutes, objection.line_id)
    if line.kind in IN_THEIR_OWN_WORDS and line.person_id != objection.person_id:
        raise RuleBroken("in_their_own_words", line=line.lead)
    if new_text == line.text:
        raise BadShape({"new_text": "missing" if not new_text else "unchanged"})
    before, line.text = line.text, new_text
    keep_version(work, minutes, "objection", [change("text", line, before, new_text)])


def _record_end(work: Work, minutes: Minutes, objection: Objection) -> None:
    work.record(ObjectionEnded(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, objection_id=objection.id, state=objection.state,
        revision=minutes.revision,
    ))


def ask_dissent(work: Work, *, minutes_id: int, line_id: int, text: Text) -> dict[str, int]:
    """Have one's dissent from a decision recorded, word for word, below the line of that decision.

    Asked by whoever took part, within the window; it says nothing of how anybody voted.
    """
    minutes = _within_window(work, minutes_id)
    reader, decision = own_reader(work, minutes), line_of(work, minutes, line_id)
    if decision.kind != "outcome":
        raise RuleBroken("dissent_from_a_decision")
    check_unsigned(work, minutes)
    if _has_dissented(work, minutes, reader.person_id, decision):
        raise RuleBroken("dissent_is_recorded")
    lead = phrase_of("dissent", minutes.language).format(called=reader.shown_as)
    line = MinutesLine(minutes_id=minutes.id, position=decision.position + 1, kind="dissent", lead=lead, text=text,
                       at=work.now, person_id=reader.person_id)
    lines = lines_of(work, minutes)
    place = lines.index(decision) + 1
    renumber([*lines[:place], line, *lines[place:]])
    work.add(line)
    keep_version(work, minutes, "dissent", [change("added", line, "", text)])
    work.record(DissentRecorded(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, line_id=line.id, person_id=reader.person_id))
    return {"line_id": line.id}


def _has_dissented(work: Work, minutes: Minutes, person_id: int, decision: MinutesLine) -> bool:
    """Whether this person's dissent stands among those right below the decision already."""
    below = lines_of(work, minutes)[decision.position:]
    for line in below:
        if line.kind != "dissent":
            return False
        if line.person_id == person_id:
            return True
    return False


def open_objections(work: Work, minutes: Minutes) -> int:
    """How many objections wait for an answer."""
    return len(list(work.db.scalars(select(Objection.id).where(
        Objection.minutes_id == minutes.id, Objection.state == ObjectionState.OPEN))))
