"""Writing a reply down, whoever gives it: a person for the body, or the body's own decision to pass it on."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from consult.community.models import Body, Community, Unit
from consult.community.rules.hands import hand_of
from consult.core.clock import local_date
from consult.resolution.events import OutcomeDocketed, ResolutionGiven
from consult.resolution.models import DocketEntry, Resolution
from consult.resolution.rules.reply import ANSWER_DAYS, Basis, Decision, given_where
from consult.resolution.rules.work import Planned
from consult.storage.work import Work


@dataclass(frozen=True)
class Reply:
    """A reply that was checked: what is said, who is to do it by which day, or to whom it is passed on."""

    decision: Decision
    reason: str
    basis: Basis = Basis.OTHER
    to_dissenters: str = ""
    unit: Unit | None = None
    due_on: date | None = None
    referred_to: str = ""
    meeting_id: int | None = None
    between_rule: str = ""
    to: Body | None = None
    milestones: Sequence[Planned] = ()


def store_reply(work: Work, entry: DocketEntry, reply: Reply) -> Resolution:
    """Store a reply that was checked, tell of it, and where it passes the matter on, put it on that body's docket."""
    assert work.actor is not None
    day = local_date(work.now, work.get(Community, entry.community_id, lock=False).timezone)
    resolution = work.add(Resolution(
        community_id=entry.community_id, entry_id=entry.id, meeting_id=reply.meeting_id, decision=reply.decision,
        reason=reply.reason, basis=reply.basis, to_dissenters=reply.to_dissenters,
        unit_id=reply.unit.id if reply.unit else None, due_on=reply.due_on,
        referred_to=reply.to.name if reply.to else reply.referred_to, given_by_id=work.actor.person_id,
        given_at=work.now, given=given_where(reply.meeting_id, reply.between_rule),
        between_rule="" if reply.meeting_id else reply.between_rule, given_hand=hand_of(work.actor, entry.community_id),
    ))
    work.record(ResolutionGiven(
        entry_id=entry.id, matter_id=entry.matter_id, resolution_id=resolution.id, meeting_id=reply.meeting_id,
        decision=reply.decision, reason=reply.reason, unit=reply.unit.name if reply.unit else "", due_on=reply.due_on,
        referred_to=resolution.referred_to, late_days=max(0, (day - entry.due_on).days), basis=reply.basis,
        to_dissenters=reply.to_dissenters, passed_on=reply.to is not None, body=entry.body.name,
        body_en=entry.body.name_en,
        given=resolution.given, between_rule=resolution.between_rule, hand=resolution.given_hand,
        milestones=[{"due_on": one.due_on.isoformat(), "what": one.what} for one in reply.milestones],
    ))
    if reply.to:
        _pass_on(work, entry, reply.to, day)
    return resolution


def _pass_on(work: Work, entry: DocketEntry, to: Body, day: date) -> None:
    handed = work.add(DocketEntry(
        community_id=entry.community_id, body_id=to.id, matter_id=entry.matter_id, meeting_id=entry.meeting_id,
        discussion_id=entry.discussion_id, ballot_id=entry.ballot_id, outcome="escalated", motion=entry.motion,
        docketed_at=work.now, due_on=day + timedelta(days=to.answer_days or ANSWER_DAYS), parent_id=entry.id,
    ))
    work.record(OutcomeDocketed(
        entry_id=handed.id, matter_id=handed.matter_id, body_id=to.id, body=to.name, body_en=to.name_en,
        meeting_id=handed.meeting_id, ballot_id=handed.ballot_id, outcome=handed.outcome, due_on=handed.due_on,
        passed_on_by=entry.body.name,
    ))
