"""What a list of owners would do: who owns a home from today, alone or together, and its exclusive area."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from consult.community.rules.addresses import building_key
from consult.community.rules.lists.finding import Finder, Place
from consult.community.rules.lists.model import Entry
from consult.community.rules.lists.naming import Named, Names
from consult.community.rules.lists.plan_homes import area_of, square_metres
from consult.community.rules.lists.standing import OwnedNow, Standing
from consult.community.rules.lists.steps import Fault, Happens, Ref, Row, Step, Verb

BETWEEN = "、"


def plan_owners(entries: Sequence[Entry], now: Standing, choices: Mapping[str, str]) -> list[Row]:
    """Every row of a list of owners, then the homes of its buildings whose owners it leaves out."""
    planning = _Owners(now, choices)
    planning.gather(entries)
    return [planning.row(entry) for entry in entries] + planning.gone()


class _Owners:
    def __init__(self, now: Standing, choices: Mapping[str, str]) -> None:
        self.now = now
        self.finder, self.names = Finder(now, choices), Names(now, choices)
        self.units = {unit.name: unit for unit in now.units}
        self.places: dict[int, Place] = {}
        self.together: dict[Ref, list[Entry]] = {}
        self.units_made: dict[str, str] = {}

    def gather(self, entries: Sequence[Entry]) -> None:
        """Rows of one home belong together: several owners of it, one a row."""
        for entry in entries:
            place = self.places[entry.row] = self.finder.place(f"r{entry.row}", entry.fields)
            if place.ref is not None:
                self.together.setdefault(place.ref, []).append(entry)

    def row(self, entry: Entry) -> Row:
        """What one entry would do; of several rows of one home, the first does it for all."""
        place = self.places[entry.row]
        row = Row(f"r{entry.row}", entry.row, Happens.SAME, entry.fields, questions=(place.question,) if place.question else ())
        if place.fault or place.ref is None:
            return replace(row, happens=Happens.PROBLEM, fault=place.fault or Fault("no_such_home", "door"))
        first, *more = self.together[place.ref]
        if first is not entry:
            return self._more(row, entry, first)
        area, wrong = self._area([first, *more], place)
        if wrong:
            return replace(row, happens=Happens.PROBLEM, fault=Fault(wrong, "area"))
        return self._owned(row, place, place.ref, [first, *more], area)

    def _more(self, row: Row, entry: Entry, first: Entry) -> Row:
        before = [other for other in self.together[self.places[entry.row].ref or 0] if other.row < entry.row]
        if any(other.fields["owner"] == entry.fields["owner"] for other in before):
            return replace(row, happens=Happens.PROBLEM, fault=Fault("door_twice", "door", facts={"line": before[0].row}))
        return replace(row, note="with_row", cells={**entry.fields, "with": str(first.row)})

    def _area(self, entries: Sequence[Entry], place: Place) -> tuple[int, str]:
        """The area of a home by all its rows; what stood before where the list says none."""
        said = {area_of(entry.fields.get("area", "")) for entry in entries}
        wrong = [code for _, code in said if code]
        areas = {area for area, _ in said if area}
        if wrong or len(areas) > 1:
            return 0, wrong[0] if wrong else "area_differs"
        owned = self.now.owned.get(place.home.id) if place.home else None
        area = next(iter(areas), 0) or (owned.area_cm2 if owned else 0) or (place.home.area_cm2 if place.home else 0) or 0
        return area, "" if area else "area_missing"

    def _owned(self, row: Row, place: Place, ref: Ref, entries: Sequence[Entry], area: int) -> Row:
        names = list(dict.fromkeys(name.strip() for entry in entries for name in entry.fields["owner"].split(BETWEEN)
                                   if name.strip()))
        before = self.now.owned.get(ref) if isinstance(ref, int) else None
        kind = entries[0].fields.get("unit_kind", "")
        if len(names) == 1 and (kind or names[0] in self.units or names[0] in self.units_made):
            return self._by_unit(row, place, ref, names[0], kind, area, before)
        return self._by_persons(row, place, ref, names, area, before)

    def _by_unit(
        self, row: Row, place: Place, ref: Ref, name: str, kind: str, area: int, before: OwnedNow | None
    ) -> Row:
        unit: Ref
        steps: tuple[Step, ...] = ()
        if name in self.units:
            unit = self.units[name].id
        elif name in self.units_made:
            unit = self.units_made[name]
        else:
            unit = self.units_made[name] = f"unit:{name}"
            steps = (Step(Verb.UNIT, {"kind": kind, "name": name, "name_en": ""}, unit, shared=True),)
        if before and before.unit_id == unit and before.area_cm2 == area:
            return row
        own = Step(Verb.OWN, {"home": ref, "area_cm2": area, "persons": [], "unit": unit})
        return self._done(row, before, area, (*place.steps, *steps, own))

    def _by_persons(
        self, row: Row, place: Place, ref: Ref, names: Sequence[str], area: int, before: OwnedNow | None
    ) -> Row:
        owning = [self.now.person_by_id[id] for id in before.persons if id in self.now.person_by_id] if before else []
        likely = [*owning, *(self.now.people_at.get(ref, []) if isinstance(ref, int) else [])]
        found = [self.names.who(f"{row.key}.who{at}", name, likely) for at, name in enumerate(names)]
        row = replace(row, questions=(*row.questions, *(one.question for one in found if one.question)))
        if any(one.ref is None for one in found):
            return replace(row, happens=Happens.PROBLEM, fault=Fault("several_of_that_name", "owner"))
        refs = self._in_order(found, before)
        if before and before.unit_id is None and set(refs) == set(before.persons) and area == before.area_cm2:
            return row
        made = tuple(step for one in found for step in one.steps)
        own = Step(Verb.OWN, {"home": ref, "area_cm2": area, "persons": refs, "unit": None})
        return self._done(row, before, area, (*place.steps, *made, own))

    def _in_order(self, found: Sequence[Named], before: OwnedNow | None) -> list[Ref]:
        """The owner of before first, so that what hangs on their entry stays."""
        refs = list(dict.fromkeys(one.ref for one in found if one.ref is not None))
        if before and before.persons and before.persons[0] in refs:
            refs.remove(before.persons[0])
            refs.insert(0, before.persons[0])
        return refs

    def _done(self, row: Row, before: OwnedNow | None, area: int, steps: tuple[Step, ...]) -> Row:
        if before is None:
            return replace(row, happens=Happens.NEW, steps=steps)
        was = {"owner": self._named(before)}
        if was["owner"] == row.cells.get("owner"):
            was.pop("owner")
        if before.area_cm2 != area:
            was["area"] = square_metres(before.area_cm2)
        return replace(row, happens=Happens.CHANGED, was=was, steps=steps)

    def _named(self, owned: OwnedNow) -> str:
        if owned.unit_id:
            return next((unit.name for unit in self.now.units if unit.id == owned.unit_id), "")
        return BETWEEN.join(self.now.person_by_id[id].name for id in owned.persons if id in self.now.person_by_id)

    def gone(self) -> list[Row]:
        """Homes of the list's buildings that have an owner and are not in it: they keep who owns them."""
        covered = {building_key(p.home.building) for p in self.places.values() if p.home}
        return [Row(f"g{home.id}", None, Happens.GONE, {
            "building": home.building, "door": home.door, "owner": self._named(self.now.owned[home.id]),
            "area": square_metres(self.now.owned[home.id].area_cm2)})
            for (at, _), home in self.now.home_by_key.items()
            if at in covered and home.id in self.now.owned and home.id not in self.together]
