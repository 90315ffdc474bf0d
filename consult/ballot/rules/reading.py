"""A pack of vote rules, read and checked: what is wrong is said with its line, its rule and its field."""
from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from consult.ballot.rules.coherence import coherent
from consult.ballot.rules.reading_bars import RuleFault, read_bar
from consult.ballot.rules.vote_rule import (
    CONFIDENCES,
    COUNTS,
    PLAIN_METRICS,
    SCOPES,
    SECRECIES,
    TIES,
    UNITS,
    Bar,
    Binding,
    Electorate,
    Grade,
    Groups,
    Method,
    Sitting,
    VoteRule,
)
from consult.community.rules.kinds import BodyKind

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
HEADER = re.compile(r"\s*\[\[\s*rule\s*\]\]\s*(#.*)?")
BODIES = tuple(str(kind) for kind in BodyKind)
ELECTORATES = {"person": Electorate.ADULTS, "household": Electorate.HOUSEHOLDS, "owner_area": Electorate.OWNERS,
               "owner_head": Electorate.OWNERS}
"""Whom a rule counts that does not say so, by its unit; every other unit counts members. So are rules read that were
adopted or frozen before they said it."""
KNOWN = {
    "electorate", "electorate_source", "electorate_source_en", "recusal", "bodies", "scopes", "sitting", "grade_bars", "proxies_source",
    "proxies_source_en",
    "code", "name", "name_en", "unit", "method", "quorum", "threshold", "metrics", "groups", "grades", "ends_post",
    "abstain_in_base", "secrecy", "secrecy_options", "counts", "tie", "proxies", "roll_days", "binding",
    "official_only", "confidence", "citation", "citation_en", "effective_from", "effective_to", "region",
}


def read_pack(text: str, check: Callable[[VoteRule], VoteRule] = lambda rule: rule) -> list[VoteRule]:
    """The rules of a pack; RuleFault at the first thing that is wrong, with its line. `check` may ask more of each."""
    try:
        entries = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as problem:
        raise RuleFault("file", str(problem), line=_line_in(str(problem), text)) from None
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise RuleFault("rule", "each rule is a table, [[rule]]", line=1)
    rules: list[VoteRule] = []
    for place, entry in enumerate(entries):
        try:
            rules.append(check(_new_version(read_rule(entry), rules)))
        except RuleFault as fault:
            raise RuleFault(fault.field, fault.why, fault.code, _line_of(text, place, fault.field)) from None
    if not rules:
        raise RuleFault("rule", "the file holds no [[rule]]", line=1)
    return rules


def _new_version(rule: VoteRule, before: Sequence[VoteRule]) -> VoteRule:
    for other in before:
        apart = (rule.effective_to is not None and rule.effective_to < other.effective_from) or (
            other.effective_to is not None and other.effective_to < rule.effective_from)
        if other.code == rule.code and not apart:
            later = max(rule.effective_from, other.effective_from)
            raise RuleFault("effective_from", f"two versions in force on {later}", rule.code)
    return rule


def _line_in(problem: str, text: str) -> int:
    """The line that tomllib names; it names none for what is missing at the end."""
    found = re.search(r"line (\d+)", problem)
    return int(found[1]) if found else max(1, len(text.splitlines()))


