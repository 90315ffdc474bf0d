"""What one person can do of the room's procedure; own_steps.py has the rest. static/js/rooms/standing_order.js is its twin."""
from __future__ import annotations

from collections.abc import Callable

from consult.meeting.rules.next_order import (
    amendment_pending,
    on_the_floor,
    question_open,
    why_nobody_begins,
    why_nothing_is_asked,
)
from consult.meeting.rules.own import Own
from consult.meeting.rules.room import State
from consult.meeting.rules.room_state import there
from consult.meeting.rules.steps import CLEAR, Reason

MOST_POINTS = 20


def in_talk(s: State, me: Own) -> Reason:
    """Why one takes no part in the talk: it is not going on, or one is not there."""
    if not s["meeting"] or s["meeting"]["state"] != "open":
        return "meeting_not_open", {}
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    if not s["discussion"] or s["discussion"]["state"] != "open":
        return "no_open_discussion", {}
    return CLEAR if me.here else ("check_in_first", {})


def with_a_voice(s: State, me: Own, person_id: int) -> Reason:
    """The same for what only a voice does, and the chair never."""
    talk = in_talk(s, me)
    if talk[0]:
        return talk
    if not me.voting:
        return "only_voices_move", {}
    return neutral(s, person_id)


def neutral(s: State, person_id: int) -> Reason:
    """The chair takes no side (主持中立)."""
    return ("chair_is_neutral", {}) if s["chair_id"] == person_id else CLEAR


def _second_motion(s: State, me: Own, person_id: int) -> Reason:
    may = with_a_voice(s, me, person_id)
    if may[0]:
        return may
    if not on_the_floor(s) or there(s["motion"])["seconder_id"] is not None:
        return "no_motion", {}
    return ("own_motion_not_seconded", {}) if there(s["motion"])["mover_id"] == person_id else CLEAR


def _move_amendment(s: State, me: Own, person_id: int) -> Reason:
    may = with_a_voice(s, me, person_id)
    if may[0]:
        return may
    if not on_the_floor(s):
        return "no_motion", {}
    if s["debate_closed"]:
        return "debate_is_closed", {}
    if amendment_pending(s):
        return "amendment_pending", {}
    return ("question_pending", {}) if question_open(s) else CLEAR


def _withdraw_amendment(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    mine = amendment_pending(s) and there(s["amendment"])["state"] == "moved" and there(s["amendment"])["mover_id"] == person_id
    if not mine:
        return "no_amendment", {}
    return ("question_pending", {}) if question_open(s) else CLEAR


def _about_the_motion(s: State, me: Own, person_id: int) -> Reason:
    may = with_a_voice(s, me, person_id)
    if may[0]:
        return may
    if not on_the_floor(s):
        return "no_motion", {}
    if s["turn"]:
        return "has_the_floor", {"called": s["turn"]["called"]}
    if amendment_pending(s):
        return "amendment_pending", {}
    return why_nothing_is_asked(s)


def _move_close_debate(s: State, me: Own, person_id: int) -> Reason:
    about = _about_the_motion(s, me, person_id)
    return about if about[0] or not s["debate_closed"] else ("debate_is_closed", {})


def _ask_extra_time(s: State, me: Own, person_id: int) -> Reason:
    talk = in_talk(s, me)
    if talk[0]:
        return talk
    return why_nothing_is_asked(s) if s["turn"] else ("nobody_speaks", {})


def _raise_point(s: State, me: Own, person_id: int) -> Reason:
    talk = in_talk(s, me)
    if talk[0]:
        return talk
    if neutral(s, person_id)[0]:
        return neutral(s, person_id)
    if any(point["person_id"] == person_id for point in s["points"]):
        return "point_is_raised", {}
    return ("too_many_points", {"most": MOST_POINTS}) if len(s["points"]) >= MOST_POINTS else CLEAR


def _withdraw_point(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    return CLEAR if any(point["person_id"] == person_id for point in s["points"]) else ("no_point", {})


def _appeal(s: State, me: Own, person_id: int) -> Reason:
    standing = [ruling for ruling in s["rulings"] if ruling["state"] == "stands"]
    if not standing:
        return "no_ruling", {}
    talk = in_talk(s, me)
    if talk[0]:
        return talk
    return neutral(s, person_id) if neutral(s, person_id)[0] else why_nothing_is_asked(s)


def _object_to(s: State, me: Own, person_id: int) -> Reason:
    talk = in_talk(s, me)
    if talk[0]:
        return talk
    if not question_open(s):
        return "no_question", {}
    if there(s["question"])["way"] != "no_objection":
        return "to_be_counted", {}
    return CLEAR if me.voting else ("only_voices_move", {})


def _withdraw_question(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    return CLEAR if question_open(s) and there(s["question"])["person_id"] == person_id else ("no_question", {})


def _answer_straw(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    if not s["straw"] or s["straw"]["state"] != "open":
        return "straw_closed", {}
    return CLEAR if me.here else ("check_in_first", {})


def _park(s: State, me: Own, person_id: int) -> Reason:
    talk = in_talk(s, me)
    return talk if talk[0] else neutral(s, person_id)


def _yield_floor(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    if not me.speaks:
        return "nobody_speaks", {}
    return why_nobody_begins(s) if s["queue"] else ("queue_empty", {})


def _promise_rules(s: State, me: Own, person_id: int) -> Reason:
    if not s["meeting"] or s["meeting"]["state"] != "open" or not me.here:
        return "check_in_first", {}
    row = s["attendees"].get(str(person_id))
    return ("already_promised", {}) if row is not None and row["promised"] else CLEAR


OF_PROCEDURE: dict[str, Callable[[State, Own, int], Reason]] = {
    "promise_rules": _promise_rules, "yield_floor": _yield_floor, "ask_extra_time": _ask_extra_time,
    "raise_point": _raise_point, "withdraw_point": _withdraw_point, "second_motion": _second_motion,
    "move_amendment": _move_amendment, "withdraw_amendment": _withdraw_amendment,
    "move_close_debate": _move_close_debate, "postpone_motion": _about_the_motion, "appeal": _appeal,
    "object_to": _object_to, "withdraw_question": _withdraw_question, "answer_straw": _answer_straw, "park": _park,
}
