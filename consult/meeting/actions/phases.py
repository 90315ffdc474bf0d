"""The order of a sitting: rules read out, one step after the other, each only when the one before is done."""
from __future__ import annotations

from sqlalchemy import select

from consult.community.rules.sittings import Kind
from consult.core.errors import RuleBroken
from consult.meeting import queries as room
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.discussion import open_discussion
from consult.meeting.actions.loading import an_open_meeting
from consult.meeting.actions.sittings.checks import check_done
from consult.meeting.actions.sittings.loading import the_sitting
from consult.meeting.actions.sittings.people import Code
from consult.meeting.events.sittings import PhaseEntered, RulesRead
from consult.meeting.models import Discussion, Meeting
from consult.meeting.queries import sittings as queries
from consult.meeting.rules.sittings.composition import check_composition
from consult.meeting.rules.sittings.phases import check_allows, check_step
from consult.storage.work import Work


@room_command
def read_rules(work: Work, *, meeting_id: int) -> None:
    """The rules of the sitting were read out to the room."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    held, kind = the_sitting(work, meeting)
    check_allows(kind, held.phase, "acknowledge")
    if held.rules_read_at is None:
        held.rules_read_at = work.now
        work.record(RulesRead(meeting_id=meeting.id, read_at=work.now))


@room_command
def enter_phase(work: Work, *, meeting_id: int, phase: Code) -> dict[str, str]:
    """Go on to the next step: the very next one, once this one is done. The first wants the quorum and the people."""
    meeting, _ = an_open_meeting(work, meeting_id, "run")
    held, kind = the_sitting(work, meeting)
    wanted = check_step(kind, held.phase, phase)
    if held.phase is None:
        _check_ready(work, meeting, kind)
    else:
        check_done(work, meeting, held, kind)
    held.phase, held.phase_at = wanted.code, work.now
    work.record(PhaseEntered(meeting_id=meeting.id, phase=wanted.code, name=wanted.name, name_en=wanted.name_en))
    if "floor" in wanted.allows:
        _take_up(work, meeting)
    return {"phase": wanted.code}


def _check_ready(work: Work, meeting: Meeting, kind: Kind) -> None:
    present, needed = room.present_voices(work.db, meeting.id), meeting.quorum_needed or 0
    if present < needed:
        code = "postpone_without_quorum" if kind.quorum and kind.quorum.otherwise == "postpone" else "too_few_to_begin"
        raise RuleBroken(code, present=present, needed=needed)
    if undecided := [r for r in queries.recusals(work.db, meeting.id) if r.granted is None]:
        raise RuleBroken("recusal_undecided", called=undecided[0].about)
    check_composition(kind, queries.as_composed(queries.parts(work.db, meeting.id)))


def _take_up(work: Work, meeting: Meeting) -> None:
    """A sitting with a fixed order takes up its matter when its order comes to it."""
    if room.open_discussion(work.db, meeting.id):
        return
    planned = work.db.scalar(select(Discussion.id).where(
        Discussion.meeting_id == meeting.id, Discussion.state == "planned").order_by(Discussion.position))
    if planned:
        open_discussion(work, meeting_id=meeting.id, discussion_id=planned)
