"""项目申领协议: draw it up, confirm it on either side. A new version supersedes; none is overwritten."""
from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import func, select

from consult.core.arguments import Length
from consult.core.errors import RuleBroken
from consult.project import policy, queries
from consult.project.actions.shared import MaybeSentence, Words, the_claim, today
from consult.project.events import AgreementConfirmed, AgreementDrawn
from consult.project.models import ClaimAgreement, Milestone
from consult.project.rules.kinds import Confirming, Terms
from consult.project.rules.lifecycle import AGREEMENT, CLAIM
from consult.project.rules.steps import read_steps
from consult.storage.work import Work

Steps = Annotated[str, Length(most=2_500, least=1)]


def draw_agreement(
    work: Work, *, claim_id: int, content: Words, steps: Steps, terms: Terms = Terms.FREE,
    terms_words: MaybeSentence = "",
) -> dict[str, Any]:
    """Write what the claimant does, on which terms, by which dated steps; either side may, until both confirmed."""
    project, held = the_claim(work, claim_id)
    actor = policy.require(
        work.actor, "draw_agreement", queries.spoken_for(work.db, held, today(work, held.community_id)))
    if held.state != "claimed":
        raise RuleBroken("not_now", thing="claim", state=held.state, move="draw_agreement")
    dated = read_steps(steps)
    for earlier in work.db.scalars(select(ClaimAgreement).where(
            ClaimAgreement.claim_id == held.id, ClaimAgreement.state == "drafted")).all():
        earlier.state = AGREEMENT.after(earlier.state, "supersede")
    agreement = work.add(ClaimAgreement(
        claim_id=held.id, version=_next_version(work, held.id), content=content, terms=terms,
        terms_words=terms_words, drawn_at=work.now, drawn_by_id=actor.person_id,
    ))
    work.db.add_all(
        Milestone(agreement_id=agreement.id, position=position, what=what, due_on=day)
        for position, (day, what) in enumerate(dated, start=1))
    work.record(AgreementDrawn(
        project_id=project.id, claim_id=held.id, version=agreement.version, steps=len(dated)))
    return {"version": agreement.version}


def _next_version(work: Work, claim_id: int) -> int:
    newest = select(func.max(ClaimAgreement.version)).where(ClaimAgreement.claim_id == claim_id)
    return (work.db.scalar(newest) or 0) + 1


def confirm_agreement(work: Work, *, claim_id: int, version: int, side: Confirming) -> dict[str, Any]:
    """Confirm the version one has read, for the claimant or for the community; with both it is in force."""
    project, held = the_claim(work, claim_id)
    spoken = queries.spoken_for(work.db, held, today(work, held.community_id))
    actor = policy.require(work.actor, f"confirm_as_{side.value}", spoken)
    agreement = work.db.scalar(select(ClaimAgreement).where(
        ClaimAgreement.claim_id == held.id, ClaimAgreement.version == version))
    if agreement is None or agreement.state == "superseded":
        raise RuleBroken("agreement_changed")
    if held.state != "claimed":
        raise RuleBroken("not_now", thing="claim", state=held.state, move="confirm_agreement")
    if agreement.claimant_at if side == Confirming.CLAIMANT else agreement.community_at:
        raise RuleBroken("confirmed_already")
    if side == Confirming.CLAIMANT:
        agreement.claimant_at, agreement.claimant_by_id = work.now, actor.person_id
    else:
        agreement.community_at, agreement.community_by_id = work.now, actor.person_id
    in_force = bool(agreement.claimant_at and agreement.community_at)
    if in_force:
        agreement.state = AGREEMENT.after(agreement.state, "confirm")
        held.state = CLAIM.after(held.state, "agree")
    work.record(AgreementConfirmed(
        project_id=project.id, claim_id=held.id, version=version, side=side, in_force=in_force))
    return {"in_force": in_force}
