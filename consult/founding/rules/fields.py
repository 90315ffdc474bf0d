"""One field of a plan at a time: read, or noted down as wrong; the reading goes on, so that all is said at once."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from consult.core.arguments import read_as
from consult.founding.rules.plan import Path, Problem

Word = TypeVar("Word", bound=StrEnum)
Table = Mapping[str, Any]


class Fields:
    """Reads fields and keeps what was wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, path: Path, code: str) -> None:
        """Note one thing."""
        self.problems.append(Problem(path, code))

    def unknown(self, table: Table, path: Path, known: Iterable[str]) -> None:
        """Note every key that nobody reads."""
        for name in table:
            if name not in set(known):
                self.wrong((*path, name), "unknown")

    def table(self, data: Table, name: str) -> Table:
        """A table of the file; an empty one where it is missing or something else."""
        found = data.get(name)
        if isinstance(found, Mapping):
            return found
        self.wrong((name,), "missing" if found is None else "not_a_table")
        return {}

    def tables(self, data: Table, name: str) -> list[tuple[Path, Table]]:
        """The tables of one name, each with where it stands."""
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            self.wrong((name,), "not_tables")
            return []
        return [((name, place), each) for place, each in enumerate(found)]

    def text(self, table: Table, path: Path, name: str, kind: Any, *, usual: str | None = None) -> str:
        """A text as long as `kind` has it; `usual` where it may be left out."""
        given = table.get(name)
        if usual is not None and given in (None, ""):
            return usual
        try:
            return str(read_as(kind, given))
        except ValueError as problem:
            self.wrong((*path, name), str(problem))
            return ""

    def number(self, table: Table, path: Path, name: str, among: range) -> int:
        """A whole number of a range; what a form sends as digits is read too."""
        given = table.get(name)
        digits = str(given).strip() if isinstance(given, (str, int)) and not isinstance(given, bool) else ""
        if not digits.isascii() or not digits.isdecimal():
            self.wrong((*path, name), "missing" if given in (None, "") else "not_a_number")
        elif len(digits) > 9 or int(digits) not in among:
            self.wrong((*path, name), f"number_between:{among[0]}:{among[-1]}")
        else:
            return int(digits)
        return among[0]

    def word(self, kind: type[Word], given: Any, path: Path) -> Word | None:
        """One of the words there are."""
        try:
            return kind(given)
        except ValueError:
            self.wrong(path, "missing" if given in (None, "") else "not_a_choice")
            return None

    def words(self, kind: type[Word], given: Any, path: Path) -> tuple[Word, ...]:
        """Several of them, each once."""
        if not isinstance(given, (list, tuple)):
            self.wrong(path, "missing" if given is None else "not_a_list")
            return ()
        read = [self.word(kind, each, (*path, place)) for place, each in enumerate(given)]
        return tuple(dict.fromkeys(word for word in read if word is not None))

    def day(self, table: Table, path: Path, name: str, today: date) -> date:
        """A day that has come."""
        given = table.get(name)
        try:
            found = given if isinstance(given, date) and not isinstance(given, datetime) else date.fromisoformat(str(given))
        except ValueError:
            self.wrong((*path, name), "missing" if given in (None, "") else "not_a_date")
            return today
        if found > today:
            self.wrong((*path, name), "not_yet")
        return found
