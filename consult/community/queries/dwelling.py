"""Reads of who lives somewhere, as voices: one a household through its representative, or one a person."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.community.models import Household, Person, Post, RepresentativeChange, Residency
from consult.community.queries.scopes import Place, adult, ids_within, places_within
from consult.community.queries.spans import counted_there, represents
from consult.community.rules.ages import of_age
from consult.community.rules.electors import CHANGED_TODAY, NO_REPRESENTATIVE, NOT_OF_AGE, Elector
from consult.community.rules.kinds import HomeUse


def households_voices(db: Session, community_id: int, scope: Mapping[str, Any], on: date) -> list[Elector]:
    """One voice a household: a home that people live in. One that names nobody of age has a voice that is silent."""
    ids = ids_within(community_id, scope)
    speaking = {row[0]: row[1] for row in db.execute(
        select(Post.household_id, Person).join(Person, Person.id == Post.person_id)
        .where(Post.household_id.in_(ids), *represents(on)))}
    changed = set(db.scalars(select(RepresentativeChange.household_id).where(
        RepresentativeChange.household_id.in_(ids), RepresentativeChange.changed_on == on,
        RepresentativeChange.from_id.is_not(None))))
    return [_household(id, place, speaking.get(id), on, CHANGED_TODAY if id in changed else "")
            for id, place in places_within(db, community_id, scope).items() if place.is_household]


def _household(id: int, place: Place, who: Person | None, on: date, note: str) -> Elector:
    why = NO_REPRESENTATIVE if who is None else "" if of_age(who.comes_of_age, on) else NOT_OF_AGE
    return Elector(
        f"household:{id}", who.id if who and not why else None,
        f"{place.address}（{who.called}）" if who else place.address, group=place.building, silent_because=why, note=note)


def residents_voices(
    db: Session, community_id: int, scope: Mapping[str, Any], on: date, *, adults_only: bool
) -> list[Elector]:
    """One voice a person who lives in a scope; of several homes the one counts that they said. Adults are those of households:
    nobody lives in a garage, nor where somebody is only registered."""
    places = places_within(db, community_id, scope)
    rows = db.execute(
        select(Person.id, Person.called, Residency.household_id).join(Residency, Residency.person_id == Person.id)
        .where(Residency.household_id.in_(ids_within(community_id, scope)), *counted_there(on),
               *((adult(on),) if adults_only else ())).order_by(Person.id, Residency.id))
    found = {row.id: Elector(f"person:{row.id}", row.id, row.called, group=places[row.household_id].building)
             for row in rows if places[row.household_id].is_household or not adults_only}
    return list(found.values())


def lives_as_adult(person_id: int, on: date) -> Select[int]:
    """The residencies by which a person is counted among the adults of a community, to be part of another question."""
    return select(Residency.id).join(Person, Person.id == Residency.person_id).join(
        Household, Household.id == Residency.household_id).where(
        Person.id == person_id, adult(on), *counted_there(on), Household.use == HomeUse.HOME, Household.lived_in)
