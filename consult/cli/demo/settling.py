"""Setting up a community: grids, buildings, households, people, posts and ways in."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from consult.account import actions as accounts
from consult.cli.demo import people
from consult.cli.demo.people import Resident, behind_doors
from consult.cli.demo.places import STREET, Place
from consult.cli.demo.stage import Stage, Town
from consult.community import actions as register
from consult.community import queries as places
from consult.community.models import Building, Community, Grid, Person, Street
from consult.community.rules.kinds import PostKind, UnitKind
from consult.core.clock import local_date
from consult.storage.work import Work

DOORS = {"qinghe": people.QINGHE, "hewan": people.HEWAN}


def found_the_street(stage: Stage) -> int:
    """The street both communities lie in."""
    name, name_en = STREET
    return int(stage.by_the_system(lambda work: register.found_street(work, name=name, name_en=name_en).id))


def settle(stage: Stage, place: Place, street_id: int, hashed: str) -> Town:
    """One community with its people; every account has the password that `hashed` was made of."""

    def found(work: Work) -> int:
        return register.found_community(
            work, street=work.get(Street, street_id), slug=place.slug, name=place.name, name_en=place.name_en,
            opened_on=local_date(work.now, "Asia/Shanghai"), **place.ways,
        ).id

    town = Town(stage, int(stage.by_the_system(found)), place.slug)
    for grid, buildings in place.grids.items():
        grid_id = stage.by_the_system(partial(_grid, town=town, name=grid))
        for building in buildings:
            stage.by_the_system(partial(_building, town=town, grid_id=grid_id, name=building, hashed=hashed))
    stage.by_the_system(partial(_officers, town=town, hashed=hashed))
    for name, (kind, delegate) in place.units.items():
        stage.by_the_system(
            partial(_unit, town=town, name=name, kind=kind, delegate=delegate, hashed=hashed))
    stage.tell(f"  {place.name}: {len(town.people)} people")
    return town


def community_of(work: Work, town: Town) -> Community:
    """The community, to register in."""
    return work.get(Community, town.community_id, lock=False)


def person_named(work: Work, town: Town, name: str) -> Person:
    """A person of the community by name."""
    return work.get(Person, town.people[name], lock=False)


def _grid(work: Work, town: Town, name: str) -> int:
    return register.add_grid(work, community=community_of(work, town), name=name).id


def _building(work: Work, town: Town, grid_id: int, name: str, hashed: str) -> None:
    building = register.add_building(work, grid=work.get(Grid, grid_id), name=name)
    for door, residents in behind_doors(DOORS[town.slug][name]):
        _household(work, town, building, door, residents, hashed)


def _household(
    work: Work, town: Town, building: Building, door: str, residents: list[Resident], hashed: str
) -> None:
    here = community_of(work, town)
    household = register.settle_household(work, building=building, door=door)
    for resident in residents:
        person = register.enter_person(
            work, community=here, name=resident.name, called=resident.called, household=household)
        town.people[resident.name] = person.id
        if resident.has_account:
            _account(work, person, hashed)
        if resident.seated:
            town.council.append(resident.name)
    register.appoint(
        work, community=here, person=person_named(work, town, residents[0].name),
        kind=PostKind.HOUSEHOLD_REPRESENTATIVE, household=household,
    )


def _account(work: Work, person: Person, hashed: str) -> None:
    login = people.LOGINS.get(person.name, person.name)
    accounts.open_account(work, person=person, name=login, hashed=hashed)


def _officers(work: Work, town: Town, hashed: str) -> None:
    here, posts = community_of(work, town), people.OFFICERS[town.slug]
    grids = iter(places.grids(work.db, here.id))
    for name, kinds in posts.items():
        person = _enter(work, town, name, hashed)
        for kind in kinds:
            grid = next(grids, None) if kind == PostKind.GRID_HEAD else None
            register.appoint(work, community=here, person=person, kind=kind, grid=grid)
    town.secretary, town.facilitator = _holder(posts, PostKind.SECRETARY), _holder(posts, PostKind.FACILITATOR)
    town.party_secretary = _holder(posts, PostKind.PARTY_SECRETARY)
    for kind, names in _OF_RESIDENTS.items():
        for name in names:
            if name in town.people:
                register.appoint(
                    work, community=here, person=person_named(work, town, name), kind=kind,
                    grid=_grid_at_home(work, town.people[name]) if kind == PostKind.BUILDING_HEAD else None)


def _grid_at_home(work: Work, person_id: int) -> Grid | None:
    homes = places.homes_of(work.db, [person_id], work.now.date()).get(person_id, [])
    return work.get(Grid, homes[0].building.grid_id, lock=False) if homes else None


_OF_RESIDENTS = {
    PostKind.BUILDING_HEAD: people.BUILDING_HEADS,
    PostKind.RESIDENT_REPRESENTATIVE: people.REPRESENTATIVES,
    PostKind.OVERSIGHT_MEMBER: people.OVERSIGHT,
}


def _holder(posts: Mapping[str, tuple[PostKind, ...]], kind: PostKind) -> str:
    return next(name for name, kinds in posts.items() if kind in kinds)


def _enter(work: Work, town: Town, name: str, hashed: str) -> Person:
    person = register.enter_person(work, community=community_of(work, town), name=name)
    town.people[name] = person.id
    _account(work, person, hashed)
    return person


def _unit(work: Work, town: Town, name: str, kind: UnitKind, delegate: str, hashed: str) -> None:
    here = community_of(work, town)
    unit = register.register_unit(work, community=here, kind=kind, name=name)
    known = delegate in town.people
    person = person_named(work, town, delegate) if known else _enter(work, town, delegate, hashed)
    register.send_delegate(work, community=here, unit=unit, person=person)
    town.units[name] = unit.id
    town.delegates.append(delegate)
