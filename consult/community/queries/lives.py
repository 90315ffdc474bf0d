"""Reads of single people: their entry, where they live, what happened, and the whole list by pages."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from consult.community.models import Body, BodyMember, Household, LifeEvent, Person, Post, Residency
from consult.community.queries.seats import on_the_list
from consult.community.queries.spans import in_force, lives_there, there
from consult.community.rules.kinds import PostKind
from consult.community.rules.life import LifeKind, LivesAs
from consult.core.errors import NotFound

A_PAGE = 30


@dataclass(frozen=True)
class Lives:
    """Somebody's home: since when and until when, and whether they are counted in it."""

    residency: Residency
    home: Household

    @property
    def counts(self) -> bool:
        """Whether this is the home in which they are counted."""
        return self.residency.lives_as == LivesAs.MAIN


@dataclass(frozen=True)
class Happened:
    """One line of somebody's history: the day it holds from, what, and by whom it was entered."""

    day: date
    what: str
    by: str = ""
    note: str = ""
    from_home: Household | None = None
    to_home: Household | None = None
    post: PostKind | None = None
    body: Body | None = None
    entered_at: datetime | None = None


def person_of(db: Session, id: int, community_id: int) -> Person:
    """A person of this community; NotFound when missing or another's."""
    found = db.get(Person, id)
    if found is None or found.community_id != community_id:
        raise NotFound("person")
    return found


def lives_of(db: Session, person_id: int, on: date) -> list[Lives]:
    """Where somebody lives on a day and where they are going to, the home in which they are counted first."""
    rows = db.execute(
        select(Residency, Household).join(Household, Household.id == Residency.household_id).where(
            Residency.person_id == person_id, Residency.lives_as != LivesAs.VOID,
            or_(Residency.until.is_(None), Residency.until >= on))
        .order_by(Residency.since, Residency.lives_as, Residency.id))
    return [Lives(row[0], row[1]) for row in rows]


def life_of(db: Session, person_id: int) -> list[Happened]:
    """Everything that happened in somebody's life as far as the register has it, the latest first."""
    told = [*_written(db, person_id), *_posts(db, person_id)]
    if not any(one.what in (LifeKind.ENTERED, LifeKind.MOVED_IN) for one in told):
        told += _first_home(db, person_id)
    return sorted(told, key=lambda one: (one.day, one.entered_at.isoformat() if one.entered_at else ""), reverse=True)


def _written(db: Session, person_id: int) -> list[Happened]:
    by, old, new = aliased(Person), aliased(Household), aliased(Household)
    rows = db.execute(
        select(LifeEvent, by.name, old, new).outerjoin(by, by.id == LifeEvent.by_id)
        .outerjoin(old, old.id == LifeEvent.from_home_id).outerjoin(new, new.id == LifeEvent.to_home_id)
        .where(LifeEvent.person_id == person_id).order_by(LifeEvent.id))
    return [Happened(row[0].holds_from, row[0].kind, row[1] or "", row[0].note, row[2], row[3],
                     entered_at=row[0].entered_at) for row in rows]


def _posts(db: Session, person_id: int) -> list[Happened]:
    rows = db.execute(
        select(Post, Body, Household).outerjoin(Body, Body.id == Post.body_id)
        .outerjoin(Household, Household.id == Post.household_id).where(Post.person_id == person_id).order_by(Post.id))
    told = []
    for post, body, home in rows:
        told.append(Happened(post.starts_on, "post_taken", post=post.kind, body=body, to_home=home))
        if post.ends_on:
            told.append(Happened(post.ends_on, "post_ended", post=post.kind, body=body, from_home=home))
    return told


def _first_home(db: Session, person_id: int) -> list[Happened]:
    """Whoever came by a list or a code has no line of being entered: the first home says since when."""
    row = db.execute(
        select(Residency, Household).join(Household, Household.id == Residency.household_id)
        .where(Residency.person_id == person_id).order_by(Residency.since, Residency.id).limit(1)).first()
    return [Happened(row[0].since, LifeKind.ENTERED, to_home=row[1])] if row else []


def said_wrong(db: Session, person_id: int) -> str:
    """What somebody said is wrong with their entry, while nothing was entered since; empty otherwise."""
    last = db.scalar(select(LifeEvent).where(LifeEvent.person_id == person_id).order_by(LifeEvent.id.desc()).limit(1))
    return last.note if last and last.kind == LifeKind.SAID_WRONG else ""


def questioned(db: Session, community_id: int) -> Sequence[Person]:
    """Whoever said that something of their entry is wrong, while nothing was entered of them since."""
    later = aliased(LifeEvent)
    since = select(later.id).where(later.person_id == LifeEvent.person_id, later.id > LifeEvent.id)
    return db.scalars(select(Person).join(LifeEvent, LifeEvent.person_id == Person.id).where(
        LifeEvent.community_id == community_id, LifeEvent.kind == LifeKind.SAID_WRONG, ~since.exists())
        .order_by(LifeEvent.id).limit(A_PAGE)).all()


def left_in_office(db: Session, community_id: int, on: date) -> Sequence[Person]:
    """Whoever moved out, lives in no home here on a day and still holds a post or a seat: somebody decides whether it ends.

    Whoever never lived here (a secretary, a delegate) is not asked about."""
    left = select(LifeEvent.id).where(
        LifeEvent.person_id == Person.id, LifeEvent.kind == LifeKind.MOVED_OUT, LifeEvent.holds_from <= on)
    home = select(Residency.id).where(Residency.person_id == Person.id, *lives_there(on))
    post = select(Post.id).where(
        Post.person_id == Person.id, Post.community_id == community_id, Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE,
        *in_force(on))
    seat = select(BodyMember.id).join(Body, Body.id == BodyMember.body_id).where(
        BodyMember.person_id == Person.id, Body.community_id == community_id, *on_the_list(on))
    return db.scalars(select(Person).where(
        Person.community_id == community_id, there(on), left.exists(), ~home.exists(), or_(post.exists(), seat.exists()))
        .order_by(Person.name, Person.id).limit(A_PAGE)).all()


def people_by_name(
    db: Session, community_id: int, words: str = "", page: int = 1, *, gone: bool = False
) -> tuple[Sequence[Person], int]:
    """One page of the people of a community by name, and how many there are; `words` looks in names and forms of address."""
    wanted = _named(select(Person).where(
        Person.community_id == community_id, Person.gone_on.is_not(None) if gone else Person.gone_on.is_(None)), words)
    count = db.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = db.scalars(wanted.order_by(Person.name, Person.id).limit(A_PAGE).offset(A_PAGE * (max(page, 1) - 1))).all()
    return rows, count


def _named(wanted: Select[Person], words: str) -> Select[Person]:
    text = "".join(words.split())
    return wanted.where(or_(Person.name.contains(text, autoescape=True),
                            Person.called.contains(text, autoescape=True))) if text else wanted


def namesakes(db: Session, person: Person) -> Sequence[Person]:
    """Others of the same community who bear the same name, to be told apart by their homes."""
    return db.scalars(select(Person).where(
        Person.community_id == person.community_id, Person.name == person.name, Person.id != person.id,
        Person.gone_on.is_(None)).order_by(Person.id).limit(20)).all()
