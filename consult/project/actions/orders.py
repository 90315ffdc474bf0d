"""点单 and 交单: put needs and resources together, put the order on the list, or drop it."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import func, select

from consult.community.models import Community
from consult.community.rules.whereabouts import ANYWHERE, Whereabouts
from consult.core.actor import Actor
from consult.core.arguments import Length
from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.project import policy
from consult.project.actions.shared import (
    MaybeWords,
    Reason,
    Title,
    Words,
    check_number,
    check_place,
    move,
    tell_the_matter,
    today,
)
from consult.project.events import (
    NeedMatched,
    ProjectDispatched,
    ProjectDrawn,
    ProjectDropped,
    ResourceMatched,
)
from consult.project.models import Need, Project, ProjectNeed, ProjectResource, Resource
from consult.project.rules.categories import categories, check_category
from consult.project.rules.lifecycle import NEED
from consult.resolution.models import DocketEntry
from consult.storage.work import Work

MOST_PLACES = 500
MOST_ANSWERS = 100


@dataclass(frozen=True)
class Plan:
    """What an order says: what for, how, by whom to be looked after, how many may claim it, from when until when."""

    title: Title
    aim: Words
    category: str
    owner: Annotated[str, Length(most=120, least=2)]
    method: MaybeWords = ""
    measures: MaybeWords = ""
    places: int = 1
    starts_on: date | None = None
    due_on: date | None = None
    answers_needed: int = 5

    def checked(self) -> dict[str, Any]:
        """Its values, within their bounds."""
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise BadShape({"due_on": "before_it_begins"})
        return asdict(self) | {
            "category": check_category(self.category, categories()),
            "places": check_number("places", self.places, 1, MOST_PLACES),
            "answers_needed": check_number("answers_needed", self.answers_needed, 1, MOST_ANSWERS),
        }


def draw_project(
    work: Work, *, community_id: int, plan: Plan, need_id: int, resource_id: int | None = None,
    where: Whereabouts = ANYWHERE, matter_id: int | None = None, entry_id: int | None = None,
) -> dict[str, Any]:
    """点单: the community makes an order of a need, and of a resource where a person confirmed that it fits.

    A project may carry out what was replied to a matter: then it says so on the matter's timeline at every step.
    """
    community = work.get(Community, community_id)
    actor = policy.require(work.actor, "run_project", community)
    check_place(work, community_id, where)
    said = plan.checked()
    need = work.get(Need, need_id)
    year = today(work, community_id).year
    project = work.add(Project(
        community_id=community_id, year=year, number=_next_number(work, community_id, year), **said,
        **asdict(where), drawn_at=work.now, drawn_by_id=actor.person_id,
        matter_id=_matter(work, community_id, matter_id or need.matter_id, entry_id), entry_id=entry_id,
    ))
    work.record(ProjectDrawn(
        project_id=project.id, no=project.no, title=project.title, category=project.category, places=project.places,
        matter_id=project.matter_id,
    ))
    tell_the_matter(work, project, "drawn")
    add_need(work, project_id=project.id, need_id=need_id)
    if resource_id is not None:
        add_resource(work, project_id=project.id, resource_id=resource_id)
    return {"project_id": project.id, "no": project.no}


def _next_number(work: Work, community_id: int, year: int) -> int:
    taken = select(func.max(Project.number)).where(Project.community_id == community_id, Project.year == year)
    return (work.db.scalar(taken) or 0) + 1


def _matter(work: Work, community_id: int, matter_id: int | None, entry_id: int | None) -> int | None:
    if entry_id is None:
        return matter_id
    entry = work.get(DocketEntry, entry_id, lock=False)
    if entry.community_id != community_id or matter_id not in (None, entry.matter_id):
        raise NotFound("docket_entry")
    return entry.matter_id


def add_need(work: Work, *, project_id: int, need_id: int) -> None:
    """A person confirms that a need on the list belongs to the order."""
    project, actor = _in_preparation(work, project_id)
    need = work.get(Need, need_id)
    if need.community_id != project.community_id:
        raise NotFound("need")
    need.state = NEED.after(need.state, "match")
    work.add(ProjectNeed(
        project_id=project.id, need_id=need.id, confirmed_by_id=actor.person_id, confirmed_at=work.now))
    work.record(NeedMatched(project_id=project.id, need_id=need.id, title=need.title))


def add_resource(work: Work, *, project_id: int, resource_id: int) -> None:
    """A person confirms that the order counts on a resource of the list."""
    project, actor = _in_preparation(work, project_id)
    resource = work.get(Resource, resource_id, lock=False)
    if resource.community_id != project.community_id:
        raise NotFound("resource")
    if resource.state != "listed":
        raise RuleBroken("not_now", thing="resource", state=resource.state, move="match")
    if work.db.get(ProjectResource, (project.id, resource.id)):
        return
    work.add(ProjectResource(
        project_id=project.id, resource_id=resource.id, confirmed_by_id=actor.person_id, confirmed_at=work.now))
    work.record(ResourceMatched(project_id=project.id, resource_id=resource.id, title=resource.title))


def _in_preparation(work: Work, project_id: int) -> tuple[Project, Actor]:
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "match", project)
    if project.state not in ("drawn", "dispatched"):
        raise RuleBroken("not_now", thing="project", state=project.state, move="match")
    return project, actor


def dispatch(work: Work, *, project_id: int) -> dict[str, Any]:
    """交单: checked by the community, it may be claimed from now on."""
    project = work.get(Project, project_id)
    actor = policy.require(work.actor, "run_project", project)
    move(project, "dispatch")
    project.dispatched_at, project.dispatched_by_id = work.now, actor.person_id
    work.record(ProjectDispatched(project_id=project.id))
    tell_the_matter(work, project, "dispatched")
    return {"state": project.state}


def drop(work: Work, *, project_id: int, reason: Reason) -> dict[str, Any]:
    """It will not be done, with the reason; its needs are back on their list."""
    project = work.get(Project, project_id)
    policy.require(work.actor, "run_project", project)
    move(project, "drop")
    project.reason = reason
    for need in work.db.scalars(select(Need).join(ProjectNeed).where(ProjectNeed.project_id == project.id)).all():
        need.state = NEED.after(need.state, "unmatch")
    work.record(ProjectDropped(project_id=project.id, reason=reason))
    tell_the_matter(work, project, "dropped")
    return {"state": project.state}
