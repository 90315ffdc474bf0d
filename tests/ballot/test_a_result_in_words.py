"""A result as a sentence where it is more than heads for and against: areas, options, shares, and what is withheld."""
from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from consult.ballot.queries import rule_for
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.plain_words import amount, say, say_withheld, share_words
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.tally import tidy
from consult.ballot.rules.vote_rule import Bar
from tests.ballot.test_reading_a_rule import entry

TODAY = date(2026, 11, 26)


def owners(*areas: int, answers: str) -> dict[str, Any]:
    """Owners of so many cm² each; f, a, o for each that took part, - for who did not."""
    roll = [Share(area) for area in areas]
    word = {"f": "for", "a": "against", "o": "abstain"}
    said = [Said(share, word[letter]) for share, letter in zip(roll, answers, strict=True) if letter in word]
    return count(rule_for("owners_ordinary", TODAY), Question(), roll, said, standing=True).plain()


def test_owners_are_counted_by_heads_and_by_area() -> None:
    """民法典 art. 278: two thirds of the area and of the owners take part, and more than half of both agree."""
    result = owners(873_050, 1_000_000, 1_200_500, answers="ffa")
    rule = rule_for("owners_ordinary", TODAY)
    assert say(rule, result) == (
        "应到3，实到3，达到法定人数2，参加表决307.36平方米≥应到307.36平方米的三分之二204.9平方米；赞成2，反对1，弃权0；"
        "赞成2＞参加表决3的一半1.5，赞成187.31平方米＞参加表决307.36平方米的一半153.68平方米，通过。")
    assert say(rule, result, "en") == (
        "3 entitled, 3 present, which meets the quorum of 2, 307.36 m² voting ≥ 204.9 m², two thirds of the 307.36 m² "
        "entitled; 2 for, 1 against, 0 abstaining; 2 for > 1.5, half of the 3 who voted, 187.31 m² for > 153.68 m², half "
        "of the 307.36 m² who voted: passed.")


def test_owners_of_too_little_area_have_no_quorum() -> None:
    result = owners(873_050, 1_000_000, 1_200_500, answers="ff-")
    rule = rule_for("owners_ordinary", TODAY)
    assert say(rule, result) == (
        "应到3，实到2，达到法定人数2，参加表决187.31平方米＜应到307.36平方米的三分之二204.9平方米；赞成2，反对0，弃权0，"
        "没有达到法定人数，表决无效。")
    assert say(rule, result, "en") == (
        "3 entitled, 2 present, which meets the quorum of 2, 187.31 m² voting < 204.9 m², two thirds of the 307.36 m² "
        "entitled; 2 for, 0 against, 0 abstaining: no quorum, so the vote is void.")


def among(code: str, *answers: str, other: str = "", options: tuple[str, ...] = ("修步道", "添路灯")) -> tuple[Any, dict[str, Any]]:
    """A rule, and the count of these answers by eight people who are there."""
    rule = rule_for(code, TODAY)
    question = put_question(rule, options=options, allows_other=True)
    said = [Said(Share(), answer, other if answer == "o0" else "") for answer in answers]
    return rule, count(rule, question, [Share()] * 8, said).plain()


def test_options_are_told_with_their_votes() -> None:
    rule, result = among("choose_one", "o1", "o1", "o2", "o0", "abstain", other="种树")
    assert say(rule, result) == "应到8，实到8；修步道2，添路灯1，其他1，弃权1，通过。"
    assert say(rule, result, "en") == "8 entitled, 8 present; 修步道 2, 添路灯 1, other 1, abstaining 1: passed."


def test_grades_have_a_name_in_both_languages() -> None:
    rule, result = among("appraisal_member_4", "o1", "o1", "o2", "o4", "abstain")
    assert say(rule, result) == (
        "应到8，实到8，达到法定人数6；优秀2，称职1，基本称职0，不称职1，弃权1，评议完成。")
    assert say(rule, result, "en") == (
        "8 entitled, 8 present, which meets the quorum of 6; Excellent 2, Competent 1, Fairly competent 0, Unfit 1, "
        "abstaining 1: the appraisal is complete.")


def test_an_opinion_is_recorded_and_decides_nothing() -> None:
    rule, result = among("straw_poll", "for", "against", options=())
    assert say(rule, result) == "应到8，实到8；赞成1，反对1，弃权0，只作记录，不作决定。"
    assert say(rule, result, "en") == "8 entitled, 8 present; 1 for, 1 against, 0 abstaining: recorded, deciding nothing."


@pytest.mark.parametrize(("ayes", "zh", "en"), [
    (9, "赞成9＜10，不通过。", "9 for < 10: not passed."), (10, "赞成10≥10，通过。", "10 for ≥ 10: passed."),
])
def test_ten_endorsements_are_a_plain_number(ayes: int, zh: str, en: str) -> None:
    rule = rule_for("topic_endorse", TODAY)
    result = count(rule, Question(), [Share()] * 40, [Said(Share(), "for")] * ayes).plain()
    assert say(rule, result).endswith(zh) and say(rule, result, "en").endswith(en)


