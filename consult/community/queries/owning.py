"""Reads of who owns what on a day: one voice an owner, weighed by the area of all its homes."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from consult.community.models import CoOwner, Delegacy, Household, Ownership, Person, Unit
from consult.community.queries.scopes import Place, ids_within, places_within
from consult.community.queries.spans import there
from consult.community.rules.ages import of_age
from consult.community.rules.electors import CHANGED_TODAY, NO_DELEGATE, NO_OWNER, Elector
from consult.community.rules.owning import who_gives

LONGEST_SHOWN = 160
Head = tuple[int | None, tuple[int, ...]]
"""Who owns as one: a unit, or the ids of the persons in ascending order."""


@dataclass(frozen=True)
class _Read:
    """What the register has of a scope on a day."""

    places: Mapping[int, Place]
    people: Mapping[int, Person]
    units: Mapping[int, Unit]
    speaking: Mapping[int, int]
    changed: frozenset[int]
    on: date


def owners_voices(db: Session, community_id: int, scope: Mapping[str, Any], on: date) -> list[Elector]:
    """One voice an owner, the area of all homes together; the same owner's several homes are one head
    (建筑物区分所有权解释 art. 9), and so are a developer's not yet sold. A home without an owner is a head too.

    Of two ownerships entered for one home on a day, the later entry counts and says so.
    """
    ids = ids_within(community_id, scope).where(Household.counts_for_owners)
    held = {row.household_id: row for row in db.scalars(select(Ownership).where(
        Ownership.household_id.in_(ids), Ownership.since <= on,
        or_(Ownership.until.is_(None), Ownership.until > on)).order_by(Ownership.id))}
    heads: dict[Head, list[Ownership]] = {}
    together = _co_owners(db, ids, on)
    for owned in held.values():
        persons = [owned.person_id] if owned.person_id else []
        head = owned.unit_id, tuple(sorted({*persons, *together.get(owned.id, [])}))
        heads.setdefault(head, []).append(owned)
    places = {id: p for id, p in places_within(db, community_id, scope).items() if p.counts_for_owners}
    read = _read(db, ids, places, heads, on)
    voices = [_of_unit(head, owned, read) if head[0] else _of_persons(head[1], owned, read) for head, owned in heads.items()]
    return voices + [_of_nobody(id, place) for id, place in places.items() if id not in held]


def _co_owners(db: Session, ids: Select[int], on: date) -> dict[int, list[int]]:
    """Who owns together with the owner entered, by ownership."""
    found: dict[int, list[int]] = {}
    for row in db.scalars(select(CoOwner).join(Ownership, Ownership.id == CoOwner.ownership_id).where(
            Ownership.household_id.in_(ids), CoOwner.since <= on, or_(CoOwner.until.is_(None), CoOwner.until > on))):
        found.setdefault(row.ownership_id, []).append(row.person_id)
    return found


def _read(
    db: Session, ids: Select[int], places: Mapping[int, Place], heads: Mapping[Head, Sequence[Ownership]], on: date
) -> _Read:
    wanted = {person for _, persons in heads for person in persons}
    wanted |= {row.voter_id for owned in heads.values() for row in owned if row.voter_id}
    units = {u.id: u for u in db.scalars(select(Unit).where(Unit.id.in_([unit for unit, _ in heads if unit])))}
    speaking = {row.unit_id: row.person_id for row in db.scalars(
        select(Delegacy).join(Person, Person.id == Delegacy.person_id).where(there(on), Delegacy.unit_id.in_(units), Delegacy.since <= on,
                               or_(Delegacy.until.is_(None), Delegacy.until > on)).order_by(Delegacy.id))}
    return _Read(places, {p.id: p for p in db.scalars(select(Person).where(Person.id.in_(wanted)))}, units, speaking,
                 _changed(db, ids, on), on)


def _changed(db: Session, ids: Select[int], on: date) -> frozenset[int]:
    """Homes of which another entry ended or a co-owner came or went on the day itself."""
    ended = select(Ownership.household_id).where(Ownership.household_id.in_(ids), Ownership.until == on)
    shared = select(Ownership.household_id).join(CoOwner, CoOwner.ownership_id == Ownership.id).where(
        Ownership.household_id.in_(ids), Ownership.since < on, or_(CoOwner.since == on, CoOwner.until == on))
    return frozenset(db.scalars(ended)) | frozenset(db.scalars(shared))


def _of_unit(head: Head, owned: Sequence[Ownership], read: _Read) -> Elector:
    unit = read.units[head[0] or 0]
    who = read.speaking.get(unit.id)
    return _voice(f"owner-unit:{unit.id}", who, unit.name, owned, read, "" if who else NO_DELEGATE)


def _of_persons(persons: Sequence[int], owned: Sequence[Ownership], read: _Read) -> Elector:
    adults = {id for id, person in read.people.items() if of_age(person.comes_of_age, read.on)}
    gone = {id for id, person in read.people.items() if person.gone_on and person.gone_on <= read.on}
    who, why = who_gives(persons, [row.voter_id for row in sorted(owned, key=lambda row: row.id)], adults, gone)
    key = f"owner:{persons[0]}" if len(persons) == 1 else f"owners:{min(row.id for row in owned)}"
    return _voice(key, who, "、".join(read.people[id].called for id in persons), owned, read, why)


def _voice(key: str, who: int | None, called: str, owned: Sequence[Ownership], read: _Read, why: str) -> Elector:
    homes = [row.household_id for row in owned]
    return Elector(
        key, who, f"{called}（{'、'.join(read.places[id].address for id in homes)}）"[:LONGEST_SHOWN],
        sum(row.area_cm2 for row in owned), read.places[homes[0]].building, why,
        CHANGED_TODAY if read.changed & set(homes) else "")


def _of_nobody(id: int, place: Place) -> Elector:
    return Elector(f"home:{id}", None, place.address, place.area_cm2 or 0, place.building, NO_OWNER,
                   area_known=place.area_cm2 is not None)
