"""Cases of counting with the right answer: who is counted, under which rule. Each went wrong once.

Articles are of the Civil Code (278, 279), its Interpretation on Ownership of Buildings (8-11), and of the Organic Law of
the Urban Residents Committees (2025 revision: 26-29).
"""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.community import actions as register
from consult.community.models import Building, Community, Grid, Household, Person
from consult.community.rules.kinds import UnitKind
from consult.core.errors import RuleBroken
from consult.meeting import actions as meetings
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.builders_ballots import standing

M2 = 10_000
OWNERS = ("chen", "wang", "li", "zhao", "sun", "qian", "he", "gu", "ma", "xu")


def a_building(n: Neighbourhood, homes: int = 10, owned: dict[str, int] | None = None, unsold: int = 0) -> int:
    """A building of so many homes of 100 m²: the first are owned as named (areas in cm²), then so many unsold by a developer
    that named no delegate, the rest has nobody entered. Its id."""
    def build(work: Work) -> int:
        here = work.get(Community, n.community)
        grid = work.db.query(Grid).filter_by(community_id=here.id).first()
        building = register.add_building(work, grid=grid, name="9幢")
        doors = [register.settle_household(work, building=building, door=f"1单元{k}01") for k in range(1, homes + 1)]
        for home, (who, area) in zip(doors, (owned or {}).items(), strict=False):
            register.enter_ownership(work, community=here, household=home, area_cm2=area, owner=work.get(Person, n.people[who]))
        builder = register.register_unit(work, community=here, kind=UnitKind.ENTERPRISE, name="开发商") if unsold else None
        for home in doors[len(owned or {}):][:unsold]:
            register.enter_ownership(work, community=here, household=home, area_cm2=100 * M2, owner=builder)
        return building.id

    with n.earlier(days=30):
        return int(n.run(None, build))


def asked(n: Neighbourhood, rule: str, building: int, **words: Any) -> int:
    return standing(n, rule, **{"scope": "building", "scope_id": building} | words)


def say(n: Neighbourhood, ballot: int, **choices: str) -> None:
    for who, choice in choices.items():
        n.do(who, ballots.cast, ballot_id=ballot, choice=choice)


def closed(n: Neighbourhood, ballot: int) -> dict[str, Any]:
    n.clock.forward(days=8)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    result: dict[str, Any] = n.see(queries.ballot, ballot, n.community).result
    return result


def code_of(n: Neighbourhood, who: str, verb: Any, **args: Any) -> str:
    with pytest.raises(RuleBroken) as refusal:
        n.do(who, verb, **args)
    return refusal.value.code


def refused(n: Neighbourhood, rule: str, **words: Any) -> str:
    given = {"question": "行不行？", "scope": "community", "opens_at": n.clock(), "closes_at": n.clock() + timedelta(days=7)}
    return code_of(n, "lin", ballots.announce_ballot, community_id=n.community, rule=rule, **given | words)


def adopt(n: Neighbourhood, bar: str, code: str = "own_share") -> None:
    """A rule of the community's own over all adults, with one bar."""
    n.do("lin", ballots.adopt_rules, community_id=n.community, pack=f"""
        [[rule]]
        code = "{code}"
        name = "自定比例"
        name_en = "A share of one's own"
        unit = ["person"]
        electorate = "adults"
        secrecy = "named"
        binding = "advisory"
        citation = "社区章程"
        citation_en = "Community charter"
        effective_from = 2020-01-01
        threshold = {{ measure = "for", {bar}, base = "eligible" }}""")


# --- 1 to 3: owners, all of them ---------------------------------------------------------------------------


