"""By the name of each CHECK of merges and of places: what is written into which rows, past every verb."""
from __future__ import annotations

from datetime import date
from typing import Any

from consult.community import actions as register
from consult.community.models import FormerName, Household, Person, PersonMerge
from tests.builders import Neighbourhood

DAY = date(2026, 12, 31)
WRONG: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "merged_into_another": ("person", {}, {"merged_into_id": Person.id}),
    "two_entries_merged": ("person_merge", {}, {"kept_id": PersonMerge.gone_id}),
    "joined_into_another": ("household", {}, {"joined_into_id": Household.id, "joined_on": DAY}),
    "joined_on_a_day": ("household", {}, {"joined_on": DAY}),
    "former_name_of_one_place": ("former_name", {}, {"grid_id": None, "building_id": None, "household_id": None, "unit_id": None}),
}


def places_to_spoil(n: Neighbourhood) -> None:
    """Two entries that were one, and a building that was renamed."""
    def write(work: Any) -> None:
        xu = work.db.get_one(Person, n.people["xu"])
        twin = work.add(Person(street_id=xu.street_id, community_id=n.community, name=xu.name, called=xu.called))
        n.people["xu2"] = twin.id
        home = work.db.get_one(Household, n.households["xu"])
        work.add(FormerName(community_id=n.community, building_id=home.building_id, name="三号楼", until=DAY, by_id=xu.id))
    n.run(None, write)
    n.do("lin", register.merge_people, kept_id=n.people["xu"], gone_id=n.people["xu2"], reason="核对过，是同一个人", sure=True)
