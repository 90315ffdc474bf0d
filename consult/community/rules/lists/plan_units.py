"""What a list of units would do: organisations, who speaks for each, and where they sit."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from consult.community.rules.lists.finding import Finder
from consult.community.rules.lists.model import Entry
from consult.community.rules.lists.naming import Names
from consult.community.rules.lists.standing import BodyNow, Standing, UnitNow
from consult.community.rules.lists.steps import Fault, Happens, Question, Ref, Row, Step, Verb


def plan_units(entries: Sequence[Entry], now: Standing, choices: Mapping[str, str]) -> list[Row]:
    """Every row of a list of units, then those it leaves out."""
    planning = _Units(now, choices)
    rows = [planning.row(entry) for entry in entries]
    return rows + [Row(f"g{unit.id}", None, Happens.GONE, {"name": unit.name, "kind": unit.kind})
                   for unit in now.units if unit.name not in planning.seen]


class _Units:
    def __init__(self, now: Standing, choices: Mapping[str, str]) -> None:
        self.now, self.finder, self.names = now, Finder(now, choices), Names(now, choices)
        self.units = {unit.name: unit for unit in now.units}
        self.seen: dict[str, int] = {}

    def row(self, entry: Entry) -> Row:
        """What one entry would do."""
        said, row = entry.fields, Row(f"r{entry.row}", entry.row, Happens.SAME, entry.fields)
        if said["name"] in self.seen:
            return _fault(row, "unit_twice", "name", line=self.seen[said["name"]])
        self.seen[said["name"]] = entry.row
        if len(said["name"]) < 2:
            return _fault(row, "unit_name_short", "name")
        bodies, fault = bodies_named(self.now, said.get("member_of", ""))
        if fault:
            return replace(row, happens=Happens.PROBLEM, fault=fault)
        there = self.units.get(said["name"])
        unit: Ref = there.id if there else f"unit:{said['name']}"
        steps = [] if there else [Step(Verb.UNIT, {
            "kind": said.get("kind") or "other", "name": said["name"], "name_en": said.get("name_en", "")}, str(unit))]
        sits = there.bodies if there else frozenset()
        seats = [Step(Verb.SEAT_UNIT, {"unit": unit, "body": body.id}) for body in bodies if body.id not in sits]
        sent, questions, was = self._delegate(row, unit, there)
        row = replace(row, questions=questions)
        if sent is None:
            return _fault(row, "several_of_that_name", "delegate")
        if seats and there:
            was["member_of"] = "、".join(body.name for body in self.now.bodies if body.id in sits)
        steps += [*sent, *seats]
        return replace(row, was=was, steps=tuple(steps), happens=Happens.NEW if not there else (
            Happens.CHANGED if steps else Happens.SAME))

    def _delegate(
        self, row: Row, unit: Ref, there: UnitNow | None
    ) -> tuple[list[Step] | None, tuple[Question, ...], dict[str, str]]:
        """Who comes to speak for it; None while the office has not said which of several of that name."""
        said, name = row.cells, row.cells.get("delegate", "")
        before = self.now.person_by_id.get(there.delegate_id or 0) if there else None
        if not name or (before and before.name == name):
            return [], (), {}
        place = self.finder.place(row.key, said, "delegate_building", "delegate_door")
        living = self.now.people_at.get(place.home.id, []) if place.home else []
        found = self.names.who(f"{row.key}.who", name, living, home=place.ref)
        questions = tuple(q for q in (place.question, found.question) if q)
        if found.ref is None:
            return None, questions, {}
        was = {"delegate": before.name if before else ""} if there else {}
        return [*place.steps, *found.steps, Step(Verb.DELEGATE, {"unit": unit, "person": found.ref})], questions, was


def bodies_named(now: Standing, said: str) -> tuple[list[BodyNow], Fault | None]:
    """The bodies that a cell names, by the code of their kind or by name; a fault where one is not there, or where it is
    made up of households and nobody is seated in it."""
    found = []
    for word in said.replace("，", "、").split("、"):
        if not word.strip():
            continue
        named = [body for body in now.bodies if word.strip() in (body.kind, body.name)]
        if not named:
            return [], Fault("no_such_body", "member_of", facts={"body": word.strip()})
        if not named[0].listed:
            return [], Fault("body_of_households", "member_of")
        found.append(named[0])
    return found, None


def _fault(row: Row, code: str, field: str, **facts: Any) -> Row:
    return replace(row, happens=Happens.PROBLEM, fault=Fault(code, field, facts=facts))
