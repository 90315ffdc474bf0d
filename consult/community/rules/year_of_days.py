"""The days off and the weekend days worked of one year, as its yearly notice names them; read from a file and checked."""
from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from consult.core.working_days import SATURDAY, WorkingDays

KNOWN = {"year", "title", "number", "dated", "url", "off", "worked"}
LONGEST = 15
"""Days: a longer run of days off is a mistake in the file."""


class DaysFault(ValueError):
    """A field of a year of days that cannot be read, and why."""

    def __init__(self, field: str, why: str) -> None:
        self.field, self.why = field, why
        super().__init__(f"{field}: {why}")


@dataclass(frozen=True)
class DaysOff:
    """One holiday: from the first day off to the last, weekends between included."""

    name: str
    name_en: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each of them."""
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)


@dataclass(frozen=True)
class YearOfDays:
    """A year as its notice has it, with the notice: title, number, date and address."""

    year: int
    title: str
    number: str
    dated: date
    url: str
    off: tuple[DaysOff, ...]
    worked: tuple[date, ...]


def working_days_of(years: Sequence[YearOfDays]) -> WorkingDays:
    """The years put together; of two that say something of one day (a December's end), the later one counts."""
    off: set[date] = set()
    worked: set[date] = set()
    for one in sorted(years, key=lambda each: each.year):
        named = {day for holiday in one.off for day in holiday.days()}
        off, worked = (off - set(one.worked)) | named, (worked - named) | set(one.worked)
    return WorkingDays(frozenset(one.year for one in years), frozenset(off), frozenset(worked))


def read_year(text: str) -> YearOfDays:
    """A year from its file; DaysFault at the first thing that is wrong."""
    try:
        entry = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DaysFault("file", str(problem)) from None
    if unknown := sorted(set(entry) - KNOWN):
        raise DaysFault(unknown[0], "no year of days has such a field")
    year = entry.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not 1950 <= year <= 2200:
        raise DaysFault("year", "must be the number of a year")
    if not _words(entry, "url").startswith("https://"):
        raise DaysFault("url", "must be the notice's https address")
    off = tuple(_off(each, year) for each in _list(entry, "off"))
    worked = tuple(_day(day, "worked", year) for day in _list(entry, "worked", may_be_empty=True))
    _check_apart(off, worked)
    return YearOfDays(
        year, _words(entry, "title"), _words(entry, "number"), _date(entry.get("dated"), "dated"), entry["url"], off, worked)


def _words(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise DaysFault(name, "must be words")
    return value


def _list(entry: Mapping[str, Any], name: str, *, may_be_empty: bool = False) -> list[Any]:
    value = entry.get(name)
    if not isinstance(value, list) or not (value or may_be_empty):
        raise DaysFault(name, "must be a list")
    return value


def _date(value: Any, name: str) -> date:
    if type(value) is not date:
        raise DaysFault(name, f"{value!r} is not a date")
    return value


def _day(value: Any, name: str, year: int) -> date:
    """A day of the year; a notice for New Year may begin in the December before."""
    day = _date(value, name)
    if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
        raise DaysFault(name, f"{day} is not in {year}")
    return day


def _off(each: Any, year: int) -> DaysOff:
    if not isinstance(each, Mapping) or set(each) != {"name", "name_en", "first", "last"}:
        raise DaysFault("off", "each holiday has name, name_en, first and last")
    first, last = _day(each["first"], "off.first", year), _day(each["last"], "off.last", year)
    if not 0 <= (last - first).days < LONGEST:
        raise DaysFault("off.last", f"{first} to {last} is no holiday of one to {LONGEST} days")
    return DaysOff(_words(each, "name"), _words(each, "name_en"), first, last)


def _check_apart(off: Sequence[DaysOff], worked: Sequence[date]) -> None:
    """No day off twice, none both off and worked; what is worked is a Saturday or a Sunday, named once."""
    named = [day for holiday in off for day in holiday.days()]
    for field, days in (("off", named), ("worked", worked)):
        if len(set(days)) < len(days):
            raise DaysFault(field, f"{next(day for day in days if days.count(day) > 1)} is named twice")
    for day in worked:
        if day in named:
            raise DaysFault("worked", f"{day} is also named as a day off")
        if day.weekday() < SATURDAY:
            raise DaysFault("worked", f"{day} is no Saturday or Sunday")
