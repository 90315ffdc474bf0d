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

    ids["entered_list"] = town.run("lin", lambda work: lists.take_in(
        work, community_id=town.community, file_name="a.csv", reading=read("8单元801")))["list_id"]
    ids["waiting_list"] = town.run("lin", lambda work: lists.hand_in(
        work, community_id=town.community, file_name="b.csv", reading=read("8单元802")))["list_id"]
    day = local_date(town.clock(), "Asia/Shanghai")
    codes["waiting_list"] = town.look(
        lambda db: planned_for(db, db.get_one(ListImport, ids["waiting_list"]), day)).digest
