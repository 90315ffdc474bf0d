"""What a sitting's order asks before an act, an end or the next step."""
from __future__ import annotations

from consult.community.rules.sittings import Kind
from consult.core.errors import RuleBroken
from consult.meeting import queries as room
from consult.meeting.actions.loading import Speaker
from consult.meeting.models import Attendee, Meeting
from consult.meeting.models.sittings import Sitting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.kinds import Outcome
from consult.meeting.rules.sittings import phases
from consult.meeting.rules.sittings.phases import named
from consult.storage.work import Work


def check_act(work: Work, meeting: Meeting, place: Attendee | Speaker | None, act: str) -> None:
    """Refuse what the step the sitting is in has no place for, or not from this person."""
    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    part = queries.part_of(work.db, meeting.id, place.person_id) if place and place.person_id else None
    phases.check_act(kind, held.phase, act, roles=[part.role] if part else [], voting=bool(place and place.voting))


def check_allows(work: Work, meeting: Meeting, act: str) -> None:
    """Refuse what the step the sitting is in has no place for, whoever asks."""
    held = queries.sitting(work.db, meeting.id)
    phases.check_allows(queries.kind_of(held), held.phase, act)


def check_end(work: Work, meeting: Meeting, outcome: Outcome) -> None:
    """Refuse an end that this kind does not know, or that comes before the last step of its order."""
    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    if str(outcome) not in kind.ends:
        raise RuleBroken("no_such_end_here", kind={"zh": kind.name, "en": kind.name_en})
    if following := phases.following(kind, held.phase):
        raise RuleBroken("phases_left", following=phases.named(following))


def check_may_close(work: Work, meeting: Meeting) -> None:
    """Refuse to close a sitting before the last step of its order is done."""
    held = queries.sitting(work.db, meeting.id)
    kind = queries.kind_of(held)
    if following := phases.following(kind, held.phase):
        raise RuleBroken("phases_left", following=phases.named(following))
    check_done(work, meeting, held, kind)


def check_done(work: Work, meeting: Meeting, held: Sitting, kind: Kind) -> None:
    """Refuse to leave a step before what it asks for is done."""
    phase = kind.phase(held.phase)
    for must in phase.must if phase else ():
        name, _, role = must.partition(":")
        _CHECKS[name](work, meeting, held, kind, role)


def _rules_read(work: Work, meeting: Meeting, held: Sitting, kind: Kind, role: str) -> None:
    if held.rules_read_at is None:
        raise RuleBroken("rules_not_read")


def _queue_empty(work: Work, meeting: Meeting, held: Sitting, kind: Kind, role: str) -> None:
    discussion = room.open_discussion(work.db, meeting.id)
    if discussion is None:
        return
    if turn := room.running_turn(work.db, discussion.id):
        raise RuleBroken("has_the_floor", called=turn.shown_as)
    if waiting := len(room.waiting_hands(work.db, discussion.id)):
        raise RuleBroken("phase_people_waiting", count=waiting)


def _heard(work: Work, meeting: Meeting, held: Sitting, kind: Kind, role: str) -> None:
    assert held.phase_at is not None
    spoke = queries.heard_since(work.db, meeting.id, held.phase_at)
    if not any(part.role == role and part.person_id in spoke for part in queries.parts(work.db, meeting.id)):
        raise RuleBroken("nobody_heard_yet", role=named(kind.role(role)))


def _questions_ended(work: Work, meeting: Meeting, held: Sitting, kind: Kind, role: str) -> None:
    if left := queries.open_questions(work.db, meeting.id):
        raise RuleBroken("questions_left", count=left)


def _record_read(work: Work, meeting: Meeting, held: Sitting, kind: Kind, role: str) -> None:
    if held.record_read_at is None:
        raise RuleBroken("record_not_read")


def _record_confirmed(work: Work, meeting: Meeting, held: Sitting, kind: Kind, role: str) -> None:
    heard = queries.heard(work.db, meeting.id)
    missing = [called for id, called in heard.items() if id not in queries.confirmations(work.db, meeting.id)]
    if missing:
        raise RuleBroken("record_unconfirmed", count=len(missing), called=missing[0])


_CHECKS = {
    "rules_read": _rules_read, "queue_empty": _queue_empty, "heard": _heard, "questions_ended": _questions_ended,
    "record_read": _record_read, "record_confirmed": _record_confirmed,
}
