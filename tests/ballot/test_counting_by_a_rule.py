"""A rule as it is frozen, and what is counted by it: present or not, options, groups, two metrics at once."""
from __future__ import annotations

from datetime import date

import pytest

from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.tally import Check, Figures, check, tally
from consult.ballot.rules.vote_rule import Bar
from tests.ballot.test_reading_a_rule import (
    AMONG_CAST,
    BAD,
    CANTONS,
    GOOD,
    MORE_FOR,
    PRESENT,
    appraisal,
    entry,
)


def test_a_rule_is_frozen_in_the_shape_of_a_pack() -> None:
    frozen = read_rule(entry(
        secrecy="secret", secrecy_options=["secret", "named"], quorum=PRESENT, groups=[CANTONS], effective_to="2024-12-31",
        **appraisal(ends_post={"grade": "bad", "times": 2}))).plain()
    bar = PRESENT | {"metrics": ["heads"]}
    assert (frozen["quorum"], frozen["threshold"]) == ([bar], [])
    assert "quorums" not in frozen and "thresholds" not in frozen and "secrecies" not in frozen
    assert frozen["groups"] == [CANTONS | {"won_by": AMONG_CAST | {"metrics": ["heads"]}}]
    assert (frozen["secrecy_options"], frozen["unit"], frozen["grades"]) == (["secret", "named"], ["person"], [GOOD, BAD])
    assert frozen["ends_post"] == {"grade": "bad", "times": 2}
    assert (frozen["effective_from"], frozen["effective_to"]) == ("2020-01-01", "2024-12-31")
    plain = read_rule(entry()).plain()
    assert (plain["ends_post"], plain["effective_to"], plain["threshold"]) == (None, None, [MORE_FOR | {"metrics": ["heads"]}])


@pytest.mark.parametrize(("day", "in_force"), [
    (date(2019, 12, 31), False), (date(2020, 1, 1), True), (date(2021, 12, 31), True), (date(2022, 1, 1), False),
])
def test_a_rule_is_in_force_on_its_first_and_its_last_day(day: date, in_force: bool) -> None:
    assert read_rule(entry(effective_to="2021-12-31")).in_force(day) is in_force


def test_of_several_bars_the_first_is_the_rules_own() -> None:
    read = read_rule(entry(threshold=[MORE_FOR, MORE_FOR | {"den": 3}], quorum=[PRESENT, PRESENT | {"num": 1}]))
    assert read.threshold == Bar("for", ">", 1, 2, "present") and read.quorum == Bar("present", ">=", 2, 3, "eligible")


def test_a_voice_without_more_is_one_head_and_no_area() -> None:
    assert Share() == Share(area_cm2=0, group="", present=True)


def test_in_a_ballot_that_stands_open_nobody_is_present_but_who_takes_part() -> None:
    rule = read_rule(entry(quorum=PRESENT))
    roll = [Share(), Share(), Share(present=False)]
    here = count(rule, Question(), roll, [Said(roll[0], "for")])
    assert (here.tally.figures["heads"].present, here.tally.figures["heads"].eligible) == (2, 3)
    assert here.tally.verdict == "failed"  # one of two present is not more than half
    standing = count(rule, Question(), roll, [Said(roll[0], "for")], standing=True)
    assert (standing.tally.figures["heads"].present, standing.tally.verdict) == (1, "no_quorum")


def test_a_choice_between_options_says_who_won_what_was_written_and_how_much_area() -> None:
    rule = read_rule(entry(method="most_votes", threshold=None))
    question = put_question(rule, options=["修步道", "添路灯"], allows_other=True)
    roll = [Share(area_cm2=100 * n) for n in range(1, 7)]
    said = [Said(roll[0], "o2"), Said(roll[1], "o2"), Said(roll[2], "o1"), Said(roll[3], "o0", "种树"), Said(roll[4], "o0", "唱歌"),
            Said(roll[5], "abstain")]
    counted = count(rule, question, roll, said).plain()
    assert (counted["verdict"], counted["winner"], counted["written"]) == ("passed", "o2", ["唱歌", "种树"])
    assert (counted["for"], counted["against"], counted["abstain"]) == (2, 3, 1)
    assert [(o["key"], o["name"], o["votes"], o["area_cm2"]) for o in counted["options"]] == [
        ("o1", "修步道", 1, 300), ("o2", "添路灯", 2, 300), ("o0", "", 2, 900), ("abstain", "", 1, 600)]
    even = count(rule, question, roll, [Said(roll[0], "o1"), Said(roll[1], "o2")]).plain()
    assert (even["verdict"], even["winner"]) == ("tied", "")
    nothing = count(rule, question, roll, [Said(roll[0], "abstain"), Said(roll[1], "o0", "种树")]).plain()
    assert (nothing["verdict"], nothing["winner"]) == ("failed", "")


def test_a_motion_has_no_options() -> None:
    counted = count(read_rule(entry()), Question(), [Share()], [Said(Share(), "for")]).plain()
    assert (counted["options"], counted["winner"], counted["written"]) == ([], "", [])
    assert counted["threshold"][0]["bar"]["metrics"] == ["heads"]


def test_without_a_quorum_no_option_has_won() -> None:
    rule = read_rule(entry(method="most_votes", threshold=None, quorum=PRESENT))
    question = put_question(rule, options=["修步道", "添路灯"])
    absent = [Share(present=False)] * 3
    counted = count(rule, question, [Share(), *absent], [Said(Share(), "o1")]).plain()
    assert (counted["verdict"], counted["winner"]) == ("no_quorum", "")


