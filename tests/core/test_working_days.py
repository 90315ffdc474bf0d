"""Working days are counted by weekday and by what is known of a year; what is not known is said and forgiven."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.core.working_days import (
    WEEKENDS_ALONE,
    WorkingDays,
    days_late,
    from_kept,
    kept_years,
    last_day,
    roughly,
    without_of,
)

dates = some.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
KNOWN = WorkingDays(frozenset({2026}), off=frozenset({date(2026, 5, 1), date(2026, 5, 4)}), made_up=frozenset({date(2026, 5, 9)}))


@given(dates, some.integers(min_value=1, max_value=60))
def test_without_any_year_working_days_end_on_one_and_skip_the_weekends_between(day: date, count: int) -> None:
    end = WEEKENDS_ALONE.after(day, count)
    between = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert end.weekday() < 5
    assert sum(d.weekday() < 5 for d in between) == count
    assert without_of(end) == tuple(sorted({d.year for d in between}))


@given(dates, some.integers(min_value=0, max_value=60), some.sets(dates, max_size=9), some.sets(dates, max_size=9))
def test_so_many_days_were_worked_up_to_the_end_and_the_end_is_the_last_of_them(
    day: date, count: int, off: set[date], made_up: set[date]
) -> None:
    days = WorkingDays(frozenset({day.year, day.year + 1}), frozenset(off - made_up), frozenset(made_up))
    end = days.after(day, count)
    worked = [d for i in range(1, (end - day).days + 1) if days.works_on(d := day + timedelta(days=i))]
    assert len(worked) == count and (worked[-1:] or [day]) == [end]


def test_no_working_day_is_the_day_itself() -> None:
    assert WEEKENDS_ALONE.after(date(2026, 11, 28), 0) == date(2026, 11, 28)
    assert without_of(WEEKENDS_ALONE.after(date(2026, 11, 28), 0)) == ()


def test_a_weekday_off_is_skipped_and_a_saturday_worked_is_counted() -> None:
    assert KNOWN.after(date(2026, 4, 30), 1) == date(2026, 5, 5)
    assert KNOWN.after(date(2026, 5, 8), 1) == date(2026, 5, 9)
    assert KNOWN.after(date(2026, 5, 9), 1) == date(2026, 5, 11)


@pytest.mark.parametrize(("begins", "without"), [
    (date(2026, 12, 24), ()), (date(2026, 12, 25), (2027,)), (date(2025, 12, 30), (2025,)), (date(2027, 12, 30), (2027, 2028)),
    (date(2026, 12, 31), (2027,)),
])
def test_every_year_on_the_way_that_is_not_known_is_named(begins: date, without: tuple[int, ...]) -> None:
    assert without_of(KNOWN.after(begins, 5)) == without


def test_nobody_is_late_until_ten_days_after_a_limit_that_was_counted_roughly() -> None:
    limit = date(2027, 1, 7)
    assert [days_late(limit, date(2027, 1, day)) for day in (7, 8, 17, 18)] == [0, 1, 10, 11]
    rough = roughly(limit, [2027])
    assert rough == limit and last_day(rough) == date(2027, 1, 17)
    assert [days_late(rough, date(2027, 1, day)) for day in (7, 8, 17, 18)] == [0, 0, 0, 1]


def test_what_was_not_known_is_kept_beside_the_day() -> None:
    for years in ("", "2027", "2027,2028"):
        assert kept_years(from_kept(date(2028, 1, 5), years)) == years
    assert kept_years(None) == ""
