"""Who speaks for a home, as pages show it: to the home, to the one displaced, to the office that is to agree."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import g

from consult.community import policy
from consult.community import queries as register
from consult.community.models import Household, Person, RepresentativeChange
from consult.community.rules.ages import of_age
from consult.community.rules.representing import OBJECT_DAYS, why_not_confirm
from consult.core.actor import Actor
from consult.web.doorway.access import db
from consult.web.shell import moment_filters

SHOWN = 2_000
"""How many of one list a page shows and confirms as a whole; the rest comes after them."""


@dataclass(frozen=True)
class ShownChange:
    """One change of who speaks for a home, in the names that its reader may see."""

    change: RepresentativeChange
    address: str
    to: str
    former: str
    by: str
    confirmed_by: str
    waits: bool
    may_confirm: bool
    may_object: bool


@dataclass(frozen=True)
class Entered:
    """What one official entered on one day and waits for another's yes: as a list, it is confirmed as a whole."""

    by_id: int
    by: str
    on: date
    mine: bool
    changes: list[ShownChange]

    @property
    def up_to_id(self) -> int:
        """The last of them."""
        return max(one.change.id for one in self.changes)

    @property
    def confirmable(self) -> int:
        """How many of them the reader may confirm as a whole."""
        return sum(one.may_confirm and not one.change.objection for one in self.changes)


def shown_changes(actor: Actor, changes: Sequence[RepresentativeChange]) -> list[ShownChange]:
    """The changes in words; residents are named in full to the office alone."""
    if not changes:
        return []
    office = policy.permits(actor, "keep_register", g.community)
    people, homes = register.people_and_homes(db(), changes)
    waiting = {c.id for c in register.waiting_changes(db(), g.community.id)}
    names = {id: person.name if office else register.shown_name(db(), person, moment_filters.today())
             for id, person in people.items()}
    return [_shown(actor, c, names, homes[c.household_id], waits=c.id in waiting) for c in changes]


def _shown(actor: Actor, change: RepresentativeChange, names: dict[int, str], home: Household, *, waits: bool) -> ShownChange:
    today, own = moment_filters.today(), change.household_id in actor.household_ids
    concerned = (own or actor.person_id == change.from_id) and actor.person_id != change.to_id
    in_time = change.lapsed_on is None and today <= change.changed_on + timedelta(days=OBJECT_DAYS)
    return ShownChange(
        change, home.building.name + home.door, names[change.to_id], names.get(change.from_id or 0, ""), names[change.by_id],
        names.get(change.confirmed_by_id or 0, ""), waits, waits and may_confirm(actor, change),
        concerned and in_time and not change.objection and change.confirm_until is not None)


def may_confirm(actor: Actor, change: RepresentativeChange) -> bool:
    """Whether the reader may agree to a change that waits."""
    official = policy.permits(actor, "keep_register", g.community)
    if not official and change.household_id not in actor.household_ids:
        return False
    grown = of_age(db().get_one(Person, actor.person_id).comes_of_age, moment_filters.today())
    return not why_not_confirm(
        actor.person_id, entered_by=change.by_id, to=change.to_id, former=change.from_id, official=official, of_age=grown,
        objected=bool(change.objection))


def own_changes(actor: Actor) -> list[ShownChange]:
    """What came to pass in the last thirty days in the reader's homes, or in the reader's place."""
    since = moment_filters.today() - timedelta(days=OBJECT_DAYS)
    return shown_changes(actor, register.changes_about(db(), actor.household_ids, actor.person_id, since))


def entered_together(actor: Actor) -> list[Entered]:
    """Everything that waits in the community, by who entered it on which day; the first of each list."""
    found: dict[tuple[int, date], list[RepresentativeChange]] = {}
    for change in register.waiting_changes(db(), g.community.id):
        found.setdefault((change.by_id, change.changed_on), []).append(change)
    return [_together(actor, listed[:SHOWN]) for listed in found.values()]


def _together(actor: Actor, listed: list[RepresentativeChange]) -> Entered:
    shown = shown_changes(actor, listed)
    return Entered(listed[0].by_id, shown[0].by, listed[0].changed_on, actor.person_id == listed[0].by_id, shown)


def to_confirm(actor: Actor, own: Sequence[ShownChange]) -> list[RepresentativeChange]:
    """What the reader may agree to: in the whole community for the office, else among what concerns their own homes."""
    if not policy.permits(actor, "keep_register", g.community):
        return [one.change for one in own if one.may_confirm]
    return [change for change in register.waiting_changes(db(), g.community.id) if may_confirm(actor, change)]
