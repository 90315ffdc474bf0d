"""Vote rules as data: quorum and threshold as a measure, an operator, two integers and a base."""
from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from consult.core.errors import RuleBroken


class Base(StrEnum):
    """What a share is taken of; the four never mix (vote-rules.md 3.1)."""

    ELIGIBLE = "eligible"
    PRESENT = "present"
    PARTICIPATING = "participating"
    CAST = "cast"


class Op(StrEnum):
    """以上 includes the number, 超过 and 过半数 exclude it (民法典 art. 1259)."""

    AT_LEAST = ">="
    MORE_THAN = ">"


class Method(StrEnum):
    """How the verdict is found once the quorum is met."""

    THRESHOLD = "threshold"
    MORE_FOR_THAN_AGAINST = "more_for_than_against"
    NO_OBJECTION = "no_objection"


class Binding(StrEnum):
    """What a result is worth."""

    BINDING = "binding"
    ADVISORY = "advisory"
    STRAW = "straw"
    RECORD_ONLY = "record_only"


UNITS = ("person", "household", "representative", "organisation", "owner_area", "owner_head")
MEASURES = ("present", "participating", "for")


@dataclass(frozen=True)
class Bar:
    """`measure` must be `op` num/den of `base`."""

    measure: str
    op: str
    num: int
    den: int
    base: str

    def half(self, base: int) -> Fraction:
        """The exact share of a base that has to be reached or passed."""
        return Fraction(self.num * base, self.den)

    def needed(self, base: int) -> int:
        """The least whole number that clears the bar."""
        share = self.half(base)
        return -(-share.numerator // share.denominator) if self.op == Op.AT_LEAST else int(share) + 1

    def cleared(self, have: int, base: int) -> bool:
        """Whether `have` clears the bar over `base`; integers only."""
        left, right = have * self.den, self.num * base
        return left >= right if self.op == Op.AT_LEAST else left > right


@dataclass(frozen=True)
class VoteRule:
    """One version of one rule, with its source and the days it is in force."""

    code: str
    name: str
    name_en: str
    unit: tuple[str, ...]
    method: str
    quorum: Bar | None
    threshold: Bar | None
    metrics: tuple[str, ...]
    secrecy: str
    binding: str
    citation: str
    citation_en: str
    effective_from: date
    effective_to: date | None
    region: str = "CN"

    def in_force(self, day: date) -> bool:
        """Whether the rule is in force on a day; both ends count."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def plain(self) -> dict[str, Any]:
        """The rule as it is frozen onto a ballot."""
        return {**asdict(self), "effective_from": self.effective_from.isoformat(),
                "effective_to": self.effective_to.isoformat() if self.effective_to else None,
                "unit": list(self.unit), "metrics": list(self.metrics)}


def rule_in_force(rules: Iterable[VoteRule], code: str, day: date) -> VoteRule:
    """The version of a rule in force on a day; RuleBroken("no_rule_in_force") when there is none."""
    for rule in rules:
        if rule.code == code and rule.in_force(day):
            return rule
    raise RuleBroken("no_rule_in_force", rule=code, day=day)


def parse_pack(text: str) -> list[VoteRule]:
    """The rules of a TOML pack; ValueError names the rule and the field that is wrong."""
    rules = [rule_from(entry) for entry in tomllib.loads(text).get("rule", [])]
    for rule in rules:
        for other in rules:
            if other is not rule and other.code == rule.code and other.in_force(rule.effective_from):
                raise ValueError(f"{rule.code}: two versions in force on {rule.effective_from}")
    return rules


def rule_from(entry: Mapping[str, Any]) -> VoteRule:
    """A rule from plain values (a pack's entry, or what a ballot froze), checked field by field."""
    code = entry.get("code", "?")
    try:
        return VoteRule(
            code=_text(entry, "code"), name=_text(entry, "name"), name_en=_text(entry, "name_en"),
            unit=tuple(_words(entry, "unit", UNITS)), method=str(Method(entry.get("method", "threshold"))),
            quorum=_bar(entry.get("quorum")), threshold=_bar(entry.get("threshold")),
            metrics=tuple(entry.get("metrics", ["heads"])), secrecy=_one(entry, "secrecy", ("named", "secret")),
            binding=str(Binding(entry["binding"])), citation=_text(entry, "citation"),
            citation_en=_text(entry, "citation_en"), effective_from=_day(entry["effective_from"]),
            effective_to=_day(entry["effective_to"]) if entry.get("effective_to") else None,
            region=entry.get("region", "CN"),
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise ValueError(f"{code}: {problem}") from problem


def _bar(entry: Mapping[str, Any] | None) -> Bar | None:
    if entry is None:
        return None
    num, den = entry["num"], entry["den"]
    if not (isinstance(num, int) and isinstance(den, int) and den > 0 and 0 <= num <= den):
        raise ValueError("num and den must be integers with 0 <= num <= den")
    if entry["measure"] not in MEASURES:
        raise ValueError(f"measure {entry['measure']!r}")
    return Bar(entry["measure"], str(Op(entry["op"])), num, den, str(Base(entry["base"])))


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is empty")
    return value


def _one(entry: Mapping[str, Any], name: str, among: tuple[str, ...]) -> str:
    value = entry[name]
    if value not in among:
        raise ValueError(f"{name} {value!r}")
    return str(value)


def _words(entry: Mapping[str, Any], name: str, among: tuple[str, ...]) -> list[str]:
    return [_one({name: value}, name, among) for value in entry[name]]


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
