"""Reads of volunteer posts, slots and hours."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from consult.core.errors import NotFound
from consult.project.models import PostClaim, VolunteerHours, VolunteerPost


def volunteer_posts(db: Session, community_id: int) -> Sequence[VolunteerPost]:
    """Every post of a community: those with a free slot first, the closed ones last."""
    return db.scalars(
        select(VolunteerPost).where(VolunteerPost.community_id == community_id)
        .order_by(VolunteerPost.state.desc(), VolunteerPost.taken >= VolunteerPost.slots, VolunteerPost.id.desc())
    ).all()


def volunteer_post(db: Session, id: int, community_id: int) -> VolunteerPost:
    """A post of this community; NotFound when it is missing or another's."""
    found = db.get(VolunteerPost, id)
    if found is None or found.community_id != community_id:
        raise NotFound("volunteer_post")
    return found


def open_posts(db: Session, community_id: int) -> int:
    """How many posts are open."""
    return db.scalar(
        select(func.count()).select_from(VolunteerPost)
        .where(VolunteerPost.community_id == community_id, VolunteerPost.state == "open")) or 0


def slot_of(db: Session, post_id: int, person_id: int) -> PostClaim | None:
    """A person's slot in a post, whether held or given back."""
    return db.scalar(select(PostClaim).where(PostClaim.post_id == post_id, PostClaim.person_id == person_id))


def slots_of(db: Session, person_id: int) -> Sequence[PostClaim]:
    """The slots a person holds, with their posts."""
    return db.scalars(
        select(PostClaim).options(joinedload(PostClaim.post))
        .where(PostClaim.person_id == person_id, PostClaim.state == "taken").order_by(PostClaim.id.desc())).all()


def volunteers(db: Session, post_id: int) -> Sequence[PostClaim]:
    """Who holds a slot of a post; for the office."""
    return db.scalars(
        select(PostClaim).options(joinedload(PostClaim.person))
        .where(PostClaim.post_id == post_id, PostClaim.state == "taken").order_by(PostClaim.id)).all()


def minutes_of(db: Session, post_ids: Iterable[int]) -> dict[int, int]:
    """Confirmed time of several posts, in minutes."""
    rows = db.execute(
        select(PostClaim.post_id, func.sum(VolunteerHours.minutes))
        .join(VolunteerHours, VolunteerHours.claim_id == PostClaim.id)
        .where(PostClaim.post_id.in_(list(post_ids)), VolunteerHours.confirmed.is_(True)).group_by(PostClaim.post_id))
    return {row[0]: int(row[1]) for row in rows}


def hours_of(db: Session, claim_ids: Iterable[int]) -> Sequence[VolunteerHours]:
    """What was written down for these slots, the newest first."""
    return db.scalars(
        select(VolunteerHours).where(VolunteerHours.claim_id.in_(list(claim_ids)))
        .order_by(VolunteerHours.worked_on.desc(), VolunteerHours.id.desc())).all()


def hours_waiting(db: Session, post_id: int) -> Sequence[VolunteerHours]:
    """Time of a post that the office has not decided on."""
    return db.scalars(
        select(VolunteerHours).join(PostClaim, PostClaim.id == VolunteerHours.claim_id)
        .options(joinedload(VolunteerHours.claim).joinedload(PostClaim.person))
        .where(PostClaim.post_id == post_id, VolunteerHours.decided_at.is_(None)).order_by(VolunteerHours.id)).all()
