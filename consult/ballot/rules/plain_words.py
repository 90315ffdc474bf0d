"""A result as a sentence: numbers, base, comparator and verdict, never a bare percentage."""
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from consult.ballot.rules.tally import Verdict, tidy
from consult.ballot.rules.vote_rule import Bar, Method, VoteRule

SHARES = {(1, 2): ("一半", "half"), (2, 3): ("三分之二", "two thirds"), (3, 4): ("四分之三", "three quarters"),
          (4, 5): ("五分之四", "four fifths"), (1, 3): ("三分之一", "one third"), (1, 5): ("五分之一", "one fifth"),
          (1, 10): ("十分之一", "one tenth"), (1, 1): ("全部", "all")}
BASES = {"eligible": ("应到", "entitled"), "present": ("到会", "present"),
         "participating": ("参加表决", "who voted"), "cast": ("赞成加反对", "voting for or against")}
MEASURED = {"for": ("赞成", "for"), "present": ("到会", "present"), "participating": ("参加表决", "voting")}
OPS = {">=": "≥", ">": "＞"}
NOT = {">=": "＜", ">": "≤"}
ENDS = {
    Verdict.PASSED: ("通过", "passed"), Verdict.FAILED: ("不通过", "not passed"),
    Verdict.TIED: ("平局，不通过", "tied, so not passed"),
    Verdict.NO_QUORUM: ("没有达到法定人数，表决无效", "no quorum, so the vote is void"),
    Verdict.GRADED: ("评议完成", "the appraisal is complete"), Verdict.RECORDED: ("只作记录，不作决定", "recorded, deciding nothing"),
}
CM2_A_M2 = 10_000


def amount(metric: str, number: int | Fraction, per: int, language: str = "zh") -> str:
    """A figure of a metric as people write it: heads as they are, areas in m², groups in wholes and halves."""
    if metric == "area":
        square = Fraction(number) / CM2_A_M2
        return f"{_decimal(square)}{'平方米' if language == 'zh' else ' m²'}"
    return tidy(Fraction(number) / per)


def _decimal(number: Fraction) -> str:
    """To the second decimal place, which is as fine as areas are registered; rounded half up."""
    hundredths = int(number * 100 + Fraction(1, 2))
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def share_words(bar: Bar | Mapping[str, Any], language: str = "zh") -> str:
    """一半, 三分之二; half, two thirds."""
    num, den = (bar.num, bar.den) if isinstance(bar, Bar) else (bar["num"], bar["den"])
    known = SHARES.get((num, den))
    if known:
        return known[0 if language == "zh" else 1]
    return f"{den}分之{num}" if language == "zh" else f"{num}/{den}"


def say(rule: VoteRule, result: Mapping[str, Any], language: str = "zh") -> str:
    """The whole result in one sentence, such as
    应到45，实到33，达到法定人数30；赞成24，反对7，弃权2；赞成24＞到会33的一半16.5，通过。"""
    i = 0 if language == "zh" else 1
    parts = [_attendance(result, i), _options(result, i) if result.get("options") else _counts(result, i)]
    if result["verdict"] not in (Verdict.NO_QUORUM, Verdict.GRADED, Verdict.RECORDED):
        parts.append(_arithmetic(rule, result, i))
    end = ENDS[Verdict(result["verdict"])][i]
    said = [part for part in parts if part]
    return ("；".join(said) + f"，{end}。", "; ".join(said) + f": {end}.")[i]


def say_withheld(result: Mapping[str, Any], language: str = "zh") -> str:
    """A result that is told without its numbers, and why."""
    i = 0 if language == "zh" else 1
    end = ENDS[Verdict(result["verdict"])][i]
    n = result["participating"]
    return (f"无记名表决，收到{n}张票，不足5张，为了不让人猜出谁投了什么，只公布结论：{end}。",
            f"Secret ballot, {n} cast; with fewer than 5 anybody's choice could be worked out, so only the outcome is "
            f"told: {end}.")[i]


def _attendance(result: Mapping[str, Any], i: int) -> str:
    line = (f"应到{result['eligible']}，实到{result['present']}",
            f"{result['eligible']} entitled, {result['present']} present")[i]
    for held in result["quorum"]:
        reached = (("达到", "没有达到"), ("meets", "does not meet"))[i][0 if held["met"] else 1]
        if held["metric"] == "heads":
            line += (f"，{reached}法定人数{held['needed']}", f", which {reached} the quorum of {held['needed']}")[i]
        else:
            line += ("，", ", ")[i] + _bar(held, i)
    return line


def _counts(result: Mapping[str, Any], i: int) -> str:
    f, a, o = result["for"], result["against"], result["abstain"]
    return (f"赞成{f}，反对{a}，弃权{o}", f"{f} for, {a} against, {o} abstaining")[i]


def _options(result: Mapping[str, Any], i: int) -> str:
    named = [(o["name_en"] if i and o["name_en"] else o["name"] or (("其他", "other"), ("弃权", "abstaining"))[
        o["key"] == "abstain"][i], o["votes"]) for o in result["options"]]
    return ("，", ", ")[i].join((f"{name}{votes}", f"{name} {votes}")[i] for name, votes in named)


def _arithmetic(rule: VoteRule, result: Mapping[str, Any], i: int) -> str:
    f, a = result["for"], result["against"]
    if rule.method == Method.NO_OBJECTION:
        return (("没有反对意见" if a == 0 else f"有{a}个反对意见"),
                ("no objection" if a == 0 else f"{a} objecting"))[i]
    if rule.method == Method.MORE_FOR_THAN_AGAINST:
        sign = "＞" if f > a else "＝" if f == a else "＜"
        return (f"赞成{f}{sign}反对{a}", f"{f} for {_latin(sign)} {a} against")[i]
    return ("，", ", ")[i].join(_bar(held, i) for held in result["threshold"])


def _bar(held: Mapping[str, Any], i: int) -> str:
    bar, metric, per = held["bar"], held["metric"], held.get("per", 1)
    language = ("zh", "en")[i]
    sign = (OPS if held["met"] else NOT)[bar["op"]]
    have = amount(metric, held["have"], per, language)
    measured = MEASURED[bar["measure"]][i]
    if bar["base"] == "one":
        return (f"{measured}{have}{sign}{held['needed']}", f"{have} {measured} {_latin(sign)} {held['needed']}")[i]
    base, share = BASES[bar["base"]][i], share_words(bar, language)
    least = held["share"] if metric == "heads" else amount(
        metric, Fraction(bar["num"] * held["base"], bar["den"]), per, language)
    of = amount(metric, held["base"], per, language)
    return (f"{measured}{have}{sign}{base}{of}的{share}{least}",
            f"{have} {measured} {_latin(sign)} {least}, {share} of the {of} {base}")[i]


def _latin(sign: str) -> str:
    return {"＞": ">", "＜": "<", "＝": "="}.get(sign, sign)
