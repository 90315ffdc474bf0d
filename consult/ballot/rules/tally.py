"""Counting: from figures and a rule to a verdict with its arithmetic; integers and Fraction only."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from consult.ballot.rules.vote_rule import Bar, Base, Groups, Method, VoteRule


class Choice(StrEnum):
    """What a ballot on a motion can say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Verdict(StrEnum):
    """What a count comes to. GRADED is an appraisal's; RECORDED decides nothing."""

    PASSED = "passed"
    FAILED = "failed"
    TIED = "tied"
    NO_QUORUM = "no_quorum"
    GRADED = "graded"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Figures:
    """The figures of one metric: heads, an area in cm², or groups in `per`-ths."""

    eligible: int
    present: int
    votes_for: int
    votes_against: int
    abstain: int
    per: int = 1
    unknown: int = 0
    """How many of those entitled have no known weight: then no share of the whole base can be shown to be reached."""

    @property
    def cast(self) -> int:
        """赞成 + 反对."""
        return self.votes_for + self.votes_against

    @property
    def participating(self) -> int:
        """Who returned a ballot, abstentions included."""
        return self.cast + self.abstain

    def of(self, name: str) -> int:
        """A figure by the name that rules use."""
        return {
            "eligible": self.eligible, "present": self.present, "participating": self.participating,
            "cast": self.cast, "for": self.votes_for, "one": self.per,
        }[name]


@dataclass(frozen=True)
class Check:
    """One bar held against the figures of one metric."""

    have: int
    base: int
    needed: int
    met: bool
    bar: Bar
    metric: str
    per: int = 1
    unknown: int = 0
    """How many weights of the whole base are not known; such a bar counts as not met."""

    def plain(self) -> dict[str, Any]:
        """The check as a ballot stores it; `share` is the exact share, in words like 16.5 or 49/3."""
        entry = asdict(self)
        entry["bar"]["metrics"] = list(self.bar.metrics)
        return {**entry, "share": tidy(self.bar.half(self.base))}


def tidy(number: Fraction) -> str:
    """A share as people write it: 16.5, or 49/3 where the decimals do not end soon."""
    if (number * 4).denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, rest = divmod(number.numerator, number.denominator)
    return str(whole) + {0: "", 1: ".25", 2: ".5", 3: ".75"}[rest * 4 // number.denominator]


@dataclass(frozen=True)
class Tally:
    """The count of one ballot under one rule."""

    verdict: str
    figures: dict[str, Figures]
    quorum: list[Check]
    threshold: list[Check]

    def plain(self) -> dict[str, Any]:
        """The tally as plain values, for the ballot's row and the log; heads come first."""
        heads = self.figures.get("heads") or next(iter(self.figures.values()))
        return {
            "verdict": self.verdict, "for": heads.votes_for, "against": heads.votes_against,
            "abstain": heads.abstain, "cast": heads.cast, "participating": heads.participating,
            "present": heads.present, "eligible": heads.eligible,
            "quorum": [c.plain() for c in self.quorum], "threshold": [c.plain() for c in self.threshold],
            "figures": {name: asdict(f) for name, f in self.figures.items()},
        }


def figures_by_group(groups: Groups, counted: Mapping[str, Figures]) -> Figures:
    """The figures of a metric counted by groups: each group says yes when its own bar is cleared, else no.

    A group that is even says no; one in which nobody voted says nothing, and stays in the base of all.
    """
    total = {"eligible": 0, "present": 0, "for": 0, "against": 0}
    for name, figures in counted.items():
        weight, bar = groups.weight(name), groups.won_by
        total["eligible"] += weight
        if figures.participating:
            total["present"] += weight
            won = bar.cleared(figures.of(bar.measure), figures.of(bar.base))
            total["for" if won else "against"] += weight
    return Figures(total["eligible"], total["present"], total["for"], total["against"], 0, groups.per)


def tally(rule: VoteRule, figures: Mapping[str, Figures]) -> Tally:
    """Hold the figures against the rule: every bar of the quorum in each of its metrics, then every bar of the
    threshold. Nothing passes on nobody's voice. A tie fails unless the rule says otherwise (practice.md 2.8, 平局不通过);
    with NO_OBJECTION one vote against is enough to fail, and somebody must have said yes."""
    counted = {metric: figures[metric] for metric in rule.metrics if metric in figures or metric != "heads"}
    quorum = [check(bar, counted[m], m) for bar in rule.quorums for m in bar.metrics]
    threshold = [check(bar, counted[m], m) for bar in rule.thresholds for m in bar.metrics]
    has_quorum = all(c.met for c in quorum)
    verdict = _verdict(rule, counted, threshold) if has_quorum else Verdict.NO_QUORUM
    return Tally(str(verdict), counted, quorum, threshold)


def _verdict(rule: VoteRule, counted: Mapping[str, Figures], threshold: list[Check]) -> Verdict:
    if rule.method == Method.OPINION:
        return Verdict.RECORDED
    met = all(c.met for c in threshold)
    if rule.method == Method.MODAL_GRADE:
        return Verdict.GRADED if met else Verdict.FAILED
    if rule.method == Method.NO_OBJECTION:
        agreed = all(f.votes_against == 0 and f.votes_for > 0 for f in counted.values())
        return Verdict.PASSED if agreed else Verdict.FAILED
    if rule.method == Method.MORE_FOR_THAN_AGAINST:
        return _more_for(rule, counted)
    return Verdict.PASSED if met and all(f.votes_for > 0 for f in counted.values()) else Verdict.FAILED


def _more_for(rule: VoteRule, counted: Mapping[str, Figures]) -> Verdict:
    enough = rule.tie == "passes"
    if all(f.votes_for > f.votes_against or (enough and 0 < f.votes_for == f.votes_against)
           for f in counted.values()):
        return Verdict.PASSED
    tied = any(f.votes_for == f.votes_against for f in counted.values())
    return Verdict.TIED if tied else Verdict.FAILED


def check(bar: Bar, figures: Figures, metric: str = "heads") -> Check:
    """One bar held against the figures of one metric."""
    have, base = figures.of(bar.measure), figures.of(bar.base)
    unknown = figures.unknown if bar.base == Base.ELIGIBLE else 0
    met = bar.cleared(have, base) and not unknown
    return Check(have, base, bar.needed(base), met, bar, metric, figures.per, unknown)
