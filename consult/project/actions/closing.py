"""结单: dated steps, the closing report, what residents say of it, closing and thanks."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from consult.community.rules.hands import hand_of
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.core.errors import RuleBroken
from consult.project import policy, queries
from consult.project.actions.shared import (
    MaybeSentence,
    Reason,
    Words,
    check_number,
    community_of,
    move,
    name_of,
    tell_the_matter,
    the_claim,
    today,
    without_actor,
)
from consult.project.events import (
    MilestoneDone,
    ProjectClosed,
    SatisfactionSaid,
    ThanksGiven,
    WorkReported,
    WorkSentBack,
)
from consult.project.models import (
    Claim,
    ClaimAgreement,
    ClosingReport,
    Milestone,
    Need,
    Project,
    ProjectNeed,
    SatisfactionCount,
    SatisfactionGiven,
    SatisfactionRemark,
    Thanks,
)
from consult.project.policy import Spoken
from consult.project.rules.kinds import Grade
from consult.project.rules.lifecycle import CLAIM, NEED
from consult.project.rules.satisfaction import check_close, voter_key
from consult.storage.work import Work

MOST_SERVED = 100_000


def do_milestone(work: Work, *, milestone_id: int, note: MaybeSentence = "") -> dict[str, Any]:
    """A dated step of an agreement in force was done; how late is said."""
    project, held = the_claim(work, queries.milestone_claim(work.db, milestone_id))
    spoken = queries.spoken_for(work.db, held, today(work, held.community_id))
    actor = policy.require(work.actor, "do_milestone", replace(spoken, of="milestone"))
    step = work.get(Milestone, milestone_id)
    agreement = work.get(ClaimAgreement, step.agreement_id, lock=False)
    if agreement.state != "confirmed" or held.state != "agreed" or step.done_at is not None:
        raise RuleBroken("not_now", thing="milestone", state=agreement.state, move="do_milestone")
    step.done_at, step.done_by_id, step.note, step.hand = work.now, actor.person_id, note, _hand(actor, spoken)
    late = (local_date(work.now, community_of(work, held.community_id).timezone) - step.due_on).days
    work.record(MilestoneDone(
        project_id=project.id, milestone_id=step.id, what=step.what, note=note, late_days=max(0, late), hand=step.hand))
    return {"project_id": project.id}


def report(work: Work, *, project_id: int, words: Words, served: int = 0) -> dict[str, Any]:
    """Who took it on says that it is done, and for how many; those it was for are asked from now on."""
    project = work.get(Project, project_id)
    spoken = _speakers(work, project)
    actor = policy.require(work.actor, "report", spoken)
    undone = _steps_undone(work, project.id)
    if undone:
        raise RuleBroken("steps_undone", count=undone)
    move(project, "report")
    hand = _hand(actor, spoken)
    work.add(ClosingReport(
        project_id=project.id, round=project.round, words=words,
        served=check_number("served", served, 0, MOST_SERVED), reported_at=work.now, reported_by_id=actor.person_id,
        hand=hand,
    ))
    work.record(WorkReported(project_id=project.id, round=project.round, words=words, served=served, hand=hand))
    tell_the_matter(work, project, "reported")
    return {"state": project.state}


def _hand(actor: Actor, spoken: Spoken) -> dict[str, str]:
    """Whose hand it was, where who took it on did not enter it."""
    return {} if actor.person_id in spoken.speakers else hand_of(actor, spoken.community_id)


def _speakers(work: Work, project: Project) -> Spoken:
    held = work.db.scalars(select(Claim).where(Claim.project_id == project.id, Claim.state == "agreed")).all()
    day = today(work, project.community_id)
    spoken = [queries.spoken_for(work.db, each, day).speakers for each in held]
    return Spoken(project.community_id, frozenset().union(*spoken), "project")


def _steps_undone(work: Work, project_id: int) -> int:
    return len(work.db.scalars(
        select(Milestone.id).join(ClaimAgreement, ClaimAgreement.id == Milestone.agreement_id)
        .join(Claim, Claim.id == ClaimAgreement.claim_id).where(
            Claim.project_id == project_id, Claim.state == "agreed", ClaimAgreement.state == "confirmed",
            Milestone.done_at.is_(None))).all())


def say_satisfaction(
    work: Work, *, project_id: int, grade: Grade, words: MaybeSentence = ""
) -> dict[str, Any]:
    """A household or person that the order was for says how content it is; once, and who said what is kept nowhere."""
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "say_satisfaction", queries.scope_of(work.db, project))
    if project.state != "reported":
        raise RuleBroken("not_now", thing="project", state=project.state, move="say_satisfaction")
    key = voter_key(actor.household_ids, actor.person_id)
    if queries.has_answered(work.db, project, key):
        raise RuleBroken("answered_already")
    work.add(SatisfactionGiven(project_id=project.id, round=project.round, voter_key=key))
    _count(work, project, grade)
    if words:
        work.add(SatisfactionRemark(project_id=project.id, round=project.round, words=words))
    answers = queries.tally(work.db, project.id, project.round).answers
    without_actor(work, project.community_id).record(
        SatisfactionSaid(project_id=project.id, round=project.round, answers=answers))
    return {"answers": answers}


def _count(work: Work, project: Project, grade: Grade) -> None:
    row = work.db.get(SatisfactionCount, (project.id, project.round, grade.value)) or work.add(
        SatisfactionCount(project_id=project.id, round=project.round, grade=grade, answers=0))
    row.answers += 1
    work.db.flush()


def send_back(work: Work, *, project_id: int, reason: Reason) -> dict[str, Any]:
    """Not done as it should be, by what residents said: it is to be mended and reported anew."""
    project = work.get(Project, project_id)
    policy.require(work.actor, "run_project", project)
    move(project, "send_back")
    work.record(WorkSentBack(project_id=project.id, round=project.round, reason=reason))
    project.round += 1
    tell_the_matter(work, project, "sent_back")
    return {"state": project.state}


def close(work: Work, *, project_id: int) -> dict[str, Any]:
    """结单: enough of those it was for have answered, and more than half of them are content."""
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "run_project", project)
    tally = queries.tally(work.db, project.id, project.round)
    check_close(tally, project.answers_needed)
    move(project, "close")
    project.closed_at, project.closed_by_id = work.now, actor.person_id
    for held in work.db.scalars(select(Claim).where(Claim.project_id == project.id, Claim.state == "agreed")).all():
        held.state = CLAIM.after(held.state, "fulfil")
    for need in work.db.scalars(select(Need).join(ProjectNeed).where(ProjectNeed.project_id == project.id)).all():
        need.state = NEED.after(need.state, "meet")
    shown = tally.shown
    work.record(ProjectClosed(
        project_id=project.id, no=project.no, title=project.title, round=project.round,
        satisfied=tally.satisfied if shown else None, mostly=tally.mostly if shown else None,
        dissatisfied=tally.dissatisfied if shown else None, matter_id=project.matter_id,
    ))
    tell_the_matter(work, project, "closed")
    return {"state": project.state}


def thank(work: Work, *, claim_id: int, words: Words) -> dict[str, Any]:
    """Thank who did it, in public: a unit by its name; a person by name only once that person agrees."""
    project, held = the_claim(work, claim_id)
    actor = policy.require(work.actor, "run_project", held)
    if held.state != "fulfilled":
        raise RuleBroken("not_now", thing="claim", state=held.state, move="thank")
    if work.db.scalar(select(Thanks.id).where(Thanks.claim_id == held.id)):
        raise RuleBroken("thanked_already")
    made = work.add(Thanks(
        project_id=project.id, claim_id=held.id, words=words, given_at=work.now, given_by_id=actor.person_id,
        named=held.unit_id is not None,
    ))
    work.record(ThanksGiven(project_id=project.id, claim_id=held.id, unit=name_of(work, held), words=words))
    return {"thanks_id": made.id}


def agree_to_be_named(work: Work, *, thanks_id: int, agreed: bool) -> dict[str, Any]:
    """The person who was thanked lets the name be shown, or no longer does."""
    made = work.get(Thanks, thanks_id)
    held = work.get(Claim, made.claim_id, lock=False)
    policy.require(
        work.actor, "agree_to_be_named", Spoken(held.community_id, frozenset({held.person_id or 0}), "thanks"))
    made.named = agreed
    return {"named": agreed}
