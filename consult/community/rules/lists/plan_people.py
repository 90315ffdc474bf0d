"""What a list of people would do: who is the same as somebody entered, who is new, who moved, who is not in the list.

Nobody becomes a second person unasked: of one name in one home, the list means who is there; people of one name are
told apart by their homes. Whoever the list leaves out stays, unless the office says otherwise.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from consult.community.rules.ages import month_of_age
from consult.community.rules.kinds import PostKind
from consult.community.rules.lists.finding import Finder, Place
from consult.community.rules.lists.model import Entry
from consult.community.rules.lists.standing import HomeNow, PersonNow, Standing
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
from consult.core.errors import BadShape

SAME, TWO, MOVED, STAYS, LEFT, SKIP = "same", "two", "moved", "stays", "left", "skip"
OF_THE_OFFICE = (PostKind.HOUSEHOLD_REPRESENTATIVE,)


def plan_people(entries: Sequence[Entry], now: Standing, choices: Mapping[str, str]) -> list[Row]:
    """Every row of a list of people, then those of its buildings whom it leaves out."""
    planning = _People(now, choices, entries)
    return [planning.row(one) for one in planning.found] + planning.gone()


@dataclass
class _One:
    """An entry, its home, and whom of the register it means so far."""

    entry: Entry
    place: Place
    person: PersonNow | None = None
    question: Question | None = None
    note: str = ""
    twin: _One | None = None

    @property
    def key(self) -> str:
        return f"r{self.entry.row}"

    @property
    def name(self) -> str:
        return self.entry.fields["name"]


@dataclass
class _People:
    now: Standing
    choices: Mapping[str, str]
    entries: Sequence[Entry]
    found: list[_One] = field(default_factory=list)
    meant: set[int] = field(default_factory=set)
    meant_at: set[tuple[int, Ref | None]] = field(default_factory=set)
    spoken_for: dict[Ref, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        finder = Finder(self.now, self.choices)
        self.found = [_One(entry, finder.place(f"r{entry.row}", entry.fields)) for entry in self.entries]
        self.covered = {one.place.home.building_id for one in self.found if one.place.home}
        self._at_home()
        self._elsewhere()

    def _at_home(self) -> None:
        """First whoever is where the list says; then a name that differs by one sign, where nobody else is left."""
        first: dict[tuple[Ref | None, str], _One] = {}
        for one in self.found:
            if one.place.fault:
                continue
            there = [person for person in self._of(one.place)
                     if person.name == one.name and (person.id, one.place.ref) not in self.meant_at]
            twin = first.setdefault((one.place.ref, one.name), one)
            if there:
                self._means(one, there[0])
            elif twin is not one:
                one.twin = twin
                one.question = ask(f"{one.key}.twin", "twin", (Option(SAME), Option(TWO)), self.choices)
        for one in self.found:
            if one.person is None and one.place.home and not one.twin:
                self._misspelt(one, one.place.home)

    def _of(self, place: Place) -> Sequence[PersonNow]:
        if place.home:
            return self.now.people_at.get(place.home.id, [])
        return [] if place.ref else self._living_nowhere

    @cached_property
    def _living_nowhere(self) -> Sequence[PersonNow]:
        return [person for person in self.now.people if not person.homes]

    def _misspelt(self, one: _One, home: HomeNow) -> None:
        left = [person for person in self.now.people_at.get(home.id, []) if person.id not in self.meant]
        alike = [person for person in left if _one_sign_apart(person.name, one.name)]
        if len(alike) != 1:
            return
        options = (Option(SAME, alike[0].name), Option(TWO, alike[0].name))
        one.question = ask(f"{one.key}.spelt", "spelt", options, self.choices)
        if one.question.chosen == SAME:
            one.note = "spelt"
            self._means(one, alike[0])

    def _elsewhere(self) -> None:
        """Then whoever of this name lives elsewhere and is not in the list there: moved, or another of that name."""
        for one in self.found:
            if one.person is None and not one.twin and not one.place.fault and not one.question:
                others = [p for p in self.now.people_by_name.get(one.name, []) if p.id not in self.meant]
                if others:
                    self._which(one, others)

    def _which(self, one: _One, others: Sequence[PersonNow]) -> None:
        names = [(person, self.now.where(person)) for person in others][:6]
        if not one.place.known:
            return self._named_without_a_home(one, names)
        likely = len(others) == 1 and (not others[0].homes or any(
            self.now.home_by_id[id].building_id in self.covered for id in others[0].homes))
        moves = [Option(f"{MOVED}{person.id}", where) for person, where in names]
        options = [*moves, Option(TWO)] if likely else [Option(TWO), *moves]
        one.question = ask(f"{one.key}.moved", "moved", options, self.choices)
        if one.question.chosen != TWO:
            one.note = "moves"
            self._means(one, self.now.person_by_id[int(one.question.chosen.removeprefix(MOVED))])

    def _named_without_a_home(self, one: _One, names: Sequence[tuple[PersonNow, str]]) -> None:
        """A row without a home: the one of that name there is, or a question which of them."""
        options = [Option(f"p{person.id}", where) for person, where in names] + [Option(TWO)]
        if len(names) > 1:
            options.insert(0, Option(SKIP))
        one.question = ask(f"{one.key}.which", "which", options, self.choices)
        if one.question.chosen not in (TWO, SKIP):
            self._means(one, self.now.person_by_id[int(one.question.chosen[1:])])

    def _means(self, one: _One, person: PersonNow) -> None:
        one.person = person
        self.meant.add(person.id)
        self.meant_at.add((person.id, one.place.ref))

    def row(self, one: _One) -> Row:
        """What one entry would do."""
        row = Row(one.key, one.entry.row, Happens.SAME, one.entry.fields,
                  questions=tuple(q for q in (one.place.question, one.question) if q))
        if one.place.fault:
            return replace(row, happens=Happens.PROBLEM, fault=one.place.fault)
        if one.question and one.question.chosen == SKIP:
            return replace(row, happens=Happens.PROBLEM, fault=Fault("several_of_that_name", "name"))
        if one.twin and one.question and one.question.chosen == SAME:
            return replace(row, note="twin", cells={**row.cells, "twin": str(one.twin.entry.row)})
        try:
            month = month_of_age(one.entry.fields.get("comes_of_age", ""), self.now.on)
        except BadShape:
            return replace(row, happens=Happens.PROBLEM, fault=Fault("not_a_month", "comes_of_age"))
        return self._entered(row, one, f"{month:%Y-%m}" if month else "")

    def _entered(self, row: Row, one: _One, month: str) -> Row:
        said = one.entry.fields
        if one.person is None:
            person: Ref = f"person:{one.key}"
            steps = [Step(Verb.PERSON, {
                "name": one.name, "called": said.get("called", ""), "home": one.place.ref, "comes_of_age": month}, str(person))]
            was: dict[str, str] = {}
            young = bool(month)
        else:
            person, (steps, was) = one.person.id, self._changes(one, one.person, month)
            young = bool(month or one.person.comes_of_age)
        speaks, fault = self._speaks(one, person, young)
        if fault:
            return replace(row, happens=Happens.PROBLEM, fault=fault)
        posts = self._posts(one, person)
        if speaks and one.person:
            was["representative"] = "no"
        if posts and one.person:
            was["posts"] = " ".join(sorted(self.now.kinds_held.get(one.person.id, ())))
        happens = Happens.NEW if one.person is None else Happens.CHANGED if steps or speaks or posts else Happens.SAME
        return replace(row, happens=happens, was=was, note=one.note,
                       steps=(*one.place.steps, *steps, *speaks, *posts))

    def _changes(self, one: _One, person: PersonNow, month: str) -> tuple[list[Step], dict[str, str]]:
        """What is corrected of somebody, and whether they move."""
        called = one.entry.fields.get("called", "") or person.called
        if person.called == person.name and not one.entry.fields.get("called"):
            called = one.name
        was = {name: old for name, old, new in (
            ("name", person.name, one.name), ("called", person.called, called),
            ("comes_of_age", person.comes_of_age, month or person.comes_of_age)) if old != new}
        steps = [Step(Verb.CORRECT, {"person": person.id, "name": one.name, "called": called,
                                     "comes_of_age": month or person.comes_of_age})] if was else []
        if one.place.known and one.place.ref not in person.homes:
            steps.append(Step(Verb.MOVE, {"person": person.id, "home": one.place.ref}))
            was["home"] = self.now.where(person)
        return steps, was

    def _speaks(self, one: _One, person: Ref, young: bool) -> tuple[list[Step], Fault | None]:
        """Whether somebody comes to speak for their home by the list."""
        home = one.place.ref
        if not _to_speak(one.entry.fields) or home is None:
            return [], None
        if self.spoken_for.setdefault(home, one.key) != one.key:
            return [], Fault("two_representatives", "representative", facts={"line": int(self.spoken_for[home][1:])})
        if young:
            return [], Fault("representative_not_of_age", "representative")
        if isinstance(home, int) and self.now.representatives.get(home) == person:
            return [], None
        return [Step(Verb.REPRESENT, {"home": home, "person": person})], None

    def _posts(self, one: _One, person: Ref) -> list[Step]:
        held = self.now.kinds_held.get(person, ())
        return [Step(Verb.POST, {"person": person, "kind": kind, "home": one.place.ref})
                for kind in one.entry.fields.get("posts", "").split() if kind not in held and kind not in OF_THE_OFFICE]

    def gone(self) -> list[Row]:
        """Who lives in the list's buildings and is not in it."""
        rows = []
        for person in self.now.people:
            homes = [self.now.home_by_id[id] for id in person.homes if id in self.now.home_by_id]
            if person.id not in self.meant and any(home.building_id in self.covered for home in homes):
                rows.append(self._left_out(person, homes))
        return rows

    def _left_out(self, person: PersonNow, homes: Sequence[HomeNow]) -> Row:
        question = ask(f"g{person.id}.gone", "gone_person", (Option(STAYS), Option(LEFT)), self.choices)
        cells = {"name": person.name, "called": person.called, "building": homes[0].building, "door": homes[0].door}
        if any(self.now.representatives.get(home.id) == person.id for home in homes):
            cells["representative"] = "yes"
        steps = (Step(Verb.LEAVE, {"person": person.id}),) if question.chosen == LEFT else ()
        return Row(f"g{person.id}", None, Happens.GONE, cells, questions=(question,), steps=steps)


def _to_speak(said: Mapping[str, str]) -> bool:
    return said.get("representative") == "yes" or PostKind.HOUSEHOLD_REPRESENTATIVE in said.get("posts", "").split()


def _one_sign_apart(one: str, other: str) -> bool:
    return len(one) == len(other) >= 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
