"""The way of a matter as a picture: a line with a station for every step; the list beside it says the same in words."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup

from consult.core.working_days import without_of
from consult.web.matters.receipts import Hop
from consult.web.shell import moment_filters, moments

ACROSS, DOWN, RADIUS = 104, 92, 11
Place = tuple[int, int]


def chain_picture(hops: Sequence[Hop], a_row: int) -> Markup:
    """Stations from left to right, so many a row; done, the one that is now, and those to come differ in shape."""
    places = [(ACROSS // 2 + (n % a_row) * ACROSS, 26 + (n // a_row) * DOWN) for n in range(len(hops))]
    rows = -(-len(hops) // a_row)
    lines = [_line(a, b, hops[n + 1].kind) for n, (a, b) in enumerate(pairwise(places))]
    drawn = [_station(hop, at) for hop, at in zip(hops, places, strict=True)]
    return Markup(
        '<svg class="chain" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>'
    ).format(ACROSS * min(a_row, len(hops)), rows * DOWN, _said(hops), Markup("").join(lines), Markup("").join(drawn))


def _said(hops: Sequence[Hop]) -> str:
    done = sum(hop.kind == "done" for hop in hops)
    now = next((hop.name for hop in hops if hop.kind == "now"), "")
    if not now:
        return _("全程图：%(all)s步都走完了", all=len(hops))
    return _("全程图：%(all)s步，走完%(done)s步，现在是%(now)s", all=len(hops), done=done, now=now)


def _line(a: Place, b: Place, kind: str) -> Markup:
    """To the next station; from the end of a row down and back to the start of the one below."""
    (x, y), (to_x, to_y) = a, b
    path = f"M{x} {y}H{to_x}" if y == to_y else f"M{x} {y}V{y + DOWN - 22}H{to_x}V{to_y}"
    return Markup('<path class="chain__line{}" d="{}"/>').format(" chain__line--next" if kind == "next" else "", path)


def _station(hop: Hop, at: Place) -> Markup:
    x, y = at
    late = Markup('<text class="chain__late" x="{}" y="{}">{}</text>').format(
        x, y - 15, _("晚%(n)s天", n=hop.late_days)) if hop.late_days else Markup("")
    tick = Markup('<path class="chain__tick" d="M{} {}l4 4 7-8"/>').format(x - 5, y + 1) if hop.kind == "done" else Markup("")
    return Markup(
        '<circle class="chain__{}" cx="{}" cy="{}" r="{}"/>{}{}'
        '<text class="chain__name" x="{}" y="{}">{}</text><text class="chain__day" x="{}" y="{}">{}</text>'
    ).format(hop.kind, x, y, RADIUS, tick, late, x, y + 30, hop.name, x, y + 46, _day(hop))


def _day(hop: Hop) -> str:
    day = hop.at or hop.due_on
    if day is None:
        return ""
    local = moments.local_day(day, moment_filters.zone())
    short = f"{local.month}/{local.day}"
    return _("约%(day)s", day=short) if without_of(local) else short


def register(app: Flask) -> None:
    """Give templates the picture."""
    app.jinja_env.globals.update(chain_picture=chain_picture)
