"""Trying the numbers (试算): figures laid out as the ballots they stand for, and counted by what counts every ballot.

There is no arithmetic here: verdict, comparison and sentence are those of counting.py and plain_words.py.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from consult.ballot.rules import counting
from consult.ballot.rules.plain_words import say
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.roll_base import AREA_UNKNOWN
from consult.ballot.rules.tally import Figures
from consult.ballot.rules.trial_figures import CHOICES, TrialFigures, read_figures
from consult.ballot.rules.vote_rule import Method, VoteRule
from consult.ballot.rules.words_of_numbers import CM2_A_M2, decimal

DECIDED = ("passed", "graded", "recorded")
Row = tuple[counting.Share, str]


@dataclass(frozen=True)
class Trial:
    """What a rule says to figures."""

    result: dict[str, Any]
    more_for: int | None
    """The least number of further voices, all in favour, with which it passes; 0 where it does, None where it cannot, and
    of plans, grades and groups, where it depends on which."""
    more_area_cm2: int | None
    """How much more area in favour, where area counts."""

    def to_come(self, metric: str) -> int:
        """How much more must come, or take part, for the quorum, in heads or in cm²."""
        return max((c["needed"] - c["have"] for c in self.result["quorum"] if c["metric"] == metric and not c["met"]),
                   default=0)

    def plain(self, rule: VoteRule) -> dict[str, Any]:
        """The answer as command and page give it; areas in m² as text."""
        r = self.result
        return {
            "rule": rule.code, "name": {"zh": rule.name, "en": rule.name_en}, "verdict": r["verdict"], "said": r["said"],
            "winner": r["winner"], "tied": r["tied"], "next": r["next"], "options": r["options"],
            "more": {"to_come": self.to_come("heads"), "for": self.more_for, "area_m2": _square_metres(self.more_area_cm2),
                     "area_to_come_m2": _square_metres(self.to_come("area") if "area" in rule.metrics else None)},
            "quorum": r["quorum"], "threshold": r["threshold"], "figures": r["figures"],
            "article": {"zh": rule.citation, "en": rule.citation_en},
            "base": {"electorate": rule.electorate, "zh": rule.electorate_source, "en": rule.electorate_source_en},
        }


def _square_metres(cm2: int | None) -> str | None:
    return None if cm2 is None else decimal(Fraction(cm2, CM2_A_M2))


def try_rule(rule: VoteRule, told: Mapping[str, Any]) -> Trial:
    """What the rule says to these figures; FiguresFault, field by field, for those that cannot be."""
    f = read_figures(rule, told)
    question, roll, ballots = _laid_out(rule, f)
    counted = counting.count(rule, question, roll, ballots, standing=f.standing, entitled=f.entitled)
    result = counted.plain() | {"standing": f.standing, "form": question.form, "way": "ballots", "base": _base(rule, f)}
    result["said"] = {language: say(rule, result, language) for language in ("zh", "en")}
    if rule.method in (Method.MODAL_GRADE, Method.MOST_VOTES, Method.OPINION) or rule.groups:
        return Trial(result, 0 if result["verdict"] in DECIDED else None, None)
    return Trial(result, *_more(rule, counted.tally.figures))


def _base(rule: VoteRule, f: TrialFigures) -> dict[str, Any]:
    return {"electorate": rule.electorate, "entitled": f.entitled, "able": f.entitled, "stated": None, "missing_area_cm2": {},
            "missing": {AREA_UNKNOWN: f.unknown} if f.unknown else {}, "out_of_reach": []}


def _laid_out(rule: VoteRule, f: TrialFigures) -> tuple[Question, list[counting.Share], list[counting.Said]]:
    """A roll and ballots with exactly these figures; those who say the same are one row of so many heads."""
    question = put_question(rule, options=[name for name in f.choices if name not in CHOICES])
    keys = {o.code or o.name: o.key for o in question.options} | {name: name for name in CHOICES}
    rows: list[Row] = []
    for group, part in (f.groups if rule.groups else {"": {"entitled": f.entitled, **f.choices}}).items():
        given = {name: part[name] for name in f.choices if part[name]}
        rows += [(counting.Share(f.areas.get(name, 0), group, heads=number), keys[name]) for name, number in given.items()]
        rows += [(counting.Share(group=group, present=False, heads=part["entitled"] - sum(given.values())), "")]
    silent = _silent([share for share, answer in rows if not answer], f)
    roll = [*(share for share, answer in rows if answer), *silent]
    return question, roll, [counting.Said(share, answer) for share, answer in rows if answer]


def _silent(rows: list[counting.Share], f: TrialFigures) -> Iterator[counting.Share]:
    """Those who say nothing: the first of them are there, of the last the area is not known, and all the area that
    nobody voted with lies with the first."""
    known, there = f.silent - f.unknown, f.present - f.given
    area, start = f.silent_area, 0
    for row in rows:
        end = start + row.heads
        for a, b in pairwise(sorted({start, end, *(cut for cut in (there, known) if start < cut < end)})):
            yield replace(row, heads=b - a, present=a < there, area_known=a < known, area_cm2=area)
            area = 0
        start = end


def _more(rule: VoteRule, figures: Mapping[str, Figures]) -> tuple[int | None, int | None]:
    """How many more heads, and how much more area, all in favour, by trying: what counts says when it is enough."""
    free = {metric: f.eligible - f.participating for metric, f in figures.items()}
    free_area = free.get("area", 0)

    def passes(heads: int, area: int) -> bool:
        joining = {"heads": heads, "area": area}
        joined = {metric: _joined(f, joining[metric]) for metric, f in figures.items()}
        return counting.held(rule, joined).verdict == "passed"

    heads = _least(free["heads"], lambda n: passes(n, free_area if n else 0))
    if "area" not in figures or heads is None:
        return heads, None
    return heads, _least(free_area, lambda cm2: passes(free["heads"], cm2)) if heads else 0


def _joined(figures: Figures, more: int) -> Figures:
    """The same with so much more in favour: of those there who say nothing first, then of those who may come."""
    return replace(figures, votes_for=figures.votes_for + more, present=max(figures.present, figures.participating + more))


def _least(most: int, enough: Callable[[int], bool]) -> int | None:
    """The least number up to `most` that is enough; more is never less, so the middle tells."""
    if not enough(most):
        return None
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low
