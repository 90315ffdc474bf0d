"""Reads of projects: the board, one order with everything of it, and what is a claimant's own."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.core.errors import NotFound
from consult.core.events import Recorded
from consult.project.models import Claim, ClaimAgreement, Milestone, Need, Project, Resource
from consult.project.rules.lifecycle import IN_HAND, ProjectState
from consult.storage.event_log import all_events

PAGE = 20
BOARD = 40
"""How many orders the board reads at the most: all in hand, then the newest that were closed."""


def _with_claims(wanted: Select[Project]) -> Select[Project]:
    return wanted.options(
        joinedload(Project.grid), joinedload(Project.building),
        selectinload(Project.claims).options(joinedload(Claim.unit), joinedload(Claim.person)),
    )


def _whole(wanted: Select[Project]) -> Select[Project]:
    agreements = selectinload(Project.claims).selectinload(Claim.agreements)
    return _with_claims(wanted).options(
        agreements.selectinload(ClaimAgreement.milestones), agreements.joinedload(ClaimAgreement.claimant_by),
        agreements.joinedload(ClaimAgreement.community_by),
        selectinload(Project.needs).options(joinedload(Need.grid), joinedload(Need.building)),
        selectinload(Project.resources).options(joinedload(Resource.unit), joinedload(Resource.person)),
    )


def project(db: Session, id: int, community_id: int) -> Project:
    """A project of this community with all that belongs to it; NotFound when it is missing or another's."""
    found = db.scalar(_whole(select(Project)).where(Project.id == id, Project.community_id == community_id))
    if found is None:
        raise NotFound("project")
    return found


def projects(
    db: Session, community_id: int, *, states: Iterable[ProjectState] = (), page: int = 1
) -> tuple[Sequence[Project], int]:
    """One page of a community's projects, the newest first, and how many there are in all."""
    conditions = [Project.community_id == community_id]
    if wanted := list(states):
        conditions.append(Project.state.in_(wanted))
    count = db.scalar(select(func.count()).select_from(Project).where(*conditions)) or 0
    rows = db.scalars(
        _with_claims(select(Project)).where(*conditions).order_by(Project.id.desc())
        .limit(PAGE).offset(PAGE * (max(page, 1) - 1))
    ).all()
    return rows, count


def on_the_board(db: Session, community_id: int) -> Sequence[Project]:
    """Everything in hand, the longest waiting first, then the newest that were closed."""
    mine = Project.community_id == community_id
    in_hand = db.scalars(
        _with_claims(select(Project)).where(mine, Project.state.in_(IN_HAND)).order_by(Project.id).limit(BOARD)).all()
    closed = db.scalars(
        _with_claims(select(Project)).where(mine, Project.state == "closed")
        .order_by(Project.closed_at.desc()).limit(3)).all()
    return [*in_hand, *closed]


def counts_by_state(db: Session, community_id: int) -> dict[str, int]:
    """How many projects are in each state."""
    rows = db.execute(
        select(Project.state, func.count()).where(Project.community_id == community_id).group_by(Project.state))
    return {row[0]: row[1] for row in rows}


def projects_of_matter(db: Session, matter_id: int) -> Sequence[Project]:
    """The projects that carry out what was decided on a matter."""
    return db.scalars(
        _with_claims(select(Project)).where(Project.matter_id == matter_id).order_by(Project.id)).all()


def discussed_as(db: Session, matter_id: int) -> Project | None:
    """The project that is being discussed under this matter."""
    return db.scalar(select(Project).where(Project.discussed_as_id == matter_id, Project.state == "deliberating"))


def unclaimed_since(db: Session, community_id: int, before: datetime) -> Sequence[Project]:
    """Orders that wait for somebody to take them on since before a moment, the oldest first."""
    return db.scalars(
        _with_claims(select(Project)).where(
            Project.community_id == community_id, Project.state == "dispatched",
            Project.dispatched_at < before,
        ).order_by(Project.dispatched_at)
    ).all()


def unmet_since(db: Session, community_id: int, before: datetime) -> Sequence[Need]:
    """Needs on the list since before a moment for which nothing was found yet, the oldest first."""
    return db.scalars(
        select(Need).where(Need.community_id == community_id, Need.state == "accepted", Need.reviewed_at < before)
        .order_by(Need.reviewed_at, Need.id)).all()


def claim(db: Session, id: int, community_id: int) -> Claim:
    """A claim of this community; NotFound when it is missing or another's."""
    found = db.scalar(
        select(Claim).options(
            joinedload(Claim.unit), joinedload(Claim.person),
            selectinload(Claim.agreements).options(
                selectinload(ClaimAgreement.milestones), joinedload(ClaimAgreement.claimant_by),
                joinedload(ClaimAgreement.community_by)),
        ).where(Claim.id == id, Claim.community_id == community_id))
    if found is None:
        raise NotFound("claim")
    return found


def claims_of(db: Session, person_id: int, unit_ids: Sequence[int]) -> Sequence[tuple[Claim, Project]]:
    """What a person, or one of these units, took on, with its project; the newest first."""
    mine = (Claim.person_id == person_id) | Claim.unit_id.in_(list(unit_ids))
    rows = db.execute(
        select(Claim, Project).join(Project, Project.id == Claim.project_id).options(
            joinedload(Claim.unit), selectinload(Claim.agreements).selectinload(ClaimAgreement.milestones),
            joinedload(Project.grid), joinedload(Project.building),
        ).where(mine).order_by(Claim.id.desc()))
    return [(row[0], row[1]) for row in rows]


def open_to_claim(db: Session, community_id: int) -> Sequence[Project]:
    """Orders with places left, the one that waits longest first."""
    return db.scalars(
        _with_claims(select(Project)).where(
            Project.community_id == community_id, Project.state.in_(("dispatched", "accepted")),
            Project.taken < Project.places,
        ).options(selectinload(Project.resources)).order_by(Project.dispatched_at)
    ).all()


def overdue_claims(db: Session, today: date) -> Sequence[int]:
    """Claims of every community that are past their last day without an agreement."""
    return db.scalars(
        select(Claim.id).join(Project, Project.id == Claim.project_id).where(
            Claim.state == "claimed", Claim.expires_on < today, Project.state != "deliberating",
        ).order_by(Claim.id)
    ).all()


def milestone_claim(db: Session, milestone_id: int) -> int:
    """The claim to whose agreement a dated step belongs; NotFound when there is no such step."""
    found = db.scalar(
        select(ClaimAgreement.claim_id).join(Milestone, Milestone.agreement_id == ClaimAgreement.id)
        .where(Milestone.id == milestone_id))
    if found is None:
        raise NotFound("milestone")
    return found


def history(db: Session, project_id: int) -> list[Recorded]:
    """Everything that happened to a project, in order."""
    return list(all_events(db, f"project:{project_id}"))
