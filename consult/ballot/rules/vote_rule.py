"""Vote rules as data: bars of a measure, an operator, two integers and a base; what a question may be asked under."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from consult.core.errors import RuleBroken


class Base(StrEnum):
    """What a share is taken of; the four never mix (vote-rules.md 3.1). ONE stands for a plain number."""

    ELIGIBLE = "eligible"
    PRESENT = "present"
    PARTICIPATING = "participating"
    CAST = "cast"
    ONE = "one"


class Op(StrEnum):
    """以上 includes the number, 超过 and 过半数 exclude it (民法典 art. 1259)."""

    AT_LEAST = ">="
    MORE_THAN = ">"


class Method(StrEnum):
    """How the verdict is found once the quorum is met."""

    THRESHOLD = "threshold"
    MORE_FOR_THAN_AGAINST = "more_for_than_against"
    NO_OBJECTION = "no_objection"
    MOST_VOTES = "most_votes"
    MODAL_GRADE = "modal_grade"
    OPINION = "opinion"


class Binding(StrEnum):
    """What a result is worth: 有约束力, 协商性, 摸底, 仅登记官方结果."""

    BINDING = "binding"
    ADVISORY = "advisory"
    STRAW = "straw"
    RECORD_ONLY = "record_only"


class Electorate(StrEnum):
    """Who is entitled under a rule: the whole base, whether or not a voice can be given now."""

    ADULTS = "adults"
    HOUSEHOLDS = "households"
    NAMED_HOUSEHOLDS = "named_households"
    OWNERS = "owners"
    MEMBERS = "members"
    ANYONE = "anyone"


class Sitting(StrEnum):
    """Whether a rule needs a meeting, with its notice and those present."""

    ONLY = "only"
    MAY = "may"
    NEVER = "never"


UNITS = ("person", "household", "representative", "organisation", "owner_area", "owner_head")
MEASURES = ("present", "participating", "for")
PLAIN_METRICS = ("heads", "area")
SCOPES = ("community", "grid", "building", "stairwell", "body")
SECRECIES = ("named", "secret")
COUNTS = ("latest", "first")
TIES = ("fails", "passes")
CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True)
class Bar:
    """`measure` must be `op` num/den of `base`, in each of the metrics."""

    measure: str
    op: str
    num: int
    den: int
    base: str
    metrics: tuple[str, ...] = ("heads",)

    def half(self, base: int) -> Fraction:
        """The exact share of a base that has to be reached or passed."""
        return Fraction(self.num * base, self.den)

    def needed(self, base: int) -> int:
        """The least whole number that clears the bar; at least one."""
        share = self.half(base)
        return max(1, -(-share.numerator // share.denominator)) if self.op == Op.AT_LEAST else int(share) + 1

    def cleared(self, have: int, base: int) -> bool:
        """Whether `have` clears the bar over `base`; integers only. Nothing never clears one, whatever it is a share of."""
        left, right = have * self.den, self.num * base
        return have > 0 and (left >= right if self.op == Op.AT_LEAST else left > right)


@dataclass(frozen=True)
class Groups:
    """A metric counted by groups: each says yes or no as one, with a weight of so many `per`-ths.

    A federal vote counts cantons so: won by more than half of the votes cast in it, a full canton two halves, six
    of them one. A group that is not named weighs `otherwise`; one in which nobody voted says nothing.
    """

    metric: str
    won_by: Bar
    per: int = 1
    otherwise: int = 1
    weights: tuple[tuple[str, int], ...] = ()

    def weight(self, group: str) -> int:
        """The weight of a group, in `per`-ths."""
        return dict(self.weights).get(group, self.otherwise)


@dataclass(frozen=True)
class Grade:
    """One grade of an appraisal, in both languages."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class VoteRule:
    """One version of one rule, with its source and the days it is in force."""

    code: str
    name: str
    name_en: str
    unit: tuple[str, ...]
    method: str
    quorums: tuple[Bar, ...]
    thresholds: tuple[Bar, ...]
    groups: tuple[Groups, ...]
    grades: tuple[Grade, ...]
    grade_bars: tuple[tuple[str, Bar], ...]
    """Grades that are given only where their own votes clear a bar, and not by most votes alone."""
    ends_post: tuple[str, int] | None
    """A grade that so many appraisals in a row end a post with."""
    electorate: str
    """Who is entitled: the base that the rule counts, whole."""
    electorate_source: str
    electorate_source_en: str
    recusal: bool
    """Whether who steps back leaves the base; where not, they stay in it and may still vote."""
    bodies: tuple[str, ...]
    """The kinds of body that the rule may be used in; none where it is for no body."""
    scopes: tuple[str, ...]
    """The places, or a body's roll, that the rule may be put to between meetings."""
    sitting: str
    abstain_in_base: bool
    secrecy: str
    secrecies: tuple[str, ...]
    """What the one who opens may choose; the first is the default."""
    counts: str
    """Which ballot of a voice counts when several channels are used: the latest, or the first."""
    tie: str
    proxies: int
    """How many voices one person may give by written proxy."""
    proxies_source: str
    proxies_source_en: str
    roll_days: int
    """How many days the roll lies open for objection before the ballot opens."""
    binding: str
    official_only: bool
    """Whether only the authority's own platform gives the result its legal effect."""
    confidence: str
    citation: str
    citation_en: str
    effective_from: date
    effective_to: date | None
    region: str = "CN"

    @property
    def quorum(self) -> Bar | None:
        """The first bar of the quorum."""
        return self.quorums[0] if self.quorums else None

    @property
    def threshold(self) -> Bar | None:
        """The first bar of the threshold."""
        return self.thresholds[0] if self.thresholds else None

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that is counted; heads first."""
        named = [m for bar in (*self.quorums, *self.thresholds) for m in bar.metrics]
        return tuple(dict.fromkeys(["heads", *named]))

    def in_force(self, day: date) -> bool:
        """Whether the rule is in force on a day; both ends count."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def plain(self) -> dict[str, Any]:
        """The rule as it is frozen onto a ballot, in the shape that packs are written in."""
        entry = asdict(self)
        entry["quorum"], entry["threshold"] = entry.pop("quorums"), entry.pop("thresholds")
        entry["secrecy_options"] = list(entry.pop("secrecies"))
        entry["groups"] = [{**g, "weights": dict(g["weights"])} for g in entry["groups"]]
        entry["grade_bars"] = dict(entry["grade_bars"])
        entry["bodies"], entry["scopes"] = list(self.bodies), list(self.scopes)
        entry["ends_post"] = {"grade": self.ends_post[0], "times": self.ends_post[1]} if self.ends_post else None
        entry["unit"], entry["grades"] = list(self.unit), list(entry["grades"])
        for bar in (*entry["quorum"], *entry["threshold"], *(g["won_by"] for g in entry["groups"]),
                    *entry["grade_bars"].values()):
            bar["metrics"] = list(bar["metrics"])
        entry["quorum"], entry["threshold"] = list(entry["quorum"]), list(entry["threshold"])
        return {**entry, "effective_from": self.effective_from.isoformat(),
                "effective_to": self.effective_to.isoformat() if self.effective_to else None}


def rule_in_force(rules: Iterable[VoteRule], code: str, day: date) -> VoteRule:
    """The version of a rule in force on a day; RuleBroken("no_rule_in_force") when there is none."""
    for rule in rules:
        if rule.code == code and rule.in_force(day):
            return rule
    raise RuleBroken("no_rule_in_force", rule=code, day=day)
