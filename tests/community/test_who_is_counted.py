"""Who is entitled to a voice: adults, households, owners and members, with those who cannot give theirs and why."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.community import actions as register
from consult.community import queries
from consult.community.models import Body, Community, Household, Person, Unit
from consult.community.queries import electorates
from consult.community.rules.electors import Elector, Electorate
from consult.community.rules.kinds import BodyKind, HomeUse, Membership, PostKind, UnitKind
from consult.community.rules.presets import BodyPreset
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.meeting.models import Attendee
from tests.builders import Neighbourhood

TODAY = date(2026, 11, 26)
EVERYONE = ("chen", "wang", "li", "zhao", "sun", "qian", "he", "gu", "ma", "xu")


def counted(n: Neighbourhood, counts: str, on: date = TODAY, **scope: Any) -> Electorate:
    found: Electorate = n.see(
        electorates.electorate, n.community, {"kind": "community", "id": 0, "prefix": ""} | scope, counts, on)
    return found


def voice(n: Neighbourhood, counts: str, key: str, on: date = TODAY) -> Elector:
    return {v.voter_key: v for v in counted(n, counts, on).voices}[key]


def home(n: Neighbourhood, who: str) -> str:
    return f"household:{n.households[who]}"


def owns(n: Neighbourhood, where: str, owner: str, area_cm2: int = 885_000, *, days_ago: int = 0) -> None:
    with n.earlier(days=days_ago):
        n.do("lin", register.enter_owner, household_id=n.households[where], area_cm2=area_cm2, person_id=n.people[owner])


def co_owns(n: Neighbourhood, where: str, other: str) -> None:
    n.do("lin", register.add_co_owner, household_id=n.households[where], person_id=n.people[other])


def speaks(n: Neighbourhood, where: str, voter: str | None) -> None:
    n.do("lin", register.name_voter, household_id=n.households[where], person_id=n.people[voter] if voter else None)


def young(n: Neighbourhood, who: str, month: str) -> None:
    n.do("lin", register.enter_age, person_id=n.people[who], comes_of_age=month)


def used_as(n: Neighbourhood, who: str, use: HomeUse, **more: Any) -> None:
    n.do("lin", register.describe_home, household_id=n.households[who], use=use, **more)


def refusal(n: Neighbourhood, verb: Any, **args: Any) -> str:
    with pytest.raises(RuleBroken) as refused:
        n.do("lin", verb, **args)
    return refused.value.code


def misshapen(n: Neighbourhood, verb: Any, **args: Any) -> dict[str, str]:
    with pytest.raises(BadShape) as refused:
        n.do("lin", verb, **args)
    return refused.value.fields


# --- households -----------------------------------------------------------------------------------------


def test_a_household_without_a_representative_stays_in_the_base(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.add_home, building_id=1, door="9单元901")
    base = counted(n, "households")
    assert (base.entitled, base.able, base.missing) == (11, 10, {"no_representative": 1})
    assert counted(n, "named_households").entitled == 10


def test_an_empty_home_and_a_shop_are_no_households(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    used_as(n, "gu", HomeUse.HOME, lived_in=False)
    used_as(n, "ma", HomeUse.SHOP)
    keys = {v.voter_key for v in counted(n, "households").voices}
    assert len(keys) == 8 and not keys & {home(n, "gu"), home(n, "ma")}
    adults = {v.person_id for v in counted(n, "adults").voices}
    assert adults == {n.people[who] for who in EVERYONE if who not in ("gu", "ma")}
    assert n.people["gu"] in {v.person_id for v in counted(n, "anyone").voices}


def test_of_two_changes_of_a_representative_on_one_day_the_later_holds_from_that_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for who in ("gu_jr", "gu"):
        n.do("lin", register.change_representative, household_id=n.households["gu"], person_id=n.people[who], reason="家里商量过")
    for day in (TODAY, TODAY + timedelta(days=1)):
        assert voice(n, "households", home(n, "gu"), day).person_id == n.people["gu"]
    assert voice(n, "households", home(n, "gu")).note == "changed_today"
    assert voice(n, "households", home(n, "gu"), TODAY + timedelta(days=1)).note == ""
    body = n.look(lambda db: [s.person_id for s in queries.roll_of(db, db.get_one(Body, n.bodies["assembly"]), TODAY)])
    assert sorted(body) == sorted(n.people[who] for who in EVERYONE)
    assert n.see(queries.homes, [n.households["gu"]], TODAY)[0].representative_id == n.people["gu"]
    assert n.bodies["assembly"] not in n.see(queries.bodies_of, n.people["gu_jr"], n.community, TODAY)


# --- of age ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "counts"), [
    (date(2026, 11, 30), False), (date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2027, 6, 1), True)])
def test_somebody_is_of_age_from_the_first_day_of_the_month_after(
    neighbourhood: Neighbourhood, day: date, counts: bool
) -> None:
    n = neighbourhood
    young(n, "gu_jr", "2026-12")
    assert (f"person:{n.people['gu_jr']}" in {v.voter_key for v in counted(n, "adults", day).voices}) is counts


def test_the_desk_marks_somebody_of_age_from_the_month_itself_and_never_before(neighbourhood: Neighbourhood) -> None:
    n, junior = neighbourhood, neighbourhood.people["gu_jr"]
    young(n, "gu_jr", "2026-12")
    assert refusal(n, register.mark_of_age, person_id=junior) == "not_of_age_before_its_month"
    n.clock.forward(days=5)
    n.do("lin", register.mark_of_age, person_id=junior)
    assert f"person:{junior}" in {v.voter_key for v in counted(n, "adults", TODAY + timedelta(days=5)).voices}
    with pytest.raises(Forbidden):
        n.do("chen", register.mark_of_age, person_id=junior)


@pytest.mark.parametrize("month", ["2026", "2026-13", "2026-12-03", "1850-01", "2044-12", "明年三月"])
def test_a_month_is_a_month_within_eighteen_years_and_no_birthday(neighbourhood: Neighbourhood, month: str) -> None:
    n = neighbourhood
    assert set(misshapen(n, register.enter_age, person_id=n.people["gu_jr"], comes_of_age=month)) == {"comes_of_age"}


def test_a_month_that_is_over_is_not_kept(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    young(n, "gu_jr", "2026-10")
    assert n.look(lambda db: db.get_one(Person, n.people["gu_jr"]).comes_of_age) is None


def test_nobody_under_age_speaks_for_a_household(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    young(n, "gu_jr", "2028-03")
    assert refusal(n, register.change_representative, household_id=n.households["gu"], person_id=n.people["gu_jr"],
                   reason="家里商量过") == "representative_not_of_age"
    young(n, "ma", "2028-03")
    silent = voice(n, "households", home(n, "ma"))
    assert (silent.silent_because, silent.person_id) == ("not_of_age", None)
    assert counted(n, "households").entitled == 10


def test_an_assembly_of_all_adults_is_everybody_of_age_who_lives_here(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    young(n, "gu_jr", "2028-03")
    assembly = n.run("lin", lambda work: register.form_body(
        work, community=work.get(Community, n.community), preset=BodyPreset(
            kind=BodyKind.RESIDENTS_ASSEMBLY, name="全体居民会议", name_en="Assembly of All", convened_by=(), notice_days=10,
            vote_rule="assembly_all", membership=Membership.ADULTS)).id)
    grown = {n.people[who] for who in EVERYONE}
    seats = n.look(lambda db: queries.roll_of(db, db.get_one(Body, assembly), TODAY))
    assert {seat.person_id for seat in seats} == grown
    assert assembly in n.see(queries.bodies_of, n.people["gu"], n.community, TODAY)
    assert assembly not in n.see(queries.bodies_of, n.people["gu_jr"], n.community, TODAY)
    base = counted(n, "members", kind="body", id=assembly)
    assert (base.entitled, base.missing) == (10, {})


def test_every_adult_has_a_voice_in_a_meeting_of_all(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    young(n, "gu_jr", "2028-03")
    n.bodies["everyone"] = n.run("lin", lambda work: register.form_body(
        work, community=work.get(Community, n.community), preset=BodyPreset(
            kind=BodyKind.RESIDENTS_ASSEMBLY, name="全体居民会议", name_en="Assembly of All", convened_by=(PostKind.SECRETARY,),
            notice_days=3, vote_rule="assembly_all", membership=Membership.ADULTS)).id)
    room = n.a_sitting(body="everyone", present=("gu", "gu_jr"))
    roll = n.look(lambda db: {a.voter_key for a in db.scalars(select(Attendee).where(
        Attendee.meeting_id == room.meeting_id)) if a.voter_key})
    assert roll == {f"person:{n.people[who]}" for who in EVERYONE}


# --- owners ---------------------------------------------------------------------------------------------


def test_a_home_without_an_owner_is_a_head_with_its_area_where_that_is_known(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen", 1_000_000)
    used_as(n, "wang", HomeUse.HOME, lived_in=True, area_cm2=900_000)
    base = counted(n, "owners")
    assert (base.entitled, base.able, base.missing) == (10, 1, {"no_owner": 9, "area_unknown": 8})
    wang = voice(n, "owners", f"home:{n.households['wang']}")
    assert (wang.area_cm2, wang.area_known, wang.silent_because) == (900_000, True, "no_owner")


def test_a_developers_unsold_homes_are_one_head_with_the_whole_area(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    developer = n.do(
        "lin", register.add_unit, community_id=n.community, kind=UnitKind.ENTERPRISE, name="柳荫置业")["unit_id"]
    for who in ("sun", "qian", "he"):
        n.do("lin", register.enter_owner, household_id=n.households[who], area_cm2=1_000_000, unit_id=developer)
    unsold = voice(n, "owners", f"owner-unit:{developer}")
    assert (unsold.area_cm2, unsold.silent_because, unsold.person_id) == (3_000_000, "no_delegate", None)
    assert counted(n, "owners").entitled == 8
    n.do("lin", register.change_delegate, unit_id=developer, person_id=n.people["deng"])
    assert voice(n, "owners", f"owner-unit:{developer}").person_id == n.people["deng"]


def test_garages_count_where_the_owners_rules_say_so_and_shops_always(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    used_as(n, "gu", HomeUse.GARAGE)
    used_as(n, "ma", HomeUse.STORAGE, counts_for_owners=True)
    used_as(n, "xu", HomeUse.SHOP)
    shown = {v.shown_as for v in counted(n, "owners").voices}
    assert len(shown) == 9 and "3幢1单元801" not in shown


def test_co_owners_have_one_voice_given_by_whom_they_name(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen", days_ago=9)
    co_owns(n, "chen", "wang")
    silent = next(v for v in counted(n, "owners").voices if v.voter_key.startswith("owners:"))
    assert (silent.silent_because, silent.area_cm2, silent.note) == ("no_voter_named", 885_000, "changed_today")
    assert refusal(n, register.name_voter, household_id=n.households["chen"], person_id=n.people["li"]) == "voter_is_no_owner"
    speaks(n, "chen", "wang")
    assert voice(n, "owners", silent.voter_key).person_id == n.people["wang"]
    assert voice(n, "owners", silent.voter_key).shown_as == "陈阿姨、王师傅（3幢1单元101）"
    speaks(n, "chen", None)
    assert voice(n, "owners", silent.voter_key).silent_because == "no_voter_named"


def test_the_same_owners_of_two_homes_are_one_head_and_others_are_another(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for where, other in (("chen", "wang"), ("li", "wang"), ("zhao", "he")):
        owns(n, where, "chen", 500_000)
        co_owns(n, where, other)
    owns(n, "sun", "wang", 500_000)
    co_owns(n, "sun", "chen")
    heads = [v for v in counted(n, "owners").voices if v.voter_key.startswith("owners:")]
    assert sorted(v.area_cm2 for v in heads) == [500_000, 1_500_000]
    speaks(n, "li", "chen")
    speaks(n, "sun", "wang")
    assert max(counted(n, "owners").voices, key=lambda v: v.area_cm2).person_id == n.people["wang"], "the later entry"


def test_a_co_owner_who_sold_the_share_leaves_the_owner_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen")
    co_owns(n, "chen", "wang")
    speaks(n, "chen", "wang")
    n.clock.forward(days=3)
    n.do("lin", register.end_co_owner, household_id=n.households["chen"], person_id=n.people["wang"])
    assert voice(n, "owners", f"owner:{n.people['chen']}", TODAY + timedelta(days=3)).person_id == n.people["chen"]
    with pytest.raises(NotFound):
        n.do("lin", register.end_co_owner, household_id=n.households["chen"], person_id=n.people["wang"])


def test_a_minor_owner_stays_in_the_base_and_is_spoken_for_by_a_guardian(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "gu", "gu_jr")
    young(n, "gu_jr", "2027-01")
    key = f"owner:{n.people['gu_jr']}"
    assert (voice(n, "owners", key).silent_because, voice(n, "owners", key).area_cm2) == ("not_of_age", 885_000)
    speaks(n, "gu", "gu")
    assert voice(n, "owners", key).person_id == n.people["gu"]
    assert voice(n, "owners", key, date(2027, 2, 1)).person_id == n.people["gu_jr"], "of age now"


def test_the_voter_named_is_of_age(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "gu", "gu")
    co_owns(n, "gu", "gu_jr")
    young(n, "gu_jr", "2028-01")
    assert refusal(n, register.name_voter, household_id=n.households["gu"], person_id=n.people["gu_jr"]) == "voter_not_of_age"


def test_a_home_of_a_unit_or_of_nobody_has_no_co_owner_and_no_voter(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for verb in (register.add_co_owner, register.name_voter):
        assert refusal(n, verb, household_id=n.households["gu"], person_id=n.people["he"]) == "owned_by_no_person"
    n.do("lin", register.enter_owner, household_id=n.households["gu"], area_cm2=1, unit_id=n.units["school"])
    assert refusal(n, register.add_co_owner, household_id=n.households["gu"], person_id=n.people["he"]) == "owned_by_no_person"


def test_an_owner_entered_twice_on_one_day_has_one_voice_and_one_area(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen")
    owns(n, "chen", "chen")
    mine = voice(n, "owners", f"owner:{n.people['chen']}")
    assert (mine.area_cm2, mine.note, counted(n, "owners").entitled) == (885_000, "changed_today", 10)


def test_of_a_home_sold_on_the_day_the_later_entry_counts_and_says_so(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen", days_ago=20)
    owns(n, "chen", "wang")
    keys = {v.voter_key: v.note for v in counted(n, "owners").voices if v.voter_key.startswith("owner:")}
    assert keys == {f"owner:{n.people['wang']}": "changed_today"}
    before = counted(n, "owners", TODAY - timedelta(days=1)).voices
    assert [v.voter_key for v in before if v.voter_key.startswith("owner:")] == [f"owner:{n.people['chen']}"]


def test_an_area_put_right_leaves_who_owns_together_and_who_speaks_as_it_was(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen", 800_000, days_ago=3)
    co_owns(n, "chen", "wang")
    speaks(n, "chen", "wang")
    owns(n, "chen", "chen", 810_000)
    held = [v for v in counted(n, "owners").voices if v.person_id]
    assert [(v.area_cm2, v.person_id) for v in held] == [(810_000, n.people["wang"])]
    assert n.look(lambda db: db.get_one(Household, n.households["chen"]).area_cm2) == 810_000


# --- members and scopes ---------------------------------------------------------------------------------


def test_a_unit_without_a_delegate_stays_in_the_base_of_its_body(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    unit = n.do("lin", register.add_unit, community_id=n.community, kind=UnitKind.SCHOOL, name="青禾幼儿园")["unit_id"]
    n.do("lin", register.seat_unit, unit_id=unit, body_id=n.bodies["joint"])
    base = counted(n, "members", kind="body", id=n.bodies["joint"])
    assert (base.entitled, base.able, base.missing) == (4, 3, {"no_delegate": 1})
    assert n.look(lambda db: db.get_one(Unit, unit).name) in {v.shown_as for v in base.voices}


def test_a_body_of_households_is_all_households_or_those_named(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.add_home, building_id=1, door="9单元901")
    assembly = {"kind": "body", "id": n.bodies["assembly"]}
    assert counted(n, "members", **assembly).entitled == counted(n, "households", **assembly).entitled == 11
    assert counted(n, "named_households", **assembly).entitled == 10


@pytest.mark.parametrize(("counts", "scope"), [
    ("members", {}), ("households", {"kind": "grid", "id": 99}), ("members", {"kind": "body", "id": 99}),
    ("owners", {"kind": "stairwell", "id": 1, "prefix": "7单元"})])
def test_what_is_not_there_has_no_electorate(neighbourhood: Neighbourhood, counts: str, scope: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        counted(neighbourhood, counts, **scope)


# --- what the community states --------------------------------------------------------------------------


def states(n: Neighbourhood, kind: str, count: int, **more: Any) -> None:
    n.do("lin", register.state_number, **{"community_id": n.community, "kind": kind, "count": count, "source": "入户登记",
                                          "as_of": date(2026, 10, 1)} | more)


def test_the_stated_number_is_the_base_where_the_register_knows_fewer(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    states(n, "households", 40)
    base = counted(n, "households")
    assert (base.entitled, base.able, base.missing, base.differs) == (40, 10, {"not_in_register": 30}, True)
    assert base.stated is not None and (base.stated.source, base.stated.as_of) == ("入户登记", date(2026, 10, 1))
    assert counted(n, "named_households").entitled == counted(n, "households", kind="building", id=1).entitled == 10
    states(n, "households", 9)
    assert (counted(n, "households").entitled, counted(n, "households").missing) == (10, {})
    states(n, "adults", 300)
    assert (counted(n, "adults").entitled, counted(n, "anyone").entitled) == (300, 11)


def test_the_roll_says_so_where_the_two_are_more_than_two_per_cent_apart() -> None:
    from consult.community.rules.electors import far_apart

    assert [far_apart(100, 98), far_apart(100, 97), far_apart(98, 100), far_apart(50, 50)] == [False, True, False, False]


@pytest.mark.parametrize(("wrong", "field"), [
    ({"count": 0}, "count"), ({"count": 1_000_001}, "count"), ({"as_of": date(2027, 1, 1)}, "as_of"), ({"source": ""}, "source"),
    ({"kind": "cats"}, "kind")])
def test_a_stated_number_is_a_possible_one_with_its_source(
    neighbourhood: Neighbourhood, wrong: dict[str, Any], field: str
) -> None:
    n = neighbourhood
    given = {"community_id": n.community, "kind": "adults", "count": 5, "source": "入户登记", "as_of": TODAY}
    assert set(misshapen(n, register.state_number, **given | wrong)) == {field}
    with pytest.raises(Forbidden):
        n.do("chen", register.state_number, **given)


def test_a_door_is_entered_once(neighbourhood: Neighbourhood) -> None:
    assert misshapen(neighbourhood, register.add_home, building_id=1, door="1单元101") == {"door": "taken"}


def test_the_log_says_neither_who_owns_nor_when_somebody_comes_of_age(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    owns(n, "chen", "chen")
    co_owns(n, "chen", "wang")
    speaks(n, "chen", "wang")
    young(n, "gu_jr", "2027-03")
    states(n, "adults", 12)
    told = {event.name: event.data for event in n.log(f"community:{n.community}")[-5:]}
    assert [set(data) - {"community_id"} for data in told.values()] == [
        {"household_id"}, {"household_id"}, {"household_id", "named"}, {"person_id"}, {"kind", "count", "as_of"}]
