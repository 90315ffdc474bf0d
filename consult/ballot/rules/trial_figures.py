"""Figures to try a rule with: read field by field, refused at the field where they cannot be."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from consult.ballot.rules.vote_rule import Method, Sitting, VoteRule

MOST_VOICES = 100_000
MOST_GROUPS = 200
CHOICES = ("for", "against", "abstain")
FAULTS: dict[str, tuple[str, str]] = {
    "missing": ("请填这个数。", "This figure is needed."),
    "not_whole": ("请填不小于零的整数。", "A whole number, zero or more."),
    "too_many": (f"最多{MOST_VOICES}。", f"At most {MOST_VOICES}."),
    "not_an_area": ("请填面积，单位平方米，最多四位小数。", "An area in square metres, with four decimals at most."),
    "none_entitled": ("应到至少要有一票。", "At least one voice must be entitled."),
    "more_than_entitled": ("比应到（应投）还多。", "More than are entitled."),
    "more_than_present": ("加起来比到会的还多。", "Together more than are present."),
    "more_than_cast": ("比收到的票还多。", "More than were cast."),
    "not_the_sum": ("各项加起来不等于这个数。", "The parts do not add up to this."),
    "area_without_heads": ("没有人，却有面积。", "An area of nobody."),
    "heads_without_area": ("有人，却没有面积。", "Somebody without an area."),
    "unknown": ("这条规则没有这一项。", "The rule has no such thing."),
    "too_few": ("至少要有两项。", "At least two of them."),
}
Numbers = dict[str, int]


class FiguresFault(ValueError):
    """Figures that cannot be: by field, the code of why."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__("; ".join(f"{name}: {FAULTS[code][1]}" for name, code in self.fields.items()))

    def words(self, language: str) -> dict[str, str]:
        """What is wrong with each field."""
        return {name: FAULTS[code][language == "en"] for name, code in self.fields.items()}


@dataclass(frozen=True)
class TrialFigures:
    """Figures that can be. Areas are in cm²; `choices` are votes by answer, of a motion for, against and abstain."""

    entitled: int
    present: int
    standing: bool
    choices: Numbers
    areas: Numbers = field(default_factory=dict)
    groups: dict[str, Numbers] = field(default_factory=dict)
    unknown: int = 0

    @property
    def given(self) -> int:
        """How many took part."""
        return sum(self.choices.values())


def read_figures(rule: VoteRule, told: Mapping[str, Any]) -> TrialFigures:
    """The figures as a rule needs them; FiguresFault names every field that cannot be.

    `told` has entitled, present (in a meeting), for, against and abstain; options or grades as votes by name; of owners
    areas in m², entitled and by choice, and unknown_areas; of rules with groups a table of the same by group.
    """
    return _Reader(rule, told).figures()


