"""The fields of figures, one by one: whole numbers, areas, tables by name; what cannot be is noted at its field."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from consult.ballot.rules.question import WORDS_MOST
from consult.ballot.rules.trial_faults import MOST_VOICES, FiguresFault

MOST_M2 = 10**11
SMALLEST_M2 = Decimal("0.0001")
CM2_A_M2 = 10_000
DIGITS = len(str(MOST_VOICES))


class Fields:
    """What was told, read field by field; the first fault of a field is kept."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.faults: dict[str, str] = {}

    def fault(self, name: str, code: str) -> None:
        """Note that a field cannot be."""
        self.faults.setdefault(name, code)

    def settle(self) -> None:
        """FiguresFault, where a field cannot be."""
        if self.faults:
            raise FiguresFault(self.faults)

    def is_told(self, name: str) -> bool:
        """Whether anything stands in a field."""
        return not is_empty(self.told.get(name))

    def whole(self, name: str, where: Mapping[str, Any] | None = None, *, default: int | None = None, prefix: str = "") -> int:
        """A whole number, zero or more; without a default the field must be filled in."""
        value = (self.told if where is None else where).get(name)
        if is_empty(value) and default is None:
            self.fault(prefix + name, "missing")
        if is_empty(value):
            return default or 0
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value) if len(value.strip()) <= DIGITS else MOST_VOICES + 1
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fault(prefix + name, "not_whole")
            return 0
        if value > MOST_VOICES:
            self.fault(prefix + name, "too_many")
            return 0
        return value

    def area(self, name: str, where: Mapping[str, Any], *, prefix: str) -> int:
        """An area told in m², in cm²; an empty field is none."""
        if is_empty(value := where.get(name)):
            return 0
        try:
            metres = Decimal(str(value))
        except InvalidOperation:
            metres = Decimal("NaN")
        if isinstance(value, bool) or not (metres.is_finite() and 0 <= metres <= MOST_M2
                                           and metres == metres.quantize(SMALLEST_M2)):
            self.fault(prefix + name, "not_an_area")
            return 0
        return int(metres * CM2_A_M2)

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self.told.get(name)
        if is_empty(value):
            return default
        if not isinstance(value, bool):
            self.fault(name, "not_yes_or_no")
        return bool(value)

    def table(self, name: str, most: int) -> dict[str, Any]:
        """Entries by their names, in one spelling; an empty table where there is none or it cannot be."""
        table = self.told.get(name)
        if is_empty(table):
            return {}
        if not isinstance(table, Mapping):
            self.fault(name, "not_a_table")
            return {}
        named = {" ".join(key.split()): value for key, value in table.items()}
        if len(table) > most:
            self.fault(name, "too_many_parts")
        elif len(named) < len(table):
            self.fault(name, "twice")
        for key in named:
            if not 0 < len(key) <= WORDS_MOST:
                self.fault(f"{name}.{key[:WORDS_MOST]}", "not_a_name")
        return {} if name in self.faults else named

    def only(self, known: Iterable[str], where: Mapping[str, Any], prefix: str = "") -> None:
        """Note every field that nobody asks for; an empty one is nothing."""
        among = set(known)
        for name, value in where.items():
            if name not in among and not is_empty(value):
                self.fault(f"{prefix}{name[:WORDS_MOST]}", "unknown")


def is_empty(value: object) -> bool:
    """Whether a field says nothing."""
    return value is None or value == "" or value == {}