def test_the_unsold_part_is_one_head_with_all_its_area_whether_or_not_somebody_speaks_for_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    four = ("chen", "wang", "li", "zhao")
    ballot = asked(n, "owners_ordinary", a_building(n, owned=dict.fromkeys(four, 100 * M2), unsold=6))
    say(n, ballot, **dict.fromkeys(four, "for"))
    result = closed(n, ballot)
    heads, area = result["quorum"]
    assert (heads["have"], heads["base"], heads["met"]) == (4, 5, True)
    assert (area["have"], area["base"], area["met"]) == (400 * M2, 1000 * M2, False)
    assert result["verdict"] == "no_quorum"
    assert "400平方米" in result["said"]["zh"] and "1000平方米" in result["said"]["zh"]
    assert result["base"]["missing"] == {"no_delegate": 1}


def test_a_home_without_an_owner_entered_is_a_head_all_the_same(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    three = ("chen", "wang", "li")
    ballot = asked(n, "owners_ordinary", a_building(n, owned=dict.fromkeys(three, 100 * M2)))
    say(n, ballot, **dict.fromkeys(three, "for"))
    result = closed(n, ballot)
    assert (result["verdict"], result["quorum"][0]["have"], result["quorum"][0]["base"]) == ("no_quorum", 3, 10)
    assert result["base"]["missing"]["no_owner"] == 7
    assert "7" in result["said"]["zh"] and "业主" in result["said"]["zh"]


def test_who_steps_back_stays_in_the_base_of_owners_and_may_still_vote(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    seven = OWNERS[1:8]
    building = a_building(n, homes=8, owned={"chen": 2_200 * M2} | dict.fromkeys(seven, 100 * M2))
    told = n.do("lin", ballots.announce_ballot, community_id=n.community, rule="owners_ordinary", question="行不行？",
                scope="building", scope_id=building, opens_at=n.clock(), closes_at=n.clock() + timedelta(days=7))
    key = f"owner:{n.people['chen']}"
    answer = n.do("lin", ballots.recuse, announcement_id=told["announcement_id"], voter_key=key, reason="本人是施工方")
    assert answer == {"leaves": False}
    ballot = n.do("lin", ballots.open_announced, announcement_id=told["announcement_id"])["ballot_id"]
    say(n, ballot, **dict.fromkeys(seven, "for"))
    assert n.see(queries.own_voices, ballot, n.people["chen"])[0][0].may_vote
    result = closed(n, ballot)
    area = result["quorum"][1]
    assert (result["verdict"], area["have"], area["base"]) == ("no_quorum", 700 * M2, 2_900 * M2)
    assert result["base"]["missing"]["stepped_back"] == 1


# --- 4: households, all of them ----------------------------------------------------------------------------


def forty_households(n: Neighbourhood) -> None:
    a_building(n, homes=30)


def test_household_representatives_are_counted_over_all_households(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    forty_households(n)
    six = ("chen", "wang", "li", "zhao", "sun", "qian")
    room = n.a_motion(body="assembly", present=six, by="chen")
    with pytest.raises(RuleBroken) as refusal:
        n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)
    assert (refusal.value.code, refusal.value.facts) == ("quorum_not_met", {"present": 6, "needed": 21, "expected": 40})


def test_households_asked_between_meetings_are_counted_over_all_households_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    forty_households(n)
    ballot = standing(n, "household_consultation")
    say(n, ballot, **dict.fromkeys(("chen", "wang", "li", "zhao", "sun", "qian"), "for"))
    result = closed(n, ballot)
    assert (result["verdict"], result["participating"], result["eligible"]) == ("no_quorum", 6, 40)
    assert result["base"]["missing"] == {"no_representative": 30}
    assert "40" in result["said"]["zh"] and "30" in result["said"]["zh"]


def test_a_community_may_set_the_narrower_reading_and_the_result_says_so(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    forty_households(n)
    n.do("lin", ballots.adopt_rules, community_id=n.community, pack="""
        [[rule]]
        code = "household_consultation"
        name = "入户征求意见（只计已登记的户代表）"
        name_en = "Households asked, those with a representative alone"
        unit = ["household"]
        electorate = "named_households"
        secrecy = "named"
        binding = "advisory"
        citation = "社区章程"
        citation_en = "Community charter"
        effective_from = 2020-01-01
        quorum = { measure = "participating", op = ">", num = 1, den = 2, base = "eligible" }
        threshold = { measure = "for", op = ">", num = 1, den = 2, base = "participating" }""")
    ballot = standing(n, "household_consultation")
    say(n, ballot, **dict.fromkeys(("chen", "wang", "li", "zhao", "sun", "qian"), "for"))
    result = closed(n, ballot)
    assert (result["verdict"], result["eligible"], result["base"]["electorate"]) == ("passed", 10, "named_households")
    assert "户代表" in result["said"]["zh"]


# --- 5: home turned business -------------------------------------------------------------------------------


def test_home_turned_business_asks_the_owners_of_the_building_and_no_tenant(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    def one_owner(work: Work) -> int:
        here = work.get(Community, n.community)
        home = work.get(Household, n.households["chen"])
        for each in work.db.query(Household).filter_by(building_id=home.building_id):
            register.enter_ownership(work, community=here, household=each, area_cm2=90 * M2, owner=work.get(Person, n.people["lin"]))
        return home.building_id

    with n.earlier(days=30):
        building = n.run(None, one_owner)
    ballot = asked(n, "owners_unanimous_interested", building)
    assert [v.person_id for v in n.see(queries.roll, ballot)] == [n.people["lin"]]
    assert code_of(n, "chen", ballots.cast, ballot_id=ballot, choice="against") == "not_on_the_roll"
    say(n, ballot, lin="for")
    assert closed(n, ballot)["verdict"] == "passed"


# --- 6 and 10: which rule fits which roll ------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "scope", "code"), [
    ("assembly_all", "council", "rule_needs_a_meeting"), ("rep_meeting", "community", "rule_needs_a_meeting"),
    ("owners_ordinary", "council", "rule_not_of_this_body"), ("owners_unanimous_interested", "community", "rule_not_of_this_place"),
    ("assembly_household", "community", "rule_needs_a_meeting"), ("rep_meeting_requisition", "community", "rule_counts_others"),
    ("rep_meeting_requisition", "council", "rule_not_of_this_body"), ("committee_election", "community", "held_elsewhere"),
    ("joint_meeting_consensus", "joint", "rule_needs_a_meeting"),
])
def test_a_rule_that_does_not_fit_the_roll_is_refused_with_the_reason(
    neighbourhood: Neighbourhood, rule: str, scope: str, code: str
) -> None:
    n = neighbourhood
    where = {"scope": "body", "scope_id": n.bodies[scope]} if scope in n.bodies else {"scope": scope}
    assert refused(n, rule, **where) == code


def test_a_body_cannot_be_convened_to_vote_by_a_rule_of_another(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for rule, code in (("owners_ordinary", "rule_between_meetings"), ("rep_meeting", "rule_not_of_this_body"),
                       ("assembly_all", "rule_not_of_this_body")):
        n.run(None, lambda work, rule=rule: setattr(_council(work, n), "vote_rule", rule))
        with pytest.raises(RuleBroken) as refusal:
            n.a_meeting()
        assert refusal.value.code == code


def _council(work: Work, n: Neighbourhood) -> Any:
    from consult.community.models import Body
    return work.get(Body, n.bodies["council"])


# --- 7, 8, 20: nothing passes on nothing ------------------------------------------------------------------


def test_the_close_of_debate_is_not_carried_by_nobody(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion()
    asked = n.do("chen", meetings.move_close_debate, meeting_id=room.meeting_id)["question_id"]
    told = n.do("zhou", meetings.count_room, meeting_id=room.meeting_id, question_id=asked, votes_for=0, votes_against=0, votes_abstain=5)
    assert told["carried"] is False


def test_owners_of_no_area_decide_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    told = n.do("lin", ballots.announce_ballot, community_id=n.community, rule="owners_special", question="行不行？",
                scope="building", scope_id=a_building(n), opens_at=n.clock(), closes_at=n.clock() + timedelta(days=7))
    assert code_of(n, "lin", ballots.open_announced, announcement_id=told["announcement_id"]) == "roll_is_empty"


def test_consensus_of_the_silent_is_none(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote(body="joint", present=("deng", "song", "bai"))
    n.do(n.facilitator_of("joint"), meetings.close_vote, meeting_id=room.meeting_id)
    result = n.see(queries.ballot, room.ballot_id, n.community).result
    assert result["verdict"] == "failed"
    assert "没有人表示同意" in result["said"]["zh"] and "没有反对意见，不通过" not in result["said"]["zh"]


# --- 9: groups ---------------------------------------------------------------------------------------------


def test_a_rule_that_counts_groups_apart_cannot_be_secret(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    pack = """
        [[rule]]
        code = "people_and_buildings"
        name = "人数和楼栋都过半"
        name_en = "People and buildings"
        unit = ["household"]
        secrecy = "named"
        secrecy_options = ["named", "secret"]
        binding = "advisory"
        citation = "社区章程"
        citation_en = "Community charter"
        effective_from = 2020-01-01
        groups = [{ metric = "buildings", won_by = { measure = "for", op = ">", num = 1, den = 2, base = "cast" } }]
        threshold = { measure = "for", op = ">", num = 1, den = 2, base = "cast", metrics = ["heads", "buildings"] }"""
    assert code_of(n, "lin", ballots.adopt_rules, community_id=n.community, pack=pack) == "rule_unreadable"
    n.do("lin", ballots.adopt_rules, community_id=n.community, pack=pack.replace(', "secret"]', "]"))
    assert refused(n, "people_and_buildings", secrecy_chosen="secret") == "groups_are_named"


# --- 11 to 13, 17: sentences -------------------------------------------------------------------------------


def test_one_hundredth_of_a_square_metre_short_is_short_and_is_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    building = a_building(n, homes=3, owned={"chen": 100 * M2, "wang": 9_997 * 100, "li": 100 * M2})
    ballot = asked(n, "owners_ordinary", building)
    say(n, ballot, chen="for", wang="for")
    result = closed(n, ballot)
    assert result["verdict"] == "no_quorum"
    assert "差0.01平方米不到三分之二" in result["said"]["zh"] and "0.01 m²" in result["said"]["en"]


@pytest.mark.parametrize(("entitled", "bar", "said"), [
    (505, 'op = ">=", num = 20, den = 100', "百分之二十，即101"), (61, 'op = ">=", num = 1, den = 10', "十分之一，即6.1"),
    (93, 'op = ">=", num = 2, den = 3', "三分之二，即62"),
])
def test_a_number_is_never_glued_to_a_share(neighbourhood: Neighbourhood, entitled: int, bar: str, said: str) -> None:
    n = neighbourhood
    adopt(n, bar)
    n.do("lin", register.state_number, community_id=n.community, kind="adults", count=entitled, source="社区台账",
         as_of=n.clock().date())
    ballot = standing(n, "own_share")
    say(n, ballot, chen="for")
    result = closed(n, ballot)
    assert (result["verdict"], result["eligible"]) == ("failed", entitled)
    assert said in result["said"]["zh"]


def test_a_ballot_between_meetings_has_no_words_of_a_meeting(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "household_consultation")
    say(n, ballot, **dict.fromkeys(OWNERS[:7], "for"))
    said = closed(n, ballot)["said"]["zh"]
    assert "应投10" in said and "参加" in said and not any(word in said for word in ("应到", "实到", "到会"))


# --- 14, 15: grades and plans ------------------------------------------------------------------------------


def test_the_plan_that_won_is_named_with_the_next(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "choose_one", options="修步道\n添路灯\n建车棚")
    say(n, ballot, chen="o2", wang="o2", li="o1")
    result = closed(n, ballot)
    assert (result["verdict"], result["winner"], result["next"]) == ("passed", "o2", ["o1"])
    assert "添路灯" in result["said"]["zh"] and "修步道" in result["said"]["zh"]


def test_a_tie_of_two_plans_names_the_two(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "choose_one", options="修步道\n添路灯\n建车棚")
    say(n, ballot, chen="o2", wang="o1")
    result = closed(n, ballot)
    assert (result["verdict"], result["winner"], sorted(result["tied"])) == ("tied", "", ["o1", "o2"])
    assert "修步道" in result["said"]["zh"] and "添路灯" in result["said"]["zh"] and "并列" in result["said"]["zh"]


# --- 18, 19: the same day ----------------------------------------------------------------------------------


def test_one_owner_entered_twice_on_one_day_is_one_voice_with_one_area(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    building = a_building(n, homes=1)
    home = n.look(lambda db: db.query(Household).filter_by(building_id=building).one().id)
    for _ in range(2):
        n.do("lin", register.enter_owner, household_id=home, area_cm2=885_000, person_id=n.people["chen"])
    ballot = asked(n, "owners_ordinary", building)
    assert [(v.voter_key, v.area_cm2) for v in n.see(queries.roll, ballot)] == [(f"owner:{n.people['chen']}", 885_000)]


def test_a_home_sold_on_the_day_of_the_roll_has_one_voice_by_the_time_of_entry(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    building = a_building(n, homes=1, owned={"chen": 885_000})
    home = n.look(lambda db: db.query(Household).filter_by(building_id=building).one().id)
    n.do("lin", register.enter_owner, household_id=home, area_cm2=885_000, person_id=n.people["wang"])
    told = n.do("lin", ballots.announce_ballot, community_id=n.community, rule="owners_ordinary", question="行不行？",
                scope="building", scope_id=building, opens_at=n.clock(), closes_at=n.clock() + timedelta(days=7))
    roll = n.see(queries.announced_roll, told["announcement_id"])
    assert [(v.voter_key, v.area_cm2, v.note) for v in roll] == [(f"owner:{n.people['wang']}", 885_000, "changed_today")]


# --- what was right and stays right ------------------------------------------------------------------------


def test_exactly_half_of_an_assembly_is_no_quorum(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion(body="assembly", present=OWNERS[:5], by="chen")
    assert code_of(n, "zhou", meetings.put_to_vote, meeting_id=room.meeting_id) == "quorum_not_met"
    n.do("he", meetings.check_in, meeting_id=room.meeting_id)
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)


def test_one_owner_of_five_homes_is_one_head(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    def own(work: Work) -> int:
        here = work.get(Community, n.community)
        building = work.get(Building, work.get(Household, n.households["chen"]).building_id)
        for who in OWNERS:
            owner = n.people["chen"] if who in OWNERS[:5] else n.people[who]
            register.enter_ownership(work, community=here, household=work.get(Household, n.households[who]), area_cm2=90 * M2,
                                     owner=work.get(Person, owner))
        return building.id

    with n.earlier(days=30):
        building = n.run(None, own)
    ballot = asked(n, "owners_ordinary", building)
    assert n.see(queries.ballot, ballot, n.community).eligible == 6


def test_a_stated_number_is_the_base_where_the_register_knows_fewer(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.state_number, community_id=n.community, kind="households", count=1_500, source="社区台账2026年9月",
         as_of=n.clock().date())
    told = n.do("lin", ballots.announce_ballot, community_id=n.community, rule="household_consultation", question="行不行？",
                scope="community", opens_at=n.clock(), closes_at=n.clock() + timedelta(days=7))
    assert (told["entitled"], told["voices"]) == (1_500, 10)
    base = n.see(queries.announcement, told["announcement_id"], n.community).base
    assert base["missing"] == {"not_in_register": 1_490}
    assert base["out_of_reach"] == [{"metric": "heads", "best": 10, "needed": 751, "base": 1_500, "unknown": 0}]


def test_a_vote_that_cannot_reach_its_quorum_may_be_held_as_an_opinion(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    forty_households(n)
    ballot = standing(n, "household_consultation", advisory=True)
    say(n, ballot, **dict.fromkeys(("chen", "wang"), "for"))
    result = closed(n, ballot)
    assert (result["verdict"], result["base"]["out_of_reach"][0]["needed"]) == ("recorded", 21)
