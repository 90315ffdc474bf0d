"""What the verbs of this chapter have in common: loading, the community's date, acting without a name."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from consult.community.models import Building, Community, Grid, Unit
from consult.community.rules.whereabouts import Whereabouts
from consult.core.arguments import Length
from consult.core.clock import local_date
from consult.core.errors import BadShape, NotFound
from consult.matter import actions as matters
from consult.project.models import Claim, Project
from consult.project.rules.lifecycle import PROJECT
from consult.storage.work import Work

Title = Annotated[str, Length(most=60, least=4)]
Words = Annotated[str, Length(most=2_000, least=8)]
MaybeWords = Annotated[str, Length(most=1_000)]
Reason = Annotated[str, Length(most=1_000, least=4)]
MaybeLine = Annotated[str, Length(most=120)]
MaybeSentence = Annotated[str, Length(most=200)]


def community_of(work: Work, id: int) -> Community:
    """A community, for reading."""
    return work.get(Community, id, lock=False)


def today(work: Work, community_id: int) -> date:
    """The calendar date in a community at the moment of the work."""
    return local_date(work.now, community_of(work, community_id).timezone)


def without_actor(work: Work, community_id: int) -> Work:
    """The same unit of work without its actor, at the beginning of the day: what it records leads to nobody."""
    zone = ZoneInfo(community_of(work, community_id).timezone)
    midnight = datetime.combine(work.now.astimezone(zone).date(), datetime.min.time(), zone)
    return replace(work, actor=None, now=midnight.astimezone(work.now.tzinfo))


def check_place(work: Work, community_id: int, where: Whereabouts) -> None:
    """Refuse a grid or building that is not this community's, and both at once."""
    if where.grid_id and where.building_id:
        raise BadShape({"building_id": "not_both"})
    if where.grid_id and work.get(Grid, where.grid_id, lock=False).community_id != community_id:
        raise NotFound("grid")
    if where.building_id and work.get(Building, where.building_id, lock=False).community_id != community_id:
        raise NotFound("building")


def check_number(name: str, value: int, least: int, most: int) -> int:
    """The number, within its bounds."""
    if not least <= value <= most:
        raise BadShape({name: f"number_between:{least}:{most}"})
    return value


def move(project: Project, verb: str) -> None:
    """Move a project, or refuse."""
    project.state = PROJECT.after(project.state, verb)


def the_claim(work: Work, claim_id: int) -> tuple[Project, Claim]:
    """A claim and its project, both locked, the project first, so that no two works wait for each other."""
    project = work.get(Project, work.get(Claim, claim_id, lock=False).project_id)
    return project, work.get(Claim, claim_id)


def name_of(work: Work, claim: Claim) -> str:
    """The unit of a claim; empty where a person holds it, whom no event names."""
    return work.get(Unit, claim.unit_id, lock=False).name if claim.unit_id else ""


def tell_the_matter(work: Work, project: Project, step: str, by: str = "") -> None:
    """Where a project carries out what was decided on a matter, that matter's timeline says how far it is."""
    if project.matter_id is not None:
        matters.note_project(
            work, matter_id=project.matter_id, project_id=project.id, no=project.no, title=project.title, step=step,
            by=by,
        )
