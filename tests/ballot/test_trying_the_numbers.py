"""Trying the numbers: figures in, verdict and sentence out, by the code that counts every ballot."""
from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.ballot.queries import rule_for, rules_at_hand
from consult.ballot.rules import counting
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.question import Question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.trial import try_rule
from consult.ballot.rules.trial_faults import FiguresFault
from consult.ballot.rules.trial_figures import read_figures
from consult.cli import main
from tests.ballot.test_reading_a_rule import CANTONS, MORE_FOR, entry

DAY = date(2026, 11, 26)


def tried(code: str, **figures: Any) -> dict[str, Any]:
    rule = rule_for(code, DAY)
    return try_rule(rule, figures).plain(rule)


def faults(code: str, **figures: Any) -> dict[str, str]:
    with pytest.raises(FiguresFault) as fault:
        read_figures(rule_for(code, DAY), figures)
    return fault.value.fields


def test_a_motion_in_a_meeting_says_how_many_more_it_wants() -> None:
    told = tried("council_present_half", entitled=45, present=33, **{"for": 12, "against": 7, "abstain": 2})
    assert (told["verdict"], told["more"]) == ("failed", {"to_come": 0, "for": 5, "area_m2": None, "area_to_come_m2": None})
    assert "到会" in told["said"]["zh"] and "not passed" in told["said"]["en"]
    assert tried("council_present_half", entitled=45, present=33, **{"for": 17, "against": 7})["verdict"] == "passed"


def test_without_a_quorum_it_says_how_many_more_must_come() -> None:
    told = tried("assembly_household", entitled=40, present=6, **{"for": 6})
    assert (told["verdict"], told["more"]["to_come"]) == ("no_quorum", 15)
    assert "第二十七条" in told["article"]["zh"]


def test_more_voices_come_where_those_there_are_not_enough() -> None:
    """6 of 6 were for; 15 more must come, and if they all agree it passes."""
    assert tried("assembly_household", entitled=40, present=6, **{"for": 6})["more"]["for"] == 15
    assert tried("council_members_half", entitled=9, present=9, **{"for": 4, "against": 5})["more"]["for"] is None


def test_owners_are_tried_by_heads_and_area_in_square_metres() -> None:
    areas = {"entitled": "299.97", "for": "199.97"}
    told = tried("owners_ordinary", entitled=3, areas=areas, **{"for": 2})
    assert told["verdict"] == "no_quorum" and "差0.01平方米不到三分之二" in told["said"]["zh"]
    assert (told["more"]["for"], told["more"]["area_m2"]) == (1, "0.01")
    passed = tried("owners_ordinary", entitled=3, areas=areas | {"for": "200"}, **{"for": 2})
    assert (passed["verdict"], passed["more"]) == ("passed", {"to_come": 0, "for": 0, "area_m2": "0", "area_to_come_m2": "0"})


def test_sixty_thousand_homes_are_counted_exactly() -> None:
    told = tried("owners_special", entitled=60_000, areas={"entitled": "74074069.668", "for": "55555552.251"},
                 **{"for": 45_000})
    assert told["verdict"] == "passed"
    assert told["threshold"][1]["have"] == 555_555_522_510


def test_grades_and_plans_are_named() -> None:
    graded = tried("appraisal_member_half", entitled=30, present=30, grades={"unfit": 1}, abstain=29)
    assert (graded["verdict"], graded["winner"]) == ("failed", "")
    plans = tried("choose_one", entitled=30, present=30, options={"修步道": 12, "添路灯": 9})
    assert (plans["verdict"], plans["winner"], plans["next"]) == ("passed", "o1", ["o2"])
    assert "修步道" in plans["said"]["zh"] and "添路灯" in plans["said"]["zh"]


def test_groups_are_tried_apart() -> None:
    rule = read_rule(entry(groups=[CANTONS], threshold=MORE_FOR | {"base": "cast", "metrics": ["heads", "cantons"]}))
    group = {"entitled": 10, "for": 0, "against": 5}
    told = try_rule(rule, {"entitled": 60, "present": 60, "for": 30, "against": 15,
                           "groups": {"zh": {"entitled": 30, "for": 30}} | {name: group for name in ("ow", "nw", "be")}})
    assert told.result["verdict"] == "failed"


