"""A result as a sentence: numbers, base, comparator and verdict, never a bare percentage."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.ballot.rules.tally import Verdict
from consult.ballot.rules.vote_rule import Method, VoteRule

SHARES = {(1, 2): ("一半", "half"), (2, 3): ("三分之二", "two thirds"), (3, 4): ("四分之三", "three quarters"),
          (4, 5): ("五分之四", "four fifths"), (1, 3): ("三分之一", "one third")}
BASES = {"eligible": ("应到", "entitled"), "present": ("到会", "present"),
         "participating": ("参加表决", "who voted"), "cast": ("赞成加反对", "voting for or against")}
OPS = {">=": "≥", ">": "＞"}
NOT = {">=": "＜", ">": "≤"}
ENDS = {
    Verdict.PASSED: ("通过", "passed"), Verdict.FAILED: ("不通过", "not passed"),
    Verdict.TIED: ("平局，不通过", "tied, so not passed"),
    Verdict.NO_QUORUM: ("没有达到法定人数，表决无效", "no quorum, so the vote is void"),
}


def say(rule: VoteRule, result: Mapping[str, Any], language: str = "zh") -> str:
    """The whole result in one sentence, such as
    应到45，实到33，达到法定人数30；赞成24，反对7，弃权2；赞成24＞到会33的一半16.5，通过。"""
    i = 0 if language == "zh" else 1
    parts = [_attendance(result, i), _counts(result, i)]
    if result["verdict"] != Verdict.NO_QUORUM:
        parts.append(_arithmetic(rule, result, i))
    end = ENDS[Verdict(result["verdict"])][i]
    return ("；".join(parts) + f"，{end}。", "; ".join(parts) + f": {end}.")[i]


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
        line += (f"，{reached}法定人数{held['needed']}", f", which {reached} the quorum of {held['needed']}")[i]
    return line


def _counts(result: Mapping[str, Any], i: int) -> str:
    f, a, o = result["for"], result["against"], result["abstain"]
    return (f"赞成{f}，反对{a}，弃权{o}", f"{f} for, {a} against, {o} abstaining")[i]


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
    bar = held["bar"]
    sign = (OPS if held["met"] else NOT)[bar["op"]]
    base = BASES[bar["base"]][i]
    share = SHARES.get((bar["num"], bar["den"]), (f"{bar['den']}分之{bar['num']}", f"{bar['num']}/{bar['den']}"))[i]
    return (f"赞成{held['have']}{sign}{base}{held['base']}的{share}{held['share']}",
            f"{held['have']} for {_latin(sign)} {held['share']}, {share} of the {held['base']} {base}")[i]


def _latin(sign: str) -> str:
    return {"＞": ">", "＜": "<", "＝": "="}.get(sign, sign)