def _line_of(text: str, place: int, field: str) -> int:
    """The line of a field of the n-th rule; of the rule's own header where the field is missing; the first where the
    rules have no headers."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if HEADER.fullmatch(line)]
    if place >= len(heads):
        return 1
    begins, ends = heads[place], [*heads, len(lines)][place + 1]
    wanted = re.compile(rf"\s*(\[+rule\.)?{re.escape(field.split('.')[0].split('[')[0])}\b")
    return next((n for n in range(begins, ends) if wanted.match(lines[n])), begins) + 1


def read_rule(entry: Mapping[str, Any]) -> VoteRule:
    """One rule, every field checked; RuleFault names the field."""
    try:
        return _Reader(entry).rule()
    except RuleFault as fault:
        raise RuleFault(fault.field, fault.why, str(entry.get("code", "?"))) from None


class _Reader:
    """Reads the fields of one entry."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.entry = entry

    def rule(self) -> VoteRule:
        if unknown := sorted(set(self.entry) - KNOWN):
            raise RuleFault(unknown[0], "no rule has such a field")
        groups = tuple(self._groups(g) for g in self._list("groups"))
        known = (*PLAIN_METRICS, *(g.metric for g in groups))
        read = VoteRule(
            code=self._code(), name=self._text("name"), name_en=self._text("name_en"),
            unit=tuple(self._words("unit", UNITS)), method=self._word("method", Method, "threshold"),
            quorums=self._bars("quorum", known), thresholds=self._bars("threshold", known), groups=groups,
            grades=tuple(self._grades()), grade_bars=self._grade_bars(), ends_post=self._ends_post(),
            electorate=self._word("electorate", Electorate, str(self._usual_electorate())),
            electorate_source=self._text("electorate_source", self._text("citation")),
            electorate_source_en=self._text("electorate_source_en", self._text("citation_en")),
            recusal=self._flag("recusal", False), bodies=self._places("bodies", BODIES),
            scopes=self._places("scopes", SCOPES), sitting=self._word("sitting", Sitting, Sitting.MAY),
            abstain_in_base=self._flag("abstain_in_base", not self._has_cast_base()),
            secrecy=self._one("secrecy", SECRECIES), secrecies=self._secrecies(),
            counts=self._one("counts", COUNTS, "latest"), tie=self._one("tie", TIES, "fails"),
            proxies=self._number("proxies"),
            proxies_source=self._words_or_none("proxies_source"), proxies_source_en=self._words_or_none("proxies_source_en"),
            roll_days=self._number("roll_days"),
            binding=self._word("binding", Binding), official_only=self._flag("official_only", False),
            confidence=self._one("confidence", CONFIDENCES, "high"), citation=self._text("citation"),
            citation_en=self._text("citation_en"), effective_from=self._day("effective_from"),
            effective_to=self._day("effective_to") if self.entry.get("effective_to") else None,
            region=str(self.entry.get("region", "CN")),
        )
        return coherent(read)

    def _code(self) -> str:
        code = self._text("code")
        if not CODE.fullmatch(code):
            raise RuleFault("code", "small letters, digits and _ only, 60 at the most")
        return code

    def _need(self, name: str) -> Any:
        if name not in self.entry:
            raise RuleFault(name, "is missing")
        return self.entry[name]

    def _text(self, name: str, default: str | None = None) -> str:
        value = self._need(name) if default is None else self.entry.get(name, default)
        if not isinstance(value, str) or not value.strip():
            raise RuleFault(name, "must be words")
        return value

    def _one(self, name: str, among: tuple[str, ...], default: str | None = None) -> str:
        value = self._need(name) if default is None else self.entry.get(name, default)
        if value not in among:
            raise RuleFault(name, f"{value!r} is not one of {', '.join(among)}")
        return str(value)

    def _word(self, name: str, kind: type[StrEnum], default: str | None = None) -> str:
        return self._one(name, tuple(str(k) for k in kind), default)

    def _words(self, name: str, among: tuple[str, ...]) -> list[str]:
        values = self._need(name)
        if not isinstance(values, list) or not values:
            raise RuleFault(name, "must be a list of words")
        for value in values:
            if value not in among:
                raise RuleFault(name, f"{value!r} is not one of {', '.join(among)}")
        return [str(v) for v in values]

    def _flag(self, name: str, default: bool) -> bool:
        value = self.entry.get(name, default)
        if not isinstance(value, bool):
            raise RuleFault(name, "must be true or false")
        return value

    def _number(self, name: str) -> int:
        value = self.entry.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
            raise RuleFault(name, "must be a whole number from 0 to 1000")
        return value

    def _day(self, name: str) -> date:
        value = self._need(name)
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise RuleFault(name, f"{value!r} is not a date") from None
        if isinstance(day, datetime):
            raise RuleFault(name, f"{value!r} is a moment, no date")
        return day

    def _list(self, name: str) -> list[Any]:
        value = self.entry.get(name) or []
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(each, Mapping) for each in listed):
            raise RuleFault(name, "must be a table, or a list of tables")
        return listed

    def _bars(self, name: str, known: tuple[str, ...]) -> tuple[Bar, ...]:
        usual = self.entry.get("metrics", ["heads"])
        return tuple(read_bar(each, name, known, usual) for each in self._list(name))

    def _has_cast_base(self) -> bool:
        return any(bar.get("base") == "cast" for bar in self._list("threshold"))

    def _groups(self, table: Mapping[str, Any]) -> Groups:
        metric, weights = table.get("metric"), table.get("weights", {})
        if not isinstance(metric, str) or not CODE.fullmatch(metric) or metric in PLAIN_METRICS:
            raise RuleFault("groups.metric", "must be a name of its own")
        if not isinstance(weights, Mapping):
            raise RuleFault("groups.weights", "must be a table of groups and numbers")
        numbers = [table.get("per", 1), table.get("otherwise", 1), *weights.values()]
        if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers) or not numbers[0]:
            raise RuleFault("groups.weights", "weights and per must be whole numbers")
        won_by = read_bar(table.get("won_by", {}), "groups.won_by", PLAIN_METRICS, ["heads"])
        return Groups(metric, won_by, numbers[0], numbers[1], tuple(sorted(weights.items())))

    def _words_or_none(self, name: str) -> str:
        return self._text(name) if self.entry.get(name) else ""

    def _usual_electorate(self) -> Electorate:
        units = self._words("unit", UNITS)
        return Electorate.ANYONE if len(units) > 1 and not units[0].startswith("owner") else ELECTORATES.get(
            units[0], Electorate.MEMBERS)

    def _places(self, name: str, among: tuple[str, ...]) -> tuple[str, ...]:
        """Where the rule may be used; everywhere, where it does not say."""
        value = self.entry.get(name, list(among))
        if not isinstance(value, list) or any(each not in among for each in value):
            raise RuleFault(name, f"{value!r} is no list out of {', '.join(among)}")
        return tuple(dict.fromkeys(str(each) for each in value))

    def _grade_bars(self) -> tuple[tuple[str, Bar], ...]:
        table = self.entry.get("grade_bars") or {}
        if not isinstance(table, Mapping) or any(code not in [g.code for g in self._grades()] for code in table):
            raise RuleFault("grade_bars", "names grades of this rule, each with its bar")
        return tuple((code, read_bar(bar, "grade_bars", PLAIN_METRICS, ["heads"])) for code, bar in table.items())

    def _grades(self) -> list[Grade]:
        listed = self._list("grades")
        for each in listed:
            if not all(isinstance(each.get(k), str) and each[k] for k in ("code", "name", "name_en")):
                raise RuleFault("grades", "each grade needs code, name and name_en")
        return [Grade(each["code"], each["name"], each["name_en"]) for each in listed]

    def _ends_post(self) -> tuple[str, int] | None:
        table = self.entry.get("ends_post")
        if table is None:
            return None
        if not isinstance(table, Mapping):
            raise RuleFault("ends_post", "must be a table of grade and times")
        grade, times = table.get("grade"), table.get("times")
        if grade not in [g.code for g in self._grades()] or not isinstance(times, int) or times < 1:
            raise RuleFault("ends_post", "names a grade of this rule, and how many times in a row")
        return grade, times

    def _secrecies(self) -> tuple[str, ...]:
        default = self._one("secrecy", SECRECIES)
        offered = self._words("secrecy_options", SECRECIES) if "secrecy_options" in self.entry else [default]
        if default not in offered:
            raise RuleFault("secrecy_options", f"must hold {default!r}")
        return tuple(dict.fromkeys([default, *offered]))
