"""What one person in the room can do next, and for the rest the reason. static/js/rooms/standing.js is its twin."""
from __future__ import annotations

from collections.abc import Callable

from consult.meeting.rules.information_round import why_not_heard
from consult.meeting.rules.next_order import amendment_pending, ballot_open, on_the_floor, question_open
from consult.meeting.rules.next_steps import CLEAR, Reason, Step, why_no_motion
from consult.meeting.rules.order import order_from
from consult.meeting.rules.own import Own, own
from consult.meeting.rules.own_order import OF_PROCEDURE, in_talk, neutral
from consult.meeting.rules.room import State
from consult.meeting.rules.room_state import there
from consult.meeting.rules.sittings.room_steps import why_not_mine


def own_steps(s: State, person_id: int) -> dict[str, Step]:
    """What one person may do in the room, by name."""
    me = own(s, person_id)
    ordered = {name: why_not_mine(s, name, person_id, voting=me.voting) for name in _OWN}
    return {name: Step(name, *(_first(why(s, me, person_id), ordered[name]))) for name, why in _OWN.items()}


def _first(reason: Reason, ordered: Reason) -> Reason:
    """The room's own reason, else that of the sitting's order."""
    return reason if reason[0] else ordered


def _open(s: State) -> bool:
    return s["meeting"] is not None and s["meeting"]["state"] == "open"


def _talking(s: State, me: Own) -> Reason:
    talk = in_talk(s, me)
    if talk[0]:
        return talk
    heard = order_from(s["order"] or {}).observers_may_speak or not me.observes
    return CLEAR if heard else ("observers_listen", {})


def _check_in(s: State, me: Own, person_id: int) -> Reason:
    if not _open(s):
        return "meeting_not_open", {}
    return ("already_here", {}) if me.here else CLEAR


def _leave(s: State, me: Own, person_id: int) -> Reason:
    if not _open(s) or not me.here:
        return "check_in_first", {}
    return ("has_the_floor", {"called": there(s["turn"])["called"]}) if me.speaks else CLEAR


def _raise_hand(s: State, me: Own, person_id: int) -> Reason:
    order = order_from(s["order"] or {})
    for reason in (_talking(s, me), neutral(s, person_id), _no_hands(s)):
        if reason[0]:
            return reason
    if me.place:
        return "already_waiting", {}
    if me.speaks:
        return "has_the_floor", {"called": there(s["turn"])["called"]}
    if order.turns_each is not None and me.turns >= order.turns_each:
        return "turns_used_up", {"turns": order.turns_each}
    return CLEAR


def _no_hands(s: State) -> Reason:
    order = order_from(s["order"] or {})
    if ballot_open(s):
        return "vote_is_open", {}
    if s["debate_closed"]:
        return "debate_is_closed", {}
    if len(s["queue"]) >= order.most_waiting:
        return "queue_full", {"most": order.most_waiting}
    early = why_not_heard(order, None, has_motion=on_the_floor(s))
    return (early, {}) if early else CLEAR


def _lower_hand(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    return CLEAR if me.place else ("not_waiting", {})


def _own_turn(s: State, me: Own, person_id: int) -> Reason:
    if s["suspended"]:
        return "meeting_suspended", {"reason": s["suspended"]["reason"]}
    return CLEAR if me.speaks else ("nobody_speaks", {})


def _submit_statement(s: State, me: Own, person_id: int) -> Reason:
    talking = _talking(s, me) if _talking(s, me)[0] else neutral(s, person_id)
    closed = order_from(s["order"] or {}).written_statements == "closed"
    return talking if talking[0] or not closed else ("statements_closed", {})


def _move_own(s: State, me: Own, person_id: int) -> Reason:
    talking = _talking(s, me)
    if talking[0]:
        return talking
    if not me.voting:
        return "only_voices_move", {}
    return neutral(s, person_id) if neutral(s, person_id)[0] else why_no_motion(s)


def _own_motion(s: State, me: Own, person_id: int) -> Reason:
    motion = s["motion"]
    mine = motion is not None and motion["state"] == "moved" and motion["mover_id"] == person_id
    if not mine or s["suspended"]:
        return "no_motion", {}
    if amendment_pending(s):
        return "amendment_pending", {}
    return ("question_pending", {}) if question_open(s) else CLEAR


def _cast_vote(s: State, me: Own, person_id: int) -> Reason:
    if not s["ballot"] or s["ballot"]["state"] != "open":
        return "no_open_vote", {}
    if not me.voting:
        return "not_on_the_roll", {}
    silent = s["ballot"]["silent"].get(str(person_id), "")
    return (silent, {}) if silent else CLEAR


def _ask_help(s: State, me: Own, person_id: int) -> Reason:
    return CLEAR if _open(s) else ("meeting_not_open", {})


_OWN: dict[str, Callable[[State, Own, int], Reason]] = {
    "check_in": _check_in, "leave": _leave, "raise_hand": _raise_hand, "lower_hand": _lower_hand,
    "end_turn": _own_turn, "note_turn": _own_turn, "submit_statement": _submit_statement,
    "move_motion": _move_own, "reword_motion": _own_motion, "withdraw_motion": _own_motion,
    "cast_vote": _cast_vote, "ask_help": _ask_help, **OF_PROCEDURE,
}


def bar_mode(steps: dict[str, Step]) -> str:
    """Which button the bar at the foot shows: check_in, end_turn, lower_hand, raise_hand, or shut with the reason."""
    return next((n for n in ("check_in", "end_turn", "lower_hand", "raise_hand") if steps[n].legal), "shut")
