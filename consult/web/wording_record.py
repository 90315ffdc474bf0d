"""Words for a record: its kinds of line, and the list by which a reader finds one."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as later

from consult.minutes.models import MinutesLine

KINDS: dict[str, Any] = {
    "opening": later("开会"), "matter": later("议题"), "speech": later("发言"), "statement": later("书面意见"),
    "order": later("会场次序"), "motion": later("动议"), "vote": later("表决"), "outcome": later("决定"),
    "prose": later("补充"),
}
TOGETHER = {"attendance": "opening", "closing": "opening"}
LABEL = 22
SPEAKER = re.compile("^(.+?[\uff08(][^\uff0c,]+)[\uff0c,].*([\uff09)])$")
"""The head of a speech: who and with what stance; how often and how long is left out of the list."""


@dataclass(frozen=True)
class Jump:
    """The lines of one kind, to jump to."""

    kind: str
    name: str
    lines: list[tuple[MinutesLine, str]] = field(default_factory=list)


def jumps(lines: Iterable[MinutesLine]) -> list[Jump]:
    """The lines by kind, each with a short label, in the order in which the kinds are told."""
    found = {kind: Jump(kind, str(name)) for kind, name in KINDS.items()}
    for line in lines:
        kind = TOGETHER.get(line.kind, line.kind)
        if kind in found:
            found[kind].lines.append((line, _label(line)))
    return [jump for jump in found.values() if jump.lines]


def _label(line: MinutesLine) -> str:
    words = (line.lead or line.text).replace("\n", " ").rstrip(":\uff1a")
    if line.kind == "speech":
        words = SPEAKER.sub(r"\1\2", words)
    return words if len(words) <= LABEL else words[:LABEL] + "…"
