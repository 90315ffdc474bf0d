"""What a resident does in the room's procedure by one press: a command that is here needs no template of its own."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as later

from consult.meeting.rules.room import State


@dataclass(frozen=True)
class Press:
    """One button: its words, what is said above it, what it sends, and the id that it takes from the room's state."""

    label: Any
    hint: Any = ""
    sends: Mapping[str, Any] = field(default_factory=dict)
    fill: str = ""


PRESSES: dict[str, Press] = {
    "promise_rules": Press(later("我守议事规则"), hint=later("先举手再说，一次说一件，不打断别人")),
    "yield_floor": Press(later("余下的时间让给下一位")),
    "object_to": Press(later("我反对，请数人数"), fill="question_id"),
    "withdraw_question": Press(later("撤回我提的问题"), fill="question_id"),
    "withdraw_point": Press(later("撤回我提的规则问题"), fill="point_id"),
    "ask_extra_time": Press(later("请全场决定加1分钟"), sends={"seconds": 60}),
    "second_motion": Press(later("附议这个动议"), fill="motion_id"),
    "withdraw_amendment": Press(later("撤回我的修正案"), fill="amendment_id"),
}
"""By the name of the command, in the order of the page; each is shown while it can be taken."""


def filled(s: State, me: int) -> dict[str, Any]:
    """The ids that presses take from the room's state; static/js/room/own.js fills in the same while the page is live."""
    return {
        "motion_id": s["motion"]["motion_id"] if s["motion"] else "",
        "question_id": s["question"]["question_id"] if s["question"] else "",
        "amendment_id": s["amendment"]["amendment_id"] if s["amendment"] else "",
        "point_id": next((point["point_id"] for point in s["points"] if point["person_id"] == me), ""),
    }