@pytest.mark.parametrize(("answers", "zh", "en"), [
    ("fff", "赞成3＞反对0，通过。", "3 for > 0 against: passed."), ("faa", "赞成1＜反对2，不通过。", "1 for < 2 against: not passed."),
    ("fa", "赞成1＝反对1，平局，不通过。", "1 for = 1 against: tied, so not passed."),
])
def test_more_for_than_against(answers: str, zh: str, en: str) -> None:
    rule = rule_for("simple_majority_cast", TODAY)
    said = [Said(Share(), "for" if letter == "f" else "against") for letter in answers]
    result = count(rule, Question(), [Share()] * 8, said).plain()
    assert say(rule, result).endswith(zh) and say(rule, result, "en").endswith(en)


def test_an_objection_is_counted_where_there_must_be_none() -> None:
    rule = rule_for("joint_meeting_consensus", TODAY)
    said = [Said(Share(), "for")] * 5 + [Said(Share(), "against")] * 2
    result = count(rule, Question(), [Share()] * 8, said).plain()
    assert say(rule, result).endswith("；有2个反对意见，不通过。")
    assert say(rule, result, "en").endswith("; 2 objecting: not passed.")


@pytest.mark.parametrize(("num", "den", "zh", "en"), [
    (1, 2, "一半", "half"), (2, 3, "三分之二", "two thirds"), (3, 4, "四分之三", "three quarters"), (4, 5, "五分之四", "four fifths"),
    (1, 3, "三分之一", "one third"), (1, 5, "五分之一", "one fifth"), (1, 10, "十分之一", "one tenth"), (1, 1, "全部", "all"),
    (20, 100, "100分之20", "20/100"),
])
def test_a_share_is_said_as_people_say_it(num: int, den: int, zh: str, en: str) -> None:
    stored = {"num": num, "den": den}
    assert share_words(stored) == share_words(stored, "zh") == share_words(Bar("for", ">", num, den, "present")) == zh
    assert share_words(stored, "en") == share_words(Bar("for", ">", num, den, "present"), "en") == en


@pytest.mark.parametrize(("number", "zh"), [
    (873_050, "87.31平方米"), (873_049, "87.3平方米"), (1_000_000, "100平方米"), (10_000, "1平方米"), (50, "0.01平方米"),
    (49, "0平方米"), (Fraction(6_147_100, 3), "204.9平方米"), (100_500, "10.05平方米"),
])
def test_an_area_is_told_to_the_hundredth_of_a_square_metre(number: int | Fraction, zh: str) -> None:
    assert amount("area", number, 1) == zh
    assert amount("area", number, 1, "en") == zh.replace("平方米", " m²")


@pytest.mark.parametrize(("number", "per", "said"), [(33, 1, "33"), (23, 2, "11.5"), (Fraction(33, 2), 1, "16.5"), (24, 2, "12")])
def test_heads_and_groups_are_told_in_wholes_and_halves(number: int | Fraction, per: int, said: str) -> None:
    assert amount("heads", number, per) == said == amount("cantons", number, per, "en")


@pytest.mark.parametrize(("number", "said"), [
    (Fraction(0), "0"), (Fraction(5), "5"), (Fraction(1, 4), "0.25"), (Fraction(33, 2), "16.5"), (Fraction(31, 4), "7.75"),
    (Fraction(49, 3), "49/3"), (Fraction(4, 5), "4/5"), (Fraction(1, 8), "1/8"), (Fraction(10, 4), "2.5"),
])
def test_a_share_that_ends_soon_is_a_decimal(number: Fraction, said: str) -> None:
    assert tidy(number) == said


@pytest.mark.parametrize(("verdict", "zh", "en"), [("passed", "通过", "passed"), ("failed", "不通过", "not passed")])
def test_what_is_withheld_is_told_with_its_reason(verdict: str, zh: str, en: str) -> None:
    result = {"verdict": verdict, "participating": 4}
    assert say_withheld(result) == f"无记名表决，收到4张票，不足5张，为了不让人猜出谁投了什么，只公布结论：{zh}。"
    assert say_withheld(result, "en") == (
        "Secret ballot, 4 cast; with fewer than 5 anybody's choice could be worked out, so only the outcome is told: "
        f"{en}.")


def test_an_area_that_has_to_be_present_is_told_so() -> None:
    bar = {"measure": "present", "op": ">=", "num": 1, "den": 2, "base": "eligible", "metrics": ["area"]}
    rule = read_rule(entry(quorum=bar))
    result = count(rule, Question(), [Share(1_000_000), Share(500_000, present=False)], [Said(Share(1_000_000), "for")]).plain()
    assert "，到会100平方米≥应到150平方米的一半75平方米；" in say(rule, result)
    assert ", 100 m² present ≥ 75 m², half of the 150 m² entitled; " in say(rule, result, "en")


def test_a_result_from_before_there_were_groups_is_told_as_it_was() -> None:
    rule = rule_for("owners_ordinary", TODAY)
    result = owners(873_050, 1_000_000, 1_200_500, answers="ffa")
    bars = {name: [{k: v for k, v in held.items() if k != "per"} for held in result[name]] for name in ("quorum", "threshold")}
    assert say(rule, result | bars) == say(rule, result)
