"""Counting, held against a second counting that shares nothing with the first; and the count in words."""
from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.ballot.queries import rule_for, rules_at_hand
from consult.ballot.rules.plain_words import say
from consult.ballot.rules.tally import Figures, tally
from consult.ballot.rules.vote_rule import VoteRule

TODAY = date(2026, 11, 26)
BY_HEADS = [r for r in rules_at_hand() if r.metrics == ("heads",) and r.method not in ("modal_grade", "most_votes")]
COUNCIL = rule_for("council_present_half", TODAY)


def figures_of(choices: list[str], *, eligible: int, present: int) -> Figures:
    """The head count of a list of choices."""
    return Figures(
        eligible=eligible, present=present, votes_for=choices.count("for"), votes_against=choices.count("against"),
        abstain=choices.count("abstain"),
    )


def recount(rule: dict[str, Any], choices: list[str], eligible: int, present: int) -> str:
    """A verdict in twenty lines, from the frozen rule as it is stored: the independent second count."""
    ayes = noes = others = 0
    for choice in choices:
        if choice == "for":
            ayes += 1
        elif choice == "against":
            noes += 1
        else:
            others += 1
    amounts = {"one": 1, "eligible": eligible, "present": present, "cast": ayes + noes, "participating": ayes + noes + others,
               "for": ayes}

    def over(bar: dict[str, Any]) -> bool:
        share = Fraction(bar["num"], bar["den"]) * amounts[bar["base"]]
        have = amounts[bar["measure"]]
        return have > 0 and (have > share or (bar["op"] == ">=" and have == share))

    if not all(over(bar) for bar in rule["quorum"]):
        return "no_quorum"
    if rule["method"] == "no_objection":
        return "passed" if ayes and not noes else "failed"
    if rule["method"] == "more_for_than_against":
        return "passed" if ayes > noes else "tied" if ayes == noes else "failed"
    if rule["method"] == "opinion":
        return "recorded"
    return "passed" if all(over(bar) for bar in rule["threshold"]) else "failed"


def count(rule: VoteRule, eligible: int, present: int, ayes: int, noes: int, abstaining: int = 0) -> dict[str, Any]:
    return tally(rule, {"heads": Figures(eligible, present, ayes, noes, abstaining)}).plain()


@given(
    some.sampled_from(BY_HEADS), some.lists(some.sampled_from(["for", "against", "abstain"]), max_size=60),
    some.integers(0, 40), some.integers(0, 80),
)
def test_two_counts_agree(rule: VoteRule, choices: list[str], silent: int, absent: int) -> None:
    present = len(choices) + silent
    eligible = present + absent
    counted = tally(rule, {"heads": figures_of(choices, eligible=eligible, present=present)}).plain()
    assert counted["verdict"] == recount(rule.plain(), choices, eligible, present)
    assert counted["for"] + counted["against"] + counted["abstain"] == counted["participating"] == len(choices)
    assert counted["cast"] == counted["for"] + counted["against"]


@given(some.sampled_from(BY_HEADS), some.integers(1, 60), some.data())
def test_one_more_voice_in_favour_never_undoes_a_majority(rule: VoteRule, present: int, data: some.DataObject) -> None:
    ayes = data.draw(some.integers(0, present - 1))
    noes = data.draw(some.integers(0, present - 1 - ayes))
    before = count(rule, present, present, ayes, noes)["verdict"]
    after = count(rule, present, present, ayes + 1, noes)["verdict"]
    assert before != "passed" or after == "passed"


@pytest.mark.parametrize(("rule", "eligible", "present", "ayes", "noes", "abstaining", "verdict"), [
    # 到会过半: exactly half of those present is not more than half; who abstains or is silent counts.
    ("council_present_half", 45, 32, 16, 0, 0, "failed"), ("council_present_half", 45, 32, 17, 15, 0, "passed"),
    ("council_present_half", 45, 33, 17, 16, 0, "passed"), ("council_present_half", 45, 33, 16, 0, 17, "failed"),
    # Quorum of two thirds: exactly 30 of 45 is enough, 29 is not, whatever the majority.
    ("council_present_half", 45, 30, 16, 0, 0, "passed"), ("council_present_half", 45, 29, 29, 0, 0, "no_quorum"),
    # 全体过半: of all members, not of those present.
    ("council_members_half", 45, 30, 22, 0, 0, "failed"), ("council_members_half", 45, 30, 23, 7, 0, "passed"),
    ("council_members_half", 44, 30, 22, 0, 0, "failed"),
    # 三分之二以上 includes exactly two thirds.
    ("council_present_two_thirds", 45, 30, 20, 10, 0, "passed"),
    ("council_present_two_thirds", 45, 30, 19, 11, 0, "failed"),
    # 居民代表会议 and 居民会议: the one quorum is 以上, the other 过半.
    ("rep_meeting", 60, 40, 21, 19, 0, "passed"), ("rep_meeting", 60, 39, 39, 0, 0, "no_quorum"),
    ("assembly_household", 400, 200, 200, 0, 0, "no_quorum"),
    ("assembly_household", 400, 201, 101, 100, 0, "passed"),
    ("two_committees_half", 12, 7, 6, 1, 0, "failed"), ("two_committees_half", 12, 7, 7, 0, 0, "passed"),
    # 协商一致: one objection is enough, silence is none, and nobody in favour is no agreement.
    ("joint_meeting_consensus", 9, 5, 1, 0, 4, "passed"), ("joint_meeting_consensus", 9, 9, 8, 1, 0, "failed"),
    ("joint_meeting_consensus", 9, 5, 0, 0, 5, "failed"), ("joint_meeting_consensus", 9, 4, 4, 0, 0, "no_quorum"),
    # 平局不通过.
    ("simple_majority_cast", 9, 9, 4, 4, 1, "tied"), ("simple_majority_cast", 9, 9, 1, 0, 8, "passed"),
    ("simple_majority_cast", 9, 9, 0, 0, 0, "tied"), ("simple_majority_cast", 9, 9, 3, 4, 0, "failed"),
])
def test_the_verdicts_of_the_law(
    rule: str, eligible: int, present: int, ayes: int, noes: int, abstaining: int, verdict: str
) -> None:
    assert count(rule_for(rule, TODAY), eligible, present, ayes, noes, abstaining)["verdict"] == verdict


