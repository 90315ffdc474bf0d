"""接单: claim an order, hand it back, let it lapse, ask another one instead. What was claimed stays in the history."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, or_, select

from consult.core.actor import Actor
from consult.core.errors import RuleBroken
from consult.project import policy, queries
from consult.project.actions.shared import (
    MaybeWords,
    Reason,
    move,
    name_of,
    tell_the_matter,
    the_claim,
    today,
)
from consult.project.events import (
    BackOnTheList,
    ClaimantReplaced,
    ClaimHandedBack,
    ClaimLapsed,
    ProjectClaimed,
)
from consult.project.models import Claim, Project
from consult.project.rules.capacity import give_back, take
from consult.project.rules.kinds import Terms
from consult.project.rules.lifecycle import CLAIM, CLAIM_DAYS, OPEN_TO_CLAIMS, has_lapsed
from consult.storage.work import Work


def claim(
    work: Work, *, project_id: int, unit_id: int | None = None, places: int = 1, terms: Terms = Terms.FREE,
    words: MaybeWords = "",
) -> dict[str, Any]:
    """Take on an order, or some places of it, for oneself or for the unit one speaks for.

    The project's row is the lock: of two who come at once for the last place, one is refused. Within fourteen
    days both sides confirm an agreement, or the places are free again.
    """
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "claim", project)
    if project.state not in OPEN_TO_CLAIMS:
        raise RuleBroken("not_now", thing="project", state=project.state, move="claim")
    _check_speaks(work, actor, project, unit_id)
    person_id = None if unit_id else actor.person_id
    if _holds_already(work, project.id, unit_id, person_id):
        raise RuleBroken("claimed_already")
    made = _make(work, project, actor, unit_id=unit_id, person_id=person_id, places=places, terms=terms, words=words)
    return {"claim_id": made.id, "left": project.left, "expires_on": made.expires_on}


def _check_speaks(work: Work, actor: Actor, project: Project, unit_id: int | None) -> None:
    if unit_id:
        unit = queries.unit_of(work.db, unit_id, project.community_id)
        spoken = queries.unit_spoken_for(work.db, unit, today(work, project.community_id))
        policy.require(actor, "claim_for_unit", spoken)


def _holds_already(work: Work, project_id: int, unit_id: int | None, person_id: int | None) -> bool:
    mine = Claim.unit_id == unit_id if unit_id else Claim.person_id == person_id
    return bool(work.db.scalar(select(exists().where(
        Claim.project_id == project_id, mine, or_(Claim.state == "claimed", Claim.state == "agreed")))))


def _make(work: Work, project: Project, actor: Actor, **claimed: Any) -> Claim:
    project.taken = take(project.places, project.taken, claimed["places"])
    made = work.add(Claim(
        community_id=project.community_id, project_id=project.id, claimed_at=work.now, claimed_by_id=actor.person_id,
        expires_on=today(work, project.community_id) + timedelta(days=CLAIM_DAYS), **claimed,
    ))
    if project.state == "dispatched":
        move(project, "accept")
        project.accepted_at, project.accepted_by_id = work.now, actor.person_id
    unit = name_of(work, made)
    work.record(ProjectClaimed(
        project_id=project.id, claim_id=made.id, unit=unit, places=made.places, taken=project.taken,
        of=project.places, terms=made.terms, expires_on=made.expires_on,
    ))
    tell_the_matter(work, project, "claimed", unit)
    return made


def hand_back(work: Work, *, claim_id: int, reason: Reason) -> dict[str, Any]:
    """The claimant gives it back, with a reason; its places are free again."""
    project, held = the_claim(work, claim_id)
    policy.require(work.actor, "hand_back", queries.spoken_for(work.db, held, today(work, held.community_id)))
    _give_up(project, held, "hand_back", reason, work.now)
    free = _release(project)
    work.record(ClaimHandedBack(
        project_id=project.id, claim_id=held.id, unit=name_of(work, held), places=held.places, reason=reason))
    if free:
        work.record(BackOnTheList(project_id=project.id))
    return {"state": held.state}


def lapse_claims(work: Work) -> dict[str, Any]:
    """Let every claim lapse that is past its last day without an agreement; for the sweep. A claim whose order is
    being discussed in a room waits for the end of the discussion."""
    policy.require(work.actor, "lapse", None)
    lapsed = 0
    for claim_id in queries.overdue_claims(work.db, _tomorrow(work)):
        project, held = the_claim(work, claim_id)
        if not has_lapsed(held.state, held.expires_on, today(work, held.community_id)):
            continue
        _lapse(work, project, held)
        lapsed += 1
    return {"claims_lapsed": lapsed}


def _lapse(work: Work, project: Project, held: Claim) -> None:
    _give_up(project, held, "lapse", "", work.now)
    free = _release(project)
    work.record(ClaimLapsed(project_id=project.id, claim_id=held.id, unit=name_of(work, held), places=held.places))
    if free:
        work.record(BackOnTheList(project_id=project.id))


def _tomorrow(work: Work) -> date:
    """The last date that it can be anywhere: each community's own date decides."""
    return (work.now + timedelta(hours=14)).date()


def replace_claimant(work: Work, *, claim_id: int, unit_id: int, reason: Reason) -> dict[str, Any]:
    """The community asks another unit instead, with the reason; that one has to confirm an agreement of its own."""
    project, held = the_claim(work, claim_id)
    actor = policy.require(work.actor, "run_project", held)
    unit = queries.unit_of(work.db, unit_id, project.community_id)
    if _holds_already(work, project.id, unit.id, None):
        raise RuleBroken("claimed_already")
    _give_up(project, held, "replace", reason, work.now)
    new = _make(
        work, project, actor, unit_id=unit.id, person_id=None, places=held.places, terms=Terms.FREE, words="",
        replaces_id=held.id)
    if project.state == "working":
        move(project, "release")
        move(project, "accept")
    work.record(ClaimantReplaced(
        project_id=project.id, claim_id=held.id, unit=name_of(work, held), new_claim_id=new.id, new_unit=unit.name,
        reason=reason,
    ))
    return {"claim_id": new.id}


def _give_up(project: Project, held: Claim, verb: str, reason: str, now: datetime) -> None:
    if project.state == "reported":
        raise RuleBroken("not_now", thing="project", state=project.state, move=verb)
    held.state = CLAIM.after(held.state, verb)
    held.reason, held.ended_at = reason, now
    project.taken = give_back(project.taken, held.places)


def _release(project: Project) -> bool:
    """When nobody holds it any more, an order is open to everyone again."""
    if project.taken or project.state == "dispatched":
        return False
    move(project, "release")
    project.accepted_at = project.accepted_by_id = None
    return True
