"""Reads of who speaks for a home, since when, by whose hand, and what still waits to be confirmed."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from consult.community.models import Household, Person, Post, RepresentativeChange, Residency
from consult.community.queries.spans import counted_there, lives_there
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import PostKind
from consult.community.rules.representing import NEAR_A_BALLOT_DAYS


def _waiting() -> Select[RepresentativeChange]:
    """Changes that wait: neither confirmed nor lapsed, and whoever they named still speaks for the home."""
    speaks = select(Post.id).where(
        Post.household_id == RepresentativeChange.household_id, Post.person_id == RepresentativeChange.to_id,
        Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None))
    return select(RepresentativeChange).where(
        RepresentativeChange.confirm_until.is_not(None), RepresentativeChange.confirmed_at.is_(None),
        RepresentativeChange.lapsed_on.is_(None), speaks.exists()).order_by(RepresentativeChange.id)


def is_waiting(db: Session, change: RepresentativeChange) -> bool:
    """Whether this change waits to be confirmed."""
    return db.scalar(_waiting().where(RepresentativeChange.id == change.id)) is not None


def waiting_changes(db: Session, community_id: int) -> Sequence[RepresentativeChange]:
    """Every change of a community that waits to be confirmed, in the order it was entered."""
    return db.scalars(_waiting().join(Household, Household.id == RepresentativeChange.household_id)
                      .where(Household.community_id == community_id)).all()


def changes_about(
    db: Session, household_ids: Iterable[int], person_id: int, since: date
) -> Sequence[RepresentativeChange]:
    """What concerns one person: who came to speak for the own homes since a day, or in this person's place."""
    return db.scalars(select(RepresentativeChange).where(
        RepresentativeChange.changed_on >= since,
        or_(RepresentativeChange.household_id.in_(list(household_ids)), RepresentativeChange.from_id == person_id))
        .order_by(RepresentativeChange.id.desc())).all()


def last_changes(db: Session, household_ids: Iterable[int]) -> dict[int, RepresentativeChange]:
    """The last change of each of these homes that was not outdone, where one was noted."""
    rows = db.scalars(select(RepresentativeChange).where(
        RepresentativeChange.household_id.in_(list(household_ids)), RepresentativeChange.lapsed_on.is_(None))
        .order_by(RepresentativeChange.id))
    return {row.household_id: row for row in rows}


def representing_since(db: Session, household_ids: Iterable[int]) -> dict[int, Post]:
    """The post of who speaks for each of these homes now."""
    rows = db.scalars(select(Post).where(
        Post.household_id.in_(list(household_ids)), Post.kind == PostKind.HOUSEHOLD_REPRESENTATIVE, Post.ends_on.is_(None)))
    return {row.household_id or 0: row for row in rows}


def overdue_changes(db: Session, days: dict[int, date]) -> list[int]:
    """Changes whose last day to be confirmed is over; `days` is today in each community."""
    due = [and_(Household.community_id == id, RepresentativeChange.confirm_until < day) for id, day in days.items()]
    return list(db.scalars(
        select(RepresentativeChange.id).join(Household, Household.id == RepresentativeChange.household_id).where(
            RepresentativeChange.confirmed_at.is_(None), RepresentativeChange.lapsed_on.is_(None), or_(*due))
        .order_by(RepresentativeChange.id))) if due else []


def changes_near(db: Session, household_ids: Iterable[int], day: date) -> list[tuple[RepresentativeChange, Household]]:
    """The changes of these homes in the thirty days before a ballot, with what lapsed in them, by building and door."""
    since, homes = day - timedelta(days=NEAR_A_BALLOT_DAYS), set(household_ids)
    within = [and_(column >= since, column <= day) for column in (
        RepresentativeChange.changed_on, RepresentativeChange.lapsed_on)]
    rows = db.execute(
        select(RepresentativeChange, Household).join(Household, Household.id == RepresentativeChange.household_id)
        .where(or_(*within)).order_by(Household.building_id, Household.door, RepresentativeChange.id))
    return [(row[0], row[1]) for row in rows if row[0].household_id in homes]


def lives_in(db: Session, person_id: int, household_id: int, on: date) -> bool:
    """Whether somebody is counted in a home on a day."""
    return db.scalar(select(Residency.id).where(
        Residency.household_id == household_id, Residency.person_id == person_id, *counted_there(on)).limit(1)) is not None


def may_speak(db: Session, person_id: int, household_id: int, on: date) -> bool:
    """Whether somebody is counted in a home and is of age."""
    return lives_in(db, person_id, household_id, on) and of_age(db.get_one(Person, person_id).comes_of_age, on)


def speaks_for(db: Session, person_id: int, household_id: int) -> bool:
    """Whether somebody speaks for a home and nobody has to agree to it any more."""
    post = representing_since(db, [household_id]).get(household_id)
    if post is None or post.person_id != person_id:
        return False
    waiting = _waiting().where(RepresentativeChange.household_id == household_id, RepresentativeChange.to_id == person_id)
    return db.scalar(waiting.limit(1)) is None


def ever_lived_in(db: Session, household_id: int) -> bool:
    """Whether anybody was ever entered as living in a home."""
    return db.scalar(select(Residency.id).where(Residency.household_id == household_id).limit(1)) is not None


def living_since(db: Session, person_id: int, on: date) -> dict[int, date]:
    """Since when somebody lives in each of their homes."""
    rows = db.execute(select(Residency.household_id, Residency.since).where(
        Residency.person_id == person_id, *lives_there(on)).order_by(Residency.since.desc()))
    return {row[0]: row[1] for row in rows}


def people_and_homes(
    db: Session, changes: Iterable[RepresentativeChange]
) -> tuple[dict[int, Person], dict[int, Household]]:
    """Everybody whom these changes name, and the homes they are about, each by id."""
    listed = list(changes)
    people = {id for c in listed for id in (c.to_id, c.from_id, c.by_id, c.confirmed_by_id) if id}
    found = db.scalars(select(Person).where(Person.id.in_(people)))
    homes = db.scalars(select(Household).where(Household.id.in_({c.household_id for c in listed})))
    return {person.id: person for person in found}, {home.id: home for home in homes}
