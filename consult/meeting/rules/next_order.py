"""Steps of procedure at the desk: what can be done next, and for the rest the reason. next_steps.py has the others."""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from consult.meeting.rules.information_round import why_not_heard
from consult.meeting.rules.kinds import MotionState
from consult.meeting.rules.order import order_from
from consult.meeting.rules.room import State
from consult.meeting.rules.room_state import there
from consult.meeting.rules.steps import CLEAR, Reason

PENDING: tuple[MotionState, ...] = ("moved", "put")
IN_THE_TALK = (
    "raise_hand_at", "yield_floor", "ask_extra_time", "hear_point", "rule_on_point", "put_amendment", "count_room",
    "settle_unopposed", "withdraw_question", "park", "ask_straw", "close_straw", "suspend", "take_back_chair", "adjourn",
)
WHILE_SUSPENDED = ("resume", "take_back_chair", "adjourn")


def ballot_open(s: State) -> bool:
    """Whether a ballot takes votes, on the motion or on an amendment."""
    return s["ballot"] is not None and s["ballot"]["state"] == "open"


def question_open(s: State) -> bool:
    """Whether the room is asked a question of procedure."""
    return s["question"] is not None and s["question"]["state"] == "open"


def amendment_pending(s: State) -> bool:
    """Whether an amendment is to be decided first."""
    return s["amendment"] is not None and s["amendment"]["state"] in PENDING


def on_the_floor(s: State) -> bool:
    """Whether a motion is there to be talked about and changed."""
    return s["motion"] is not None and s["motion"]["state"] == "moved"


def why_nothing_is_asked(s: State) -> Reason:
    """Why the room cannot be asked a question of procedure now."""
    if question_open(s):
        return "question_pending", {}
    return ("vote_is_open", {}) if ballot_open(s) else CLEAR


def why_nobody_begins(s: State) -> Reason:
    """Why nobody can be given the floor, although people wait."""
    if s["point"]:
        return "point_is_heard", {"called": s["point"]["called"]}
    if question_open(s):
        return "question_pending", {}
    if order_from(s["order"] or {}).quorum_loss == "stop" and not s["quorum_met"]:
        return "quorum_lost", {"present": s["present"], "needed": there(s["quorum"])["needed"]}
    return CLEAR


def why_debate_goes_on(s: State) -> Reason:
    """Why the motion cannot be put yet, as far as talk is concerned (充分辩论)."""
    if s["turn"]:
        return "has_the_floor", {"called": s["turn"]["called"]}
    order = order_from(s["order"] or {})
    if "debate_closed" in order.vote_when and s["debate_closed"]:
        return CLEAR
    if s["queue"]:
        return "people_waiting", {"count": len(s["queue"])}
    if "queue_empty" in order.vote_when or ("turns_used_up" in order.vote_when and _all_spoke(s, order.turns_each)):
        return CLEAR
    return "debate_not_over", {}


def _all_spoke(s: State, each: int | None) -> bool:
    voices = [p for p in s["attendees"].values() if p["voting"] and p["status"] == "present"]
    return each is not None and all(p["turns"] >= each for p in voices)


def why_not_ready(s: State) -> Reason:
    """Why the motion cannot be put yet, as far as the motion itself is concerned."""
    if amendment_pending(s):
        return "amendment_pending", {}
    if question_open(s):
        return "question_pending", {}
    if order_from(s["order"] or {}).seconder and there(s["motion"])["seconder_id"] is None:
        return "needs_a_seconder", {}
    return CLEAR


def _always(s: State) -> Reason:
    return CLEAR


def _raise_hand_at(s: State) -> Reason:
    order = order_from(s["order"] or {})
    if ballot_open(s):
        return "vote_is_open", {}
    if s["debate_closed"]:
        return "debate_is_closed", {}
    if not order.observers_may_speak:
        return "observers_listen", {}
    if len(s["queue"]) >= order.most_waiting:
        return "queue_full", {"most": order.most_waiting}
    early = why_not_heard(order, None, has_motion=on_the_floor(s))
    return (early, {}) if early else CLEAR


def _yield_floor(s: State) -> Reason:
    if not s["turn"]:
        return "nobody_speaks", {}
    return why_nobody_begins(s) if s["queue"] else ("queue_empty", {})


