"""The moments of consult.web.shell.moments as template filters: language, zone and today come from the request."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, has_request_context
from jinja2 import pass_context

from consult.core.clock import Clock, system_clock
from consult.web.shell import display, moments


def now() -> datetime:
    """The moment this request is answered at: g.now where the door has set it, else by the store's clock."""
    set_by_door: datetime | None = getattr(g, "now", None) if has_request_context() else None
    clock: Clock = getattr(current_app.extensions.get("store"), "clock", system_clock)
    return set_by_door or clock()


def zone() -> tzinfo:
    """The time zone of the community whose page this is."""
    return ZoneInfo(display.choose_timezone())


def today() -> date:
    """The calendar day it is there now."""
    return moments.local_day(now(), zone())


def _context(*names: str) -> dict[str, Any]:
    sources: dict[str, Callable[[], Any]] = {"lang": display.language, "zone": zone, "today": today}
    return {name: sources[name]() for name in names}


def _filter(function: Callable[..., Any], *names: str) -> Callable[[object, Any], Any]:
    """A filter that shows nothing for a moment that is not known.

    It takes the context only so that Jinja never works it out once for all readers.
    """

    @pass_context
    def shown(_context_of_page: object, value: Any) -> Any:
        return "" if value is None else function(value, **_context(*names))

    return shown


def register(app: Flask) -> None:
    """Give templates the filters day, daytime, clock, weekday, month, monthday, duration, countdown,
    days_until, days_left, counted_without, number and iso, and the global today()."""
    app.jinja_env.filters.update(
        day=_filter(moments.day, "lang", "zone", "today"),
        daytime=_filter(moments.daytime, "lang", "zone", "today"),
        clock=_filter(moments.clock, "zone"),
        weekday=_filter(moments.weekday, "lang", "zone"),
        month=_filter(moments.month, "lang", "zone"),
        monthday=_filter(moments.monthday, "zone"),
        duration=_filter(moments.duration, "lang"),
        countdown=_filter(moments.countdown),
        days_until=_filter(moments.days_until, "zone", "today"),
        days_left=_filter(moments.days_left, "lang", "zone", "today"),
        counted_without=_filter(moments.counted_without, "lang"),
        number=_filter(moments.number),
        iso=_filter(moments.iso, "zone"),
    )
    app.jinja_env.globals["today"] = today
