"""Plans and grades in words: each with its votes, the one that won with the next, a tie with whom, and why none won."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.ballot.rules.question import OTHER
from consult.ballot.rules.tally import Check, Choice, Verdict
from consult.ballot.rules.vote_rule import Base, Method, VoteRule
from consult.ballot.rules.words_of_bars import bar_words
from consult.ballot.rules.words_of_voices import Unit, words_of

Option = Mapping[str, Any]


def options_words(result: Mapping[str, Any], i: int) -> str:
    """“修步道”2票，“添路灯”1票，其他1票，弃权1票."""
    named = [(_named(o, i), o["votes"]) for o in result["options"]]
    return ("，", ", ")[i].join((f"{name}{votes}票", f"{name} {votes}")[i] for name, votes in named)


def _named(option: Option, i: int) -> str:
    name = option["name_en"] if i and option["name_en"] else option["name"]
    if name:
        return f"“{name}”"
    return (("其他", "other"), ("弃权", "abstaining"))[option["key"] == Choice.ABSTAIN][i]


def ranked(result: Mapping[str, Any]) -> list[list[Option]]:
    """The options that can win, by their votes: all of the first place, all of the second, and so on; none with no
    votes."""
    given = [o for o in result["options"] if o["key"] not in (Choice.ABSTAIN, OTHER) and o["votes"]]
    places = sorted({o["votes"] for o in given}, reverse=True)
    return [[o for o in given if o["votes"] == votes] for votes in places]


def chosen_words(rule: VoteRule, result: Mapping[str, Any], unit: Unit, i: int) -> str:
    """Which option a vote came to and by how much, or why to none: the end of the sentence, without its full stop."""
    places, graded = ranked(result), rule.method == Method.MODAL_GRADE
    if result["verdict"] == Verdict.TIED:
        return _even(places[0], graded, unit, i)
    if not places:
        return (("没有人选任何一等，没有评出等次", "no grade was given by anybody, so there is none"),
                ("没有人选任何一项，没有选出", "nobody chose any of them, so none is chosen"))[not graded][i]
    if result["verdict"] == Verdict.FAILED:
        return _not_given(rule, result, places[0][0], unit, i)
    if graded:
        return _graded(result, places, unit, i) + _cleared(rule, result, places[0][0], unit, i)
    first = places[0][0]
    return (f"{_named(first, i)}入选，{first['votes']}票{_next(places, '票', i)}",
            f"{_named(first, i)} is chosen with {first['votes']}{_next(places, '', i)}")[i]


def _even(first: Sequence[Option], graded: bool, unit: Unit, i: int) -> str:
    names = ("、", " and ")[i].join(_named(o, i) for o in first)
    votes = first[0]["votes"]
    none = (("没有评出等次", "no grade is given"), ("没有选出", "none is chosen"))[not graded][i]
    return (f"{names}并列，各{votes}{unit.short if graded else '票'}，{none}", f"{names} are even with {votes} each, so {none}")[i]


def _graded(result: Mapping[str, Any], places: list[list[Option]], unit: Unit, i: int) -> str:
    """评为“称职”：30人参加，18人; where it was given by no more than half, how few they were and how many abstained."""
    first, took_part = places[0][0], result["participating"]
    gave, few = first["votes"], first["votes"] * 2 <= took_part
    silent = result["abstain"]
    zh = f"评为{_named(first, i)}：{unit.of(str(took_part), i)}参加，{'只有' if few else ''}{gave}{unit.short}{'评这一等' if few else ''}"
    en = f"graded {_named(first, i)}: {unit.of(str(took_part), i)} took part, {'only ' if few else ''}{gave} gave this grade"
    if few and silent:
        zh, en = zh + f"，弃权{silent}{unit.short}", en + f", {silent} abstained"
    return (zh, en)[i] + _next(places, unit.short, i)


def _next(places: list[list[Option]], each: str, i: int) -> str:
    if len(places) < 2:
        return ""
    names, votes = ("、", " and ")[i].join(_named(o, i) for o in places[1]), places[1][0]["votes"]
    several = len(places[1]) > 1
    return (f"，其次{names}{'各' if several else ''}{votes}{each}",
            f", next {names} with {votes}{' each' if several else ''}")[i]


def _not_given(rule: VoteRule, result: Mapping[str, Any], first: Option, unit: Unit, i: int) -> str:
    """Most votes, and yet not enough for the rule: 没有评出等次：“不称职”1名代表≤参加30名代表的一半，即15."""
    bars = [grade_check(rule, result, first)] if rule.method == Method.MODAL_GRADE else result["threshold"]
    why = ("，", ", ")[i].join(
        bar_words(held, unit, words_of(result), i, measured=_named(first, i)) for held in bars if held and not held["met"])
    none = (("没有评出等次", "no grade is given"), ("没有选出", "none is chosen"))[rule.method != Method.MODAL_GRADE][i]
    return (f"{none}：{why}", f"{none}: {why}")[i]


def _cleared(rule: VoteRule, result: Mapping[str, Any], grade: Option, unit: Unit, i: int) -> str:
    """The bar of a grade that was given, where it has one."""
    held = grade_check(rule, result, grade)
    return ("，", ", ")[i] + bar_words(held, unit, words_of(result), i, measured=_named(grade, i)) if held else ""


def grade_check(rule: VoteRule, result: Mapping[str, Any], grade: Option) -> dict[str, Any] | None:
    """The bar that a grade has of its own, held against its votes; None where most votes are enough."""
    bar = dict(rule.grade_bars).get(grade.get("code", ""))
    if bar is None:
        return None
    have, base = grade["votes"], 1 if bar.base == Base.ONE else result[bar.base]
    return Check(have, base, bar.needed(base), bar.cleared(have, base), bar, "heads").plain()
