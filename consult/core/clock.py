"""The one place that asks what time it is."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present moment, UTC-aware."""
    return datetime.now(UTC)


class SetClock:
    """A clock that stands where it is put; for demonstrations and tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        """Move on by timedelta keywords (days=1, minutes=5) and return the new moment."""
        self.at += timedelta(**by)
        return self.at


def local_date(moment: datetime, timezone: str) -> date:
    """The calendar date of a moment in an IANA time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def end_of_day(day: date, timezone: str) -> datetime:
    """The last second of a calendar day in an IANA time zone, as UTC: a date named as limit counts whole
    (民法典 art. 203: a period that ends on a day ends at 24:00 of that day)."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZoneInfo(timezone)).astimezone(UTC)
