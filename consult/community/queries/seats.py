"""Reads of seats: whoever holds a post that a body seats sits there; the others stand on the body's list."""
from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from consult.community.models import Body, BodyMember, Person, Post
from consult.community.queries.spans import in_force, there
from consult.community.rules.kinds import Membership, PostKind
from consult.community.rules.seats import seats


def on_the_list(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the row of a body's list holds on that day, and is no alternate's."""
    return (BodyMember.alternate.is_(False), BodyMember.since <= on,
            or_(BodyMember.until.is_(None), BodyMember.until >= on))


def seating(body: Body) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the post, while it is held, is a seat in the body (rules/seats.py says the same of one post)."""
    kinds = body.seated_posts if body.membership == Membership.LISTED and body.community_id is not None else []
    return (Post.kind.in_(kinds), Post.community_id == body.community_id,
            or_(Post.body_id.is_(None), Post.body_id == body.id))


def seated_by_post(db: Session, body: Body, on: date) -> list[tuple[Post, Person]]:
    """Who sits in a body by a post on a day, each person once, in the order in which the posts were given."""
    rows = db.execute(
        select(Post, Person).join(Person, Person.id == Post.person_id)
        .where(*seating(body), *in_force(on), there(on)).order_by(Post.id))
    seen: dict[int, tuple[Post, Person]] = {}
    for post, person in rows:
        seen.setdefault(person.id, (post, person))
    return list(seen.values())


def seat_by_post(db: Session, body: Body, person_id: int, on: date) -> Post | None:
    """The post by which somebody sits in a body on a day."""
    return db.scalar(
        select(Post).where(*seating(body), *in_force(on), Post.person_id == person_id).order_by(Post.id).limit(1))


def people_in(db: Session, body: Body, on: date) -> frozenset[int]:
    """The ids of the people who sit in a body on a day in their own name: by a post, or on its list."""
    listed = db.scalars(select(BodyMember.person_id).where(
        BodyMember.body_id == body.id, BodyMember.person_id.is_not(None), *on_the_list(on)))
    by_post = {person.id for _, person in seated_by_post(db, body, on)}
    return frozenset(id for id in listed if id is not None) | by_post


def by_post_of(db: Session, person_id: int, community_id: int, on: date) -> frozenset[int]:
    """The ids of the bodies of a community in which somebody sits by a post on a day."""
    held = db.scalars(select(Post).where(Post.person_id == person_id, *in_force(on))).all()
    if not held:
        return frozenset()
    bodies = db.scalars(select(Body).where(Body.community_id == community_id))
    return frozenset(body.id for body in bodies if any(seats(body, post) for post in held))


def seated_in(db: Session, community_id: int, kind: PostKind) -> list[Body]:
    """The bodies of a community that seat whoever holds a post of this kind."""
    bodies = db.scalars(select(Body).where(Body.community_id == community_id).order_by(Body.id))
    return [body for body in bodies if kind in body.seated_posts and body.membership == Membership.LISTED]