class _Reader:
    def __init__(self, rule: VoteRule, told: Mapping[str, Any]) -> None:
        self.rule, self.told = rule, told
        self.faults: dict[str, str] = {}

    def figures(self) -> TrialFigures:
        standing = bool(self.told.get("standing", self.rule.sitting == Sitting.NEVER))
        entitled, choices = self._whole("entitled", self.told), self._choices()
        given = sum(choices.values())
        present = given if standing else self._whole("present", self.told)
        self._check_heads(entitled, present, choices, standing=standing)
        figures = TrialFigures(
            entitled, present, standing, choices, self._areas(choices), self._groups(entitled, choices),
            self._whole("unknown_areas", self.told, 0))
        if not self.faults and figures.unknown > entitled - given:
            self._fault("unknown_areas", "more_than_entitled")
        if self.faults:
            raise FiguresFault(self.faults)
        return figures

    def _fault(self, name: str, code: str) -> None:
        self.faults.setdefault(name, code)

    def _whole(self, name: str, where: Mapping[str, Any], default: int | None = None, prefix: str = "") -> int:
        value = where.get(name, default)
        if value is None or value == "":
            if default is None:
                self._fault(prefix + name, "missing")
            return default or 0
        number = int(value) if isinstance(value, str) and value.strip().isdecimal() else value
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            self._fault(prefix + name, "not_whole")
            return 0
        if number > MOST_VOICES:
            self._fault(prefix + name, "too_many")
            return 0
        return number

    def _choices(self) -> Numbers:
        if self.rule.method == Method.MODAL_GRADE:
            return self._named("grades", [g.code for g in self.rule.grades])
        if self.rule.method == Method.MOST_VOTES:
            return self._named("options", None)
        return {name: self._whole(name, self.told, 0) for name in CHOICES}

    def _named(self, where: str, among: list[str] | None) -> Numbers:
        """Votes by the name of an option or a grade, with the abstentions."""
        table = self.told.get(where)
        if not isinstance(table, Mapping) or not table:
            self._fault(where, "missing")
            return {}
        if among is None and not 2 <= len(table) <= 20:
            self._fault(where, "too_few" if len(table) < 2 else "too_many")
        for name in table:
            if among is not None and name not in among:
                self._fault(f"{where}.{name}", "unknown")
        listed = among if among is not None else list(table)
        return {str(name): self._whole(name, table, 0, f"{where}.") for name in listed} | {
            "abstain": self._whole("abstain", self.told, 0)}

    def _check_heads(self, entitled: int, present: int, choices: Numbers, *, standing: bool) -> None:
        if self.faults:
            return
        if not entitled:
            self._fault("entitled", "none_entitled")
        if not standing and present > entitled:
            self._fault("present", "more_than_entitled")
        most, code, total = (entitled, "more_than_entitled", 0) if standing else (present, "more_than_present", 0)
        for name, votes in choices.items():
            total += votes
            if total > most:
                self._fault(self._place(name), code)
                return
        self._check_cast(choices, total)

    def _check_cast(self, choices: Numbers, total: int) -> None:
        if self.told.get("cast") in (None, ""):
            return
        cast = self._whole("cast", self.told)
        for name, votes in choices.items():
            if votes > cast:
                self._fault(self._place(name), "more_than_cast")
                return
        if total != cast:
            self._fault("cast", "not_the_sum")

    def _place(self, name: str) -> str:
        if name in CHOICES:
            return name
        return f"{'grades' if self.rule.method == Method.MODAL_GRADE else 'options'}.{name}"

    def _areas(self, choices: Numbers) -> Numbers:
        if "area" not in self.rule.metrics:
            return {}
        table = self.told.get("areas")
        if not isinstance(table, Mapping):
            self._fault("areas.entitled", "missing")
            return {}
        areas = {name: self._area(name, table) for name in ("entitled", *CHOICES)}
        for name in CHOICES:
            if areas[name] and not choices[name]:
                self._fault(f"areas.{name}", "area_without_heads")
            if choices[name] and not areas[name]:
                self._fault(f"areas.{name}", "heads_without_area")
        voting = sum(areas[name] for name in CHOICES)
        if voting > areas["entitled"]:
            self._fault("areas.entitled", "more_than_entitled")
        if voting != areas["entitled"] and sum(choices.values()) == self.told.get("entitled"):
            self._fault("areas.entitled", "not_the_sum")
        return areas

    def _area(self, name: str, table: Mapping[str, Any]) -> int:
        try:
            metres = Decimal(str(table.get(name) or 0)) * 10_000
        except InvalidOperation:
            metres = Decimal("NaN")
        if not metres.is_finite() or metres < 0 or metres != int(metres) or metres > 10**15:
            self._fault(f"areas.{name}", "not_an_area")
            return 0
        return int(metres)

    def _groups(self, entitled: int, choices: Numbers) -> dict[str, Numbers]:
        if not self.rule.groups:
            return {}
        table = self.told.get("groups")
        if not isinstance(table, Mapping) or not table or len(table) > MOST_GROUPS:
            self._fault("groups", "missing" if not table else "too_many")
            return {}
        read = {str(name): {part: self._whole(part, row if isinstance(row, Mapping) else {}, 0, f"groups.{name}.")
                            for part in ("entitled", *CHOICES)} for name, row in table.items()}
        for part, whole in (("entitled", entitled), *choices.items()):
            if sum(row[part] for row in read.values()) != whole:
                self._fault(part, "not_the_sum")
        for name, row in read.items():
            if sum(row[part] for part in CHOICES) > row["entitled"]:
                self._fault(f"groups.{name}.entitled", "more_than_entitled")
        return read
