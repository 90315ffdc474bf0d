"""The steps of a list carried out, each by the verb that a page would call."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from consult.community.actions.homes import describe_home
from consult.community.actions.lists.captured import Captured
from consult.community.actions.lists.living import correct, leave, move
from consult.community.actions.lists.owning import own
from consult.community.actions.lists.posts import give, represent, set_end
from consult.community.actions.register import (
    add_building,
    add_grid,
    enter_person,
    register_unit,
    send_delegate,
    settle_household,
    today,
)
from consult.community.actions.seats import seat_unit
from consult.community.models import Building, Community, Grid, Household, Person, Unit
from consult.community.rules.ages import month_of_age
from consult.community.rules.kinds import HomeUse, UnitKind
from consult.community.rules.lists.states import of_row
from consult.community.rules.lists.steps import Ref, Step, Verb
from consult.core.errors import Refusal
from consult.storage.base import Base
from consult.storage.work import Work

Kind = TypeVar("Kind", bound=Base)
Args = Mapping[str, Any]


class Entering:
    """One list being entered: what it has made so far, by key."""

    def __init__(self, work: Work, community: Community, captured: Captured, source: str) -> None:
        self.work, self.community, self.captured, self.source = work, community, captured, source
        self.made: dict[str, Base] = {}
        self.known: dict[tuple[type[Base], int], Base] = {}
        self.today = today(work, community)
        self.acts: Mapping[Verb, Callable[[Args], Base | None]] = {
            Verb.GRID: self._grid, Verb.BUILDING: self._building, Verb.HOME: self._home, Verb.DESCRIBE: self._describe,
            Verb.LEAVE: self._leave, Verb.PERSON: self._person, Verb.CORRECT: self._correct, Verb.MOVE: self._move,
            Verb.REPRESENT: self._represent, Verb.UNIT: self._unit, Verb.DELEGATE: self._delegate,
            Verb.SEAT_UNIT: self._seat_unit, Verb.OWN: self._own, Verb.POST: self._post, Verb.END_POST: self._end_post,
        }

    def enter(self, steps: Sequence[tuple[int, Step]]) -> None:
        """Every step in its order; a refusal says of which row it is, and undoes everything."""
        for line, step in steps:
            self.captured.line = line
            try:
                made = self.acts[step.verb](step.args)
            except Refusal as refusal:
                raise of_row(line, refusal) from refusal
            if step.makes and made is not None:
                self.made[step.makes] = made

    def row(self, kind: type[Kind], ref: Ref) -> Kind:
        """A row of the register by its id, or one that this list has made."""
        if isinstance(ref, str):
            found = self.made[ref]
        else:
            found = self.known.get((kind, ref)) or self.work.get(kind, ref, lock=False)
            self.known[kind, ref] = found
        if not isinstance(found, kind):
            raise TypeError(f"{ref} is no {kind.__tablename__}")
        return found

    def _grid(self, args: Args) -> Base:
        return add_grid(self.work, community=self.community, name=args["name"])

    def _building(self, args: Args) -> Base:
        return add_building(self.work, grid=self.row(Grid, args["grid"]), name=args["name"])

    def _home(self, args: Args) -> Base:
        return settle_household(
            self.work, building=self.row(Building, args["building"]), door=args["door"],
            use=HomeUse(args.get("use", "home")), lived_in=args.get("lived_in", True), area_cm2=args.get("area_cm2"))

    def _describe(self, args: Args) -> None:
        home = self.row(Household, args["home"])
        describe_home(self.work, household_id=home.id, use=HomeUse(args["use"]), lived_in=args["lived_in"],
                      counts_for_owners=home.counts_for_owners, area_cm2=args["area_cm2"])

    def _person(self, args: Args) -> Base:
        home = self.row(Household, args["home"]) if args["home"] is not None else None
        return enter_person(
            self.work, community=self.community, name=args["name"], called=args["called"], household=home,
            comes_of_age=month_of_age(args["comes_of_age"], self.today))

    def _correct(self, args: Args) -> None:
        correct(self.work, self.row(Person, args["person"]), name=args["name"], called=args["called"],
                comes_of_age=month_of_age(args["comes_of_age"], self.today))

    def _leave(self, args: Args) -> None:
        leave(self.work, self.row(Person, args["person"]))

    def _move(self, args: Args) -> None:
        move(self.work, self.row(Person, args["person"]), self.row(Household, args["home"]))

    def _represent(self, args: Args) -> None:
        represent(self.work, self.community, self.row(Household, args["home"]), self.row(Person, args["person"]),
                  reason=self.source)

    def _unit(self, args: Args) -> Base:
        return register_unit(self.work, community=self.community, kind=UnitKind(args["kind"] or "other"), name=args["name"])

    def _delegate(self, args: Args) -> None:
        send_delegate(self.work, community=self.community, unit=self.row(Unit, args["unit"]),
                      person=self.row(Person, args["person"]))

    def _seat_unit(self, args: Args) -> None:
        seat_unit(self.work, unit_id=self.row(Unit, args["unit"]).id, body_id=args["body"])

    def _own(self, args: Args) -> None:
        owners: list[Person | Unit] = (
            [self.row(Unit, args["unit"])] if args["unit"] is not None
            else [self.row(Person, ref) for ref in args["persons"]])
        own(self.work, self.community, self.row(Household, args["home"]), args["area_cm2"], owners)

    def _post(self, args: Args) -> None:
        give(self.work, self.community, self.row(Person, args["person"]), args)

    def _end_post(self, args: Args) -> None:
        set_end(self.work, self.community, args["post"], date.fromisoformat(args["ends_on"]))
