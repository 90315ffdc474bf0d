"""A result worked out line by line: enough people, enough votes, and whether the sum is right."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from consult.ballot.rules.vote_rule import Bar, Method, VoteRule
from consult.ballot.rules.words_of_numbers import amount, area_unit, natural, pair
from consult.ballot.rules.words_of_options import grade_check, ranked
from consult.web.shell import display, moments
from consult.web.wording.votes import METRICS, gap, quorum_words, share_of, threshold_words

SIGNS = {(">=", True): "≥", (">=", False): "<", (">", True): ">", (">", False): "≤"}


@dataclass(frozen=True)
class Step:
    """One line of the arithmetic: the question, how it was worked out, the comparison, whether it holds."""

    asks: str
    worked_out: str
    compared: str
    holds: bool


def steps(rule: VoteRule, result: Mapping[str, Any]) -> list[Step]:
    """The lines of a result. Without a quorum nothing is said of a majority; plans and grades are told one against the
    next, never as for and against."""
    standing = bool(result.get("standing"))
    lines = [_quorum_step(held, standing=standing) for held in result["quorum"]]
    if result["verdict"] != "no_quorum":
        lines += _deciding(rule, result, standing=standing)
    return [*lines, _sum_step(result, standing=standing)]


def _deciding(rule: VoteRule, result: Mapping[str, Any], *, standing: bool) -> list[Step]:
    if rule.method in (Method.MOST_VOTES, Method.MODAL_GRADE):
        return _most_steps(rule, result) + [_threshold_step(held, standing=standing) for held in result["threshold"]]
    lines = []
    if rule.method == Method.NO_OBJECTION:
        lines += _consent_steps(result)
    elif rule.method == Method.MORE_FOR_THAN_AGAINST:
        lines.append(_more_for_step(rule, result))
    return lines + [_threshold_step(held, standing=standing) for held in result["threshold"]]


def _asked(words: str, held: Mapping[str, Any]) -> str:
    if held["metric"] == "heads":
        return words
    return _("%(words)s（按%(metric)s）", words=words, metric=METRICS.get(held["metric"], held["metric"]))


def _quorum_step(held: Mapping[str, Any], *, standing: bool) -> Step:
    bar = _bar(held)
    asks = _("人数够不够") if held["metric"] == "heads" else _asked(_("够不够"), held)
    return Step(asks, f"{quorum_words(bar, standing=standing)}{gap()}{_division(held, bar)}",
                _comparison(held, bar), held["met"])


def _threshold_step(held: Mapping[str, Any], *, standing: bool) -> Step:
    bar = _bar(held)
    worked_out = threshold_words(bar, standing=standing)
    if bar.base != "one":
        worked_out += gap() + _division(held, bar)
    return Step(_asked(_("赞成够不够"), held), worked_out, _comparison(held, bar), held["met"])


def _bar(held: Mapping[str, Any]) -> Bar:
    return Bar(**held["bar"])


def _most_steps(rule: VoteRule, result: Mapping[str, Any]) -> list[Step]:
    """The first place against the second, and the bar of a grade that has one."""
    places = ranked(result)
    if not places:
        return [Step(_("哪一项票数最多"), _("没有人选其中任何一项"), "0", False)]
    first, second = places[0], places[1][0]["votes"] if len(places) > 1 else 0
    even = len(first) > 1
    compared = f"{first[0]['votes']} = {first[1]['votes']}" if even else f"{first[0]['votes']} > {second}"
    names = ("、" if display.language() != "en" else ", ").join(_name(o) for o in first)
    words = _("%(names)s并列第一", names=names) if even else _("%(names)s最多，其次%(n)s票", names=names, n=second)
    lines = [Step(_("哪一项票数最多"), words, compared, not even)]
    held = grade_check(rule, result, first[0]) if rule.method == Method.MODAL_GRADE and not even else None
    if held:
        share = _("要达到%(share)s。", share=share_of(_bar(held))) if held["bar"]["op"] == ">=" else _(
            "要超过%(share)s。", share=share_of(_bar(held)))
        lines.append(Step(_("够不够评这一等"), f"{share}{gap()}{_division(held, _bar(held))}", _comparison(held, _bar(held)), held["met"]))
    return lines


def _name(option: Mapping[str, Any]) -> str:
    return str(option["name_en"] if display.language() == "en" and option["name_en"] else option["name"])


def _consent_steps(result: Mapping[str, Any]) -> list[Step]:
    votes_for, against = result["for"], result["against"]
    return [
        Step(_("有没有人赞成"), _("赞成至少要有1票"), f"{votes_for} ≥ 1" if votes_for else "0 < 1", votes_for > 0),
        Step(_("有没有人反对"), _("一票反对就不通过"), f"{against} = 0" if not against else f"{against} > 0",
             against == 0),
    ]


def _more_for_step(rule: VoteRule, result: Mapping[str, Any]) -> Step:
    votes_for, against = result["for"], result["against"]
    sign = ">" if votes_for > against else "=" if votes_for == against else "<"
    words = _("赞成要比反对多，一样多也通过") if rule.tie == "passes" else _("赞成要比反对多，一样多不通过")
    return Step(_("赞成够不够"), words, f"{votes_for} {sign} {against}", result["verdict"] == "passed")


def _sum_step(result: Mapping[str, Any], *, standing: bool) -> Step:
    """Ballots add up to those there; choices are added where each ballot makes one."""
    all_of = result["eligible"] if standing else result["present"]
    given, silent = result["participating"], all_of - result["participating"]
    votes = [o["votes"] for o in result.get("options") or []] or [result["for"], result["against"], result["abstain"]]
    added = " + ".join(str(n) for n in votes) + f" = {given}" if sum(votes) == given else str(given)
    words = (_("%(sum)s，应投%(all)s，没投的%(silent)s", sum=added, all=all_of, silent=silent) if standing
             else _("%(sum)s，到会%(present)s，没投的%(silent)s", sum=added, present=all_of, silent=silent))
    return Step(_("票数对不对"), words, f"{given} + {silent} = {all_of}", silent >= 0)


def _division(held: Mapping[str, Any], bar: Bar) -> str:
    times = f" × {bar.num}" if bar.num != 1 else ""
    return f"{_amount(held, held['base'])}{times} ÷ {bar.den} = {_amount(held, _exact(held, bar))}"


def _comparison(held: Mapping[str, Any], bar: Bar) -> str:
    """Both sides as the sentence has them: different numbers never look alike."""
    if held.get("unknown"):
        return _("%(n)s套房屋没有登记面积", n=held["unknown"])
    if not held["have"]:
        return f"{_amount(held, 0)} < {_amount(held, max(_exact(held, bar), Fraction(held['needed'])))}"
    metric, per = held["metric"], held.get("per", 1)
    have, least = natural(metric, held["have"], per), natural(metric, _exact(held, bar), per)
    unit = area_unit(_language()) if metric == "area" else ""
    one, other = pair(have, least, _language())
    return f"{one}{unit} {SIGNS[(bar.op, held['met'])]} {other}{unit}"


def _exact(held: Mapping[str, Any], bar: Bar) -> Fraction:
    return Fraction(bar.num * held["base"], bar.den)


def _amount(held: Mapping[str, Any], number: int | Fraction) -> str:
    if held["metric"] == "heads" and Fraction(number).denominator == 1:
        return str(moments.number(number))
    return amount(held["metric"], number, held.get("per", 1), _language())


def _language() -> str:
    return "en" if display.language() == "en" else "zh"
