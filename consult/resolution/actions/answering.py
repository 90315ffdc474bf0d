"""Writing a reply down, whoever gives it: a person for the body, or the body's own decision to pass it on."""
from __future__ import annotations

from datetime import date, timedelta

from consult.community.models import Body, Community, Unit
from consult.core.clock import local_date
from consult.resolution.events import OutcomeDocketed, ResolutionGiven
from consult.resolution.models import DocketEntry, Resolution
from consult.resolution.rules.reply import ANSWER_DAYS, Basis, Decision
from consult.resolution.rules.work import Planned
from consult.storage.work import Work


def give(
    work: Work, entry: DocketEntry, *, decision: Decision, reason: str, basis: Basis = Basis.OTHER,
    to_dissenters: str = "", unit: Unit | None = None, due_on: date | None = None, referred_to: str = "",
    meeting_id: int | None = None, to: Body | None = None, milestones: list[Planned] | None = None,
) -> Resolution:
    """Store a reply that was checked, tell of it, and where it passes the matter on, put it on that body's docket."""
    assert work.actor is not None
    day = local_date(work.now, work.get(Community, entry.community_id, lock=False).timezone)
    resolution = work.add(Resolution(
        community_id=entry.community_id, entry_id=entry.id, meeting_id=meeting_id, decision=decision, reason=reason,
        basis=basis, to_dissenters=to_dissenters, unit_id=unit.id if unit else None, due_on=due_on,
        referred_to=to.name if to else referred_to, given_by_id=work.actor.person_id, given_at=work.now,
    ))
    work.record(ResolutionGiven(
        entry_id=entry.id, matter_id=entry.matter_id, resolution_id=resolution.id, meeting_id=meeting_id,
        decision=decision, reason=reason, unit=unit.name if unit else "", due_on=due_on,
        referred_to=resolution.referred_to, late_days=max(0, (day - entry.due_on).days), basis=basis,
        to_dissenters=to_dissenters, passed_on=to is not None, body=entry.body.name, body_en=entry.body.name_en,
        milestones=[{"due_on": one.due_on.isoformat(), "what": one.what} for one in milestones or ()],
    ))
    if to:
        _pass_on(work, entry, to, day)
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
