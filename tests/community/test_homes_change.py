"""Places change: names, grids, homes split and joined, units closed; old records say what they said."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consult.ballot.models import RollEntry
from consult.community import actions as register
from consult.community import queries
from consult.community.models import (
    Building,
    Delegacy,
    FormerName,
    Grid,
    Household,
    LifeEvent,
    Ownership,
    Person,
    Unit,
)
from consult.community.rules.kinds import Counted
from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RuleBroken
from consult.storage.event_log import all_events
from tests.builders import Neighbourhood
from tests.builders_ballots import own, standing

TODAY = date(2026, 11, 26)


def refused(n: Neighbourhood, error: type[Refusal], verb: Any, who: str = "lin", /, **args: Any) -> Refusal:
    with pytest.raises(error) as refusal:
        n.do(who, verb, **args)
    return refusal.value


def building_of(n: Neighbourhood, who: str = "chen") -> Building:
    found: Building = n.look(lambda db: db.get_one(Household, n.households[who]).building)
    return found


def representative(n: Neighbourhood, home: int) -> int | None:
    found: int | None = n.look(lambda db: queries.homes(db, [home], TODAY)[0].representative_id)
    return found


def people_of(n: Neighbourhood, home: int) -> list[int]:
    return [person.id for person in n.see(queries.residents, home, TODAY)]


def events(n: Neighbourhood, name: str) -> list[dict[str, Any]]:
    return [e.data for e in n.look(lambda db: list(all_events(db, f"community:{n.community}"))) if e.name == name]


def test_a_building_gets_another_name_and_what_was_written_keeps_the_old_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"gu": 8_850})
    ballot = standing(n)
    building = building_of(n)
    n.do("lin", register.rename_building, building_id=building.id, name="3号楼", holds_from=TODAY - timedelta(days=5))
    assert building_of(n).name == "3号楼"
    assert n.look(lambda db: [(f.building_id, f.name, f.until) for f in db.query(FormerName)]) == [
        (building.id, "3幢", TODAY - timedelta(days=5))]
    assert all(row.shown_as.startswith("3幢") for row in n.look(
        lambda db: db.query(RollEntry).filter_by(ballot_id=ballot).all()))
    assert "3幢" not in str(events(n, "PlaceRenamed"))


def test_names_are_bounded_and_taken_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    home, other = n.households["chen"], n.look(lambda db: db.get_one(Household, n.households["wang"]).door)
    assert refused(n, BadShape, register.rename_door, household_id=home, door=other).facts["fields"] == {"door": "taken"}
    assert refused(n, BadShape, register.rename_door, household_id=home, door=" ").facts["fields"] == {"door": "missing"}
    assert refused(n, BadShape, register.rename_door, household_id=home, door="9" * 41).facts["fields"] == {"door": "too_long:40"}
    later = refused(n, BadShape, register.rename_door, household_id=home, door="B1", holds_from=TODAY + timedelta(days=1))
    assert later.facts["fields"] == {"holds_from": "not_yet"}
    refused(n, Forbidden, register.rename_door, "chen", household_id=home, door="B1")
    n.do("lin", register.rename_door, household_id=home, door="1单元101A")
    assert n.look(lambda db: db.get_one(Household, home).door) == "1单元101A"


def test_a_grid_more_and_a_building_goes_to_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    grid = n.do("lin", register.lay_out_grid, community_id=n.community, name="第二网格", name_en="Grid 2")["grid_id"]
    assert refused(n, BadShape, register.lay_out_grid, community_id=n.community, name="第二网格").facts["fields"] == {"name": "taken"}
    new = n.do("lin", register.put_up_building, grid_id=grid, name="12幢")["building_id"]
    moved = building_of(n)
    n.do("lin", register.move_building, building_id=moved.id, grid_id=grid)
    assert {b.id for b in n.look(lambda db: db.query(Building).filter_by(grid_id=grid).all())} == {new, moved.id}
    assert n.look(lambda db: db.get_one(Grid, grid).name_en) == "Grid 2"
    there = n.look(lambda db: db.get_one(Household, n.households["mei"]).building.grid_id)
    refused(n, NotFound, register.move_building, building_id=moved.id, grid_id=there)
    assert events(n, "BuildingMoved")[0]["to_grid_id"] == grid


def test_a_home_is_split_and_each_part_has_its_own_voice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    home = n.households["gu"]
    new = n.do("lin", register.split_home, household_id=home, door="1单元801A", people=str(n.people["gu"]),
               speaker_id=n.people["gu"], because="分户以后由这位担任户代表")["household_id"]
    assert people_of(n, home) == [n.people["gu_jr"]] and people_of(n, new) == [n.people["gu"]]
    assert (representative(n, home), representative(n, new)) == (None, n.people["gu"])
    assert n.look(lambda db: [e.kind for e in db.query(LifeEvent).filter_by(person_id=n.people["gu"])])[-1] == "moved"
    assert events(n, "HomeSplit")[0]["people"] == 1


def test_what_splitting_asks(neighbourhood: Neighbourhood) -> None:
    n, home = neighbourhood, neighbourhood.households["gu"]
    args: dict[str, Any] = {"household_id": home, "door": "1单元801A", "people": str(n.people["gu_jr"])}
    assert refused(n, BadShape, register.split_home, **args | {"people": str(n.people["chen"])}).facts["fields"] == {
        "people": "not_a_choice"}
    assert refused(n, BadShape, register.split_home, **args | {"people": ""}).facts["fields"] == {"people": "missing"}
    taken = n.look(lambda db: db.get_one(Household, n.households["ma"]).door)
    assert refused(n, BadShape, register.split_home, **args | {"door": taken}).facts["fields"] == {"door": "taken"}
    refused(n, BadShape, register.split_home, **args, speaker_id=n.people["gu"], because="由这位代表")
    assert refused(n, BadShape, register.split_home, **args, speaker_id=n.people["gu_jr"]).facts["fields"] == {"because": "missing"}
    assert people_of(n, home) == [n.people["gu"], n.people["gu_jr"]]


def test_two_homes_become_one_household_and_stay_two_titles(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"he": 8_850, "ma": 6_000})
    n.do("lin", register.join_homes, household_id=n.households["he"], other_id=n.households["ma"])
    assert people_of(n, n.households["he"]) == [n.people["he"], n.people["ma"]] and people_of(n, n.households["ma"]) == []
    assert representative(n, n.households["he"]) == n.people["he"]
    homes = n.look(lambda db: [v.voter_key for v in queries.known_of(db, n.community, TODAY)[Counted.HOUSEHOLDS].voices])
    assert f"household:{n.households['ma']}" not in homes and f"household:{n.households['he']}" in homes
    assert n.look(lambda db: db.query(Ownership).filter(Ownership.until.is_(None)).count()) == 2
    again = {"household_id": n.households["xu"], "other_id": n.households["ma"]}
    assert refused(n, RuleBroken, register.join_homes, **again).code == "home_joined_already"


def test_a_unit_is_renamed_and_closed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    school = n.units["school"]
    n.do("lin", register.rename_unit, unit_id=school, name="青禾实验小学", name_en="Qinghe Experimental School")
    assert n.look(lambda db: db.get_one(Unit, school).name_en) == "Qinghe Experimental School"
    n.do("lin", register.close_unit, unit_id=school, reason="并入区中心小学")
    assert n.look(lambda db: [d.until for d in db.query(Delegacy).filter_by(unit_id=school)]) == [TODAY]
    roll = n.look(lambda db: queries.roll_of(db, queries.body(db, n.bodies["joint"], n.community), TODAY))
    assert f"unit:{school}" not in {seat.voter_key for seat in roll}
    assert school not in {unit.id for unit in n.see(queries.units, n.community)}
    assert refused(n, RuleBroken, register.close_unit, unit_id=school, reason="再关一次").code == "unit_closed"


def test_somebody_from_elsewhere_speaks_for_a_unit_and_counts_among_no_residents(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    adults = n.look(lambda db: len(queries.known_of(db, n.community, TODAY)[Counted.ADULTS].voices))
    told = n.do("lin", register.send_from_elsewhere, unit_id=n.units["school"], name="郑 校长", called="郑校长")
    assert n.look(lambda db: db.get_one(Person, told["person_id"]).name) == "郑校长"
    now = next(s for s in n.see(queries.standings, n.community, TODAY) if s.unit.id == n.units["school"])
    assert now.delegates[0][1].id == told["person_id"]
    assert n.look(lambda db: len(queries.known_of(db, n.community, TODAY)[Counted.ADULTS].voices)) == adults
