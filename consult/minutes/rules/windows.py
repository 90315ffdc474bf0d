"""How long those who took part may object, by kind of body, as data; a body's own rules of order may say otherwise."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.core.errors import RuleBroken
from consult.core.working_days import WorkingDays


@dataclass(frozen=True)
class Window:
    """Hours between the circulation of a draft and its signing."""

    hours: int = 48
    least: int = 1
    most: int = 720
    may_be_read_out: bool = True
    """Whether the record may be read out and agreed before people go home instead (a small council's way)."""


WINDOWS: dict[str, Window] = {
    "hearing": Window(hours=72, least=24, may_be_read_out=False),
    "residents_assembly": Window(may_be_read_out=False),
    "representatives_meeting": Window(may_be_read_out=False),
}
"""A hearing's record is checked by those who spoke before it is signed (重大行政决策程序暂行条例 art. 17)."""
REPORT_WORKDAYS = 7
"""A hearing's report is due so many working days after it (practice.md 2.4)."""


def report_due_on(kind: str, held_on: date, days: WorkingDays) -> date | None:
    """The day by which the report of a meeting of this kind is due; only a hearing owes one."""
    return days.after(held_on, REPORT_WORKDAYS) if kind == "hearing" else None


def window_of(kind: str, rules_of_order: Mapping[str, Any]) -> Window:
    """The window of a kind of body; `objection_hours` among a meeting's rules of order moves its default."""
    window = WINDOWS.get(kind, Window())
    hours = rules_of_order.get("objection_hours")
    if not isinstance(hours, int):
        return window
    return Window(min(max(hours, window.least), window.most), window.least, window.most, window.may_be_read_out)


def hours_given(window: Window, hours: int | None, *, read_out: bool) -> int:
    """The hours of one circulation; RuleBroken when they are too few or too many, or it may not be read out."""
    if read_out:
        if not window.may_be_read_out:
            raise RuleBroken("not_by_reading_out")
        return 0
    chosen = window.hours if hours is None else hours
    if not window.least <= chosen <= window.most:
        raise RuleBroken("objection_hours_out_of_range", least=window.least, most=window.most)
    return chosen
