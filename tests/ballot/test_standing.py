"""Ballots that stand open for days: announced with a roll, objected to, frozen, closed in time, counted by their unit."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.community import actions as register
from consult.community.models import Household, RepresentativeChange
from consult.community.rules.kinds import PostKind
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.deadlines import sweep
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, give_post, home_of, own, representatives, standing

TEN = ("chen", "wang", "li", "zhao", "sun", "qian", "he", "gu", "ma", "xu")


def refused(n: Neighbourhood, who: str, verb: Any, **args: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        n.do(who, verb, **args)
    return refusal.value


def closed(n: Neighbourhood, ballot: int) -> dict[str, Any]:
    n.clock.forward(days=8)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    result: dict[str, Any] = n.see(queries.ballot, ballot, n.community).result
    return result


def test_the_roll_is_one_voice_a_household_and_says_who_cannot_vote_and_why(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.earlier(days=1):
        n.run(None, lambda work: register.settle_household(
            work, building=work.get(Household, n.households["chen"]).building, door="9单元901") and None)
    roll = n.see(queries.announced_roll, announced(n))
    assert len([v for v in roll if not v.silent_because]) == len(TEN)
    assert [(v.shown_as, v.silent_because) for v in roll if v.silent_because] == [("3幢9单元901", "no_representative")]


def test_two_of_one_household_are_one_voice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n)
    n.do("gu", ballots.cast, ballot_id=ballot, choice="for")
    assert refused(n, "gu_jr", ballots.cast, ballot_id=ballot, choice="against").code == "not_on_the_roll"


def test_a_resident_objects_and_the_ruling_changes_the_roll_with_a_reason(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    told = announced(n)
    made = n.do("he", ballots.object_to_roll, announcement_id=told, voter_key=home_of(n, "xu"), says="许家已经搬走了")
    assert refused(n, "lin", ballots.open_announced, announcement_id=told).code == "objections_wait"
    ruling = {"objection_id": made["objection_id"], "upheld": True, "strike": True, "reason": "核实已迁出"}
    with pytest.raises(Forbidden):
        n.do("he", ballots.rule_on_objection, **ruling)
    n.do("lin", ballots.rule_on_objection, **ruling)
    assert refused(n, "lin", ballots.rule_on_objection, **ruling).code == "already_ruled"
    ballot = n.do("lin", ballots.open_announced, announcement_id=told)["ballot_id"]
    assert n.see(queries.ballot, ballot, n.community).eligible == len(TEN) - 1
    assert refused(n, "he", ballots.object_to_roll, announcement_id=told, says="太晚了").code == "roll_is_frozen"


def test_who_was_left_out_comes_back_by_a_ruling(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    told = announced(n)
    n.do("lin", ballots.recuse, announcement_id=told, voter_key=home_of(n, "gu"), reason="本人是施工方")
    made = n.do("gu", ballots.object_to_roll, announcement_id=told, says="我不是施工方，名字弄错了")
    n.do("lin", ballots.rule_on_objection, objection_id=made["objection_id"], upheld=True, reason="查实同名",
         add_person_id=n.people["gu"])
    ballot = n.do("lin", ballots.open_announced, announcement_id=told)["ballot_id"]
    n.do("gu", ballots.cast, ballot_id=ballot, choice="for")


def test_who_is_not_in_the_register_cannot_be_ruled_onto_a_roll(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    told = announced(n)
    made = n.do("he", ballots.object_to_roll, announcement_id=told, says="漏了小顾")
    answer = refused(n, "lin", ballots.rule_on_objection, objection_id=made["objection_id"], upheld=True, reason="补上",
                     add_person_id=n.people["gu_jr"])
    assert answer.code == "not_in_the_register"


def test_a_ballot_opens_and_closes_at_its_times(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    told = announced(n, opens_at=n.clock() + timedelta(days=3))
    assert refused(n, "lin", ballots.open_announced, announcement_id=told).code == "opens_later"
    n.clock.forward(days=3)
    ballot = n.do("lin", ballots.open_announced, announcement_id=told)["ballot_id"]
    n.do("chen", ballots.cast, ballot_id=ballot, choice="for")
    assert refused(n, "lin", ballots.close_standing, ballot_id=ballot).code == "closes_later"
    n.clock.forward(days=5)
    assert refused(n, "wang", ballots.cast, ballot_id=ballot, choice="for").code == "ballot_closed"
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    assert refused(n, "lin", ballots.close_standing, ballot_id=ballot).code == "ballot_closed"


def test_a_ballot_that_closes_before_it_opens_or_belongs_elsewhere_is_not_announced(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for words, code in (
        ({"closes_at": n.clock() - timedelta(hours=1)}, "closes_before_it_opens"),
        ({"rule": "committee_election_household"}, "held_elsewhere"),
        ({"rule": "straw_poll", "form": "grades"}, "form_not_of_this_rule"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            announced(n, **{"rule": "household_consultation", **words})
        assert refusal.value.code == code
    with pytest.raises(NotFound):
        announced(n, scope="building", scope_id=9999)


def test_owners_count_by_area_and_by_heads_and_several_homes_are_one_head(neighbourhood: Neighbourhood) -> None:
    """chen owns six of ten homes: three fifths of the area, one head of five. Both must be enough."""
    n = neighbourhood
    own(n, dict.fromkeys(TEN, 900_000), also=dict.fromkeys(("wang", "li", "zhao", "he", "gu"), "chen"))
    ballot = standing(n, "owners_ordinary")
    roll = {v.voter_key: v.area_cm2 for v in n.see(queries.roll, ballot)}
    assert roll == {f"owner:{n.people['chen']}": 5_400_000} | {
        f"owner:{n.people[who]}": 900_000 for who in ("sun", "qian", "ma", "xu")}
    n.do("chen", ballots.cast, ballot_id=ballot, choice="for")
    for who in ("sun", "qian", "ma"):
        n.do(who, ballots.cast, ballot_id=ballot, choice="against")
    result = closed(n, ballot)
    assert result["verdict"] == "failed"
    heads, area = result["threshold"]
    assert (heads["have"], heads["base"], heads["met"]) == (1, 4, False)
    assert (area["have"], area["base"], area["met"]) == (5_400_000, 8_100_000, True)
    assert "专有" not in result["said"]["zh"] and "540平方米" in result["said"]["zh"]


def test_silence_is_counted_with_nobody_and_costs_the_quorum(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, dict.fromkeys(("chen", "wang", "li"), 900_000))
    ballot = standing(n, "owners_special")
    n.do("chen", ballots.cast, ballot_id=ballot, choice="for")
    assert closed(n, ballot)["verdict"] == "no_quorum"


def test_options_are_chosen_by_most_votes_and_even_ones_are_not(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "choose_one", options="修步道\n添路灯\n建车棚", scope="body", scope_id=n.bodies["council"])
    for who, option in {"chen": "o2", "wang": "o2", "li": "o1", "zhao": "abstain"}.items():
        n.do(who, ballots.cast, ballot_id=ballot, choice=option)
    with pytest.raises(BadShape):
        n.do("sun", ballots.cast, ballot_id=ballot, choice="o1,o2")
    result = closed(n, ballot)
    assert (result["verdict"], result["winner"], result["options"][1]["votes"]) == ("passed", "o2", 2)


def test_several_options_and_an_answer_by_hand_shown_only_in_the_count(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = standing(n, "straw_poll", form="several", most=2, options="修步道\n添路灯\n建车棚", allows_other=True)
    n.do("chen", ballots.cast, ballot_id=ballot, choice="o3,o1")
    n.do("wang", ballots.cast, ballot_id=ballot, choice="o1,o0", other="装 长椅")
    with pytest.raises(BadShape):
        n.do("li", ballots.cast, ballot_id=ballot, choice="o1,o2,o3")
    with pytest.raises(BadShape):
        n.do("li", ballots.cast, ballot_id=ballot, choice="o0")
    assert "装 长椅" not in str([e.data for e in n.log(f"ballot:{ballot}")])
    result = closed(n, ballot)
    assert [(o["key"], o["votes"]) for o in result["options"]] == [("o1", 2), ("o2", 0), ("o3", 1), ("o0", 1), ("abstain", 0)]
    assert (result["verdict"], result["written"]) == ("recorded", ["装 长椅"])


def test_two_appraisals_in_a_row_that_end_a_post_are_flagged(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    council = {"scope": "body", "scope_id": representatives(n), "about_id": n.people["lin"], "secrecy_chosen": "named"}
    flagged = []
    for _ in range(2):
        ballot = standing(n, "appraisal_member_4", **council)
        for who in ("chen", "wang", "li", "zhao"):
            n.do(who, ballots.cast, ballot_id=ballot, choice="o4")
        n.do("sun", ballots.cast, ballot_id=ballot, choice="o1")
        result = closed(n, ballot)
        assert (result["verdict"], result["winner"]) == ("graded", "o4")
        flagged.append(result["ends_post"])
    assert flagged == [False, True]


def test_a_household_names_another_representative_and_the_open_ballot_keeps_the_old(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    before = standing(n)
    n.do("lin", register.change_representative, household_id=n.households["gu"], person_id=n.people["gu_jr"],
         reason="老人不便出门", disputed="顾桂芳说没有商量过")
    kept = n.look(lambda db: db.query(RepresentativeChange).one())
    assert (kept.from_id, kept.to_id, kept.disputed) == (n.people["gu"], n.people["gu_jr"], "顾桂芳说没有商量过")
    n.do("gu", ballots.cast, ballot_id=before, choice="for")
    after = standing(n)
    n.do("gu_jr", ballots.cast, ballot_id=after, choice="for")


def test_an_oversight_member_rules_on_objections_too(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    give_post(n, "ma", PostKind.OVERSIGHT_MEMBER)
    made = n.do("he", ballots.object_to_roll, announcement_id=announced(n), says="名册有误")
    n.do("ma", ballots.rule_on_objection, objection_id=made["objection_id"], upheld=False, reason="查无此事")


def test_the_sweep_opens_and_counts_when_the_time_has_come(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    told = announced(n, opens_at=n.clock() + timedelta(days=1))
    sweep(n.store)
    assert n.see(queries.announcement, told, n.community).state == "announced"
    n.clock.forward(days=2)
    assert sweep(n.store)["opened"] == 1
    ballot = n.see(queries.announcement, told, n.community).ballot_id
    n.do("chen", ballots.cast, ballot_id=ballot, choice="for")
    n.clock.forward(days=6)
    assert sweep(n.store)["counted"] == 1
    assert n.see(queries.ballot, ballot, n.community).result["verdict"] == "no_quorum"
    assert sweep(n.store)["counted"] == 0
