"""What a list of homes would do: grids, buildings and doors that are not there yet, and what is known of a home."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.community.rules.addresses import building_key, door_key
from consult.community.rules.kinds import HomeUse
from consult.community.rules.lists.finding import SKIP, home_ref
from consult.community.rules.lists.model import Entry
from consult.community.rules.lists.standing import HomeNow, Standing
from consult.community.rules.lists.steps import (
    Fault,
    Happens,
    Option,
    Question,
    Ref,
    Row,
    Step,
    Verb,
    ask,
)

LARGEST_CM2 = 10**9
"""100 000 m²: more than any part of a building has that somebody owns."""
STAYS, EMPTY = "stays", "empty"


def plan_homes(entries: Sequence[Entry], now: Standing, choices: Mapping[str, str]) -> list[Row]:
    """Every row of a list of homes, then the homes of its buildings that it leaves out."""
    planning = _Homes(now, choices)
    rows = [planning.row(entry) for entry in entries]
    return rows + planning.gone()


class _Homes:
    def __init__(self, now: Standing, choices: Mapping[str, str]) -> None:
        self.now, self.choices = now, choices
        self.seen: dict[tuple[str, str], int] = {}
        self.grids: set[str] = set()
        self.buildings: set[str] = set()

    def row(self, entry: Entry) -> Row:
        """What one entry would do."""
        said, key = entry.fields, (building_key(entry.fields["building"]), door_key(entry.fields["door"]))
        if key in self.seen:
            return _fault(entry, "door_twice", "door", line=self.seen[key])
        self.seen[key] = entry.row
        area, wrong = area_of(said.get("area", ""))
        if wrong:
            return _fault(entry, wrong, "area")
        there = self.now.home_by_key.get(key)
        return self._there(entry, there, area) if there else self._new(entry, area)

    def _there(self, entry: Entry, home: HomeNow, area: int | None) -> Row:
        said = entry.fields
        use, lived_in = said.get("use") or home.use, _yes(said.get("lived_in", ""), home.lived_in)
        area = area or home.area_cm2
        was = {}
        if use != home.use:
            was["use"] = home.use
        if lived_in != home.lived_in and use == HomeUse.HOME:
            was["lived_in"] = "yes" if home.lived_in else "no"
        if area != home.area_cm2:
            was["area"] = square_metres(home.area_cm2)
        if not was:
            return Row(f"r{entry.row}", entry.row, Happens.SAME, said)
        step = Step(Verb.DESCRIBE, {"home": home.id, "use": use, "area_cm2": area, "lived_in": lived_in})
        return Row(f"r{entry.row}", entry.row, Happens.CHANGED, said, was, steps=(step,))

    def _new(self, entry: Entry, area: int | None) -> Row:
        said = entry.fields
        key = building_key(said["building"])
        there = self.now.building_by_key.get(key)
        building: Ref = there[0] if there else f"building:{key}"
        name, question = there[1] if there else said["building"], None
        steps: list[Step] = []
        if not there and key not in self.buildings:
            steps, question, fault = self._building(entry, key)
            if fault:
                return Row(f"r{entry.row}", entry.row, Happens.PROBLEM, said, questions=_asked(question), fault=fault)
            self.buildings.add(key)
        more: dict[str, Any] = {"use": said.get("use") or "home", "area_cm2": area,
                                "lived_in": _yes(said.get("lived_in", ""), True)}
        home = Step(Verb.HOME, {"building": building, "door": said["door"], **more}, home_ref(name, said["door"]))
        return Row(f"r{entry.row}", entry.row, Happens.NEW, said, questions=_asked(question), steps=(*steps, home))

    def _building(self, entry: Entry, key: str) -> tuple[list[Step], Question | None, Fault | None]:
        """The building a row begins, in the grid it names; without one, in the only one there is."""
        grid, steps, question = entry.fields.get("grid", ""), [], None
        there = {name.replace(" ", ""): id for name, id in self.now.grids.items()}
        ref: Ref | None = there.get(grid.replace(" ", "")) if grid else None
        if not grid:
            question, ref = self._which_grid(entry)
            if ref is None:
                return [], question, Fault("which_grid", "grid")
        elif ref is None:
            ref = f"grid:{grid}"
            if grid not in self.grids:
                self.grids.add(grid)
                steps.append(Step(Verb.GRID, {"name": grid}, ref, shared=True))
        steps.append(Step(Verb.BUILDING, {"grid": ref, "name": entry.fields["building"]}, f"building:{key}", shared=True))
        return steps, question, None

    def _which_grid(self, entry: Entry) -> tuple[Question | None, Ref | None]:
        if len(self.now.grids) == 1:
            return None, next(iter(self.now.grids.values()))
        options = (Option(SKIP), *(Option(f"g{id}", name) for name, id in self.now.grids.items()))
        question = ask(f"grid.{building_key(entry.fields['building'])}", "grid", options, self.choices)
        return question, int(question.chosen[1:]) if question.chosen != SKIP else None

    def gone(self) -> list[Row]:
        """Homes of the list's buildings that it leaves out: they stay, unless the office says that nobody lives there."""
        covered = {building for building, _ in self.seen}
        rows = []
        for key, home in self.now.home_by_key.items():
            if key[0] in covered and key not in self.seen:
                rows.append(self._left_out(home))
        return rows

    def _left_out(self, home: HomeNow) -> Row:
        options = (Option(STAYS), *([Option(EMPTY)] if home.lived_in and home.use == HomeUse.HOME else []))
        question = ask(f"g{home.id}.gone", "gone_home", options, self.choices)
        steps = (Step(Verb.DESCRIBE, {"home": home.id, "use": home.use, "area_cm2": home.area_cm2, "lived_in": False}),)
        return Row(f"g{home.id}", None, Happens.GONE, {"building": home.building, "door": home.door},
                   questions=_asked(question), steps=steps if question.chosen == EMPTY else ())


def _fault(entry: Entry, code: str, field: str, **facts: Any) -> Row:
    return Row(f"r{entry.row}", entry.row, Happens.PROBLEM, entry.fields, fault=Fault(code, field, facts=facts))


def _asked(question: Question | None) -> tuple[Question, ...]:
    return (question,) if question else ()


def _yes(said: str, otherwise: bool) -> bool:
    return said == "yes" if said else otherwise


def area_of(said: str) -> tuple[int | None, str]:
    """Square metres as whole square centimetres, and what is wrong with them as a code."""
    if not said:
        return None, ""
    whole, _point, part = said.partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or not whole:
        return None, "area_unclear"
    cm2 = int(whole) * 10_000 + int(part[:4].ljust(4, "0") if part else 0)
    if cm2 <= 0:
        return None, "area_zero"
    return (cm2, "") if cm2 <= LARGEST_CM2 else (None, "area_impossible")


def square_metres(area_cm2: int | None) -> str:
    """An area as a list writes it: 89.35; empty where none is known."""
    if area_cm2 is None:
        return ""
    return f"{area_cm2 // 10_000}.{area_cm2 % 10_000:04d}".rstrip("0").rstrip(".")
