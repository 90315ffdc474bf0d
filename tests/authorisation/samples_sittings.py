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

WORDS = {
    "title": "路灯坏了半个月", "what": "院坝会上提出：路灯坏了半个月，晚上看不清台阶。", "place": "3幢", "affected": "全楼",
    "expected": "把路灯修好", "category": "facilities",
}


def at(room: str) -> From:
    """The address of a meeting."""
    return lambda e: {"id": e.rooms[room].meeting_id}


def by_id(name: str) -> From:
    """The address of anything whose id the estate remembers."""
    return lambda e: {"id": e.ids[name]}


# By page: the values of its address, and what its form sends.
PAGES: dict[str, tuple[From, From]] = {
    "GET sittings.people": (at("signing"), same()), "GET sittings.questions": (at("forum"), same()),
    "GET sittings.promises": (same(), same()), "GET sittings.bodies": (same(), same()),
    "POST sittings.postpone_meeting": (at("hearing"), same(day="2026-12-20", at="19:00", reason="到会的代表不够")),
    "GET light.index": (same(), same()), "GET light.show": (by_id("light"), same()), "GET light.note": (same(), same()),
    "POST light.write_down": (same(), same(
        kind="courtyard_meeting", held_on="2026-11-25", place="3幢院坝", present="14", issues="路灯坏了")),
    "GET light.propose": (by_id("issue"), same()), "POST light.put_forward": (by_id("issue"), same(**WORDS)),
    "GET door.show": (at("hearing"), same()), "POST door.open_kiosk": (at("hearing"), same()),
    "POST door.close_kiosks": (at("hearing"), same()), "GET door.arrive": (at("hearing"), same()),
    "POST door.check_in": (at("hearing"), lambda e: {"code": e.codes["door"]}),
    "GET door.kiosk": (lambda e: {"token": e.codes["kiosk"]}, same()),
    "POST door.press_kiosk": (lambda e: {"token": e.codes["kiosk"]}, person("gu")),
}
"""A party group's meeting is a page of its own kind: `light.show` in the situation "closed"."""
