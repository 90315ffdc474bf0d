"""Verbs that keep the register: found, settle, enter, register units and their delegates."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from consult.community import policy
from consult.community.events import (
    CommunityFounded,
    DelegateSent,
    PersonEntered,
)
from consult.community.models import (
    Building,
    Community,
    Delegacy,
    Grid,
    Household,
    Person,
    Residency,
    Street,
    Unit,
)
from consult.community.rules.kinds import ALWAYS_COUNT, HomeUse, UnitKind
from consult.core.clock import local_date
from consult.core.errors import NotFound, RuleBroken
from consult.storage.work import Work


def found_street(work: Work, *, name: str, name_en: str) -> Street:
    """Set up a street."""
    street = Street(name=name, name_en=name_en)
    policy.require(work.actor, "found", street)
    return work.add(street)


def found_community(work: Work, *, street: Street, slug: str, name: str, name_en: str, **ways: Any) -> Community:
    """Set up a community of a street; `ways` are its time zone, desk and thresholds."""
    community = Community(street_id=street.id, slug=slug, name=name, name_en=name_en, **ways)
    policy.require(work.actor, "found", community)
    work.add(community)
    work.record(CommunityFounded(community_id=community.id, name=name))
    return community


def add_grid(work: Work, *, community: Community, name: str) -> Grid:
    """Add a grid to a community."""
    policy.require(work.actor, "keep_register", community)
    return work.add(Grid(community_id=community.id, name=name))


def add_building(work: Work, *, grid: Grid, name: str) -> Building:
    """Add a building to a grid."""
    policy.require(work.actor, "keep_register", grid)
    return work.add(Building(community_id=grid.community_id, grid_id=grid.id, name=name))


def settle_household(
    work: Work, *, building: Building, door: str, use: HomeUse = HomeUse.HOME, lived_in: bool = True,
    area_cm2: int | None = None,
) -> Household:
    """Add a household to a building, or another part of it that is used as said."""
    policy.require(work.actor, "keep_register", building)
    return work.add(Household(
        community_id=building.community_id, building_id=building.id, door=door, use=use, area_cm2=area_cm2,
        lived_in=lived_in and use == HomeUse.HOME, counts_for_owners=use in ALWAYS_COUNT))


def enter_person(
    work: Work, *, community: Community, name: str, called: str = "", household: Household | None = None,
    comes_of_age: date | None = None,
) -> Person:
    """Enter a person, as a resident of a household where one is named; of age, unless the month of it is said."""
    policy.require(work.actor, "keep_register", community)
    return admit_person(
        work, community=community, name=name, called=called, household=household, comes_of_age=comes_of_age)


def admit_person(
    work: Work, *, community: Community, name: str, called: str = "", household: Household | None = None,
    comes_of_age: date | None = None,
) -> Person:
    """Enter a person on the strength of something already checked, such as a household's invitation."""
    check_all_of(community, household)
    person = work.add(Person(
        street_id=community.street_id, community_id=community.id, name=name, called=called or name,
        comes_of_age=comes_of_age,
    ))
    if household:
        work.add(Residency(person_id=person.id, household_id=household.id, since=today(work, community)))
    work.record(PersonEntered(
        community_id=community.id, person_id=person.id, household_id=household.id if household else None,
    ))
    return person


def register_unit(work: Work, *, community: Community, kind: UnitKind, name: str) -> Unit:
    """Register an organisation of the community."""
    policy.require(work.actor, "keep_register", community)
    return work.add(Unit(street_id=community.street_id, community_id=community.id, kind=kind, name=name))


def send_delegate(work: Work, *, community: Community, unit: Unit, person: Person) -> Delegacy:
    """Name the person who speaks for a unit from today; the term of the one before ends, its row stays."""
    policy.require(work.actor, "keep_register", community)
    check_all_of(community, unit, person)
    if unit.closed_on is not None:
        raise RuleBroken("unit_closed")
    day = today(work, community)
    before = select(Delegacy).where(Delegacy.unit_id == unit.id, Delegacy.until.is_(None))
    for delegacy in work.db.scalars(before):
        delegacy.until = day
    work.record(DelegateSent(community_id=community.id, unit_id=unit.id, person_id=person.id, since=day))
    return work.add(Delegacy(unit_id=unit.id, person_id=person.id, since=day))


def check_all_of(community: Community, *rows: Any) -> None:
    """Nothing of one community is put together with anything of another; to either, the other is not there."""
    for row in rows:
        if row is not None and row.community_id != community.id:
            raise NotFound(row.__tablename__)


def today(work: Work, community: Community) -> date:
    """The calendar date in the community at the moment of the work."""
    return local_date(work.now, community.timezone)