@pytest.mark.parametrize(("code", "figures", "wrong"), [
    ("council_present_half", {}, {"entitled": "missing", "present": "missing"}),
    ("council_present_half", {"entitled": 9, "present": 10}, {"present": "more_than_entitled"}),
    ("council_present_half", {"entitled": 9, "present": 5, "for": 6}, {"for": "more_than_present"}),
    ("council_present_half", {"entitled": 9, "present": 5, "for": 3, "against": 3}, {"against": "more_than_present"}),
    ("council_present_half", {"entitled": 9, "present": 9, "for": 6, "cast": 5}, {"for": "more_than_cast"}),
    ("council_present_half", {"entitled": 9, "present": 9, "for": 4, "cast": 5}, {"cast": "not_the_sum"}),
    ("council_present_half", {"entitled": 9, "present": 9, "for": -1}, {"for": "not_whole"}),
    ("council_present_half", {"entitled": 9, "present": 9, "for": 1.5}, {"for": "not_whole"}),
    ("council_present_half", {"entitled": 10**9, "present": 9}, {"entitled": "too_many"}),
    ("household_consultation", {"entitled": 9, "for": 10}, {"for": "more_than_entitled"}),
    ("owners_ordinary", {"entitled": 3, "for": 1}, {"areas.entitled": "missing"}),
    ("owners_ordinary", {"entitled": 3, "for": 0, "areas": {"entitled": 9, "for": 3}}, {"areas.for": "area_without_heads"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": 9}}, {"areas.for": "heads_without_area"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": 9, "for": 10}}, {"areas.entitled": "more_than_entitled"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": 9, "for": "1.00001"}}, {"areas.for": "not_an_area"}),
    ("owners_ordinary", {"entitled": 1, "for": 1, "areas": {"entitled": 9, "for": 8}}, {"areas.entitled": "not_the_sum"}),
    ("appraisal_member_4", {"entitled": 3, "present": 3, "grades": {"superb": 1}}, {"grades.superb": "unknown"}),
    ("choose_one", {"entitled": 3, "present": 3, "options": {"甲": 1}}, {"options": "too_few"}),
    ("choose_one", {"entitled": 9, "present": 9, "options": {"甲": 1, "甲 ": 2}}, {"options": "twice"}),
    ("choose_one", {"entitled": 9, "present": 9, "options": {"甲": 1, " ": 2}}, {"options.": "not_a_name"}),
    ("choose_one", {"entitled": 9, "present": 9, "options": {"abstain": 5, "乙": 2}}, {"options.abstain": "unknown"}),
    ("choose_one", {"entitled": 9, "present": 9, "options": {str(n): 0 for n in range(21)}}, {"options": "too_many_parts"}),
    ("council_present_half", {"entitled": "9" * 5000, "present": 9}, {"entitled": "too_many"}),
    ("council_present_half", {"entitled": 9, "present": 9, "yes": 5}, {"yes": "unknown"}),
    ("choose_one", {"entitled": 9, "present": 9, "options": {"甲": 1, "乙": 2}, "for": 5}, {"for": "unknown"}),
    ("council_present_half", {"entitled": 9, "present": 9, "for": 5, "groups": {"1幢": {"entitled": 8, "for": 5}}},
     {"entitled": "not_the_sum"}),
    ("council_present_half", {"entitled": 9, "present": 9, "groups": {"1幢": 9}}, {"groups.1幢": "not_a_table"}),
    ("council_present_half", {"entitled": 9, "standing": True, "for": 5}, {"standing": "unknown"}),
    ("simple_majority_cast", {"entitled": 9, "standing": "no", "present": 5}, {"standing": "not_yes_or_no"}),
    ("household_consultation", {"entitled": 9, "present": 2, "for": 5}, {"present": "not_the_sum"}),
    ("owners_ordinary", {"entitled": "1", "for": "1", "areas": {"entitled": "9", "for": "8"}}, {"areas.entitled": "not_the_sum"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": 9, "for": 3, "fro": 1}}, {"areas.fro": "unknown"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": "1e999999", "for": 3}}, {"areas.entitled": "not_an_area"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": "1e900000", "for": 3}}, {"areas.entitled": "not_an_area"}),
    ("owners_ordinary", {"entitled": 3, "for": 1, "areas": {"entitled": 9, "for": "3." + "0" * 31 + "1"}}, {"areas.for": "not_an_area"}),
])
def test_figures_that_cannot_be_are_refused_at_their_field(code: str, figures: dict[str, Any], wrong: dict[str, str]) -> None:
    assert faults(code, **figures) == wrong


def test_groups_that_do_not_add_up_are_refused() -> None:
    rule = read_rule(entry(groups=[CANTONS], threshold=MORE_FOR | {"base": "cast", "metrics": ["heads", "cantons"]}))
    with pytest.raises(FiguresFault) as fault:
        read_figures(rule, {"entitled": 60, "present": 60, "for": 30, "groups": {"zh": {"entitled": 60, "for": 29}}})
    assert fault.value.fields == {"for": "not_the_sum"}


@given(some.sampled_from(rules_at_hand()), some.lists(some.sampled_from(["for", "against", "abstain"]), max_size=30),
       some.integers(0, 10), some.integers(0, 10), some.booleans())
def test_a_trial_is_the_count_of_the_ballots_it_stands_for(rule: Any, said: list[str], silent: int, absent: int, standing: bool) -> None:
    if rule.grades or rule.method == "most_votes" or "area" in rule.metrics:
        return
    standing = rule.sitting == "never" or (standing and rule.sitting == "may")
    entitled, present = max(1, len(said) + silent + absent), len(said) + silent
    roll = [Share(present=n < present) for n in range(entitled)]
    counted = count(rule, Question(), roll, [Said(roll[n], answer) for n, answer in enumerate(said)], standing=standing).plain()
    told = try_rule(rule, {"entitled": entitled, "present": None if standing else present, "standing": standing,
                           **{name: said.count(name) for name in ("for", "against", "abstain")}}).result
    assert {name: told[name] for name in counted} == counted


def test_the_ballots_that_came_may_be_told_with_or_without_those_that_abstain() -> None:
    figures = {"entitled": 9, "present": 9, "for": 4, "against": 1, "abstain": 2}
    for cast in (5, 7):
        assert tried("council_present_half", cast=cast, **figures)["verdict"] == "failed"
    assert faults("council_present_half", cast=6, **figures) == {"cast": "not_the_sum"}


def test_where_everybody_voted_no_more_in_favour_are_promised() -> None:
    told = tried("owners_ordinary", entitled=3, areas={"entitled": 300, "for": 100, "against": 200}, **{"for": 2, "against": 1})
    assert (told["verdict"], told["more"]["for"], told["more"]["area_m2"]) == ("failed", None, None)


def test_the_area_that_a_quorum_still_wants_is_told() -> None:
    told = tried("owners_ordinary", entitled=3, areas={"entitled": 300, "for": 8}, **{"for": 2})
    assert (told["verdict"], told["more"]["to_come"], told["more"]["area_to_come_m2"]) == ("no_quorum", 0, "192")


def test_a_whole_country_is_counted_at_once() -> None:
    """Figures are as quick to count as they are to write down; a row of each for every voice would not be."""
    told = tried("council_present_half", entitled=5_000_000, present=4_000_000, **{"for": 1_000_000})
    assert told["more"]["for"] == 1_000_001
    areas = {"entitled": "900000000.1234", "for": "100000000.5"}
    assert tried("owners_special", entitled=5_000_000, areas=areas, **{"for": 500_000})["more"]["for"] == 2_833_334


@given(some.sampled_from([r for r in rules_at_hand() if r.method in ("threshold", "more_for_than_against", "no_objection")]),
       some.integers(0, 12), some.integers(0, 12), some.integers(0, 4), some.integers(0, 9), some.integers(0, 9),
       some.tuples(*[some.integers(1, 500)] * 4))
def test_with_so_many_more_it_passes_and_with_one_less_it_does_not(
    rule: Any, ayes: int, noes: int, abstaining: int, silent: int, absent: int, weights: tuple[int, ...]
) -> None:
    entitled = max(1, ayes + noes + abstaining + silent + absent)
    free = entitled - ayes - noes - abstaining
    areas = {name: weight if number else 0 for name, number, weight in
             zip(("for", "against", "abstain", "silent"), (ayes, noes, abstaining, free), weights, strict=True)}

    def joined_by(heads: int, area: int = 0) -> Any:
        given = ayes + noes + abstaining + heads
        present = None if rule.sitting == "never" else max(given, ayes + noes + abstaining + silent)
        told = {"entitled": entitled, "present": present, "for": ayes + heads, "against": noes, "abstain": abstaining}
        if "area" in rule.metrics:
            told["areas"] = {"entitled": sum(areas.values()), **areas, "for": areas["for"] + area}
            del told["areas"]["silent"]
        return try_rule(rule, told)

    more = joined_by(0).more_for
    if more is None:
        assert not free or joined_by(free, areas["silent"]).result["verdict"] != "passed"
        return
    assert joined_by(more, areas["silent"] if more else 0).result["verdict"] == "passed"
    if more > 0:
        assert joined_by(more - 1, areas["silent"] if more > 1 else 0).result["verdict"] != "passed"


def test_there_is_no_arithmetic_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts every ballot is replaced, and the trial says what the other one says."""
    real = counting.tally
    monkeypatch.setattr(counting, "tally", lambda rule, figures: _tied(real(rule, figures)))
    assert tried("council_present_half", entitled=45, present=33, **{"for": 30})["verdict"] == "tied"


def _tied(counted: counting.Tally) -> counting.Tally:
    return counting.Tally("tied", counted.figures, counted.quorum, counted.threshold)


def test_the_command_answers_in_words_and_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    file.write_text(json.dumps({"entitled": 45, "present": 33, "for": 24, "against": 7, "abstain": 2}))
    assert main(["rules", "try", "council_present_half", str(file)]) == 0
    assert "赞成24" in capsys.readouterr().out
    assert main(["rules", "try", "council_present_half", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "passed"
    file.write_text(json.dumps({"entitled": 45, "present": 46}))
    assert main(["rules", "try", "council_present_half", str(file), "--json"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["refused"]["present"]["code"] == "more_than_entitled" and "present: More than" in told.err
    assert main(["rules", "try", "no_such_rule", str(file)]) == 1
