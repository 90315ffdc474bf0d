"""Counting: from choices and a rule to a verdict with its arithmetic; integers and Fraction only."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from consult.ballot.rules.vote_rule import Bar, Method, VoteRule


class Choice(StrEnum):
    """What a ballot can say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Verdict(StrEnum):
    """What a count comes to."""

    PASSED = "passed"
    FAILED = "failed"
    TIED = "tied"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Figures:
    """The figures of one metric: heads, or an area in cm²."""

    eligible: int
    present: int
    votes_for: int
    votes_against: int
    abstain: int

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
            "cast": self.cast, "for": self.votes_for,
        }[name]


@dataclass(frozen=True)
class Check:
    """One bar held against figures."""

    have: int
    base: int
    needed: int
    met: bool
    bar: Bar
    metric: str

    def plain(self) -> dict[str, Any]:
        """The check as a ballot stores it; `share` is the exact share, in words like 16.5 or 49/3."""
        share = self.bar.half(self.base)
        tidy = f"{float(share):g}" if (share * 4).denominator == 1 else f"{share.numerator}/{share.denominator}"
        return {**asdict(self), "share": tidy}


@dataclass(frozen=True)
class Tally:
    """The count of one ballot under one rule."""

    verdict: str
    figures: dict[str, Figures]
    quorum: list[Check]
    threshold: list[Check]

    def plain(self) -> dict[str, Any]:
        """The tally as plain values, for the ballot's row and the log; heads come first."""
        heads = next(iter(self.figures.values()))
        return {
            "verdict": self.verdict, "for": heads.votes_for, "against": heads.votes_against,
            "abstain": heads.abstain, "cast": heads.cast, "participating": heads.participating,
            "present": heads.present, "eligible": heads.eligible,
            "quorum": [c.plain() for c in self.quorum], "threshold": [c.plain() for c in self.threshold],
            "figures": {name: asdict(f) for name, f in self.figures.items()},
        }


def figures_of(choices: Iterable[str], *, eligible: int, present: int) -> Figures:
    """The head count of a list of choices."""
    listed = list(choices)
    return Figures(
        eligible=eligible, present=present, votes_for=listed.count(Choice.FOR),
        votes_against=listed.count(Choice.AGAINST), abstain=listed.count(Choice.ABSTAIN),
    )


def tally(rule: VoteRule, figures: dict[str, Figures]) -> Tally:
    """Hold the figures of every metric against the rule: each must clear the quorum, then the threshold.

    A tie fails (practice.md 2.8, 平局不通过). With NO_OBJECTION one vote against is enough to fail.
    """
    counted = {metric: figures[metric] for metric in rule.metrics}
    quorum = _checks(rule.quorum, counted)
    threshold = _checks(rule.threshold, counted)
    has_quorum = all(c.met for c in quorum)
    verdict = _verdict(rule, counted, threshold) if has_quorum else Verdict.NO_QUORUM
    return Tally(str(verdict), counted, quorum, threshold)


def _verdict(rule: VoteRule, counted: dict[str, Figures], threshold: list[Check]) -> Verdict:
    if rule.method == Method.NO_OBJECTION:
        agreed = all(f.votes_against == 0 and f.votes_for > 0 for f in counted.values())
        return Verdict.PASSED if agreed else Verdict.FAILED
    if rule.method == Method.MORE_FOR_THAN_AGAINST:
        if all(f.votes_for > f.votes_against for f in counted.values()):
            return Verdict.PASSED
        tied = any(f.votes_for == f.votes_against for f in counted.values())
        return Verdict.TIED if tied else Verdict.FAILED
    return Verdict.PASSED if all(c.met for c in threshold) else Verdict.FAILED


def check(bar: Bar, figures: Figures, metric: str = "heads") -> Check:
    """One bar held against the figures of one metric."""
    have, base = figures.of(bar.measure), figures.of(bar.base)
    return Check(have, base, bar.needed(base), bar.cleared(have, base), bar, metric)


def _checks(bar: Bar | None, counted: dict[str, Figures]) -> list[Check]:
    return [check(bar, f, metric) for metric, f in counted.items()] if bar else []
