"""Reads of entries that may be one person: of one name, above all where they live in one home."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.community.models import Person, PersonMerge
from consult.community.queries.people import household_ids

MOST = 100
"""So many pairs are listed at the most; whoever has more merges these first."""


@dataclass(frozen=True)
class Pair:
    """Two entries of one name, the earlier first, and whether they live in one home."""

    first: Person
    second: Person
    same_home: bool


def likely_doubles(db: Session, community_id: int, on: date) -> list[Pair]:
    """Entries of a community that count and have one name, those of one home first. Nobody is merged by a name alone."""
    there = (Person.community_id == community_id, Person.gone_on.is_(None))
    tidy = select(func.replace(Person.name, " ", "").label("name")).where(*there).subquery()
    names = select(tidy.c.name).group_by(tidy.c.name).having(func.count() > 1)
    people = db.scalars(select(Person).where(*there, func.replace(Person.name, " ", "").in_(names)).order_by(Person.id)).all()
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(person.name.replace(" ", ""), []).append(person)
    homes = {person.id: household_ids(db, person.id, on) for person in people[:2 * MOST]}
    pairs = [Pair(one, two, bool(homes.get(one.id, frozenset()) & homes.get(two.id, frozenset())))
             for alike in by_name.values() for at, one in enumerate(alike) for two in alike[at + 1:]]
    return sorted(pairs, key=lambda pair: (not pair.same_home, pair.first.name, pair.first.id))[:MOST]


def alike(db: Session, person: Person, on: date) -> list[Person]:
    """Other entries that count and have the name of somebody, or that live with them under a name that begins alike;
    those of one home first."""
    same = db.scalars(select(Person).where(
        Person.community_id == person.community_id, Person.id != person.id, Person.gone_on.is_(None),
        func.replace(Person.name, " ", "") == person.name.replace(" ", "")).order_by(Person.id)).all()
    homes = household_ids(db, person.id, on)
    return sorted(same, key=lambda other: not homes & household_ids(db, other.id, on))


def merges_of(db: Session, person_id: int) -> Sequence[PersonMerge]:
    """The merges that an entry was part of, the newest first."""
    return db.scalars(select(PersonMerge).where(
        (PersonMerge.gone_id == person_id) | (PersonMerge.kept_id == person_id)).order_by(PersonMerge.id.desc())).all()
