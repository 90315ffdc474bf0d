"""What the matrix tries sittings with; as samples.py, for the verbs and pages of every kind of sitting."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.authorisation.estate import Estate

From = Callable[[Estate], dict[str, Any]]


def person(who: str, **more: Any) -> From:
    """Somebody's id, and what is the same everywhere."""
    return lambda e: {"person_id": e.ids[who], **more}


def same(**args: Any) -> From:
    """Arguments that are the same everywhere."""
    return lambda e: args


# By command: the room it is sent in, its arguments, whose thing it is.
COMMANDS: dict[str, tuple[str, From, str]] = {
    "give_part": ("signing", person("sun", role="presenter"), "chen"),
    "end_part": ("signing", person("song", reason="有事不能来"), "chen"),
    "add_paper": ("signing", same(title="补充说明", text="补一张采光图。"), "chen"),
    "sign_up": ("signing", same(group="stakeholder"), "chen"),
    "withdraw_sign_up": ("signing", same(), "he"),
    "draw_lots": ("signing", same(), "chen"),
    "publish_participants": ("drawn", same(), "chen"),
    "ask_recusal": ("signing", person("song", reason="他是方案的编写单位"), "chen"),
    "decide_recusal": ("signing", lambda e: {
        "recusal_id": e.ids["recusal"], "granted": "yes", "reason": "情况属实"}, "chen"),
    "enter_phase": ("hearing", same(phase="opening"), "chen"),
    "read_rules": ("opening", same(), "chen"),
    "postpone": ("hearing", same(starts_at="2026-12-20T11:00:00.000Z", reason="到会的代表不够"), "chen"),
    "read_record": ("record", same(), "chen"),
    "confirm_record": ("read", same(answer="confirmed"), "chen"),
    "confirm_record_for": ("read", person("bai", answer="not_reached", reason="已经离场"), "chen"),
    "ask_question": ("forum", same(text="路灯什么时候修？"), "chen"),
    "ask_question_for": ("forum", same(called="孙大爷", text="垃圾房的味道谁管？"), "chen"),
    "end_question": ("forum", lambda e: {
        "question_id": e.ids["open_question"], "end": "answered", "words": "下周换灯。"}, "chen"),
    "keep_promise": ("forum", lambda e: {"question_id": e.ids["promise"], "words": "换好了。"}, "chen"),
}
