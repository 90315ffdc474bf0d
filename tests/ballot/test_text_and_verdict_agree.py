"""Every shipped rule and any figures: what the sentence prints, read back, says the same as the verdict beside it."""
from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.ballot.queries import rules_at_hand
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.plain_words import say
from consult.ballot.rules.question import Form, Question, put_question
from consult.ballot.rules.vote_rule import Bar, Method, VoteRule

RULES = rules_at_hand()
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "≥": operator.ge, "＜": operator.lt, "<": operator.lt, "＞": operator.gt, ">": operator.gt, "≤": operator.le, "＝": operator.eq,
    "=": operator.eq,
}
NUMBER = r"(\d+(?:\.\d+)?)"
WORDS = "一二三四五六七八九十百千万零"
ZH_SHARE = re.compile(
    rf"{NUMBER}(?:平方米|[^\d，；。≥＜＞≤＝]*)([≥＜＞≤])[^\d，；。]*{NUMBER}[^\d，；。]*的([{WORDS}分之半全部]+)，即(约?){NUMBER}")
ZH_PLAIN = re.compile(rf"赞成{NUMBER}票([≥＜＞≤＝])(?:反对)?{NUMBER}票")
EN_SHARE = re.compile(
    rf"{NUMBER}(?: m²)?(?: [^\d,;:<>≥≤=]+?)? ([<>≥≤]) [^\d(,;:]*(?:\d+ per cent |\d+/\d+ )?"
    rf"\((about )?{NUMBER}(?: m²)?\) of the {NUMBER}")
EN_PLAIN = re.compile(rf"{NUMBER} for ([<>≥≤=]) {NUMBER}(?: [a-z]+)?(?=[:,;])")
GLUED = re.compile(
    rf"分之[{WORDS}]+\d|(?:一半|全部)\d|(?:half|thirds?|quarters?|fifths?|tenths?|all|cent)\d|\d+分之\d")
NOISE = re.compile(r"\d\.\d{9,}|\de-?\d|Fraction|None|\d/\d+[，。；]")
MEETING = re.compile(r"应到|实到|到会|\bpresent\b")


def sentence_of(rule: VoteRule, roll: list[Share], answers: list[str], *, standing: bool) -> tuple[dict[str, Any], str, str]:
    """The result of a question under a rule, and its sentence in both languages."""
    question = put_question(rule, options=("方案1", "方案2", "方案3"))
    said = [Said(share, answer) for share, answer in zip(roll, answers, strict=False) if answer in question.answers()]
    result = count(rule, question, roll, said, standing=standing).plain() | {"standing": standing}
    return result, say(rule, result), say(rule, result, "en")


@some.composite
def votes(draw: some.DrawFn) -> tuple[VoteRule, list[Share], list[str], bool]:
    """A shipped rule, a roll with areas, what each of them says ("" for nothing), in a meeting or between meetings."""
    rule = draw(some.sampled_from(RULES))
    choices = ["for", "against", "abstain"] if rule.method not in (Method.MOST_VOTES, Method.MODAL_GRADE) else [
        "o1", "o2", "o3", "abstain"]
    areas = draw(some.lists(some.integers(0, 12_345_678) | some.sampled_from([1_000_000, 999_900, 333_333]), min_size=0, max_size=40))
    answers = draw(some.lists(some.sampled_from([*choices, choices[0], ""]), min_size=len(areas), max_size=len(areas)))
    standing = draw(some.booleans())
    here = draw(some.lists(some.booleans(), min_size=len(areas), max_size=len(areas)))
    roll = [Share(area, present=bool(answer) or there) for area, answer, there in zip(areas, answers, here, strict=True)]
    return rule, roll, answers, standing


