"""Reads of who owns what on a day: one voice an owner, weighed by the area of all its homes."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.community.models import Delegacy, Ownership, Person, Unit
from consult.community.rules.electors import NO_DELEGATE, NO_OWNER, Elector


def owners_voices(db: Session, homes: Mapping[int, tuple[str, str]], on: date) -> list[Elector]:
    """One voice an owner, the area of all homes together; the same owner's several homes are one head
    (建筑物区分所有权解释 art. 9), and so are a developer's homes not yet sold. A home without an owner is a head too.

    `homes` are id to (address, building's name)."""
    rows = db.scalars(
        select(Ownership).where(Ownership.household_id.in_(homes), Ownership.since <= on,
                                or_(Ownership.until.is_(None), Ownership.until > on)).order_by(Ownership.id)).all()
    held: dict[tuple[int | None, int | None], list[Ownership]] = {}
    for row in rows:
        held.setdefault((row.person_id, row.unit_id), []).append(row)
    people = {p.id: p for p in db.scalars(select(Person).where(Person.id.in_([p for p, _ in held if p])))}
    units = {u.id: u for u in db.scalars(select(Unit).where(Unit.id.in_([u for _, u in held if u])))}
    speaking = {row.unit_id: row.person_id for row in db.scalars(
        select(Delegacy).where(Delegacy.unit_id.in_(units), Delegacy.since <= on,
                               or_(Delegacy.until.is_(None), Delegacy.until > on)).order_by(Delegacy.id))}
    listed = [_owner(person, unit, owned, homes, people, units, speaking) for (person, unit), owned in held.items()]
    missing = [home for home in homes if home not in {row.household_id for row in rows}]
    return listed + [
        Elector(f"home:{h}", None, homes[h][0], group=homes[h][1], silent_because=NO_OWNER, area_known=False)
        for h in missing]


def _owner(
    person: int | None, unit: int | None, owned: Sequence[Ownership], homes: Mapping[int, tuple[str, str]],
    people: Mapping[int, Person], units: Mapping[int, Unit], speaking: Mapping[int, int],
) -> Elector:
    doors = "、".join(homes[row.household_id][0] for row in owned)
    area, group = sum(row.area_cm2 for row in owned), homes[owned[0].household_id][1]
    if person is not None:
        return Elector(f"owner:{person}", person, f"{people[person].called}（{doors}）"[:160], area, group)
    assert unit is not None
    who = speaking.get(unit)
    return Elector(f"owner-unit:{unit}", who, f"{units[unit].name}（{doors}）"[:160], area, group,
                   "" if who else NO_DELEGATE)
