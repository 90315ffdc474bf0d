"""Reads for lists: the register as plain values to hold one against, the lists handed in, what each changed."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import (
    Body,
    BodyMember,
    Building,
    CoOwner,
    Delegacy,
    Grid,
    Household,
    ListChange,
    ListImport,
    Ownership,
    Person,
    Post,
    Residency,
    Unit,
)
from consult.community.queries.spans import represents
from consult.community.rules.ages import of_age
from consult.community.rules.kinds import Membership, PostKind
from consult.community.rules.life import LivesAs
from consult.community.rules.lists.planning import plan
from consult.community.rules.lists.standing import (
    BodyNow,
    HomeNow,
    OwnedNow,
    PersonNow,
    PostNow,
    Standing,
    UnitNow,
)
from consult.community.rules.lists.steps import Plan
from consult.community.rules.lists.stored import read_again
from consult.core.errors import NotFound


def standing_of(db: Session, community_id: int, on: date) -> Standing:
    """The register of a community on a day, in a dozen questions however large it is."""
    buildings = {row.id: row.name for row in db.execute(
        select(Building.id, Building.name).where(Building.community_id == community_id).order_by(Building.id))}
    return Standing(
        on=on,
        grids={row.name: row.id for row in db.execute(
            select(Grid.id, Grid.name).where(Grid.community_id == community_id).order_by(Grid.id))},
        buildings={name: id for id, name in buildings.items()},
        homes=_homes(db, community_id, buildings), people=_people(db, community_id, on),
        representatives=_representatives(db, community_id, on), owned=_owned(db, community_id, on),
        units=_units(db, community_id, on), bodies=_bodies(db, community_id), posts=_posts(db, community_id, on))


def _homes(db: Session, community_id: int, buildings: dict[int, str]) -> list[HomeNow]:
    return [HomeNow(row.id, row.building_id, buildings[row.building_id], row.door, row.use, row.area_cm2, row.lived_in)
            for row in db.execute(select(
                Household.id, Household.building_id, Household.door, Household.use, Household.area_cm2, Household.lived_in)
                .where(Household.community_id == community_id, Household.joined_into_id.is_(None))
                .order_by(Household.building_id, Household.id))]


def _people(db: Session, community_id: int, on: date) -> list[PersonNow]:
    """Whoever lives there until today has not left yet for the day, but has for a list of tomorrow: what is entered
    today is held against what holds from now on."""
    homes: defaultdict[int, list[int]] = defaultdict(list)
    for row in db.execute(
            select(Residency.person_id, Residency.household_id).join(Household, Household.id == Residency.household_id)
            .where(Household.community_id == community_id, Household.joined_into_id.is_(None),
                   or_(Residency.until.is_(None), Residency.until > on),
                   Residency.lives_as != LivesAs.VOID)
            .order_by(Residency.id)):
        homes[row.person_id].append(row.household_id)
    return [PersonNow(
        row.id, row.name, row.called, tuple(dict.fromkeys(homes[row.id])),
        "" if of_age(row.comes_of_age, on) else f"{row.comes_of_age:%Y-%m}")
        for row in db.execute(select(Person.id, Person.name, Person.called, Person.comes_of_age)
                              .where(Person.community_id == community_id, Person.gone_on.is_(None)).order_by(Person.id))]


def _representatives(db: Session, community_id: int, on: date) -> dict[int, int]:
    return {row.household_id or 0: row.person_id for row in db.execute(
        select(Post.household_id, Post.person_id).where(
            Post.community_id == community_id, *represents(on), or_(Post.ends_on.is_(None), Post.ends_on > on)))}


def _owned(db: Session, community_id: int, on: date) -> dict[int, OwnedNow]:
    together: defaultdict[int, list[int]] = defaultdict(list)
    inside = select(Household.id).where(Household.community_id == community_id)
    for row in db.execute(
            select(CoOwner.ownership_id, CoOwner.person_id).join(Ownership, Ownership.id == CoOwner.ownership_id)
            .where(Ownership.household_id.in_(inside), or_(CoOwner.until.is_(None), CoOwner.until > on))
            .order_by(CoOwner.id)):
        together[row.ownership_id].append(row.person_id)
    return {row.household_id: OwnedNow(
        row.area_cm2, (row.person_id, *together[row.id]) if row.person_id else (), row.unit_id)
        for row in db.scalars(select(Ownership).where(
            Ownership.household_id.in_(inside), Ownership.until.is_(None)).order_by(Ownership.id))}


def _units(db: Session, community_id: int, on: date) -> list[UnitNow]:
    units = db.scalars(select(Unit).where(Unit.community_id == community_id).order_by(Unit.id)).all()
    ids = [unit.id for unit in units]
    speaking = {row.unit_id: row.person_id for row in db.execute(
        select(Delegacy.unit_id, Delegacy.person_id).where(
            Delegacy.unit_id.in_(ids), or_(Delegacy.until.is_(None), Delegacy.until > on)).order_by(Delegacy.id))}
    sits: defaultdict[int, set[int]] = defaultdict(set)
    for row in db.execute(select(BodyMember.unit_id, BodyMember.body_id).where(
            BodyMember.unit_id.in_(ids), or_(BodyMember.until.is_(None), BodyMember.until > on))):
        sits[row.unit_id or 0].add(row.body_id)
    return [UnitNow(unit.id, unit.name, unit.kind, speaking.get(unit.id), frozenset(sits[unit.id])) for unit in units]


def _bodies(db: Session, community_id: int) -> list[BodyNow]:
    return [BodyNow(body.id, body.kind, body.name, body.membership == Membership.LISTED) for body in db.scalars(
        select(Body).where(Body.community_id == community_id).order_by(Body.id))]


def _posts(db: Session, community_id: int, on: date) -> list[PostNow]:
    return [PostNow(post.id, post.person_id, post.kind, post.body_id, post.grid_id, post.household_id, post.starts_on,
                    post.ends_on)
            for post in db.scalars(select(Post).where(
                Post.community_id == community_id, Post.kind != PostKind.HOUSEHOLD_REPRESENTATIVE,
                or_(Post.ends_on.is_(None), Post.ends_on >= on)).order_by(Post.id))]


def planned_for(db: Session, handed: ListImport, on: date) -> Plan:
    """What a list that waits would do to the register as it is now."""
    reading = read_again(handed.kind, handed.entries or {})
    now = standing_of(db, handed.community_id, on)
    return plan(reading.kind, reading.entries, reading.doubts, now, handed.choices or {})


def list_import(db: Session, id: int, community_id: int) -> ListImport:
    """One list of this community; NotFound otherwise."""
    found = db.get(ListImport, id)
    if found is None or found.community_id != community_id:
        raise NotFound("list_import")
    return found


def list_imports(db: Session, community_id: int, limit: int = 30) -> Sequence[ListImport]:
    """The lists handed in here, the newest first."""
    return db.scalars(select(ListImport).where(ListImport.community_id == community_id)
                      .order_by(ListImport.id.desc()).limit(limit)).all()


def list_changes(db: Session, import_id: int) -> Sequence[ListChange]:
    """Everything that a list made or changed, in the order in which it was done."""
    return db.scalars(select(ListChange).where(ListChange.import_id == import_id).order_by(ListChange.id)).all()


def lists_to_erase(db: Session, now: datetime) -> list[int]:
    """Lists whose days are over and that still hold something of persons."""
    holding = select(ListChange.import_id).where(or_(ListChange.before.is_not(None), ListChange.after.is_not(None)))
    return list(db.scalars(select(ListImport.id).where(
        ListImport.until <= now, or_(ListImport.entries.is_not(None), ListImport.id.in_(holding)))))


def kept_rows(db: Session, import_id: int) -> list[tuple[int, str]]:
    """The rows of a list that stayed when it was taken back, each with what depends on it."""
    return [(row.line, row.kept_because) for row in db.execute(
        select(ListChange.line, ListChange.kept_because).distinct().where(
            ListChange.import_id == import_id, ListChange.kept_because != "").order_by(ListChange.line))]
