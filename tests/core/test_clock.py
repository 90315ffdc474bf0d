"""Moments, and dates where people live."""
from __future__ import annotations

from datetime import UTC, date, datetime

from consult.core.clock import SetClock, end_of_day, local_date, system_clock


def test_the_date_is_that_of_the_place() -> None:
    late = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)
    assert local_date(late, "Asia/Shanghai") == date(2026, 11, 27)
    assert local_date(late, "America/New_York") == date(2026, 11, 26)


def test_a_day_named_as_limit_counts_whole() -> None:
    assert end_of_day(date(2026, 12, 31), "Asia/Shanghai") == datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(datetime(2026, 11, 26, tzinfo=UTC))
    assert clock() == clock()
    assert clock.forward(days=1) == clock() == datetime(2026, 11, 27, tzinfo=UTC)


def test_the_system_clock_knows_its_time_zone() -> None:
    assert system_clock().tzinfo is UTC
