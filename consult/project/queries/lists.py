"""Reads of the needs list and the resources list, and of what may go together."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from consult.core.errors import NotFound
from consult.project.models import Need, Project, ProjectNeed, Resource
from consult.project.rules.kinds import Times
from consult.project.rules.lifecycle import NEED_LISTED, NeedState, ResourceState
from consult.project.rules.matching import Fit, Offered, Place, Wanted, suggestions

PAGE = 20


def _needs() -> Select[Need]:
    return select(Need).options(joinedload(Need.grid), joinedload(Need.building), joinedload(Need.into))


def need(db: Session, id: int, community_id: int) -> Need:
    """A need of this community; NotFound when it is missing or another's."""
    found = db.scalar(_needs().where(Need.id == id, Need.community_id == community_id))
    if found is None:
        raise NotFound("need")
    return found


def needs(
    db: Session, community_id: int, *, states: Iterable[NeedState] = NEED_LISTED, category: str = "", page: int = 1
) -> tuple[Sequence[Need], int]:
    """One page of needs in these states, the newest first, and how many there are in all."""
    conditions = [Need.community_id == community_id, Need.state.in_(list(states))]
    if category:
        conditions.append(Need.category == category)
    count = db.scalar(select(func.count()).select_from(Need).where(*conditions)) or 0
    rows = db.scalars(
        _needs().where(*conditions).order_by(Need.filed_at.desc(), Need.id.desc())
        .limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def counts_listed(db: Session, community_id: int) -> tuple[int, int]:
    """How many needs and how many resources are on their lists."""
    row = db.execute(select(
        select(func.count()).select_from(Need).where(
            Need.community_id == community_id, Need.state.in_(NEED_LISTED)).scalar_subquery(),
        select(func.count()).select_from(Resource).where(
            Resource.community_id == community_id, Resource.state == "listed").scalar_subquery(),
    )).one()
    return row[0], row[1]


def needs_waiting(db: Session, community_id: int) -> Sequence[Need]:
    """Needs that wait for their review, the one owed first on top."""
    return db.scalars(
        _needs().where(Need.community_id == community_id, Need.state == "filed").order_by(Need.due_on, Need.id)
    ).all()


def needs_to_match(db: Session, community_id: int) -> Sequence[Need]:
    """Needs that were accepted and belong to no project yet."""
    return db.scalars(
        _needs().where(Need.community_id == community_id, Need.state == "accepted").order_by(Need.id)
    ).all()


def needs_filed_by(db: Session, person_id: int) -> Sequence[Need]:
    """What a person filed under the own name, the newest first."""
    return db.scalars(_needs().where(Need.filed_by_id == person_id).order_by(Need.id.desc())).all()


def project_of_need(db: Session, need_id: int) -> Project | None:
    """The project that is to meet a need; of several the newest."""
    return db.scalar(
        select(Project).join(ProjectNeed, ProjectNeed.project_id == Project.id)
        .options(joinedload(Project.grid), joinedload(Project.building))
        .where(ProjectNeed.need_id == need_id).order_by(Project.id.desc()).limit(1)
    )


def _resources() -> Select[Resource]:
    return select(Resource).options(
        joinedload(Resource.unit), joinedload(Resource.person), joinedload(Resource.grid), joinedload(Resource.building))


def resource(db: Session, id: int, community_id: int) -> Resource:
    """A resource of this community; NotFound when it is missing or another's."""
    found = db.scalar(_resources().where(Resource.id == id, Resource.community_id == community_id))
    if found is None:
        raise NotFound("resource")
    return found


def resources(
    db: Session, community_id: int, *, state: ResourceState = "listed", category: str = "", page: int = 1
) -> tuple[Sequence[Resource], int]:
    """One page of resources in a state, the newest first, and how many there are in all."""
    conditions = [Resource.community_id == community_id, Resource.state == state]
    if category:
        conditions.append(Resource.category == category)
    count = db.scalar(select(func.count()).select_from(Resource).where(*conditions)) or 0
    rows = db.scalars(
        _resources().where(*conditions).order_by(Resource.id.desc()).limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def all_listed(db: Session, community_id: int) -> Sequence[Resource]:
    """Every resource on the list."""
    return db.scalars(
        _resources().where(Resource.community_id == community_id, Resource.state == "listed").order_by(Resource.id)
    ).all()


def resources_offered_by(db: Session, person_id: int, unit_ids: Sequence[int]) -> Sequence[Resource]:
    """What a person, or one of these units, offers; the newest first."""
    mine = (Resource.person_id == person_id) | Resource.unit_id.in_(list(unit_ids))
    return db.scalars(
        _resources().where(mine, Resource.state != "withdrawn").order_by(Resource.id.desc())).all()


def fits(needs: Iterable[Need], resources: Iterable[Resource], today: date) -> list[Fit]:
    """What may go together, the best first; somebody has to confirm it."""
    return suggestions([as_wanted(need) for need in needs], [as_offered(each) for each in resources], today)


def as_wanted(need: Need) -> Wanted:
    """A need as the rule of matching sees it."""
    place = Place(need.grid_id or (need.building.grid_id if need.building else None), need.building_id)
    return Wanted(
        id=need.id, title=need.title, words=need.what, category=need.category, place=place, people=need.people,
        times=Times(need.times), until=need.until,
    )


def as_offered(resource: Resource) -> Offered:
    """A resource as the rule of matching sees it."""
    return Offered(
        id=resource.id, title=resource.title, words=resource.what, category=resource.category,
        place=Place(resource.grid_id, resource.building_id), capacity=resource.capacity,
        times=Times(resource.times), since=resource.since, until=resource.until,
    )
