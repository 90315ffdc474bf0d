"""Reads of one body: who sits in it by post, on its list or through a unit, who waits; which terms run out."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from consult.community.models import Body, BodyMember, Delegacy, Person, Post, Unit
from consult.community.queries.seats import seating
from consult.community.queries.spans import in_force, there
from consult.community.rules.kinds import PostKind
from consult.community.rules.terms import SOON_DAYS, election_due


@dataclass(frozen=True)
class Membership:
    """A body's members of a day, with those whose term is still to come."""

    by_post: Sequence[tuple[Post, Person]]
    listed: Sequence[tuple[BodyMember, Person]]
    units: Sequence[tuple[BodyMember, Unit, Person | None]]
    alternates: Sequence[tuple[BodyMember, Person]]

    @property
    def people(self) -> int:
        """How many different persons and units there are, with those to come."""
        return len({who.id for _, who in (*self.by_post, *self.listed)}) + len({unit.id for _, unit, _ in self.units})


def membership(db: Session, body: Body, on: date) -> Membership:
    """Everyone in a body on a day or later, in the order in which they were entered."""
    posts = db.execute(
        select(Post, Person).join(Person, Person.id == Post.person_id)
        .where(*seating(body), or_(Post.ends_on.is_(None), Post.ends_on >= on), there(on)).order_by(Post.id)).all()
    own = db.execute(
        select(BodyMember, Person).join(Person, Person.id == BodyMember.person_id)
        .where(*_not_over(body, on), there(on)).order_by(BodyMember.id)).all()
    return Membership(
        by_post=[(post, who) for post, who in posts], listed=[(row, who) for row, who in own if not row.alternate],
        units=_units(db, body, on), alternates=[(row, who) for row, who in own if row.alternate])


def _not_over(body: Body, on: date) -> tuple[ColumnElement[bool], ...]:
    return BodyMember.body_id == body.id, or_(BodyMember.until.is_(None), BodyMember.until >= on)


def _units(db: Session, body: Body, on: date) -> list[tuple[BodyMember, Unit, Person | None]]:
    rows = db.execute(select(BodyMember, Unit).join(Unit, Unit.id == BodyMember.unit_id)
                      .where(*_not_over(body, on)).order_by(BodyMember.id)).all()
    speak = db.execute(
        select(Delegacy.unit_id, Person).join(Person, Person.id == Delegacy.person_id).where(
            Delegacy.unit_id.in_([unit.id for _, unit in rows]), Delegacy.since <= on, there(on),
            or_(Delegacy.until.is_(None), Delegacy.until > on)).order_by(Delegacy.since, Delegacy.id))
    delegates = {unit_id: who for unit_id, who in speak}
    return [(row, unit, delegates.get(unit.id)) for row, unit in rows]


def elections_due(db: Session, community_id: int, on: date) -> list[tuple[Post, Person, Body | None, str]]:
    """Terms that end within sixty days ("soon"), or ended as lately and nobody holds the post in that place ("late")."""
    near = timedelta(days=SOON_DAYS)
    rows = db.execute(
        select(Post, Person, Body).join(Person, Person.id == Post.person_id).outerjoin(Body, Body.id == Post.body_id)
        .where(Post.community_id == community_id, Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE,
               Post.ends_on >= on - near, Post.ends_on <= on + near, there(on)).order_by(Post.ends_on, Post.id)).all()
    found: list[tuple[Post, Person, Body | None, str]] = [
        (row[0], row[1], row[2], election_due(row[0].ends_on or on, on)) for row in rows]
    return [one for one in found if not _followed(db, one[0], on, late=one[3] == "late") and not _closed(one[2])]


def _closed(body: Body | None) -> bool:
    return body is not None and body.closed_on is not None


def _followed(db: Session, post: Post, on: date, *, late: bool) -> bool:
    """Whether somebody holds the post in its place when it is over: anybody once it is, the same person before."""
    place = [Post.kind == post.kind, Post.community_id == post.community_id, Post.id != post.id,
             *(column.is_(None) if value is None else column == value for column, value in (
                 (Post.body_id, post.body_id), (Post.grid_id, post.grid_id), (Post.building_id, post.building_id)))]
    after = in_force(on) if late else in_force((post.ends_on or on) + timedelta(days=1))
    whose = [] if late else [Post.person_id == post.person_id]
    return db.scalar(select(Post.id).where(*place, *after, *whose).limit(1)) is not None
