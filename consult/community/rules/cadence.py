"""When a body is next due to meet: once in every month, quarter, half-year or year of the calendar (bodies.md #3, #4).

"In principle quarterly" is counted by the calendar, as a year's plan of a community counts it: whoever met in a
period is due again by the end of the next one; whoever did not is due by the end of the first period without.
"""
from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

from consult.community.rules.kinds import Cadence

MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}


class Meets(Protocol):
    """What has a cadence: a body."""

    cadence: Cadence


def next_due(body: Meets, today: date, last_met: date | None = None) -> date | None:
    """The last day by which the body is to meet again; before `today` when it is overdue; None on demand."""
    months = MONTHS.get(Cadence(body.cadence))
    if months is None:
        return None
    if last_met is None:
        return _last_day(_period(today, months), months)
    return _last_day(_period(min(last_met, today), months) + 1, months)


def overdue_days(due_on: date | None, today: date) -> int:
    """How many days late a body is; 0 while it is in time, or meets on demand."""
    return max(0, (today - due_on).days) if due_on else 0


def _period(day: date, months: int) -> int:
    """Which period a day lies in, counted from year 0."""
    return (day.year * 12 + day.month - 1) // months


def _last_day(period: int, months: int) -> date:
    year, month = divmod((period + 1) * months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
