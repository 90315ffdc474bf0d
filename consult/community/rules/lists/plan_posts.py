"""What a list of posts would do: who holds which, in which body, grid or building, for which term."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from consult.community.rules.addresses import building_key
from consult.community.rules.kinds import BodyKind, PostKind
from consult.community.rules.lists.finding import Finder, Place
from consult.community.rules.lists.model import Entry
from consult.community.rules.lists.naming import Named, Names
from consult.community.rules.lists.plan_units import bodies_named
from consult.community.rules.lists.standing import PostNow, Standing
from consult.community.rules.lists.steps import Fault, Happens, Option, Row, Step, Verb, ask

SEATS_IN: Mapping[str, str] = {
    PostKind.COUNCIL_MEMBER: BodyKind.RESIDENTS_COUNCIL,
    PostKind.RESIDENT_REPRESENTATIVE: BodyKind.REPRESENTATIVES_MEETING,
}
"""In which body these posts are, where a list does not say."""
STAYS, ENDS = "stays", "ends"


def plan_posts(entries: Sequence[Entry], now: Standing, choices: Mapping[str, str]) -> list[Row]:
    """Every row of a list of posts, then the posts it leaves out."""
    planning = _Posts(now, choices)
    rows = [planning.row(entry) for entry in entries]
    return rows + planning.gone()


class _Posts:
    def __init__(self, now: Standing, choices: Mapping[str, str]) -> None:
        self.now, self.choices = now, choices
        self.finder, self.names = Finder(now, choices), Names(now, choices)
        self.meant: set[int] = set()
        self.kinds: set[str] = set()

    def row(self, entry: Entry) -> Row:
        """What one entry would do."""
        said, row = entry.fields, Row(f"r{entry.row}", entry.row, Happens.SAME, entry.fields)
        place = self.finder.place(row.key, said) if said.get("door") else Place()
        where, fault = self._where(said)
        found = self._who(row.key, said["name"], place)
        row = replace(row, questions=tuple(q for q in (place.question, found.question) if q))
        fault = place.fault or fault or _term_fault(said)
        if fault:
            return replace(row, happens=Happens.PROBLEM, fault=fault)
        if found.ref is None:
            return _fault(row, "several_of_that_name", "name")
        if said["post"] == PostKind.HOUSEHOLD_REPRESENTATIVE:
            return self._speaks(row, place, found)
        self.kinds.add(said["post"])
        held = self._held(found, said["post"], where)
        return self._kept(row, held) if held else self._given(row, place, found, where)

    def _who(self, key: str, name: str, place: Place) -> Named:
        living = self.now.people_at.get(place.home.id, []) if place.home else []
        return self.names.who(f"{key}.who", name, living, home=place.ref)

    def _where(self, said: Mapping[str, str]) -> tuple[dict[str, int | None], Fault | None]:
        """The body, grid and building that a post is of."""
        named = said.get("body", "") or SEATS_IN.get(said["post"], "")
        bodies, fault = bodies_named(self.now, named)
        if fault:
            return {}, replace(fault, field="body")
        grid, building = said.get("grid", ""), said.get("building", "")
        if grid and grid not in self.now.grids:
            return {}, Fault("no_such_grid", "grid", facts={"grid": grid})
        of_building = self.now.building_by_key.get(building_key(building)) if said["post"] == PostKind.BUILDING_HEAD else None
        return {"body": bodies[0].id if bodies else None, "grid": self.now.grids.get(grid) if grid else None,
                "building": of_building[0] if of_building else None}, None

    def _held(self, found: Named, kind: str, where: Mapping[str, int | None]) -> PostNow | None:
        for post in self.now.posts:
            if (post.person_id, post.kind, post.body_id) == (found.ref, kind, where["body"]) and (
                    where["grid"] is None or post.grid_id == where["grid"]) and post.id not in self.meant:
                self.meant.add(post.id)
                return post
        return None

    def _kept(self, row: Row, held: PostNow) -> Row:
        ends = row.cells.get("ends_on", "")
        if not ends or held.ends_on == date.fromisoformat(ends):
            return row
        if date.fromisoformat(ends) < held.starts_on:
            return _fault(row, "term_before_it_begins", "ends_on")
        step = Step(Verb.END_POST, {"post": held.id, "ends_on": ends})
        was = {"ends_on": held.ends_on.isoformat() if held.ends_on else ""}
        return replace(row, happens=Happens.CHANGED, was=was, steps=(step,))

    def _given(self, row: Row, place: Place, found: Named, where: Mapping[str, int | None]) -> Row:
        said = row.cells
        step = Step(Verb.POST, {
            "person": found.ref, "kind": said["post"], **where, "starts_on": said.get("starts_on", ""),
            "ends_on": said.get("ends_on", ""), "alternate": said.get("seat") == "alternate"})
        return replace(row, happens=Happens.NEW, steps=(*place.steps, *found.steps, step))

    def _speaks(self, row: Row, place: Place, found: Named) -> Row:
        if place.ref is None:
            return _fault(row, "representative_of_no_home", "door")
        if isinstance(place.ref, int) and self.now.representatives.get(place.ref) == found.ref:
            return row
        step = Step(Verb.REPRESENT, {"home": place.ref, "person": found.ref})
        return replace(row, happens=Happens.NEW, steps=(*place.steps, *found.steps, step))

    def gone(self) -> list[Row]:
        """Posts of the list's kinds that it leaves out: they stay, unless the office ends them."""
        return [self._left_out(post) for post in self.now.posts if post.kind in self.kinds and post.id not in self.meant]

    def _left_out(self, post: PostNow) -> Row:
        question = ask(f"g{post.id}.gone", "gone_post", (Option(STAYS), Option(ENDS)), self.choices)
        person = self.now.person_by_id.get(post.person_id)
        cells = {"name": person.name if person else "", "post": post.kind, "starts_on": post.starts_on.isoformat(),
                 "ends_on": post.ends_on.isoformat() if post.ends_on else ""}
        last = max(self.now.on, post.starts_on).isoformat()
        steps = (Step(Verb.END_POST, {"post": post.id, "ends_on": last}),) if question.chosen == ENDS else ()
        return Row(f"g{post.id}", None, Happens.GONE, cells, questions=(question,), steps=steps)


def _term_fault(said: Mapping[str, str]) -> Fault | None:
    """What is wrong with the days of a term."""
    days = []
    for name in ("starts_on", "ends_on"):
        try:
            days.append(date.fromisoformat(said[name]) if said.get(name) else None)
        except ValueError:
            return Fault("not_a_date", name)
    starts, ends = days
    return Fault("term_before_it_begins", "ends_on") if starts and ends and ends < starts else None


def _fault(row: Row, code: str, field: str, **facts: Any) -> Row:
    return replace(row, happens=Happens.PROBLEM, fault=Fault(code, field, facts=facts))
