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
    "dissent": later("不同意见"), "prose": later("补充"),
}
PROSE: dict[str, Any] = {
    "prose": later("补充说明"), "heard": later("会议听取"), "considered": later("会议认为"), "demanded": later("会议要求"),
}
"""What a line of the secretary's own is: the last three go into the summary under these words."""
READER_STATES: dict[str, Any] = {
    "asked": later("还没有答复"), "confirmed": later("核对无误"), "corrected": later("更正后确认"),
    "refused": later("不予确认"), "not_reached": later("没有联系上或没有答复"),
}
OBJECTION_STATES: dict[str, Any] = {
    "open": later("还没有答复"), "accepted": later("已采纳"), "declined": later("没有采纳"), "withdrawn": later("本人撤回"),
}
CAPACITIES: dict[str, Any] = {"chair": later("主持人"), "recorder": later("记录人")}
WHYS: dict[str, Any] = {
    "drafted": later("由会场记录起草"), "edited": later("编辑"), "objection": later("采纳异议"),
    "own_words": later("发言人更正自己的话"), "dissent": later("应要求记录不同意见"),
}
WORDS = {"prose": PROSE, "reader": READER_STATES, "objection": OBJECTION_STATES, "capacity": CAPACITIES, "why": WHYS}


def record_word(kind: str, name: str) -> str:
    """A state, a capacity or a reason of the record in words; the name itself where it has none."""
    return str(WORDS[kind].get(name, name))


TOGETHER = {"attendance": "opening", "closing": "opening", **dict.fromkeys(("heard", "considered", "demanded"), "prose")}
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
