"""When a body is due: the calendar's month, quarter, half-year and year."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from consult.community.rules.cadence import next_due, overdue_days

TODAY = date(2026, 11, 26)


@dataclass
class Body:
    cadence: str


@pytest.mark.parametrize(("cadence", "last_met", "due"), [
    ("on_demand", None, None), ("on_demand", date(2020, 1, 1), None),
    ("quarterly", None, date(2026, 12, 31)), ("quarterly", date(2026, 11, 3), date(2027, 3, 31)),
    ("quarterly", date(2026, 9, 30), date(2026, 12, 31)), ("quarterly", date(2026, 5, 2), date(2026, 9, 30)),
    ("half_yearly", date(2026, 3, 1), date(2026, 12, 31)), ("half_yearly", date(2026, 7, 1), date(2027, 6, 30)),
    ("yearly", date(2025, 2, 1), date(2026, 12, 31)), ("yearly", None, date(2026, 12, 31)),
    ("monthly", date(2026, 11, 1), date(2026, 12, 31)), ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
    ("monthly", date(2024, 1, 31), date(2024, 2, 29)), ("monthly", date(2027, 5, 1), date(2026, 12, 31)),
])
def test_a_body_is_due_by_the_end_of_the_first_period_it_has_not_met_in(
    cadence: str, last_met: date | None, due: date | None
) -> None:
    assert next_due(Body(cadence), TODAY, last_met) == due


def test_whoever_let_the_day_pass_is_late_by_days() -> None:
    assert overdue_days(date(2026, 9, 30), TODAY) == 57
    assert overdue_days(TODAY, TODAY) == overdue_days(None, TODAY) == 0
