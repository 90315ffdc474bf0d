"""Owners as a list has them: the first is entered as the owner, the others own together with them."""
from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from consult.community.actions.owning import add_co_owner, end_co_owner, enter_ownership
from consult.community.models import Community, CoOwner, Household, Ownership, Person, Unit
from consult.storage.work import Work


def own(work: Work, community: Community, home: Household, area_cm2: int, owners: Sequence[Person | Unit]) -> None:
    """Enter who owns a home; what does not change stays as it was entered."""
    first, *others = owners
    owned = work.db.scalar(select(Ownership).where(Ownership.household_id == home.id, Ownership.until.is_(None)))
    if owned is None or (owned.person_id, owned.unit_id, owned.area_cm2) != (*_ids(first), area_cm2):
        owned = enter_ownership(work, community=community, household=home, area_cm2=area_cm2, owner=first)
    if isinstance(first, Unit):
        return
    before = set(work.db.scalars(select(CoOwner.person_id).where(CoOwner.ownership_id == owned.id, CoOwner.until.is_(None))))
    for id in sorted(before - {other.id for other in others}):
        end_co_owner(work, household_id=home.id, person_id=id)
    for other in others:
        if other.id not in before:
            add_co_owner(work, household_id=home.id, person_id=other.id)


def _ids(owner: Person | Unit) -> tuple[int | None, int | None]:
    return (owner.id, None) if isinstance(owner, Person) else (None, owner.id)
