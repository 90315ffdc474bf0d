"""Verbs: put an outcome on a docket, reply to it."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from consult.community.models import Body, Community, Unit
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.meeting.events import DiscussionClosed
from consult.meeting.models import Meeting
from consult.resolution import policy, queries
from consult.resolution.events import OutcomeDocketed, ResolutionGiven
from consult.resolution.models import DocketEntry, Resolution
from consult.resolution.rules.reply import ANSWER_DAYS, Decision, carried, check_reply
from consult.storage.unit_of_work import Work

Reason = Annotated[str, Length(most=2_000, least=20)]
MaybeLine = Annotated[str, Length(most=120)]


def docket_outcome(work: Work, closed: DiscussionClosed) -> None:
    """Put an outcome before the body that owes a reply: the one escalated to, or the one that answers an adoption."""
    meeting = work.get(Meeting, closed.meeting_id, lock=False)
    body = _who_answers(work, meeting, closed)
    if body is None or queries.awaits_reply(work.db, closed.matter_id):
        return
    due_on = _today(work, meeting.community_id) + timedelta(days=meeting.body.answer_days or ANSWER_DAYS)
    entry = work.add(DocketEntry(
        community_id=meeting.community_id, body_id=body.id, matter_id=closed.matter_id, meeting_id=meeting.id,
        discussion_id=closed.discussion_id, ballot_id=closed.ballot_id, outcome=closed.outcome,
        motion=closed.motion, docketed_at=work.now, due_on=due_on,
    ))
    work.record(OutcomeDocketed(
        entry_id=entry.id, matter_id=entry.matter_id, body_id=body.id, body=body.name, body_en=body.name_en,
        meeting_id=meeting.id, ballot_id=entry.ballot_id, outcome=entry.outcome, due_on=due_on,
    ))


def _who_answers(work: Work, meeting: Meeting, closed: DiscussionClosed) -> Body | None:
    if closed.outcome == "escalated":
        return work.get(Body, closed.escalated_to_id or 0, lock=False)
    if closed.outcome == "adopted" and meeting.body.answered_by_id:
        return work.get(Body, meeting.body.answered_by_id, lock=False)
    return None


def reply(
    work: Work, *, entry_id: int, decision: Decision, reason: Reason, unit_id: int | None = None,
    due_on: date | None = None, referred_to: MaybeLine = "", meeting_id: int | None = None,
) -> dict[str, Any]:
    """Answer an outcome for the body that owes it; the reason goes to proposer, endorsers and dissenters."""
    entry = work.get(DocketEntry, entry_id)
    entry = queries.entry(work.db, entry.id, entry.community_id)
    actor = policy.require(work.actor, "reply", entry)
    if entry.resolution is not None:
        raise RuleBroken("already_answered", decision=entry.resolution.decision)
    day = _today(work, entry.community_id)
    unit_id, due_on, referred_to = carried(decision, unit_id=unit_id, due_on=due_on, referred_to=referred_to)
    check_reply(decision, unit=unit_id, due_on=due_on, referred_to=referred_to, today=day)
    unit = _unit(work, entry, unit_id)
    _check_meeting(work, entry, meeting_id)
    resolution = work.add(Resolution(
        community_id=entry.community_id, entry_id=entry.id, meeting_id=meeting_id, decision=decision,
        reason=reason, unit_id=unit_id, due_on=due_on, referred_to=referred_to, given_by_id=actor.person_id,
        given_at=work.now,
    ))
    work.record(ResolutionGiven(
        entry_id=entry.id, matter_id=entry.matter_id, resolution_id=resolution.id, meeting_id=meeting_id,
        decision=decision, reason=reason, unit=unit.name if unit else "", due_on=due_on,
        referred_to=referred_to, late_days=max(0, (day - entry.due_on).days),
    ))
    return {"entry_id": entry.id, "decision": decision, "no": entry.matter.no}


def _unit(work: Work, entry: DocketEntry, unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    unit = work.get(Unit, unit_id, lock=False)
    if unit.community_id != entry.community_id:
        raise NotFound("unit")
    return unit


def _check_meeting(work: Work, entry: DocketEntry, meeting_id: int | None) -> None:
    if meeting_id is None:
        return
    meeting = work.get(Meeting, meeting_id, lock=False)
    if meeting.body_id != entry.body_id or meeting.state not in ("open", "closed"):
        raise NotFound("meeting")


def _today(work: Work, community_id: int) -> date:
    return local_date(work.now, work.get(Community, community_id, lock=False).timezone)
