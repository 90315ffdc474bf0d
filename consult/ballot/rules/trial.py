"""Trying the numbers (试算): figures laid out as the ballots they stand for, and counted by what counts every ballot.

There is no arithmetic here: verdict, comparison and sentence are those of counting.py and plain_words.py.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from consult.ballot.rules import counting
from consult.ballot.rules.plain_words import say
from consult.ballot.rules.question import Form, Option, Question
from consult.ballot.rules.roll_base import AREA_UNKNOWN
from consult.ballot.rules.trial_figures import CHOICES, TrialFigures, read_figures
from consult.ballot.rules.vote_rule import Method, VoteRule
from consult.ballot.rules.words_of_numbers import CM2_A_M2, decimal

DECIDED = ("passed", "graded", "recorded")


@dataclass(frozen=True)
class Trial:
    """What a rule says to figures."""

    result: dict[str, Any]
    more_for: int | None
    """The least number of further voices, all in favour, with which it passes; 0 where it does, None where it cannot."""
    more_area_cm2: int | None
    """How much more area in favour, where area counts."""
    more_to_come: int
    """How many more must come, or take part, for the quorum."""

    def plain(self, rule: VoteRule) -> dict[str, Any]:
        """The answer as command and page give it; areas in m² as text."""
        r = self.result
        return {
            "rule": rule.code, "name": {"zh": rule.name, "en": rule.name_en}, "verdict": r["verdict"], "said": r["said"],
            "winner": r["winner"], "tied": r["tied"], "next": r["next"], "options": r["options"],
            "more": {"to_come": self.more_to_come, "for": self.more_for, "area_m2": (
                decimal(Fraction(self.more_area_cm2, CM2_A_M2)) if self.more_area_cm2 is not None else None)},
            "quorum": r["quorum"], "threshold": r["threshold"], "figures": r["figures"],
            "article": {"zh": rule.citation, "en": rule.citation_en},
            "base": {"electorate": rule.electorate, "zh": rule.electorate_source, "en": rule.electorate_source_en},
        }


def try_rule(rule: VoteRule, told: Mapping[str, Any]) -> Trial:
    """What the rule says to these figures; FiguresFault, field by field, for those that cannot be."""
    figures = read_figures(rule, told)
    result = _counted(rule, figures)
    if rule.method in (Method.MODAL_GRADE, Method.MOST_VOTES, Method.OPINION) or rule.groups:
        more, area = (0 if result["verdict"] in DECIDED else None), None
    else:
        more, area = _more(rule, figures)
    return Trial(result, more, area, max((c["needed"] - c["have"] for c in result["quorum"]
                                          if c["metric"] == "heads" and not c["met"]), default=0))


def _counted(rule: VoteRule, f: TrialFigures) -> dict[str, Any]:
    question, roll, ballots = _laid_out(rule, f)
    counted = counting.count(rule, question, roll, ballots, standing=f.standing, entitled=f.entitled).plain()
    result = counted | {"standing": f.standing, "form": question.form, "way": "ballots", "base": _base(rule, f)}
    return result | {"said": {language: say(rule, result, language) for language in ("zh", "en")}}


def _base(rule: VoteRule, f: TrialFigures) -> dict[str, Any]:
    return {"electorate": rule.electorate, "entitled": f.entitled, "able": f.entitled, "stated": None, "missing_area_cm2": {},
            "missing": {AREA_UNKNOWN: f.unknown} if f.unknown else {}, "out_of_reach": []}


def _laid_out(rule: VoteRule, f: TrialFigures) -> tuple[Question, list[counting.Share], list[counting.Said]]:
    """A roll and ballots with exactly these figures: all the area of a choice lies with its first voice."""
    question, answers = _question(rule, f)
    rows: list[tuple[counting.Share, str]] = []
    for group, part in (f.groups or {"": {}}).items():
        votes = {name: part[name] for name in CHOICES} if part else f.choices
        for name, number in votes.items():
            first = f.areas.get(name, 0)
            rows += [(counting.Share(first if n == 0 else 0, group), answers[name]) for n in range(number)]
        entitled = part["entitled"] if part else f.entitled
        rows += [(counting.Share(0, group), "")] * (entitled - sum(votes.values()))
    rows = _silent_area(rows, f)
    roll = [replace(share, present=n < f.present) for n, share in enumerate(_voting_first(rows))]
    return question, roll, [counting.Said(share, answer) for share, answer in rows if answer]


def _silent_area(rows: list[tuple[counting.Share, str]], f: TrialFigures) -> list[tuple[counting.Share, str]]:
    """The area of whoever says nothing lies with the first of them; some of theirs may not be known."""
    left = f.areas.get("entitled", 0) - sum(f.areas.get(name, 0) for name in CHOICES)
    silent = [n for n, (_, answer) in enumerate(rows) if not answer]
    laid = list(rows)
    for place, n in enumerate(silent):
        laid[n] = (replace(rows[n][0], area_cm2=left if place == 0 else 0, area_known=place < len(silent) - f.unknown), "")
    return laid


def _voting_first(rows: list[tuple[counting.Share, str]]) -> list[counting.Share]:
    return [share for share, _ in sorted(rows, key=lambda row: row[1] == "")]


def _question(rule: VoteRule, f: TrialFigures) -> tuple[Question, dict[str, str]]:
    """The question, and by the name of each choice the answer as a ballot has it."""
    if rule.method not in (Method.MODAL_GRADE, Method.MOST_VOTES):
        return Question(), {name: name for name in CHOICES}
    named = {g.code: g for g in rule.grades}
    options = tuple(
        Option(f"o{n}", named[name].name, named[name].name_en, name) if name in named else Option(f"o{n}", name)
        for n, name in enumerate((c for c in f.choices if c != "abstain"), start=1))
    answers = {o.code or o.name: o.key for o in options} | {"abstain": "abstain"}
    return Question(Form.GRADES if rule.grades else Form.ONE, options), answers


def _more(rule: VoteRule, f: TrialFigures) -> tuple[int | None, int | None]:
    """How many more heads, and how much more area, all in favour, by trying: the same count says when it is enough."""
    free = f.entitled - f.given
    free_area = f.areas.get("entitled", 0) - sum(f.areas.get(name, 0) for name in CHOICES)
    by_area = "area" in rule.metrics
    heads = _least(free, lambda n: _clears(rule, _with(f, n, free_area if n else 0), "heads"))
    if not by_area or heads is None:
        return heads, None
    if _clears(rule, f, "area"):
        return heads, 0
    joining = 0 if f.choices["for"] else 1
    area = _least(free_area, lambda cm2: _clears(rule, _with(f, joining, cm2), "area")) if joining < free else free_area
    return (max(heads, 1) if area is not None else None), area


def _clears(rule: VoteRule, f: TrialFigures, metric: str) -> bool:
    result = _counted(rule, f)
    if result["threshold"] and "area" in rule.metrics:
        return all(c["met"] for c in (*result["quorum"], *result["threshold"]) if c["metric"] == metric)
    return bool(result["verdict"] == "passed")


def _with(f: TrialFigures, heads: int, area: int) -> TrialFigures:
    """The same with so many more voices in favour: of those there who say nothing first, then of those who may come."""
    present = max(f.present, f.given + heads)
    areas = f.areas | {"for": f.areas["for"] + area} if f.areas else f.areas
    return replace(f, present=present, choices=f.choices | {"for": f.choices["for"] + heads}, areas=areas)


def _least(most: int, enough: Callable[[int], bool]) -> int | None:
    """The least number up to `most` that is enough; more is never less, so the middle tells."""
    if not enough(most):
        return None
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low
