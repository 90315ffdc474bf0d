"""Whether somebody is of age: by a month and never by a date of birth, which a register has no need of."""
from __future__ import annotations

import re
from datetime import date

from consult.core.errors import BadShape

OF_AGE_YEARS = 18
EARLIEST = 1900
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def of_age(comes_of_age: date | None, on: date) -> bool:
    """Whether somebody is of age on a day: from the first day of the month after the one in which they turn eighteen."""
    return comes_of_age is None or comes_of_age < on.replace(day=1)


def may_be_marked(comes_of_age: date | None, on: date) -> bool:
    """Whether the desk may mark somebody as of age against a paper seen: never before the month itself."""
    return comes_of_age is None or comes_of_age <= on


def month_of_age(given: str, today: date) -> date | None:
    """The first day of a month written 2027-03; None for nothing written, and for a month that is over.

    BadShape where it is no month, or one further away than eighteen years.
    """
    if not given.strip():
        return None
    found = MONTH.fullmatch(given.strip())
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or year < EARLIEST or (year, month) > (today.year + OF_AGE_YEARS, today.month):
        raise BadShape({"comes_of_age": "not_a_month"})
    first = date(year, month, 1)
    return None if of_age(first, today) else first
