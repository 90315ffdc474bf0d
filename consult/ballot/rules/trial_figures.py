"""Figures to try a rule with: held against each other, and refused at the field where they cannot be."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.ballot.rules.question import OPTIONS_MOST
from consult.ballot.rules.trial_fields import Fields
from consult.ballot.rules.vote_rule import Method, Sitting, VoteRule

MOST_GROUPS = 200
CHOICES = ("for", "against", "abstain")
OF_EVERY = ("entitled", "present", "standing", "cast", "abstain", "areas", "unknown_areas", "groups")
"""What may be told whatever the rule; areas and groups are counted only where the rule counts them."""
OF_METHOD = {Method.MODAL_GRADE: ("grades",), Method.MOST_VOTES: ("options",)}
Numbers = dict[str, int]


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

    @property
    def silent(self) -> int:
        """How many of those entitled said nothing."""
        return self.entitled - self.given

    @property
    def silent_area(self) -> int:
        """The area of those who said nothing, in cm²."""
        return self.areas.get("entitled", 0) - sum(self.areas.get(name, 0) for name in CHOICES)


def read_figures(rule: VoteRule, told: Mapping[str, Any]) -> TrialFigures:
    """The figures as a rule needs them; FiguresFault names every field that cannot be.

    `told` has entitled, present (in a meeting), for, against and abstain; options or grades as votes by name; of owners
    areas in m², entitled and by choice, and unknown_areas; of rules with groups a table of the same by group.
    """
    return _Reader(rule, told).figures()


class _Reader:
    def __init__(self, rule: VoteRule, told: Mapping[str, Any]) -> None:
        self.rule, self.told, self.fields = rule, told, Fields(told)
        self.fault = self.fields.fault

    def figures(self) -> TrialFigures:
        self.fields.only((*OF_EVERY, *OF_METHOD.get(Method(self.rule.method), CHOICES)), self.told)
        standing = self._standing()
        entitled, choices = self.fields.whole("entitled"), self._choices()
        needs = None if not standing else sum(choices.values())
        present = self.fields.whole("present", default=needs)
        areas, groups = self._areas(choices), self._groups()
        unknown = self.fields.whole("unknown_areas", default=0)
        self.fields.settle()
        figures = TrialFigures(entitled, present, standing, choices, areas, groups, unknown)
        self._hold_heads(figures)
        self._hold_areas(figures)
        self._hold_groups(figures)
        self.fields.settle()
        return figures

    def _standing(self) -> bool:
        standing = self.fields.flag("standing", default=self.rule.sitting == Sitting.NEVER)
        if (standing and self.rule.sitting == Sitting.ONLY) or (not standing and self.rule.sitting == Sitting.NEVER):
            self.fault("standing", "unknown")
        return standing

    def _choices(self) -> Numbers:
        if self.rule.method == Method.MODAL_GRADE:
            return self._named("grades", tuple(g.code for g in self.rule.grades))
        if self.rule.method == Method.MOST_VOTES:
            return self._named("options", ())
        return {name: self.fields.whole(name, default=0) for name in CHOICES}

    def _named(self, where: str, among: tuple[str, ...]) -> Numbers:
        """Votes by the name of an option or a grade, with the abstentions."""
        table = self.fields.table(where, OPTIONS_MOST)
        if not table:
            self.fault(where, "missing")
        elif not among and len(table) < 2:
            self.fault(where, "too_few")
        self.fields.only(among or set(table) - {"abstain"}, table, f"{where}.")
        votes = {name: self.fields.whole(name, table, default=0, prefix=f"{where}.") for name in among or table}
        return votes | {"abstain": self.fields.whole("abstain", default=0)}

    def _areas(self, choices: Numbers) -> Numbers:
        table = self.fields.table("areas", len(CHOICES) + 1)
        counted = "area" in self.rule.metrics
        self.fields.only(("entitled", *CHOICES), table, "areas.")
        if counted and not table.get("entitled"):
            self.fault("areas.entitled", "missing")
        if not set(CHOICES) <= set(choices):
            if counted:
                self.fault("areas", "not_by_area")
            return {}
        if not table:
            return {}
        return {name: self.fields.area(name, table, prefix="areas.") for name in ("entitled", *CHOICES)}

    def _groups(self) -> dict[str, Numbers]:
        table = self.fields.table("groups", MOST_GROUPS)
        if self.rule.groups and not table:
            self.fault("groups", "missing")
        if any("area" in groups.won_by.metrics for groups in self.rule.groups):
            self.fault("groups", "not_by_area")
        return {name: self._group(f"groups.{name}", row) for name, row in table.items()}

    def _group(self, place: str, row: Any) -> Numbers:
        if not isinstance(row, Mapping):
            self.fault(place, "not_a_table")
            return {}
        self.fields.only(("entitled", *CHOICES), row, f"{place}.")
        return {part: self.fields.whole(part, row, default=0, prefix=f"{place}.") for part in ("entitled", *CHOICES)}

    def _hold_heads(self, f: TrialFigures) -> None:
        if not f.entitled:
            self.fault("entitled", "none_entitled")
        if f.present > f.entitled and self.fields.is_told("present"):
            self.fault("present", "more_than_entitled")
        most, code = (f.entitled, "more_than_entitled") if f.standing else (f.present, "more_than_present")
        total = 0
        for name, votes in f.choices.items():
            total += votes
            if total > most:
                self.fault(self._place(name), code)
                return
        if f.standing and f.present != total:
            self.fault("present", "not_the_sum")
        self._hold_cast(f)

    def _hold_cast(self, f: TrialFigures) -> None:
        """`cast` are the ballots that came, with or without those that abstain."""
        if not self.fields.is_told("cast"):
            return
        cast, abstaining = self.fields.whole("cast"), f.choices["abstain"]
        if "cast" in self.fields.faults:
            return
        for name, votes in f.choices.items():
            if name != "abstain" and votes > cast:
                self.fault(self._place(name), "more_than_cast")
                return
        if cast not in (f.given, f.given - abstaining):
            self.fault("cast", "not_the_sum")

    def _hold_areas(self, f: TrialFigures) -> None:
        if f.unknown > max(0, f.silent):
            self.fault("unknown_areas", "more_than_entitled")
        if not f.areas:
            return
        for name in CHOICES:
            if f.areas[name] and not f.choices[name]:
                self.fault(f"areas.{name}", "area_without_heads")
            if f.choices[name] and not f.areas[name]:
                self.fault(f"areas.{name}", "heads_without_area")
        if f.silent_area < 0:
            self.fault("areas.entitled", "more_than_entitled")
        if f.silent_area > 0 and f.silent <= f.unknown:
            self.fault("areas.entitled", "not_the_sum")

    def _hold_groups(self, f: TrialFigures) -> None:
        if not f.groups:
            return
        for part, whole in (("entitled", f.entitled), *f.choices.items()):
            if part in ("entitled", *CHOICES) and sum(row[part] for row in f.groups.values()) != whole:
                self.fault(part, "not_the_sum")
        for name, row in f.groups.items():
            if sum(row[part] for part in CHOICES) > row["entitled"]:
                self.fault(f"groups.{name}.entitled", "more_than_entitled")

    def _place(self, name: str) -> str:
        return name if name in CHOICES else f"{OF_METHOD[Method(self.rule.method)][0]}.{name}"
