"""A result as a sentence: who is counted, what was said, the comparison that decided and the verdict; never a bare
percentage, and nothing that the numbers beside it do not bear out."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.ballot.rules.tally import Verdict
from consult.ballot.rules.vote_rule import Method, VoteRule
from consult.ballot.rules.words_of_bars import bar_words, latin, with_unit
from consult.ballot.rules.words_of_bases import base_words
from consult.ballot.rules.words_of_numbers import figure, natural
from consult.ballot.rules.words_of_options import chosen_words, options_words
from consult.ballot.rules.words_of_voices import LANGUAGES, Unit, unit_of, words_of

ENDS = {
    Verdict.PASSED: ("通过", "passed"), Verdict.FAILED: ("不通过", "not passed"),
    Verdict.TIED: ("平局，不通过", "tied, so not passed"),
    Verdict.NO_QUORUM: ("没有达到法定人数，表决无效", "no quorum, so the vote is void"),
    Verdict.GRADED: ("评议完成", "the appraisal is complete"), Verdict.RECORDED: ("只作记录，不作决定", "recorded, deciding nothing"),
}
TOO_LITTLE_AREA = ("面积没有达到法定比例，表决无效", "too little of the area took part, so the vote is void")
TOO_FEW_GROUPS = ("没有达到规定的数目，表决无效", "too few of them took part, so the vote is void")
BY_OPTIONS = (Method.MOST_VOTES, Method.MODAL_GRADE)


def say(rule: VoteRule, result: Mapping[str, Any], language: str = "zh") -> str:
    """The whole result in one sentence, such as
    应到45名代表，实到33名代表，达到法定人数30；赞成24票，反对7票，弃权2票；赞成24名代表＞到会33名代表的一半，即16.5，通过。"""
    i, unit = LANGUAGES.index(language), unit_of(rule, result)
    parts = [_attendance(result, unit, i), options_words(result, i) if result.get("options") else _counts(result, i)]
    if rule.method in BY_OPTIONS and result.get("options") and result["verdict"] != Verdict.NO_QUORUM:
        parts.append(chosen_words(rule, result, unit, i))
        return ("；".join(parts) + "。", "; ".join(parts) + ".")[i]
    if result["verdict"] not in (Verdict.NO_QUORUM, Verdict.GRADED, Verdict.RECORDED):
        parts.append(_arithmetic(rule, result, unit, i))
    return ("；".join(parts) + f"，{_end(result, i)}。", "; ".join(parts) + f": {_end(result, i)}.")[i]


def say_withheld(result: Mapping[str, Any], language: str = "zh") -> str:
    """A result that is told without its numbers, and why."""
    i = LANGUAGES.index(language)
    end = ENDS[Verdict(result["verdict"])][i]
    n = result["participating"]
    return (f"无记名表决，收到{n}张票，不足5张，为了不让人猜出谁投了什么，只公布结论：{end}。",
            f"Secret ballot, {n} cast; with fewer than 5 anybody's choice could be worked out, so only the outcome is "
            f"told: {end}.")[i]


def _attendance(result: Mapping[str, Any], unit: Unit, i: int) -> str:
    entitled, base = unit.of(str(result["eligible"]), i), base_words(result, unit, i)
    if result.get("standing"):
        came = unit.of(str(result["participating"]), 0) if i == 0 else str(result["participating"])
        line = (f"应投{entitled}{base}，参加{came}", f"{entitled} entitled{base}, {came} taking part")[i]
    else:
        came = unit.of(str(result["present"]), 0) if i == 0 else str(result["present"])
        line = (f"应到{entitled}{base}，实到{came}", f"{entitled} entitled{base}, {came} present")[i]
    return line + "".join(_quorum(held, result, unit, i) for held in result["quorum"])


def _quorum(held: Mapping[str, Any], result: Mapping[str, Any], unit: Unit, i: int) -> str:
    """A bar of the quorum: heads as the number that had to come, any other metric as a comparison."""
    if held["metric"] != "heads" or held.get("unknown"):
        return ("，", ", ")[i] + bar_words(held, unit, words_of(result), i)
    took_part = ""
    if held["bar"]["measure"] == "participating" and not result.get("standing"):
        took_part = (f"，参加表决{unit.of(str(held['have']), i)}", f", {held['have']} voting")[i]
    needed = max(1, held["needed"])
    reached = (("达到", "没有达到"), ("meets", "does not meet"))[i][0 if held["met"] else 1]
    return took_part + (f"，{reached}法定人数{needed}", f", which {reached} the quorum of {needed}")[i]


def _counts(result: Mapping[str, Any], i: int) -> str:
    f, a, o = result["for"], result["against"], result["abstain"]
    return (f"赞成{f}票，反对{a}票，弃权{o}票", f"{f} for, {a} against, {o} abstaining")[i]


def _arithmetic(rule: VoteRule, result: Mapping[str, Any], unit: Unit, i: int) -> str:
    if rule.method == Method.NO_OBJECTION:
        return _consent(result, i)
    if rule.method == Method.MORE_FOR_THAN_AGAINST:
        return _more_for(result, unit, i)
    held = result["threshold"]
    told = held if result["for"] else [c for c in held if c["metric"] == "heads"] or held
    return ("，", ", ")[i].join(bar_words(c, unit, words_of(result), i) for c in told)


def _consent(result: Mapping[str, Any], i: int) -> str:
    """That nobody objects is agreement only where somebody agreed."""
    if result["against"]:
        return (f"有{result['against']}票反对，不能算一致", f"{result['against']} objecting, so there is no agreement")[i]
    if not result["for"]:
        return ("没有人表示同意，不能算一致", "nobody said yes, and silence is no agreement")[i]
    return ("没有反对意见", "no objection")[i]


def _more_for(result: Mapping[str, Any], unit: Unit, i: int) -> str:
    if not result["for"] and not result["against"]:
        return ("没有人赞成，也没有人反对", "nobody for and nobody against")[i]
    told = [_side_by_side(metric, figures, unit, i) for metric, figures in (result.get("figures") or _heads(result)).items()]
    if result["verdict"] == Verdict.PASSED and result["for"] == result["against"]:
        told.append(("按规则一样多也算", "which is enough under the rule")[i])
    return ("，", ", ")[i].join(told)


def _heads(result: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The figures of a result from before figures were stored: heads alone."""
    return {"heads": {"votes_for": result["for"], "votes_against": result["against"]}}


def _side_by_side(metric: str, figures: Mapping[str, int], unit: Unit, i: int) -> str:
    f, a = figures["votes_for"], figures["votes_against"]
    sign = "＞" if f > a else "＝" if f == a else "＜"
    ayes, noes = (figure(natural(metric, n, figures.get("per", 1)), LANGUAGES[i]) for n in (f, a))
    if metric == "heads":
        return (f"赞成{ayes}票{sign}反对{noes}票", f"{ayes} for {latin(sign)} {noes} against")[i]
    ayes, noes = with_unit(ayes, metric, unit, i), with_unit(noes, metric, unit, i)
    return (f"赞成{ayes}{sign}反对{noes}", f"{ayes} for {latin(sign)} {noes} against")[i]


def _end(result: Mapping[str, Any], i: int) -> str:
    """The verdict; where only another metric than heads was missed, it is no want of people."""
    missed = {held["metric"] for held in result["quorum"] if not held["met"]}
    if result["verdict"] == Verdict.NO_QUORUM and missed and "heads" not in missed:
        return (TOO_LITTLE_AREA if "area" in missed else TOO_FEW_GROUPS)[i]
    return ENDS[Verdict(result["verdict"])][i]

