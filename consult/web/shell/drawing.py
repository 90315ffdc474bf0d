"""Inline SVG for templates: icons, the mark, stance shapes, QR codes and rows of seats."""
from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import segno
from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup

from consult.web.shell.icons import GLYPHS, ICONS

SEAT_WIDTH = 12
ROW_HEIGHT = 15
DRAWN_LARGER = 16  # tenths: a seat of 12 units is about 19 px wide where there is room

# The domain's own words for a stance, and the glyph each is drawn with.
STANCE_KINDS = {"question": "ask", "addition": "add"}


def icon(name: str, cls: str = "") -> Markup:
    """An icon of the set, hidden from screen readers: a word always stands beside it."""
    classes = f"icon {cls}".strip()
    return Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>').format(
        classes, Markup(ICONS[name])  # noqa: S704  # from our own table
    )


def mark(cls: str = "") -> Markup:
    """The mark: neighbours in a ring round one matter; one of them has the floor."""
    return Markup(
        '<svg class="{}" viewBox="0 0 40 40" aria-hidden="true" focusable="false" fill="none" '
        'stroke-width="5.5"><g transform="rotate(-103 20 20)">'
        '<circle cx="20" cy="20" r="15" pathLength="70" stroke="currentColor" '
        'stroke-dasharray="7 3 7 3 7 3 7 3 7 3 7 13"/>'
        '<circle class="mark__spark" cx="20" cy="20" r="15" pathLength="70" stroke-dasharray="7 63" '
        'stroke-dashoffset="-60"/></g>'
        '<path d="M15.5 20h9" stroke="currentColor" stroke-width="2.6"/></svg>'
    ).format(f"mark {cls}".strip())


def glyph(kind: str) -> Markup:
    """The shape of a stance: for, against, abstain, ask (or question), add (or addition)."""
    return Markup('<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>').format(
        Markup(GLYPHS[STANCE_KINDS.get(kind, kind)])  # noqa: S704  # from our own table
    )


def stance_word(kind: str) -> str:
    """The word for a stance in the reader's language."""
    words: dict[str, Callable[[], str]] = {
        "for": lambda: _("赞成"),
        "against": lambda: _("反对"),
        "abstain": lambda: _("弃权"),
        "ask": lambda: _("提问"),
        "add": lambda: _("补充"),
    }
    return words[STANCE_KINDS.get(kind, kind)]()


def stance(kind: str, label: str | None = None) -> Markup:
    """A stance as shape and word; `label` replaces the usual word."""
    short = STANCE_KINDS.get(kind, kind)
    words = label if label is not None else stance_word(kind)
    shade = "none" if short == "abstain" else short
    return Markup('<span class="stance stance--{}">{}{}</span>').format(shade, glyph(kind), words)


def qr(url: str, label: str) -> Markup:
    """A QR code of `url`, as an image with `label` as its text. Black on white in every mode."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=False, omitsize=True, svgclass=None, lineclass=None
    )
    opening = Markup('<svg role="img" aria-label="{}"').format(label)
    svg = drawn.getvalue().decode().strip().replace("<svg", opening, 1)
    return Markup(svg)  # noqa: S704  # drawn by segno: numbers only, and the label is escaped


def _seat(kind: str, x: int, y: int) -> Markup:
    if kind == "against":
        return Markup('<path class="s-against" d="M{} {}l5 5-5 5-5-5z"/>').format(x, y - 5)
    radius = "3.7" if kind in ("abstain", "out") else "4.4"
    circle = Markup('<circle class="s-{}" cx="{}" cy="{}" r="{}"/>')
    dot = circle.format("phone-dot", x, y, "1.5") if kind == "phone" else ""
    return circle.format(kind, x, y, radius) + dot


def _need_flag(x: int, width: int, height: int, font: int, flag: str) -> Markup:
    anchor, shift = ("end", -5) if x > width * 0.62 else ("start", 5)
    return Markup(
        '<path class="s-rule" d="M{} 3V{}"/><text x="{}" y="{}" font-size="{}" text-anchor="{}">{}</text>'
    ).format(x, height, x + shift, font - 1, font, anchor, flag)


SEAT_KINDS = frozenset({"hall", "phone", "out", "for", "against", "abstain"})


def seats(
    groups: Sequence[tuple[str, int]],
    need_after: int,
    flag: str,
    label: str,
    per_row: int = 0,
    font: int = 15,
) -> Markup:
    """One mark is one neighbour.

    `groups` are (kind, count) in drawing order, kinds hall, phone, out, for, against, abstain;
    a dashed rule stands after `need_after` seats (0: none) with `flag` beside it when there is one row;
    `label` says the same in words; `per_row` 0 means a single row. Draw at most about 120 seats.
    """
    flat = [kind for kind, count in groups for _n in range(count)]
    if not SEAT_KINDS.issuperset(flat):
        raise ValueError(f"unknown seat kinds: {set(flat) - SEAT_KINDS}")
    per = per_row or max(len(flat), need_after, 1)
    rows = max(1, -(-max(len(flat), 1) // per))
    single = rows == 1
    top = font + 10 if single else 2
    width, height = per * SEAT_WIDTH, top + rows * ROW_HEIGHT + (0 if single else 4)
    drawn: list[Markup] = []
    for place, kind in enumerate(flat):
        below = 3 if not single and need_after and place >= need_after else 0
        x, y = 6 + SEAT_WIDTH * (place % per), top + 7 + ROW_HEIGHT * (place // per) + below
        drawn.append(_seat(kind, x, y))
    if need_after and single:
        drawn.append(_need_flag(SEAT_WIDTH * need_after, width, height, font, flag))
    elif need_after:
        drawn.append(_need_step(need_after, per, top, width))
    return Markup(
        '<svg class="seats" viewBox="0 0 {} {}" width="{}" role="img" aria-label="{}">{}</svg>'
    ).format(width, height, width * DRAWN_LARGER // 10, label, Markup("").join(drawn))


def _need_step(need_after: int, per: int, top: int, width: int) -> Markup:
    """A stepped rule through several rows: full rows above it, and the part of a row that still counts."""
    full, rest = divmod(need_after, per)
    y = top + ROW_HEIGHT * full + 0.5
    if rest == 0:
        return Markup('<path class="s-rule" d="M0 {}H{}"/>').format(y, width)
    x = SEAT_WIDTH * rest
    return Markup('<path class="s-rule" d="M0 {}H{}V{}H{}"/>').format(y + ROW_HEIGHT, x, y, width)


def register(app: Flask) -> None:
    """Give templates icon, mark, glyph, stance, stance_word, qr and seats."""
    app.jinja_env.globals.update(
        icon=icon, mark=mark, glyph=glyph, stance=stance, stance_word=stance_word, qr=qr, seats=seats
    )