def _ask_extra_time(s: State) -> Reason:
    return why_nothing_is_asked(s) if s["turn"] else ("nobody_speaks", {})


def _hear_point(s: State) -> Reason:
    if not s["points"]:
        return "no_point", {}
    if question_open(s):
        return "question_pending", {}
    return ("point_is_heard", {"called": s["point"]["called"]}) if s["point"] else CLEAR


def _rule_on_point(s: State) -> Reason:
    return CLEAR if s["point"] or s["points"] else ("no_point", {})


def _put_amendment(s: State) -> Reason:
    if not on_the_floor(s) or not s["amendment"] or s["amendment"]["state"] != "moved":
        return "no_amendment", {}
    if s["turn"]:
        return "has_the_floor", {"called": s["turn"]["called"]}
    asked = why_nothing_is_asked(s)
    by_ballot = order_from(s["order"] or {}).amendments == "ballot"
    return asked if asked[0] or not by_ballot else _quorum(s)


def quorum_facts(s: State) -> dict[str, int]:
    """What is said where too few are there: who came, of the whole base, and how many there must be."""
    quorum = there(s["quorum"])
    return {"present": s["present"], "needed": quorum["needed"], "expected": quorum["expected"]}


def _quorum(s: State) -> Reason:
    return CLEAR if s["quorum_met"] else ("quorum_not_met", quorum_facts(s))


def _count_room(s: State) -> Reason:
    return _quorum(s) if question_open(s) else ("no_question", {})


def _settle_unopposed(s: State) -> Reason:
    if not question_open(s):
        return "no_question", {}
    if there(s["question"])["way"] != "no_objection":
        return "to_be_counted", {}
    if there(s["question"])["objections"]:
        return "someone_objects", {"count": there(s["question"])["objections"]}
    return _quorum(s)


def _withdraw_question(s: State) -> Reason:
    return CLEAR if question_open(s) else ("no_question", {})


def _ask_straw(s: State) -> Reason:
    return ("straw_is_open", {}) if s["straw"] and s["straw"]["state"] == "open" else CLEAR


def _close_straw(s: State) -> Reason:
    return CLEAR if _ask_straw(s)[0] else ("straw_closed", {})


def _suspend(s: State) -> Reason:
    return ("vote_is_open", {}) if ballot_open(s) else CLEAR


def _take_back_chair(s: State) -> Reason:
    if s["chair_id"] == s["convened_chair_id"]:
        return "chairs_already", {}
    mine = s["convened_chair_id"]
    if s["turn"] and s["turn"]["person_id"] == mine:
        return "has_the_floor", {"called": s["turn"]["called"]}
    if any(hand["person_id"] == mine for hand in s["queue"]):
        return "waits_to_speak", {}
    own = [s["motion"]["mover_id"]] if s["motion"] and s["motion"]["state"] in PENDING else []
    own += [there(s["amendment"])["mover_id"]] if own and amendment_pending(s) else []
    return ("own_motion_on_the_floor", {}) if mine in own else CLEAR


def _adjourn(s: State) -> Reason:
    if not s["discussion"] or s["discussion"]["state"] != "open":
        return "no_open_discussion", {}
    if s["turn"]:
        return "has_the_floor", {"called": s["turn"]["called"]}
    asked = why_nothing_is_asked(s)
    if asked[0]:
        return asked
    if s["motion"] and s["motion"]["state"] == "passed":
        return "motion_passed", {}
    return ("amendment_pending", {}) if on_the_floor(s) and amendment_pending(s) else CLEAR


_PROCEDURE: dict[str, Callable[[State], Reason]] = {
    "raise_hand_at": _raise_hand_at, "yield_floor": _yield_floor, "ask_extra_time": _ask_extra_time, "hear_point": _hear_point,
    "rule_on_point": _rule_on_point, "put_amendment": _put_amendment, "count_room": _count_room,
    "settle_unopposed": _settle_unopposed, "withdraw_question": _withdraw_question, "park": _always,
    "ask_straw": _ask_straw, "close_straw": _close_straw, "suspend": _suspend, "resume": _always,
    "take_back_chair": _take_back_chair, "adjourn": _adjourn,
}
BY_NAME: dict[str, Callable[[State, datetime], Reason]] = {
    name: lambda s, now, why=why: why(s) for name, why in _PROCEDURE.items()  # type: ignore[misc]
}
"""The same, as next_steps.py asks."""