def test_a_tie_passes_only_where_the_rule_says_so_and_somebody_was_for_it() -> None:
    """practice.md 2.8, 平局不通过: unless the rule itself says otherwise."""
    lenient = read_rule(entry(method="more_for_than_against", threshold=None, tie="passes"))
    strict = read_rule(entry(method="more_for_than_against", threshold=None))
    even = [Said(Share(), "for"), Said(Share(), "against")]
    assert count(lenient, Question(), [Share()] * 3, even).tally.verdict == "passed"
    assert count(strict, Question(), [Share()] * 3, even).tally.verdict == "tied"
    assert count(lenient, Question(), [Share()] * 3, []).tally.verdict == "tied"
    assert count(lenient, Question(), [Share()] * 3, [Said(Share(), "against")]).tally.verdict == "failed"


def test_an_even_group_says_no_and_one_in_which_nobody_voted_says_nothing() -> None:
    rule = read_rule(entry(groups=[CANTONS | {"weights": {"ow": 1}}], threshold=[
        AMONG_CAST, MORE_FOR | {"base": "eligible", "metrics": ["cantons"]}]))
    roll = [Share(group=name) for name in ("zh", "zh", "be", "be", "ow", "vd")]
    said = [Said(roll[0], "for"), Said(roll[1], "for"), Said(roll[2], "for"), Said(roll[3], "against"), Said(roll[4], "for")]
    cantons = count(rule, Question(), roll, said).tally.figures["cantons"]
    assert (cantons.eligible, cantons.present, cantons.votes_for, cantons.votes_against) == (7, 5, 3, 2)
    assert (cantons.abstain, cantons.per) == (0, 2)


def test_each_group_is_held_against_its_own_roll_and_its_own_area() -> None:
    by_roll = entry(groups=[CANTONS | {"won_by": MORE_FOR | {"base": "eligible"}, "weights": {}}], threshold=[
        AMONG_CAST, MORE_FOR | {"base": "eligible", "metrics": ["cantons"]}])
    roll = [Share(group=name) for name in ("zh", "be", "be", "be")]
    said = [Said(roll[0], "for"), Said(roll[1], "for")]
    cantons = count(read_rule(by_roll), Question(), roll, said).tally.figures["cantons"]
    assert (cantons.votes_for, cantons.votes_against) == (2, 2)  # one of one is more than half, one of three is not
    by_area = entry(groups=[CANTONS | {"won_by": AMONG_CAST | {"metrics": ["area"]}, "weights": {}}], threshold=[
        AMONG_CAST, MORE_FOR | {"base": "eligible", "metrics": ["cantons"]}])
    large, small = Share(area_cm2=900, group="zh"), Share(area_cm2=100, group="zh")
    said = [Said(large, "for"), Said(small, "against"), Said(small, "against")]
    assert count(read_rule(by_area), Question(), [large, small, small], said).tally.figures["cantons"].votes_for == 2


TWO_METRICS = PRESENT | {"num": 1, "metrics": ["heads", "area"]}


@pytest.mark.parametrize(("method", "tie", "areas", "verdict"), [
    # Three owners, for, for and against: by heads it is carried; by area as their homes are.
    ("more_for_than_against", "fails", (10, 10, 10), "passed"), ("more_for_than_against", "fails", (10, 10, 30), "failed"),
    ("more_for_than_against", "fails", (10, 10, 20), "tied"), ("more_for_than_against", "passes", (10, 10, 20), "passed"),
    ("no_objection", "fails", (10, 10, 10), "failed"),
])
def test_what_is_counted_in_two_metrics_has_to_be_carried_in_both(
    method: str, tie: str, areas: tuple[int, ...], verdict: str
) -> None:
    rule = read_rule(entry(method=method, threshold=None, tie=tie, quorum=TWO_METRICS))
    roll = [Share(area_cm2=area) for area in areas]
    said = [Said(roll[0], "for"), Said(roll[1], "for"), Said(roll[2], "against")]
    assert count(rule, Question(), roll, said).tally.verdict == verdict


def test_no_objection_wants_somebody_for_it_in_every_metric() -> None:
    rule = read_rule(entry(method="no_objection", threshold=MORE_FOR | {"metrics": ["area"]}, quorum=PRESENT))
    homeless = [Share(area_cm2=0)]
    assert count(rule, Question(), homeless, [Said(homeless[0], "for")]).tally.verdict == "failed"


def test_figures_without_heads_are_told_as_they_are() -> None:
    rule = read_rule(entry(metrics=["area"]))
    told = tally(rule, {"area": Figures(900, 900, 600, 300, 0)}).plain()
    assert (told["verdict"], told["for"], told["against"], set(told["figures"])) == ("passed", 600, 300, {"area"})
    both = tally(rule, {"area": Figures(900, 900, 600, 300, 0), "heads": Figures(3, 3, 1, 2, 0)}).plain()
    assert (both["for"], both["against"]) == (1, 2)
    bar = Bar("for", ">", 1, 2, "present")
    held = check(bar, Figures(3, 3, 2, 1, 0))
    assert (held.metric, held.per, held.met) == ("heads", 1, True)
    assert Check(2, 3, 2, True, bar, "heads").per == 1
