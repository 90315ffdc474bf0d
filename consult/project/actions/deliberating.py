"""议单: an order is discussed in a room, or goes on with a reason why it need not be; then the work begins."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from consult.community.models import Body, Building, Grid
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.core.house_words import ORDER_IS_CLAIMED
from consult.matter import actions as matters
from consult.matter.rules.lifecycle import Category
from consult.matter.rules.proposal import Proposal
from consult.meeting import actions as meetings
from consult.meeting.actions.convening import Agenda, Place
from consult.project import policy, queries
from consult.project.actions.shared import MaybeLine, community_of, move, tell_the_matter
from consult.project.events import DeliberationEnded, DeliberationPlanned, DeliberationWaived, WorkBegun
from consult.project.models import Claim, Project
from consult.project.rules.lifecycle import CLAIM_DAYS, PROJECT
from consult.storage.work import Work

ABOUT = {
    "health": Category.HEALTH, "environment": Category.ENVIRONMENT, "culture": Category.CULTURE,
    "safety": Category.SAFETY, "elders": Category.ELDER_CARE, "repairs": Category.FACILITIES,
}
EXPECTED = "议定怎么办、有什么条件，接单的照着办。"


def deliberate(
    work: Work, *, project_id: int, body_id: int, starts_at: datetime, place: Place,
    extraordinary_reason: MaybeLine = "",
) -> dict[str, Any]:
    """Call a body together on this order (一事一议); who calls it must be one who may convene that body."""
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "run_project", project)
    body = work.get(Body, body_id, lock=False)
    if body.community_id != project.community_id:
        raise NotFound("body")
    state = PROJECT.after(project.state, "deliberate")
    matter = matters.bring(
        work, community_id=project.community_id, reason=ORDER_IS_CLAIMED, proposal=Proposal(
            title=project.title, what=project.aim, place=_place(work, project), affected=_place(work, project),
            expected=EXPECTED, category=ABOUT.get(project.category, Category.OTHER),
        ))
    meeting = meetings.convene(
        work, body_id=body_id, agenda=Agenda(matter.id), starts_at=starts_at, place=place,
        extraordinary_reason=extraordinary_reason,
    )
    project.state = state
    project.discussed_as_id, project.discussed_at_id = matter.id, meeting["meeting_id"]
    project.deliberated_at, project.deliberated_by_id = None, actor.person_id
    work.record(DeliberationPlanned(
        project_id=project.id, meeting_id=meeting["meeting_id"], matter_id=matter.id, matter_no=matter.no,
        body=body.name, body_en=body.name_en,
    ))
    tell_the_matter(work, project, "deliberating", body.name)
    return {"meeting_id": meeting["meeting_id"], "no": matter.no}


def _place(work: Work, project: Project) -> str:
    if project.building_id:
        return work.get(Building, project.building_id, lock=False).name
    if project.grid_id:
        return work.get(Grid, project.grid_id, lock=False).name
    return community_of(work, project.community_id).name


def conclude_deliberation(work: Work, *, matter_id: int, meeting_id: int, outcome: str) -> None:
    """The discussion in the room is over: the order goes on. Adjourned to another day, it waits for that day."""
    found = queries.discussed_as(work.db, matter_id)
    if found is None or outcome == "deferred":
        return
    project = work.get(Project, found.id)
    move(project, "resume")
    if outcome == "adopted":
        project.deliberated_at = work.now
    _leave_time_to_agree(work, project)
    work.record(DeliberationEnded(project_id=project.id, meeting_id=meeting_id, outcome=outcome))


def _leave_time_to_agree(work: Work, project: Project) -> None:
    """A claim could not be agreed on while it was being discussed: its time begins anew."""
    day = local_date(work.now, community_of(work, project.community_id).timezone) + timedelta(days=CLAIM_DAYS)
    for held in work.db.scalars(select(Claim).where(Claim.project_id == project.id, Claim.state == "claimed")).all():
        held.expires_on = max(held.expires_on, day)


def forget_deliberation(work: Work, *, matter_id: int, meeting_id: int) -> None:
    """The meeting was called off, or did not come to it: the order stands where it stood."""
    found = queries.discussed_as(work.db, matter_id)
    if found is None:
        return
    project = work.get(Project, found.id)
    move(project, "resume")
    _leave_time_to_agree(work, project)
    work.record(DeliberationEnded(project_id=project.id, meeting_id=meeting_id, outcome="not_held"))


def begin_work(work: Work, *, project_id: int, reason: MaybeLine = "") -> dict[str, Any]:
    """Begin, once every claim has its agreement; an order that no room discussed says why it need not be."""
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "run_project", project)
    without = work.db.scalars(select(Claim.id).where(Claim.project_id == project.id, Claim.state == "claimed")).all()
    if without:
        raise RuleBroken("agreements_open", count=len(without))
    move(project, "begin")
    if project.deliberated_at is None:
        if len(reason) < 4:
            raise RuleBroken("say_why_no_discussion")
        project.deliberated_at, project.deliberated_by_id = work.now, actor.person_id
        project.no_discussion_because = reason
        work.record(DeliberationWaived(project_id=project.id, reason=reason))
    work.record(WorkBegun(project_id=project.id))
    tell_the_matter(work, project, "working")
    return {"state": project.state}
