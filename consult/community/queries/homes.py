"""Reads of households for the office: by building and door, with who lives there."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import Building, Household, Person, Post, Residency
from consult.community.queries.spans import lives_there, represents


@dataclass(frozen=True)
class Home:
    """A household as the office sees it."""

    household: Household
    residents: Sequence[Person]
    representative_id: int | None


def doors(db: Session, community_id: int, on: date, *, building_id: int = 0, words: str = "") -> list[int]:
    """Household ids by building and door, 301 before 1001; `words` looks in building, door and residents' names."""
    wanted = select(Household.id, Household.building_id, Household.door).join(
        Building, Building.id == Household.building_id).where(Household.community_id == community_id)
    if building_id:
        wanted = wanted.where(Household.building_id == building_id)
    if text := "".join(words.split()):
        named = select(Residency.household_id).join(Person, Person.id == Residency.person_id).where(
            *lives_there(on), or_(Person.name.contains(text, autoescape=True),
                                   Person.called.contains(text, autoescape=True)))
        address = Building.name + Household.door
        wanted = wanted.where(or_(address.contains(text, autoescape=True), Household.id.in_(named)))
    rows = sorted(db.execute(wanted), key=lambda row: (row.building_id, _as_numbered(row.door), row.id))
    return [row.id for row in rows]


def _as_numbered(door: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", door)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]


def homes(db: Session, household_ids: Sequence[int], on: date) -> list[Home]:
    """Households with who lives there and who represents them on a day, in the order asked for."""
    found = {h.id: h for h in db.scalars(select(Household).where(Household.id.in_(household_ids)))}
    living: dict[int, list[Person]] = {}
    for household_id, person in db.execute(
        select(Residency.household_id, Person).join(Person, Person.id == Residency.person_id)
        .where(Residency.household_id.in_(household_ids), *lives_there(on)).order_by(Person.id)
    ):
        living.setdefault(household_id, []).append(person)
    speaking = {row.household_id: row.person_id for row in db.execute(
        select(Post.household_id, Post.person_id).where(
            Post.household_id.in_(household_ids), *represents(on)))}
    return [Home(found[id], living.get(id, []), speaking.get(id)) for id in household_ids if id in found]
