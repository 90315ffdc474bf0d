"""Working days: counted by weekday and by what is known of a year's holidays; days that were counted without it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

GRACE_DAYS = 10
"""How many more days pass before anything is late whose limit was counted without the holidays of a year: more than
the longest holiday of the years at hand, so that nobody is late because a notice was not known."""
A_DAY = timedelta(days=1)
SATURDAY = 5


class RoughDay(date):
    """A limit that was counted without the holidays of the years in `without`: shown with 约, late ten days after."""

    without: tuple[int, ...] = ()


@dataclass(frozen=True)
class WorkingDays:
    """What is known: which years, their weekdays off and their weekend days worked."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        """Whether it is a working day; in a year that is not known, every Monday to Friday."""
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: date, count: int) -> date:
        """The date `count` working days after `day`: a RoughDay where a year on the way is not known."""
        end = day
        while count > 0:
            end += A_DAY
            count -= self.works_on(end)
        passed = range((day + A_DAY).year, end.year + 1) if end > day else ()
        return roughly(end, (year for year in passed if year not in self.years))


WEEKENDS_ALONE = WorkingDays()


def roughly(day: date, without: Iterable[int]) -> date:
    """The day as counted without the holidays of these years; the day itself when there are none."""
    years = tuple(without)
    if not years:
        return day
    rough = RoughDay(day.year, day.month, day.day)
    rough.without = years
    return rough


def without_of(day: date | None) -> tuple[int, ...]:
    """The years whose holidays were not known when a day was counted."""
    return day.without if isinstance(day, RoughDay) else ()


def kept_years(day: date | None) -> str:
    """The same as it is kept beside the date: "2027", "2027,2028", or nothing."""
    return ",".join(str(year) for year in without_of(day))


def from_kept(day: date, years: str) -> date:
    """The day that was kept, and the years that were kept beside it."""
    return roughly(day, (int(year) for year in years.split(",") if year))


def last_day(limit: date) -> date:
    """The last day on which nobody is late: the limit, or ten days after one that was counted roughly."""
    return date.fromordinal(limit.toordinal() + (GRACE_DAYS if without_of(limit) else 0))


def days_late(limit: date, day: date) -> int:
    """How many days after the last day something is done; 0 while it is in time."""
    return max(0, (day - last_day(limit)).days)
