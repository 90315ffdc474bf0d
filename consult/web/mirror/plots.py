"""Plots of the mirror: bars and columns as SVG whose sizes are attributes; words stay outside, as text."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Flask
from markupsafe import Markup

from consult.mirror.queries import Period, Way

WIDE, HIGH = 600, 120
LEAST_TOP = 4


@dataclass(frozen=True)
class Month:
    """One month: how many matters were proposed, decided and answered in it."""

    first: date
    proposed: int
    decided: int
    answered: int


def months_of(ways: Sequence[Way], period: Period) -> list[Month]:
    """The months of a period, each with its counts."""
    months, first = [], period.since.replace(day=1)
    while first <= period.until:
        following = (first.replace(day=28) + (date(2000, 1, 5) - date(2000, 1, 1))).replace(day=1)
        days = [(w.proposed_on, w.decided_on, w.answered_on) for w in ways]
        counts = [sum(bool(d[i]) and first <= d[i] < following for d in days) for i in range(3)]  # type: ignore[operator]
        months.append(Month(first, *counts))
        first = following
    return months


def bar(part: int, whole: int, kind: str = "for") -> Markup:
    """A bar from nothing to `part` of `whole`; the words beside it say the same."""
    width = round(1000 * part / whole) if whole else 0
    return Markup(
        '<svg class="plot-bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="p-ground" width="1000" height="20"/><rect class="p-{}" width="{}" height="20"/></svg>'
    ).format(kind, max(width, 6) if part else 0)


def columns(months: Sequence[Month], label: str) -> Markup:
    """Three columns a month; a table below says the same in figures."""
    top = max([LEAST_TOP, *(max(m.proposed, m.decided, m.answered) for m in months)])
    room = WIDE // max(len(months), 1)
    drawn = []
    for i, month in enumerate(months):
        for j, (kind, count) in enumerate((("p", month.proposed), ("d", month.decided), ("a", month.answered))):
            height = count * HIGH // top
            drawn.append(Markup('<rect class="m-{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                kind, i * room + 4 + j * (room - 10) // 3, HIGH - height, max((room - 10) // 3 - 2, 3), height))
    return Markup(
        '<svg class="plot-months" viewBox="0 0 {} {}" role="img" aria-label="{}"><path class="p-axis" d="M0 {}H{}"/>{}</svg>'
    ).format(WIDE, HIGH + 2, label, HIGH + 1, WIDE, Markup("").join(drawn))


def register(app: Flask) -> None:
    """Give templates the plots."""
    app.jinja_env.globals.update(plot_bar=bar, plot_columns=columns)
