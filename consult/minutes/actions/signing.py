"""Signing: the chair and the recorder stand for one text; with the second signature it is frozen."""
from __future__ import annotations

from sqlalchemy import select, update

from consult.community.models import Person
from consult.core.arguments import Line
from consult.core.errors import RuleBroken
from consult.meeting.models import Meeting
from consult.minutes import policy
from consult.minutes.actions.loading import check_state, lines_of, signatures_of
from consult.minutes.actions.objecting import open_objections
from consult.minutes.events import MinutesFrozen, MinutesSigned
from consult.minutes.models import Minutes, MinutesReader, Signature
from consult.minutes.rules import fingerprint
from consult.minutes.rules.kinds import MINUTES, Capacity, Method, ReaderState
from consult.storage.work import Work


def sign(
    work: Work, *, minutes_id: int, capacity: Capacity, text_hash: str, leave_open: bool = False
) -> dict[str, bool]:
    """Sign the text with this hash, as its chair or its recorder. The door has made sure of the signer's password.

    `leave_open`: objections that were not answered are published as unanswered. An electronic signature is
    reliable when only the signer can give it and a later change shows (电子签名法 arts. 13-14).
    """
    minutes, _ = _to_sign(work, minutes_id, f"sign_as_{capacity}")
    actor = work.actor
    assert actor is not None
    _check_ripe(work, minutes, leave_open=leave_open)
    return _signed(work, minutes, capacity, Method.PASSWORD, text_hash, actor.person_id, actor.name, "")


def sign_on_paper(work: Work, *, minutes_id: int, text_hash: str, note: Line, leave_open: bool = False) -> dict[str, bool]:
    """The recorder notes that the chair signed a printed copy of this very text, and where that copy is kept."""
    minutes, meeting = _to_sign(work, minutes_id, "sign_as_recorder")
    _check_ripe(work, minutes, leave_open=leave_open)
    chair = work.get(Person, meeting.chair_id, lock=False)
    return _signed(work, minutes, Capacity.CHAIR, Method.PAPER, text_hash, chair.id, chair.name, note)


def _to_sign(work: Work, minutes_id: int, verb: str) -> tuple[Minutes, Meeting]:
    minutes = work.get(Minutes, minutes_id)
    policy.require(work.actor, "take_part", minutes)
    meeting = work.get(Meeting, minutes.meeting_id, lock=False)
    policy.require(work.actor, verb, meeting)
    check_state(minutes, "circulated", "sign")
    return minutes, meeting


def _check_ripe(work: Work, minutes: Minutes, *, leave_open: bool) -> None:
    """The window is over, or everybody has replied; and what is unanswered is left so on purpose."""
    until = minutes.objections_until
    if until is not None and work.now < until and _somebody_is_asked(work, minutes):
        raise RuleBroken("objections_still_run", until=until)
    if (count := open_objections(work, minutes)) and not leave_open:
        raise RuleBroken("objections_open", count=count)


def _somebody_is_asked(work: Work, minutes: Minutes) -> bool:
    return work.db.scalar(select(MinutesReader.id).where(
        MinutesReader.minutes_id == minutes.id, MinutesReader.state == ReaderState.ASKED).limit(1)) is not None


def _signed(
    work: Work, minutes: Minutes, capacity: Capacity, method: Method, signed_hash: str, person_id: int, name: str,
    note: str,
) -> dict[str, bool]:
    if signed_hash != fingerprint.text_hash(minutes.title, lines_of(work, minutes)):
        raise RuleBroken("edited_meanwhile", revision=minutes.revision)
    if any(each.capacity == capacity for each in signatures_of(work, minutes)):
        raise RuleBroken("already_signed")
    work.add(Signature(
        minutes_id=minutes.id, capacity=capacity, method=method, person_id=person_id, shown_as=name,
        text_hash=signed_hash, note=note, signed_at=work.now,
    ))
    work.record(MinutesSigned(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, capacity=capacity, method=method, shown_as=name,
        signed_hash=signed_hash,
    ))
    whole = {each.capacity for each in signatures_of(work, minutes)} == set(Capacity)
    if whole:
        _freeze(work, minutes, signed_hash)
    return {"frozen": whole}


def _freeze(work: Work, minutes: Minutes, signed_hash: str) -> None:
    work.db.execute(
        update(MinutesReader)
        .where(MinutesReader.minutes_id == minutes.id, MinutesReader.state == ReaderState.ASKED)
        .values(state=ReaderState.NOT_REACHED))
    work.db.flush()
    minutes.state, minutes.text_hash = MINUTES.after(minutes.state, "freeze"), signed_hash
    work.record(MinutesFrozen(
        minutes_id=minutes.id, meeting_id=minutes.meeting_id, text_hash=signed_hash, revision=minutes.revision))
