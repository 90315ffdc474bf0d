"""A result as a sentence where it is more than heads for and against: areas, options, bases, and what is withheld."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from consult.ballot.queries import rule_for
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.plain_words import say, say_withheld
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.tally import Figures, tally, tidy
from consult.ballot.rules.vote_rule import Bar, VoteRule
from consult.ballot.rules.words_of_numbers import amount, numeral, pair, share_words, shortfall
from tests.ballot.test_reading_a_rule import entry

TODAY = date(2026, 11, 26)
STANDING = {"standing": True}


def owners(*areas: int, answers: str, code: str = "owners_ordinary") -> dict[str, Any]:
    """Owners of so many cm² each; f, a, o for each that took part, - for who did not."""
    roll = [Share(area) for area in areas]
    word = {"f": "for", "a": "against", "o": "abstain"}
    said = [Said(share, word[letter]) for share, letter in zip(roll, answers, strict=True) if letter in word]
    return count(rule_for(code, TODAY), Question(), roll, said, standing=True).plain() | STANDING


def heads(code: str, *figures: int, **more: Any) -> tuple[VoteRule, dict[str, Any]]:
    """A rule, and a count by heads: entitled, present, for, against, abstaining."""
    rule = rule_for(code, TODAY)
    return rule, tally(rule, {"heads": Figures(*figures)}).plain() | more


# --- owners, by heads and by area


def test_owners_are_counted_by_heads_and_by_area() -> None:
    """民法典 art. 278: two thirds of the area and of the owners take part, and more than half of both agree."""
    result = owners(873_050, 1_000_000, 1_200_500, answers="ffa")
    rule = rule_for("owners_ordinary", TODAY)
    assert say(rule, result) == (
        "应投3名业主，参加3名业主，达到法定人数2，参加307.355平方米≥应投307.355平方米的三分之二，即约204.9平方米；"
        "赞成2票，反对1票，弃权0票；赞成2名业主＞参加3名业主的一半，即1.5，赞成187.305平方米＞参加307.355平方米的一半，"
        "即153.6775平方米，通过。")
    assert say(rule, result, "en") == (
        "3 owners entitled, 3 taking part, which meets the quorum of 2, 307.355 m² taking part ≥ two thirds (about 204.9 m²) "
        "of the 307.355 m² entitled; 2 for, 1 against, 0 abstaining; 2 for > half (1.5) of the 3 owners taking part, "
        "187.305 m² for > half (153.6775 m²) of the 307.355 m² taking part: passed.")


def test_owners_of_too_little_area_are_not_called_too_few() -> None:
    result = owners(873_050, 1_000_000, 1_200_500, answers="ff-")
    rule = rule_for("owners_ordinary", TODAY)
    assert say(rule, result) == (
        "应投3名业主，参加2名业主，达到法定人数2，参加187.305平方米＜应投307.355平方米的三分之二，即约204.9平方米；"
        "赞成2票，反对0票，弃权0票，面积没有达到法定比例，表决无效。")
    assert say(rule, result, "en") == (
        "3 owners entitled, 2 taking part, which meets the quorum of 2, 187.305 m² taking part < two thirds (about 204.9 m²) "
        "of the 307.355 m² entitled; 2 for, 0 against, 0 abstaining: too little of the area took part, so the vote is void.")


def test_a_hundredth_of_a_square_metre_short_is_seen() -> None:
    """law.md, case 11: the same rounded number never stands on both sides."""
    result = owners(1_999_900, 1_000_100, answers="f-")
    said = say(rule_for("owners_ordinary", TODAY), result)
    assert "参加199.99平方米＜应投300平方米的三分之二，即200平方米，差0.01平方米不到三分之二；" in said
    english = say(rule_for("owners_ordinary", TODAY), result, "en")
    assert "199.99 m² taking part < two thirds (200 m²) of the 300 m² entitled, 0.01 m² short of two thirds; " in english


def test_a_share_that_never_ends_has_the_places_that_show_the_difference() -> None:
    result = owners(2_000_000, 1_000_001, answers="f-")
    assert "参加200平方米＜应投300.0001平方米的三分之二，即约200.0001平方米，差约0.000067平方米不到三分之二" in say(
        rule_for("owners_ordinary", TODAY), result)


def test_an_area_that_nobody_registered_is_said_where_it_decides() -> None:
    rule = rule_for("owners_ordinary", TODAY)
    roll = [Share(1_000_000), Share(1_000_000), Share(0, area_known=False)]
    result = count(rule, Question(), roll, [Said(s, "for") for s in roll[:2]], standing=True).plain() | STANDING
    assert "，参加200平方米，应投的面积有1套房屋没有登记，不能算达到三分之二；" in say(rule, result)
    assert "200 m² taking part, with the area of 1 of the homes entitled not registered" in say(rule, result, "en")


def test_an_area_that_has_to_be_present_is_told_so() -> None:
    bar = {"measure": "present", "op": ">=", "num": 1, "den": 2, "base": "eligible", "metrics": ["area"]}
    rule = read_rule(entry(quorum=bar))
    result = count(rule, Question(), [Share(1_000_000), Share(500_000, present=False)], [Said(Share(1_000_000), "for")]).plain()
    assert "，到会100平方米≥应到150平方米的一半，即75平方米；" in say(rule, result)
    assert ", 100 m² present ≥ half (75 m²) of the 150 m² entitled; " in say(rule, result, "en")


def test_a_result_from_before_there_were_groups_is_told_as_it_was() -> None:
    rule = rule_for("owners_ordinary", TODAY)
    result = owners(873_050, 1_000_000, 1_200_500, answers="ffa")
    bars = {name: [{k: v for k, v in held.items() if k not in ("per", "unknown")} for held in result[name]]
            for name in ("quorum", "threshold")}
    assert say(rule, result | bars) == say(rule, result)


# --- plans and grades


def among(
    code: str, *answers: str, other: str = "", options: tuple[str, ...] = ("修步道", "添路灯"), present: int = 8
) -> tuple[Any, dict[str, Any]]:
    """A rule, and the count of these answers by so many people who are there."""
    rule = rule_for(code, TODAY)
    question = put_question(rule, options=options, allows_other=True)
    said = [Said(Share(), answer, other if answer == "o0" else "") for answer in answers]
    return rule, count(rule, question, [Share()] * present, said).plain()


def test_the_plan_that_won_is_named_with_the_next() -> None:
    """law.md, case 15."""
    rule, result = among("choose_one", "o1", "o1", "o2", "o0", "abstain", other="种树")
    adults = result | {"base": {"electorate": "adults"}}
    assert say(rule, adults) == (
        "应到8人，实到8人；“修步道”2票，“添路灯”1票，其他1票，弃权1票；“修步道”入选，2票，其次“添路灯”1票。")
    assert say(rule, adults, "en") == (
        "8 people entitled, 8 present; “修步道” 2, “添路灯” 1, other 1, abstaining 1; “修步道” is chosen with 2, next "
        "“添路灯” with 1.")


def test_a_plan_whose_name_ends_in_a_digit_does_not_run_into_its_votes() -> None:
    _rule, result = among("choose_one", "o1", "o1", "o2", options=("方案1", "方案2"))
    assert "“方案1”2票，“方案2”1票" in say(_rule, result)


def test_a_tie_is_told_with_whom() -> None:
    rule, result = among("choose_one", *["o1"] * 3, *["o2"] * 3, "o3", options=("甲", "乙", "丙"))
    assert say(rule, result).endswith("；“甲”、“乙”并列，各3票，没有选出。")
    assert say(rule, result, "en").endswith("; “甲” and “乙” are even with 3 each, so none is chosen.")


def test_where_nobody_chose_none_is_chosen() -> None:
    rule, result = among("choose_one", "abstain")
    assert say(rule, result).endswith("；没有人选任何一项，没有选出。")


def test_the_grade_is_named_with_its_votes() -> None:
    rule, result = among("appraisal_member_4", *["o2"] * 18, *["o1"] * 9, *["abstain"] * 3, present=30)
    assert say(rule, result) == (
        "应到30名代表，实到30名代表，达到法定人数20；“优秀”9票，“称职”18票，“基本称职”0票，“不称职”0票，弃权3票；"
        "评为“称职”：30名代表参加，18名，其次“优秀”9名。")
    assert say(rule, result, "en").endswith(
        "; graded “Competent”: 30 representatives took part, 18 gave this grade, next “Excellent” with 9.")


def test_how_few_gave_a_grade_is_told_where_most_abstain() -> None:
    """law.md, case 14, by most votes."""
    rule, result = among("appraisal_member_4", "o1", *["abstain"] * 29, present=30)
    assert say(rule, result).endswith("；评为“优秀”：30名代表参加，只有1名评这一等，弃权29名。")
    assert say(rule, result, "en").endswith(
        "; graded “Excellent”: 30 representatives took part, only 1 gave this grade, 29 abstained.")


def from_half_on(*answers: str, present: int = 30) -> str:
    """The sentence of an appraisal in which 不称职 is given only by more than half of those taking part."""
    rule = replace(rule_for("appraisal_member_4", TODAY), grade_bars=(("unfit", Bar("for", ">", 1, 2, "participating")),))
    said = [Said(Share(), answer) for answer in answers]
    return say(rule, count(rule, put_question(rule), [Share()] * present, said).plain())


def test_a_grade_below_its_own_bar_is_not_given() -> None:
    """law.md, case 14, by a rule from half on."""
    assert from_half_on("o4", *["abstain"] * 29).endswith(
        "；没有评出等次：“不称职”1名代表≤参加表决30名代表的一半，即15。")
    assert from_half_on(*["o4"] * 16, *["o1"] * 14).endswith(
        "；评为“不称职”：30名代表参加，16名，其次“优秀”14名，“不称职”16名代表＞参加表决30名代表的一半，即15。")


def test_an_even_appraisal_has_no_grade() -> None:
    rule, result = among("appraisal_member_4", *["o1"] * 4, *["o2"] * 4)
    assert say(rule, result).endswith("；“优秀”、“称职”并列，各4名，没有评出等次。")


def test_an_opinion_is_recorded_and_decides_nothing() -> None:
    rule, result = among("straw_poll", "for", "against", options=())
    assert say(rule, result | {"base": {"electorate": "households"}}) == (
        "应到8户，实到8户；赞成1票，反对1票，弃权0票，只作记录，不作决定。")
    assert say(rule, result, "en") == "8 voices entitled, 8 present; 1 for, 1 against, 0 abstaining: recorded, deciding nothing."


# --- shares and plain numbers


def test_a_number_never_runs_into_a_share() -> None:
    """law.md, cases 12 and 13."""
    assert say(*heads("owners_requisition", 505, 100, 100, 0, 0, **STANDING)) == (
        "应投505名业主，参加100名业主；赞成100票，反对0票，弃权0票；赞成100名业主＜应投505名业主的百分之二十，即101，不通过。")
    assert "100 for < 20 per cent (101) of the 505 owners entitled" in say(
        *heads("owners_requisition", 505, 100, 100, 0, 0), "en")
    assert "赞成7人≥应到61人的十分之一，即6.1，通过" in say(*heads("assembly_requisition", 61, 7, 7, 0, 0))
    assert "赞成61名代表＜到会93名代表的三分之二，即62，不通过" in say(*heads("council_present_two_thirds", 93, 93, 61, 0, 0))


@pytest.mark.parametrize(("ayes", "zh", "en"), [
    (9, "赞成9票＜10票，不通过。", "9 for < 10 voices: not passed."),
    (10, "赞成10票≥10票，通过。", "10 for ≥ 10 voices: passed."),
])
def test_ten_endorsements_are_a_plain_number(ayes: int, zh: str, en: str) -> None:
    rule = rule_for("topic_endorse", TODAY)
    result = count(rule, Question(), [Share()] * 40, [Said(Share(), "for")] * ayes).plain()
    assert say(rule, result).endswith(zh) and say(rule, result, "en").endswith(en)


@pytest.mark.parametrize(("answers", "zh", "en"), [
    ("fff", "赞成3票＞反对0票，通过。", "3 for > 0 against: passed."),
    ("faa", "赞成1票＜反对2票，不通过。", "1 for < 2 against: not passed."),
    ("fa", "赞成1票＝反对1票，平局，不通过。", "1 for = 1 against: tied, so not passed."),
    ("", "没有人赞成，也没有人反对，平局，不通过。", "nobody for and nobody against: tied, so not passed."),
])
def test_more_for_than_against(answers: str, zh: str, en: str) -> None:
    rule = rule_for("simple_majority_cast", TODAY)
    said = [Said(Share(), "for" if letter == "f" else "against") for letter in answers]
    result = count(rule, Question(), [Share()] * 8, said).plain()
    assert say(rule, result).endswith(zh) and say(rule, result, "en").endswith(en)


def test_as_many_for_as_against_may_be_enough() -> None:
    rule = replace(rule_for("simple_majority_cast", TODAY), tie="passes")
    result = tally(rule, {"heads": Figures(9, 9, 4, 4, 1)}).plain()
    assert say(rule, result).endswith("赞成4票＝反对4票，按规则一样多也算，通过。")


def test_nothing_of_nothing_carries_nothing() -> None:
    """law.md, case 7."""
    assert say(*heads("close_debate_23", 9, 9, 0, 0, 9)).endswith("；没有人赞成，不通过。")
    assert say(*heads("close_debate_23", 9, 9, 0, 0, 9), "en").endswith("; nobody for: not passed.")


@pytest.mark.parametrize(("figures", "zh", "en"), [
    ((8, 7, 5, 2, 0), "；有2票反对，不能算一致，不通过。", "; 2 objecting, so there is no agreement: not passed."),
    ((8, 7, 0, 0, 3), "；没有人表示同意，不能算一致，不通过。", "; nobody said yes, and silence is no agreement: not passed."),
    ((8, 7, 5, 0, 2), "；没有反对意见，通过。", "; no objection: passed."),
])
def test_why_a_consensus_carried_or_did_not(figures: tuple[int, ...], zh: str, en: str) -> None:
    """law.md, case 20: silence is no agreement."""
    under = heads("joint_meeting_consensus", *figures)
    assert say(*under).endswith(zh) and say(*under, "en").endswith(en)


@pytest.mark.parametrize(("num", "den", "zh", "en"), [
    (1, 2, "一半", "half"), (2, 3, "三分之二", "two thirds"), (3, 4, "四分之三", "three quarters"), (4, 5, "五分之四", "four fifths"),
    (1, 3, "三分之一", "one third"), (1, 5, "五分之一", "one fifth"), (1, 10, "十分之一", "one tenth"), (1, 1, "全部", "all"),
    (20, 100, "百分之二十", "20 per cent"), (3, 7, "七分之三", "three sevenths"), (12, 25, "二十五分之十二", "12/25"),
    (5, 1000, "千分之五", "5/1000"), (4, 4, "全部", "all"), (2, 4, "四分之二", "two quarters"),
])
def test_a_share_is_said_as_people_say_it(num: int, den: int, zh: str, en: str) -> None:
    stored = {"num": num, "den": den}
    assert share_words(stored) == share_words(stored, "zh") == share_words(Bar("for", ">", num, den, "present")) == zh
    assert share_words(stored, "en") == share_words(Bar("for", ">", num, den, "present"), "en") == en


@pytest.mark.parametrize(("number", "zh"), [
    (0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1001, "一千零一"),
    (1010, "一千零一十"), (10_001, "一万零一"), (12_345, "一万二千三百四十五"), (100_000, "十万"), (10_010, "一万零一十"),
])
def test_numbers_in_chinese(number: int, zh: str) -> None:
    assert numeral(number) == zh


@pytest.mark.parametrize(("number", "zh"), [
    (873_050, "87.305平方米"), (873_049, "87.3049平方米"), (1_000_000, "100平方米"), (10_000, "1平方米"), (50, "0.005平方米"),
    (49, "0.0049平方米"), (Fraction(1, 2), "0.00005平方米"), (100_500, "10.05平方米"),
])
def test_an_area_is_told_exactly(number: int | Fraction, zh: str) -> None:
    assert amount("area", number, 1) == zh
    assert amount("area", number, 1, "en") == zh.replace("平方米", " m²")


def test_an_area_that_does_not_end_is_about_so_much() -> None:
    assert amount("area", Fraction(6_147_100, 3), 1) == "约204.9平方米"
    assert amount("area", Fraction(6_147_100, 3), 1, "en") == "about 204.9 m²"


@pytest.mark.parametrize(("number", "per", "said"), [(33, 1, "33"), (23, 2, "11.5"), (Fraction(33, 2), 1, "16.5"), (24, 2, "12")])
def test_heads_and_groups_are_told_in_wholes_and_halves(number: int | Fraction, per: int, said: str) -> None:
    assert amount("heads", number, per) == said == amount("cantons", number, per, "en")


@pytest.mark.parametrize(("one", "other", "shown"), [
    (Fraction(20), Fraction(62, 3), ("20", "约20.67")), (Fraction(1, 3), Fraction(1, 3), ("约0.33", "约0.33")),
    (Fraction(20), Fraction(20) + Fraction(1, 3000), ("20", "约20.0003")),
    (Fraction(333_333, 1_000_000), Fraction(1, 3), ("约0.333333", "约0.3333333")),
])
def test_two_numbers_are_alike_only_where_they_are_equal(one: Fraction, other: Fraction, shown: tuple[str, str]) -> None:
    told = pair(one, other)
    assert (told[0] == told[1]) == (one == other)
    assert told == shown or one == Fraction(333_333, 1_000_000)


def test_what_is_missing_is_never_nothing() -> None:
    assert shortfall(Fraction(1, 100)) == "0.01"
    assert shortfall(Fraction(1, 30_000)) == "约0.000033"
    assert shortfall(Fraction(1, 30_000), "en") == "about 0.000033"


@pytest.mark.parametrize(("number", "said"), [
    (Fraction(0), "0"), (Fraction(5), "5"), (Fraction(1, 4), "0.25"), (Fraction(33, 2), "16.5"), (Fraction(31, 4), "7.75"),
    (Fraction(49, 3), "49/3"), (Fraction(4, 5), "4/5"), (Fraction(1, 8), "1/8"), (Fraction(10, 4), "2.5"),
])
def test_a_share_is_stored_as_a_decimal_or_a_fraction(number: Fraction, said: str) -> None:
    assert tidy(number) == said


# --- who is counted


def households(came: int, **base: Any) -> tuple[VoteRule, dict[str, Any]]:
    """A meeting of household representatives over forty households of which so many came, all in favour."""
    return heads("assembly_household", 40, came, came, 0, 0, base={"electorate": "households", "entitled": 40} | base)


def test_no_quorum_says_which_base_is_missing() -> None:
    """law.md, case 4; nothing is said of the majority that was not reached for want of a quorum."""
    said = households(6, missing={"no_representative": 30})
    assert say(*said) == (
        "应到40户，其中30户没有登记户代表，实到6户，没有达到法定人数21；赞成6票，反对0票，弃权0票，没有达到法定人数，表决无效。")
    assert say(*said, "en") == (
        "40 households entitled, among them 30 without a household representative, 6 present, which does not meet the quorum "
        "of 21; 6 for, 0 against, 0 abstaining: no quorum, so the vote is void.")


def test_a_stated_base_is_said_with_its_source() -> None:
    stated = {"count": 40, "source": "街道人口台账", "as_of": "2026-10-01"}
    said = say(*households(30, stated=stated, missing={"not_in_register": 2}))
    assert said.startswith("应到40户，按社区公布的户数40户（街道人口台账，2026年10月1日），其中2户没有在名册登记，实到30户，")
    english = say(*households(30, stated=stated), "en")
    assert "by the community's stated number of households, 40 households (街道人口台账, 2026-10-01), 30 present" in english


def test_a_stated_number_that_is_not_the_base_is_not_said_to_be_it() -> None:
    assert say(*households(30, stated={"count": 38, "source": "", "as_of": ""})).startswith("应到40户，实到30户，")


def test_the_narrower_reading_is_said() -> None:
    said = say(*households(30, electorate="named_households"))
    assert said.startswith("应到40户，按本社区规定，只计已登记的户代表，实到30户，")


@pytest.mark.parametrize(("code", "zh"), [
    ("no_owner", "3套房屋没有登记业主"), ("no_delegate", "3个单位没有委派代表"), ("area_unknown", "3套房屋没有登记面积"),
    ("no_voter_named", "3套共有的房屋没有说定由谁投票"), ("not_of_age", "3人没有成年"), ("not_in_register", "3户没有在名册登记"),
])
def test_every_reason_has_words(code: str, zh: str) -> None:
    assert f"，其中{zh}，" in say(*households(30, missing={code: 3, "unheard_of": 1}))


def test_who_voted_is_told_beside_who_was_there() -> None:
    assert say(*heads("committee_election", 100, 80, 41, 20, 10)).startswith(
        "应到100人，实到80人，参加表决71人，达到法定人数51；")


@pytest.mark.parametrize(("verdict", "zh", "en"), [("passed", "通过", "passed"), ("failed", "不通过", "not passed")])
def test_what_is_withheld_is_told_with_its_reason(verdict: str, zh: str, en: str) -> None:
    result = {"verdict": verdict, "participating": 4}
    assert say_withheld(result) == f"无记名表决，收到4张票，不足5张，为了不让人猜出谁投了什么，只公布结论：{zh}。"
    assert say_withheld(result, "en") == (
        "Secret ballot, 4 cast; with fewer than 5 anybody's choice could be worked out, so only the outcome is told: "
        f"{en}.")
