"""Moments, spans and numbers as people say them, in Chinese and English."""
from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction

from consult.core.working_days import GRACE_DAYS, days_late, without_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment on the clocks of a zone. A moment without a zone is a mistake, not a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return moment.astimezone(zone)


def local_day(moment: date | datetime, zone: tzinfo) -> date:
    """The calendar day of a moment in a zone; a plain date is itself."""
    return local(moment, zone).date() if isinstance(moment, datetime) else moment


def day(moment: date | datetime, *, lang: str, zone: tzinfo, today: date) -> str:
    """11月30日 or 30 Nov; with the year when it is not this one; 约1月8日 where holidays were not known."""
    on, about = local_day(moment, zone), ""
    if without_of(on):
        about = "about " if lang == "en" else "约"
    return about + _plain_day(on, lang, today)


def _plain_day(on: date, lang: str, today: date) -> str:
    if lang == "en":
        words = f"{on.day} {MONTHS[on.month - 1]}"
        return words if on.year == today.year else f"{words} {on.year}"
    words = f"{on.month}月{on.day}日"
    return words if on.year == today.year else f"{on.year}年{words}"


def clock(moment: datetime, *, zone: tzinfo) -> str:
    """19:42, on a day of 24 hours."""
    return local(moment, zone).strftime("%H:%M")


def daytime(moment: datetime, *, lang: str, zone: tzinfo, today: date) -> str:
    """11月28日20:00 or 28 Nov, 20:00."""
    joint = ", " if lang == "en" else ""
    return f"{day(moment, lang=lang, zone=zone, today=today)}{joint}{clock(moment, zone=zone)}"


def weekday(moment: date | datetime, *, lang: str, zone: tzinfo) -> str:
    """周四 or Thu."""
    return WEEKDAYS["en" if lang == "en" else "zh"][local_day(moment, zone).weekday()]


def month(moment: date | datetime, *, lang: str, zone: tzinfo) -> str:
    """12月 or Dec, for a calendar leaf."""
    number_of_month = local_day(moment, zone).month
    return MONTHS[number_of_month - 1] if lang == "en" else f"{number_of_month}月"


def monthday(moment: date | datetime, *, zone: tzinfo) -> int:
    """The day of the month, for a calendar leaf."""
    return local_day(moment, zone).day


def duration(span: int | timedelta, *, lang: str) -> str:
    """1分52秒 or 1 min 52 s; `span` in whole seconds or as a timedelta. A negative span is its length."""
    seconds = abs(int(span.total_seconds() if isinstance(span, timedelta) else span))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if lang == "en":
        parts = ((hours, " h"), (minutes, " min"), (seconds, " s"))
        return " ".join(f"{n}{unit}" for n, unit in parts if n) or "0 s"
    whole = "分" if seconds else "分钟"
    parts = ((hours, "小时"), (minutes, whole), (seconds, "秒"))
    return "".join(f"{n}{unit}" for n, unit in parts if n) or "0秒"


def countdown(seconds: int) -> str:
    """1:24, or 0:07; hours are counted in minutes."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{minutes}:{rest:02d}"


def days_until(limit: date | datetime, *, zone: tzinfo, today: date) -> int:
    """Calendar days from today to the day of the limit; negative when it is late, which one that was counted without
    holidays is only ten days after."""
    on = local_day(limit, zone)
    return -days_late(on, today) or max(0, (on - today).days)


def days_left(limit: date | datetime, *, lang: str, zone: tzinfo, today: date) -> str:
    """还有4天, 今天, 超期9天; 4 days left, today, 9 days overdue; where holidays were not known, 约还有4天 and then
    宽限还有7天."""
    days = days_until(limit, zone=zone, today=today)
    if days >= 0 and without_of(on := local_day(limit, zone)):
        return _roughly_left((on - today).days, lang)
    if days == 0:
        return "today" if lang == "en" else "今天"
    if lang == "en":
        words = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
        return f"{words} left" if days > 0 else f"{words} overdue"
    return f"还有{days}天" if days > 0 else f"超期{-days}天"


def _roughly_left(days: int, lang: str) -> str:
    left = days if days >= 0 else GRACE_DAYS + days
    if lang == "en":
        words = f"{left} day{'' if left == 1 else 's'}"
        return f"about {words} left" if days >= 0 else f"{words} of grace left"
    return f"约还有{left}天" if days >= 0 else f"宽限还有{left}天"


def counted_without(limit: date, *, lang: str) -> str:
    """What was not known when a limit was counted, and what follows from it; nothing for one that is sure."""
    years = without_of(limit)
    if not years:
        return ""
    if lang == "en":
        return (f"When this day was counted, the public holidays of {' and '.join(map(str, years))} were not loaded: weekends "
                f"alone were left out, and nothing is overdue until {GRACE_DAYS} more days have passed.")
    return f"算这个日子的时候，{'、'.join(map(str, years))}年的放假安排还没有载入，只扣了周末，再过{GRACE_DAYS}天才算超期。"


def number(value: int | Fraction) -> str:
    """1,234; a half is 16.5; a fraction without a short decimal stays a fraction: 16 2/3."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return f"{exact.numerator:,}"
    hundredths = exact * 100
    if hundredths.denominator == 1:
        sign, whole = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
        return f"{sign}{whole.numerator // 100:,}.{whole.numerator % 100:02d}".rstrip("0")
    sign, exact = ("-", -exact) if exact < 0 else ("", exact)
    units, rest = divmod(exact.numerator, exact.denominator)
    return f"{sign}{units} {rest}/{exact.denominator}" if units else f"{sign}{rest}/{exact.denominator}"


def iso(moment: date | datetime, *, zone: tzinfo) -> str:
    """For the datetime attribute: 2026-11-28T20:00+08:00, or the plain date."""
    if isinstance(moment, datetime):
        return local(moment, zone).isoformat(timespec="minutes")
    return moment.isoformat()
