"""Moments, spans and numbers, in both languages."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from consult.web.shell import moments
from tests.web.bare_pages import COMMUNITY, bare_app

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 26)
EVENING = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai
LATE = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)    # half past midnight, the day after


@pytest.mark.parametrize(("moment", "zh", "en"), [
    (EVENING, "11月30日", "30 Nov"),
    (LATE, "12月1日", "1 Dec"),
    (date(2026, 1, 2), "1月2日", "2 Jan"),
    (date(2027, 3, 1), "2027年3月1日", "1 Mar 2027"),
    (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027年1月1日", "1 Jan 2027"),
])
def test_a_day_is_said_in_the_place_it_is_read(moment: date, zh: str, en: str) -> None:
    assert moments.day(moment, lang="zh-Hans", zone=SHANGHAI, today=TODAY) == zh
    assert moments.day(moment, lang="en", zone=SHANGHAI, today=TODAY) == en


def test_a_day_and_its_time() -> None:
    assert moments.daytime(EVENING, lang="zh-Hans", zone=SHANGHAI, today=TODAY) == "11月30日20:00"
    assert moments.daytime(EVENING, lang="en", zone=SHANGHAI, today=TODAY) == "30 Nov, 20:00"


def test_a_clock_has_24_hours() -> None:
    assert moments.clock(LATE, zone=SHANGHAI) == "00:30"


def test_a_calendar_leaf() -> None:
    assert moments.month(EVENING, lang="zh-Hans", zone=SHANGHAI) == "11月"
    assert moments.month(EVENING, lang="en", zone=SHANGHAI) == "Nov"
    assert moments.monthday(LATE, zone=SHANGHAI) == 1
    assert moments.weekday(EVENING, lang="zh-Hans", zone=SHANGHAI) == "周一"
    assert moments.weekday(EVENING, lang="en", zone=SHANGHAI) == "Mon"


@pytest.mark.parametrize(("seconds", "zh", "en"), [
    (112, "1分52秒", "1 min 52 s"),
    (120, "2分钟", "2 min"),
    (45, "45秒", "45 s"),
    (0, "0秒", "0 s"),
    (3900, "1小时5分钟", "1 h 5 min"),
    (3605, "1小时5秒", "1 h 5 s"),
    (-90, "1分30秒", "1 min 30 s"),
])
def test_a_duration(seconds: int, zh: str, en: str) -> None:
    assert moments.duration(seconds, lang="zh-Hans") == zh
    assert moments.duration(timedelta(seconds=seconds), lang="en") == en


@pytest.mark.parametrize(("seconds", "words"), [(84, "1:24"), (7, "0:07"), (-12, "0:12"), (3661, "61:01")])
def test_a_countdown(seconds: int, words: str) -> None:
    assert moments.countdown(seconds) == words


@pytest.mark.parametrize(("limit", "zh", "en"), [
    (date(2026, 11, 30), "还有4天", "4 days left"),
    (date(2026, 11, 27), "还有1天", "1 day left"),
    (date(2026, 11, 26), "今天", "today"),
    (date(2026, 11, 25), "超期1天", "1 day overdue"),
    (date(2026, 11, 17), "超期9天", "9 days overdue"),
    (LATE, "还有5天", "5 days left"),
])
def test_days_left_are_calendar_days(limit: date, zh: str, en: str) -> None:
    assert moments.days_left(limit, lang="zh-Hans", zone=SHANGHAI, today=TODAY) == zh
    assert moments.days_left(limit, lang="en", zone=SHANGHAI, today=TODAY) == en


@pytest.mark.parametrize(("value", "words"), [
    (33, "33"), (1234567, "1,234,567"), (-5, "-5"),
    (Fraction(33, 2), "16.5"), (Fraction(1, 4), "0.25"), (Fraction(-33, 2), "-16.5"),
    (Fraction(50, 3), "16 2/3"), (Fraction(2, 3), "2/3"), (Fraction(-50, 3), "-16 2/3"),
])
def test_a_number_is_exact(value: int | Fraction, words: str) -> None:
    assert moments.number(value) == words


def test_the_machine_reads_the_zone() -> None:
    assert moments.iso(EVENING, zone=SHANGHAI) == "2026-11-30T20:00+08:00"
    assert moments.iso(TODAY, zone=SHANGHAI) == "2026-11-26"


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moments.clock(datetime(2026, 11, 30, 12, 0), zone=SHANGHAI)  # noqa: DTZ001


@pytest.mark.parametrize(("language", "words"), [
    ("zh", "11月30日|11月30日20:00|20:00|还有4天|1分52秒|周一|1,234|"),
    ("en", "30 Nov|30 Nov, 20:00|20:00|4 days left|1 min 52 s|Mon|1,234|"),
])
def test_the_filters_take_language_zone_and_today_from_the_request(language: str, words: str) -> None:
    app = bare_app()
    template = app.jinja_env.from_string(
        "{{ at|day }}|{{ at|daytime }}|{{ at|clock }}|{{ at|days_left }}|{{ 112|duration }}|{{ at|weekday }}|"
        "{{ 1234|number }}|{{ none|day }}"
    )
    with app.test_request_context(headers={"Accept-Language": language}):
        from flask import g

        g.community = COMMUNITY
        assert template.render(at=EVENING) == words
