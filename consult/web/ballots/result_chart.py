"""A result as marks on paper: one seat a neighbour up to a hundred and twenty, beyond that a bar."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from consult.ballot.rules.words_of_numbers import amount
from consult.web.shell import display
from consult.web.shell.drawing import seats
from consult.web.wording import votes as wording_votes

DRAWN_ONE_BY_ONE = 120
IN_ONE_ROW = 40
A_ROW = 30
BAR_WIDTH, BAR_HEIGHT = 1000, 44


@dataclass(frozen=True)
class Chart:
    """The drawing; what its line stands for, where that is not written beside the line; one mark a vote or not."""

    drawing: Markup
    caption: str
    one_by_one: bool


def chart_of(result: Mapping[str, Any]) -> Chart:
    """The drawing of a result by heads, over the base that its rule counts: those entitled, or those present. Without a
    quorum no line of a majority is drawn."""
    bar = next((c for c in result["threshold"] if c["metric"] == "heads" and c["bar"]["base"] in ("eligible", "present")), None)
    counted = bar["base"] if bar else result["present"]
    needed = bar["needed"] if bar and result["verdict"] != "no_quorum" else 0
    given = [(kind, int(result[kind])) for kind in ("for", "against", "abstain")]
    groups = [*given, ("out", max(0, counted - result["participating"]))]
    line = _("过线要%(n)s票", n=needed) if needed else ""
    label = _("赞成%(f)s，反对%(a)s，弃权%(b)s，没投%(o)s", f=given[0][1], a=given[1][1], b=given[2][1],
              o=groups[3][1])
    if counted > DRAWN_ONE_BY_ONE:
        return Chart(_bar(groups, counted, needed, label), line, False)
    if counted > IN_ONE_ROW:
        return Chart(seats(groups, max(0, needed - 1), line, label, per_row=A_ROW), line, True)
    return Chart(seats(groups, max(0, needed - 1), line, label), "", True)


def charts_of(result: Mapping[str, Any]) -> list[tuple[str, Markup]]:
    """One drawing a metric, each with its name: heads and area both, where both must be enough. Shapes and edges
    tell the sides apart without colour; the table beside says the same in numbers."""
    drawn = []
    for metric, f in result["figures"].items():
        base = max(1, f["eligible"])
        given = [("for", f["votes_for"]), ("against", f["votes_against"]), ("abstain", f["abstain"])]
        out = max(0, f["eligible"] - sum(count for _, count in given))
        label = _("赞成%(f)s，反对%(a)s，弃权%(b)s，没投%(o)s", **{
            key: amount(metric, count, f["per"], "en" if display.language() == "en" else "zh")
            for key, count in (("f", f["votes_for"]), ("a", f["votes_against"]), ("b", f["abstain"]), ("o", out))})
        groups = [*given, ("out", out)]
        small = metric == "heads" and f["eligible"] <= IN_ONE_ROW
        drawing = seats(groups, 0, "", label) if small else _bar(groups, base, 0, label)
        drawn.append((str(wording_votes.METRICS.get(metric, metric)), drawing))
    return drawn


def _bar(groups: list[tuple[str, int]], counted: int, needed: int, label: str) -> Markup:
    drawn, x = [], 0
    for kind, count in groups:
        width = count * BAR_WIDTH // counted
        drawn.append(Markup('<rect class="b-{}" x="{}" y="8" width="{}" height="28"/>').format(kind, x, width))
        x += width
    if needed:
        at = (2 * needed - 1) * BAR_WIDTH // (2 * counted)
        drawn.append(Markup('<path class="s-rule" d="M{} 0V{}"/>').format(at, BAR_HEIGHT))
    return Markup('<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
                  ).format(BAR_WIDTH, BAR_HEIGHT, label, Markup("").join(drawn))