def comparisons(zh: str, en: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """(left, sign, right) of every comparison that a sentence prints, in Chinese and in English."""
    in_zh = [(m[1], m[2], m[6]) for m in ZH_SHARE.finditer(zh)] + [(m[1], m[2], m[3]) for m in ZH_PLAIN.finditer(zh)]
    in_en = [(m[1], m[2], m[4]) for m in EN_SHARE.finditer(en)] + [(m[1], m[2], m[3]) for m in EN_PLAIN.finditer(en)]
    return in_zh, in_en


@given(votes())
def test_every_comparison_that_is_printed_holds(vote: tuple[VoteRule, list[Share], list[str], bool]) -> None:
    rule, roll, answers, standing = vote
    _result, zh, en = sentence_of(rule, roll, answers, standing=standing)
    for left, sign, right in [pair for told in comparisons(zh, en) for pair in told]:
        assert SIGNS[sign](Fraction(left), Fraction(right)), (zh, en)
    in_zh, in_en = comparisons(zh, en)
    assert len(in_zh) == len(in_en) == sum(zh.count(sign) for sign in "≥＜＞≤＝") == sum(en.count(sign) for sign in "≥<>≤="), (zh, en)


@given(votes())
def test_the_numbers_read_back_come_to_the_verdict(vote: tuple[VoteRule, list[Share], list[str], bool]) -> None:
    rule, roll, answers, standing = vote
    result, zh, en = sentence_of(rule, roll, answers, standing=standing)
    for said, passed, failed in ((zh, "，通过。", "不通过。"), (en, ": passed.", "not passed.")):
        assert said.endswith(passed) == (result["verdict"] == "passed" and not result["options"]), said
        if result["verdict"] in ("failed", "tied") and not result["options"]:
            assert said.endswith(failed), said
    if rule.method == Method.THRESHOLD and result["verdict"] in ("passed", "failed"):
        assert reads_as_passed(rule, zh.split("；")[-1]) == (result["verdict"] == "passed"), zh
    figures = [int(n) for n in re.findall(r"赞成(\d+)票，反对(\d+)票，弃权(\d+)票", zh)[0]] if not result["options"] else []
    assert figures in ([], [result["for"], result["against"], result["abstain"]])


def reads_as_passed(rule: VoteRule, said: str) -> bool:
    """Whether the last part of a sentence, read by somebody who only has its numbers and the rule, carries."""
    told = [(Fraction(m[1]), Fraction(m[3])) for m in ZH_SHARE.finditer(said)]
    told_share = [(have, base, bar) for (have, base), bar in zip(told, bars(rule), strict=False)]
    if bars(rule) and bars(rule)[0].base == "one":
        plain = ZH_PLAIN.search(said)
        return bool(plain and Fraction(plain[1]) >= Fraction(plain[3]))
    return len(told) == len(bars(rule)) and all(
        have > 0 and SIGNS["≥" if bar.op == ">=" else ">"](have, base * bar.num / bar.den) for have, base, bar in told_share)


def bars(rule: VoteRule) -> list[Bar]:
    """The bars of the majority, one for each of its metrics."""
    return [bar for bar in rule.thresholds for _metric in bar.metrics]


@given(votes())
def test_nothing_runs_together_and_nothing_is_left_of_the_machine(vote: tuple[VoteRule, list[Share], list[str], bool]) -> None:
    rule, roll, answers, standing = vote
    _result, zh, en = sentence_of(rule, roll, answers, standing=standing)
    for said in (zh, en):
        assert not GLUED.search(said) and not NOISE.search(said), said
    if standing:
        assert not MEETING.search(zh + en), (zh, en)
    assert "%" not in zh + en


@given(votes())
def test_a_void_vote_says_nothing_of_the_majority(vote: tuple[VoteRule, list[Share], list[str], bool]) -> None:
    rule, roll, answers, standing = vote
    result, zh, _en = sentence_of(rule, roll, answers, standing=standing)
    if result["verdict"] == "no_quorum":
        assert zh.endswith("表决无效。") and not ZH_SHARE.search(zh.split("；")[-1])


@given(votes())
def test_nobody_in_favour_never_passes(vote: tuple[VoteRule, list[Share], list[str], bool]) -> None:
    rule, roll, _answers, standing = vote
    result, zh, _en = sentence_of(rule, roll, ["against"] * len(roll), standing=standing)
    assert result["verdict"] != "passed" and not zh.endswith("，通过。")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.effective_from}")
def test_every_rule_has_a_sentence_in_both_languages(rule: VoteRule) -> None:
    question = put_question(rule, options=("甲", "乙"))
    answer = "o1" if question.form in (Form.GRADES, Form.ONE) else "for"
    roll = [Share(1_000_000 + n) for n in range(9)]
    result = count(rule, question if question.form != Form.FOR_AGAINST else Question(), roll, [Said(s, answer) for s in roll]).plain()
    assert say(rule, result).endswith("。") and say(rule, result, "en").endswith(".")
