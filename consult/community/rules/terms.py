"""When a term runs out: on the day it was given, or after the years a community sets for its grids."""
from __future__ import annotations

from datetime import date, timedelta

SOON_DAYS = 60


def term_ends(starts_on: date, ends_on: date | None, years: int) -> date:
    """The last day of a term: the one it was given, else so many years after its first day."""
    if ends_on:
        return ends_on
    try:
        return starts_on.replace(year=starts_on.year + years) - timedelta(days=1)
    except ValueError:
        return date(starts_on.year + years, 2, 28)


def election_due(ends_on: date, today: date) -> str:
    """"late" when the term is over, "soon" when it ends within sixty days, else nothing."""
    if ends_on < today:
        return "late"
    return "soon" if ends_on <= today + timedelta(days=SOON_DAYS) else ""
