"""What the register has, as plain values to hold a list against."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from consult.community.rules.addresses import building_key, door_key


@dataclass(frozen=True)
class HomeNow:
    """One door."""

    id: int
    building_id: int
    building: str
    door: str
    use: str = "home"
    area_cm2: int | None = None
    lived_in: bool = True

    @property
    def address(self) -> str:
        """As it is said: 3幢1单元301."""
        return self.building + self.door


@dataclass(frozen=True)
class PersonNow:
    """One person and the homes they live in; `comes_of_age` as 2031-05, empty for whoever is of age."""

    id: int
    name: str
    called: str
    homes: tuple[int, ...] = ()
    comes_of_age: str = ""


@dataclass(frozen=True)
class OwnedNow:
    """Who owns a home: persons, the first of them first, or a unit."""

    area_cm2: int
    persons: tuple[int, ...] = ()
    unit_id: int | None = None


@dataclass(frozen=True)
class PostNow:
    """A post that is held or to be taken up."""

    id: int
    person_id: int
    kind: str
    body_id: int | None = None
    grid_id: int | None = None
    household_id: int | None = None
    starts_on: date = date.min
    ends_on: date | None = None


@dataclass(frozen=True)
class UnitNow:
    """A unit, who speaks for it, and the bodies it sits in."""

    id: int
    name: str
    kind: str
    delegate_id: int | None = None
    bodies: frozenset[int] = frozenset()
    name_en: str = ""


@dataclass(frozen=True)
class BodyNow:
    """A body by kind and name."""

    id: int
    kind: str
    name: str
    listed: bool = True


@dataclass(frozen=True)
class Standing:
    """A community's register on a day."""

    on: date
    grids: Mapping[str, int] = field(default_factory=dict)
    buildings: Mapping[str, int] = field(default_factory=dict)
    homes: Sequence[HomeNow] = ()
    people: Sequence[PersonNow] = ()
    representatives: Mapping[int, int] = field(default_factory=dict)
    """By home, the person who speaks for it."""
    owned: Mapping[int, OwnedNow] = field(default_factory=dict)
    units: Sequence[UnitNow] = ()
    bodies: Sequence[BodyNow] = ()
    posts: Sequence[PostNow] = ()

    @cached_property
    def home_by_id(self) -> dict[int, HomeNow]:
        """Every home."""
        return {home.id: home for home in self.homes}

    @cached_property
    def person_by_id(self) -> dict[int, PersonNow]:
        """Every person."""
        return {person.id: person for person in self.people}

    @cached_property
    def building_by_key(self) -> dict[str, tuple[int, str]]:
        """Buildings by what they are compared by: id and name."""
        return {building_key(name): (id, name) for name, id in self.buildings.items()}

    @cached_property
    def home_by_key(self) -> dict[tuple[str, str], HomeNow]:
        """Homes by the keys of building and door."""
        return {(building_key(home.building), door_key(home.door)): home for home in self.homes}

    @cached_property
    def people_by_name(self) -> dict[str, list[PersonNow]]:
        """People of one name."""
        return _by((person.name, person) for person in self.people)

    @cached_property
    def people_at(self) -> dict[int, list[PersonNow]]:
        """Who lives in a home."""
        return _by((home, person) for person in self.people for home in person.homes)

    @cached_property
    def kinds_held(self) -> dict[int | str, set[str]]:
        """The kinds of post each person holds."""
        found: dict[int | str, set[str]] = {}
        for post in self.posts:
            found.setdefault(post.person_id, set()).add(post.kind)
        return found

    def where(self, person: PersonNow) -> str:
        """Where a person lives, as it is said; empty where nowhere."""
        return "、".join(self.home_by_id[id].address for id in person.homes if id in self.home_by_id)


def _by(pairs: Iterable[tuple[object, object]]) -> dict:  # type: ignore[type-arg]
    found: defaultdict[object, list[object]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
