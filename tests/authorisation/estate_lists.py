"""What the matrix asks for of lists: one that waits to be entered, and one that was."""
from __future__ import annotations

from consult.community.actions import lists
from consult.community.models import ListImport
from consult.community.queries.lists import planned_for
from consult.community.rules.lists import Entry, ListKind, Reading
from consult.core.clock import local_date
from tests.builders import Neighbourhood


def build(town: Neighbourhood, ids: dict[str, int], codes: dict[str, str]) -> None:
    """Bring them about."""
    def read(door: str, **more: str) -> Reading:
        return Reading(ListKind.HOMES, [], [Entry(2, {"building": "3幢", "door": door, **more})], [], {})

    day = local_date(town.clock(), "Asia/Shanghai")

    def shown(name: str) -> str:
        found: str = town.look(lambda db: planned_for(db, db.get_one(ListImport, ids[name]), day)).digest
        return found

    for name, door in (("entered_list", "8单元801"), ("waiting_list", "8单元802")):
        ids[name] = town.run("lin", lambda work, door=door: lists.hand_in(
            work, community_id=town.community, file_name="a.csv", reading=read(door)))["list_id"]
        if name == "entered_list":
            digest = shown(name)
            town.run("lin", lambda work, digest=digest: lists.confirm_list(work, list_id=ids["entered_list"], digest=digest))
    codes["waiting_list"] = shown("waiting_list")