# --- in words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "figures", "zh", "en"), [
    ("council_present_half", (45, 33, 24, 7, 2),
     "应到45名代表，实到33名代表，达到法定人数30；赞成24票，反对7票，弃权2票；赞成24名代表＞到会33名代表的一半，即16.5，通过。",
     "45 representatives entitled, 33 present, which meets the quorum of 30; 24 for, 7 against, 2 abstaining; "
     "24 for > half (16.5) of the 33 representatives present: passed."),
    ("council_present_half", (45, 32, 16, 16, 0),
     "应到45名代表，实到32名代表，达到法定人数30；赞成16票，反对16票，弃权0票；赞成16名代表≤到会32名代表的一半，即16，没有超过一半，不通过。",
     "45 representatives entitled, 32 present, which meets the quorum of 30; 16 for, 16 against, 0 abstaining; "
     "16 for ≤ half (16) of the 32 representatives present, which is not more than half: not passed."),
    ("council_present_half", (45, 29, 29, 0, 0),
     "应到45名代表，实到29名代表，没有达到法定人数30；赞成29票，反对0票，弃权0票，没有达到法定人数，表决无效。",
     "45 representatives entitled, 29 present, which does not meet the quorum of 30; 29 for, 0 against, 0 abstaining: "
     "no quorum, so the vote is void."),
    ("council_present_two_thirds", (46, 31, 20, 11, 0),
     "应到46名代表，实到31名代表，达到法定人数31；赞成20票，反对11票，弃权0票；赞成20名代表＜到会31名代表的三分之二，即约20.67，不通过。",
     "46 representatives entitled, 31 present, which meets the quorum of 31; 20 for, 11 against, 0 abstaining; "
     "20 for ＜ two thirds (about 20.67) of the 31 representatives present: not passed."),
    ("joint_meeting_consensus", (9, 6, 5, 0, 1),
     "应到9个单位，实到6个单位，达到法定人数5；赞成5票，反对0票，弃权1票；没有反对意见，通过。",
     "9 units entitled, 6 present, which meets the quorum of 5; 5 for, 0 against, 1 abstaining; no objection: passed."),
    ("simple_majority_cast", (9, 9, 4, 4, 1),
     "应到9人，实到9人；赞成4票，反对4票，弃权1票；赞成4票＝反对4票，平局，不通过。",
     "9 people entitled, 9 present; 4 for, 4 against, 1 abstaining; 4 for = 4 against: tied, so not passed."),
])
def test_the_result_as_a_sentence(rule: str, figures: tuple[int, ...], zh: str, en: str) -> None:
    under = rule_for(rule, TODAY)
    result = count(under, *figures)
    assert say(under, result, "zh") == zh
    assert say(under, result, "en") == en.replace("＜", "<")


@given(
    some.sampled_from(BY_HEADS), some.integers(0, 30), some.integers(0, 30), some.integers(0, 30),
    some.integers(0, 30), some.integers(0, 30),
)
def test_there_are_words_for_every_result_without_a_half_width_mark(
    rule: VoteRule, ayes: int, noes: int, abstaining: int, silent: int, absent: int
) -> None:
    present = ayes + noes + abstaining + silent
    result = count(rule, present + absent, present, ayes, noes, abstaining)
    zh, en = say(rule, result, "zh"), say(rule, result, "en")
    assert zh.endswith("。") and not set(zh) & set(",;:.?!") - set(".")
    assert en.endswith(".") and en.isascii() | ("≤" in en) | ("≥" in en)
