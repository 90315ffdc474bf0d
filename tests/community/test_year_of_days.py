"""A year's holidays and make-up days: read, checked, held against a second hand, and adopted by a community."""
from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from consult.community import actions
from consult.community.queries import working_days, years_at_hand, years_of
from consult.community.rules.year_of_days import DaysFault, YearOfDays, read_year, working_days_of
from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.core.working_days import without_of
from consult.storage.event_log import all_events
from tests.builders import Neighbourhood

SHIPPED = working_days_of(years_at_hand())
AHEAD = """
year = 2027
title = "一份试用的通知"
number = "试〔2026〕1号"
dated = 2026-11-20
url = "https://example.org/2027"
worked = [2027-01-03]
off = [{ name = "元旦", name_en = "New Year", first = 2026-12-31, last = 2027-01-02 }]
"""


def test_the_years_2025_and_2026_come_with_the_product_each_with_its_notice() -> None:
    assert [one.year for one in years_at_hand()] == [2025, 2026]
    for one in years_at_hand():
        assert one.title == f"国务院办公厅关于{one.year}年部分节假日安排的通知"
        assert re.fullmatch(rf"国办发明电〔{one.year - 1}〕\d+号", one.number) and one.dated.year == one.year - 1
        assert one.url.startswith("https://www.gov.cn/")


@pytest.mark.parametrize("one", years_at_hand(), ids=lambda one: str(one.year))
def test_every_day_of_a_shipped_year_is_worked_or_not_as_a_second_hand_has_it(one: YearOfDays) -> None:
    day, compared = date(one.year, 1, 1), 0
    while day.year == one.year:
        assert SHIPPED.works_on(day) == chinese_calendar.is_workday(day), day
        day, compared = day + timedelta(days=1), compared + 1
    assert compared == 365


@pytest.mark.parametrize(("begins", "count", "ends"), [
    (date(2026, 9, 30), 5, date(2026, 10, 13)),  # Saturday the 10th is worked
    (date(2026, 9, 18), 1, date(2026, 9, 20)),  # a Sunday that is worked
    (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday that is worked
    (date(2026, 2, 13), 5, date(2026, 2, 27)), (date(2026, 2, 13), 6, date(2026, 2, 28)),
    (date(2025, 9, 30), 1, date(2025, 10, 9)), (date(2025, 12, 31), 1, date(2026, 1, 4)),
    (date(2025, 12, 29), 5, date(2026, 1, 6)), (date(2026, 12, 25), 4, date(2026, 12, 31)),
])
def test_holidays_are_skipped_and_make_up_days_are_counted(begins: date, count: int, ends: date) -> None:
    end = SHIPPED.after(begins, count)
    assert end == ends and without_of(end) == ()


def test_beyond_the_years_at_hand_a_count_says_what_it_does_not_know() -> None:
    end = SHIPPED.after(date(2026, 12, 28), 5)
    assert end == date(2027, 1, 4) and without_of(end) == (2027,)


@pytest.mark.parametrize(("line", "instead", "field"), [
    ("year = 2027", "year = 2027\nyear = 2027", "file"), ("year = 2027", "year = '2027'", "year"), ("year = 2027", "", "year"),
    ('title = "一份试用的通知"', "title = ''", "title"), ('number = "试〔2026〕1号"', "", "number"),
    ("dated = 2026-11-20", "dated = '2026-11-20'", "dated"), ("dated = 2026-11-20", "dated = 2026-11-20T00:00:00", "dated"),
    ("https://", "http://", "url"), ("worked =", "made_up =", "made_up"),
    ("[2027-01-03]", "[2027-01-04]", "worked"), ("[2027-01-03]", "[2027-01-02]", "worked"),
    ("[2027-01-03]", "[2027-01-03, 2027-01-03]", "worked"), ("[2027-01-03]", "[2028-01-02]", "worked"),
    ("[2027-01-03]", "['2027-01-03']", "worked"), ("first = 2026-12-31", "first = 2026-11-30", "off.first"),
    ("last = 2027-01-02", "last = 2026-12-30", "off.last"), ("last = 2027-01-02", "last = 2027-01-31", "off.last"),
    ("last = 2027-01-02 }", "last = 2027-01-02, more = 1 }", "off"), ("off = [{", "off = []\nrest = [{", "rest"),
    ("off = [{", "off = [{ name = 'x', name_en = 'x', first = 2027-01-01, last = 2027-01-01 }, {", "off"),
    ('"元旦"', '""', "name"),
])
def test_a_fault_of_a_file_is_said_with_its_field(line: str, instead: str, field: str) -> None:
    assert line in AHEAD
    with pytest.raises(DaysFault) as refused:
        read_year(AHEAD.replace(line, instead))
    assert refused.value.field == field and refused.value.why


def test_a_december_that_two_notices_name_is_as_the_later_one_has_it() -> None:
    days = working_days_of([*years_at_hand(), read_year(AHEAD)])
    assert not days.works_on(date(2026, 12, 31)) and days.works_on(date(2027, 1, 3))
    assert days.after(date(2026, 12, 30), 1) == date(2027, 1, 3)


def adopted(n: Neighbourhood, who: str | None = "lin", file: str = AHEAD) -> Any:
    return n.do(who, actions.adopt_year, community_id=n.community, file=file)


def test_a_community_counts_by_the_newest_version_it_adopted_and_others_as_before(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert without_of(n.see(working_days, n.community).after(date(2026, 12, 30), 1)) == ()
    assert adopted(n) == {"year": 2027, "version": 1}
    assert n.see(working_days, n.community).after(date(2026, 12, 30), 1) == date(2027, 1, 3)
    assert adopted(n, file=AHEAD.replace("[2027-01-03]", "[]")) == {"year": 2027, "version": 2}
    assert n.see(working_days, n.community).after(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert n.see(working_days, n.next_door).after(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert [one.year for one in n.see(years_of, n.community)] == [2025, 2026, 2027]
    told = [e.data for e in n.see(lambda db: list(all_events(db, f"community:{n.community}"))) if e.name == "YearAdopted"]
    assert [(one["year"], one["version"], one["number"]) for one in told] == [(2027, 1, "试〔2026〕1号"), (2027, 2, "试〔2026〕1号")]


def test_a_community_may_put_its_own_year_before_a_shipped_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    adopted(n, file=AHEAD.replace("2027", "2026").replace("2026-12-31", "2026-01-01").replace("[2026-01-03]", "[2026-01-04]"))
    assert n.see(working_days, n.community).works_on(date(2026, 10, 1))
    assert not n.see(working_days, n.next_door).works_on(date(2026, 10, 1))


def test_the_office_adopts_a_year_and_nobody_else(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for who, refusal in (("he", Forbidden), ("chen", Forbidden), ("zhou", Forbidden), ("mei", NotFound)):
        with pytest.raises(refusal):
            adopted(n, who)
    with pytest.raises(RuleBroken) as refused:
        adopted(n, file="year = 2027")
    assert (refused.value.code, refused.value.facts["field"]) == ("year_unreadable", "url")
    assert [one.year for one in n.see(years_of, n.community)] == [2025, 2026]
