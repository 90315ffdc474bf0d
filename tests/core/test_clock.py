"""Dates where people live, and days of work."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from consult.core.clock import SetClock, end_of_day, local_date, system_clock, workdays_after

dates = some.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def test_the_date_is_that_of_the_place() -> None:
    late = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
    assert local_date(late, "Asia/Shanghai") == date(2026, 11, 27)
    assert local_date(late, "America/New_York") == date(2026, 11, 26)


def test_a_day_named_as_limit_counts_whole() -> None:
    assert end_of_day(date(2026, 12, 31), "Asia/Shanghai") == datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)


@given(dates, some.integers(min_value=1, max_value=60))
def test_working_days_end_on_one_and_skip_the_weekends_between(day: date, count: int) -> None:
    end = workdays_after(day, count)
    between = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert end.weekday() < 5
    assert sum(d.weekday() < 5 for d in between) == count


def test_no_working_day_is_the_day_itself() -> None:
    assert workdays_after(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(datetime(2026, 11, 26, tzinfo=UTC))
    assert clock() == clock()
    assert clock.forward(days=1) == clock() == datetime(2026, 11, 27, tzinfo=UTC)


def test_the_system_clock_knows_its_time_zone() -> None:
    assert system_clock().tzinfo is UTC
