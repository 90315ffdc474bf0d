"""Homes and the other parts of a building: what each is used as, whether somebody lives there, whether it counts."""
from __future__ import annotations

from typing import Annotated

from sqlalchemy import select

from consult.community import policy
from consult.community.events import HomeEntered
from consult.community.models import Building, Household
from consult.community.rules.kinds import ALWAYS_COUNT, HomeUse
from consult.core.arguments import Length
from consult.core.errors import BadShape
from consult.storage.work import Work

Door = Annotated[str, Length(most=40, least=1)]


def add_home(
    work: Work, *, building_id: int, door: Door, use: HomeUse = HomeUse.HOME, counts_for_owners: bool = False
) -> dict[str, int]:
    """Enter a home, or a shop, a garage, a store room with an owner of its own, under a door that none has yet."""
    building = work.get(Building, building_id)
    policy.require(work.actor, "keep_register", building)
    if work.db.scalar(select(Household.id).where(Household.building_id == building.id, Household.door == door)):
        raise BadShape({"door": "taken"})
    home = work.add(Household(
        community_id=building.community_id, building_id=building.id, door=door, use=use, lived_in=use == HomeUse.HOME,
        counts_for_owners=counts_for_owners or use in ALWAYS_COUNT))
    _record(work, home)
    return {"household_id": home.id}


def describe_home(
    work: Work, *, household_id: int, use: HomeUse, lived_in: bool = False, counts_for_owners: bool = False,
    area_cm2: int | None = None,
) -> dict[str, int]:
    """Say what a home is used as, its exclusive area in cm² where that is known, and whether somebody lives there.

    Homes and shops always count among owners; whether a garage or a store room does, the owners' own rules of order
    say (业主大会和业主委员会指导规则 art. 25). The area of an ownership stays as it was entered.
    """
    home = work.get(Household, household_id)
    policy.require(work.actor, "keep_register", home)
    if area_cm2 is not None and area_cm2 <= 0:
        raise BadShape({"area_cm2": "not_a_number"})
    home.use, home.lived_in, home.area_cm2 = use, lived_in and use == HomeUse.HOME, area_cm2
    home.counts_for_owners = counts_for_owners or use in ALWAYS_COUNT
    _record(work, home)
    return {"household_id": home.id}


def _record(work: Work, home: Household) -> None:
    work.record(HomeEntered(
        community_id=home.community_id, household_id=home.id, use=home.use, lived_in=home.lived_in,
        counts_for_owners=home.counts_for_owners))
