"""Asking that somebody step back, and deciding it with a reason (行政许可法 art. 48)."""
from __future__ import annotations

from typing import Annotated

from consult.core.arguments import Length
from consult.core.errors import NotFound, RuleBroken
from consult.core.house_words import recused
from consult.meeting import policy
from consult.meeting.actions.commands import room_command
from consult.meeting.actions.loading import the_meeting
from consult.meeting.actions.sittings.loading import a_neighbour, the_sitting
from consult.meeting.actions.sittings.people import write_part_end
from consult.meeting.events.sittings import RecusalAsked, RecusalDecided
from consult.meeting.models.sittings import Recusal
from consult.meeting.queries import sittings as queries
from consult.storage.work import Work

Why = Annotated[str, Length(most=500, least=4)]
CAN_STEP_BACK = ("chair", "panel", "recorder", "monitor")


@room_command
def ask_recusal(work: Work, *, meeting_id: int, person_id: int, reason: Why) -> dict[str, int]:
    """Ask that the chair, a member of the panel, the recorder or the monitor step back."""
    meeting, actor = the_meeting(work, meeting_id, "ask_recusal")
    held, _ = the_sitting(work, meeting)
    if meeting.state not in ("convened", "open") or held.phase is not None:
        raise RuleBroken("too_late_for_recusal")
    part = queries.part_of(work.db, meeting.id, person_id)
    if part is None or part.role not in CAN_STEP_BACK:
        raise RuleBroken("no_such_part")
    _, called = a_neighbour(work, meeting, actor.person_id)
    row = work.add(Recusal(
        meeting_id=meeting.id, person_id=person_id, about=part.shown_as, role=part.role, asked_by_id=actor.person_id,
        asked_by=called, reason=reason, asked_at=work.now, decision="",
    ))
    work.record(RecusalAsked(
        meeting_id=meeting.id, recusal_id=row.id, person_id=person_id, called=part.shown_as, role=part.role,
        asked_by=called, reason=reason,
    ))
    return {"recusal_id": row.id}


@room_command
def decide_recusal(work: Work, *, meeting_id: int, recusal_id: int, granted: bool, reason: Why) -> dict[str, bool]:
    """Decide, with a reason that is logged: nobody decides about themselves. The chair's own is the convenor's to decide.

    Whoever steps back has no part any more; somebody else is to be given it before the order begins.
    """
    meeting, actor = the_meeting(work, meeting_id, "decide_recusal")
    row = work.get(Recusal, recusal_id)
    if row.meeting_id != meeting.id:
        raise NotFound("recusal")
    if row.granted is not None:
        raise RuleBroken("recusal_is_decided")
    if row.person_id == actor.person_id:
        raise RuleBroken("not_about_yourself")
    if row.role == "chair":
        policy.require(actor, "arrange", meeting)
    row.granted, row.decision, row.decided_at = granted, reason, work.now
    work.record(RecusalDecided(
        meeting_id=meeting.id, recusal_id=row.id, person_id=row.person_id, called=row.about, role=row.role,
        granted=granted, reason=reason,
    ))
    part = queries.part_of(work.db, meeting.id, row.person_id)
    if granted and part:
        write_part_end(work, meeting, part, recused(reason))
    return {"granted": granted}
