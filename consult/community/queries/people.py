"""Reads of people: where they live, which posts they hold, under which name they are shown."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import Body, Household, Person, Post, Residency
from consult.community.queries.spans import in_force, lives_there
from consult.community.rules.kinds import OFFICIAL_POSTS, PostKind
from consult.core.actor import HeldPost


def household_ids(db: Session, person_id: int, on: date) -> frozenset[int]:
    """The households a person lives in on a day."""
    return frozenset(db.scalars(
        select(Residency.household_id).where(
            Residency.person_id == person_id, *lives_there(on),
        )
    ))


def residents(db: Session, household_id: int, on: date) -> Sequence[Person]:
    """The people who live in a household on a day."""
    return db.scalars(
        select(Person).join(Residency, Residency.person_id == Person.id).where(
            Residency.household_id == household_id, *lives_there(on),
        ).order_by(Person.id)
    ).all()


def held_posts(db: Session, person_id: int, on: date) -> frozenset[HeldPost]:
    """The posts a person holds on a day; roles follow from these."""
    rows = db.scalars(select(Post).where(Post.person_id == person_id, *in_force(on)))
    return frozenset(HeldPost(p.kind, p.community_id, p.body_id) for p in rows)


def heads_of(db: Session, person_id: int, household: Household, on: date) -> bool:
    """Whether somebody is head of the grid or building of a home on a day; a head of no particular one of every one."""
    grid_id = household.building.grid_id
    return db.scalar(select(Post.id).where(
        Post.person_id == person_id, Post.kind.in_((PostKind.GRID_HEAD, PostKind.BUILDING_HEAD)),
        Post.community_id == household.community_id, or_(Post.grid_id.is_(None), Post.grid_id == grid_id),
        *in_force(on)).limit(1)) is not None


def holders(db: Session, community_id: int, kind: PostKind, on: date) -> Sequence[Person]:
    """The people who hold a kind of post in a community on a day."""
    return db.scalars(
        select(Person).join(Post, Post.person_id == Person.id)
        .where(Post.community_id == community_id, Post.kind == kind, *in_force(on)).order_by(Post.id)
    ).all()


def terms(
    db: Session, community_id: int, on: date, *, person_id: int = 0
) -> Sequence[tuple[Post, Person, Body | None]]:
    """Posts that are held or to be taken up, with their holders: the offices, or all of one person's."""
    whose = Post.person_id == person_id if person_id else Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE
    rows = db.execute(
        select(Post, Person, Body).join(Person, Person.id == Post.person_id)
        .outerjoin(Body, Body.id == Post.body_id)
        .where(Post.community_id == community_id, whose, or_(Post.ends_on.is_(None), Post.ends_on >= on))
        .order_by(Post.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def shown_name(db: Session, person: Person, on: date) -> str:
    """What the room and the public see: the full name of who holds a public post, else the form of address."""
    return shown_with(person, held_posts(db, person.id, on))


def shown_with(person: Person, posts: Iterable[HeldPost]) -> str:
    """The same, where the posts held that day are known already."""
    return person.name if {post.kind for post in posts} & OFFICIAL_POSTS else person.called


def matching_people(db: Session, community_id: int, text: str, limit: int = 20) -> Sequence[Person]:
    """People of a community whose name holds the text; for the desk's roll."""
    pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return db.scalars(
        select(Person).where(
            Person.community_id == community_id, Person.merged_into_id.is_(None),
            or_(Person.name.like(pattern, escape="\\"), Person.called.like(pattern, escape="\\")),
        ).order_by(Person.name).limit(limit)
    ).all()
