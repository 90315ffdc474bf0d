"""Which home a row means, or which ones it could mean."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from consult.community.rules.addresses import building_key, door_key
from consult.community.rules.lists.standing import HomeNow, Standing
from consult.community.rules.lists.steps import Fault, Option, Question, Ref, Step, Verb, ask

SKIP, ADD = "skip", "add"
MOST_OFFERED = 4


@dataclass(frozen=True)
class Place:
    """Where a row is about: a home of the register or one to be made, a home in doubt, or nowhere."""

    home: HomeNow | None = None
    ref: Ref | None = None
    question: Question | None = None
    fault: Fault | None = None
    steps: tuple[Step, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the row names a home that is there, or will be."""
        return self.ref is not None


class Finder:
    """Homes by what a row says of them; what the office chose stands in `choices`, by row."""

    def __init__(self, now: Standing, choices: Mapping[str, str]) -> None:
        self.now, self.choices = now, choices

    def place(self, key: str, fields: Mapping[str, str], building: str = "building", door: str = "door") -> Place:
        """The home a row names. One that is not there is a fault, with the nearest ones to choose from."""
        at, on = fields.get(building, ""), fields.get(door, "")
        if not at and not on:
            return Place()
        found = self.now.home_by_key.get((building_key(at), door_key(on)))
        if found:
            return Place(found, found.id)
        return self._in_doubt(key, at, on, door)

    def _in_doubt(self, key: str, at: str, on: str, field: str) -> Place:
        offered = [Option(f"h{home.id}", home.address) for home in self.nearest(at, on)]
        known = self.now.building_by_key.get(building_key(at)) if on else None
        adding = [Option(ADD, known[1] + on)] if known else []
        question = ask(f"{key}.home", "home", (Option(SKIP), *offered, *adding), self.choices)
        chosen = question.chosen
        if chosen == SKIP:
            return Place(question=question, fault=Fault("no_such_home", field, facts={"address": at + on}))
        if chosen == ADD and known:
            ref = home_ref(known[1], on)
            return Place(None, ref, question, steps=(new_home(known[0], known[1], on),))
        home = self.now.home_by_id[int(chosen[1:])]
        return Place(home, home.id, question)

    def nearest(self, building: str, door: str) -> list[HomeNow]:
        """Doors of the same building that differ in one sign, then the same door of other buildings."""
        at, on = building_key(building), door_key(door)
        alike = [home for mask in masks(on) for home in self._by_mask.get((at, mask), [])]
        return list(dict.fromkeys([*alike, *self._by_door.get(on, [])]))[:MOST_OFFERED] if on else []

    @cached_property
    def _by_mask(self) -> Mapping[tuple[str, str], list[HomeNow]]:
        found: defaultdict[tuple[str, str], list[HomeNow]] = defaultdict(list)
        for (at, on), home in self.now.home_by_key.items():
            for mask in masks(on):
                found[at, mask].append(home)
        return found

    @cached_property
    def _by_door(self) -> Mapping[str, list[HomeNow]]:
        found: defaultdict[str, list[HomeNow]] = defaultdict(list)
        for (_, on), home in self.now.home_by_key.items():
            found[on].append(home)
        return found


def masks(text: str) -> Iterator[str]:
    """A text with each of its signs hidden in turn."""
    return (f"{text[:at]}*{text[at + 1:]}" for at in range(len(text)))


def home_ref(building: str, door: str) -> str:
    """The key of a home that the list makes."""
    return f"home:{building_key(building)}|{door_key(door)}"


def new_home(building: Ref, name: str, door: str, **more: object) -> Step:
    """A home to be made."""
    return Step(Verb.HOME, {"building": building, "door": door, **more}, home_ref(name, door), shared=True)
