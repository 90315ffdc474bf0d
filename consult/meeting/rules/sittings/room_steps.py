"""What the order of a sitting leaves open of a room's steps, read from its state. static/js/rooms/order.js is its twin."""
from __future__ import annotations

from typing import Any

from consult.meeting.rules.room_state import State, there
from consult.meeting.rules.sitting_state import Phase

Reason = tuple[str, dict[str, Any]]
CLEAR: Reason = ("", {})
OWN_ACTS = {"raise_hand": "floor", "submit_statement": "statements", "move_motion": "motions"}
DESK_ACTS = {"raise_hand_for": "floor", "give_floor": "floor", "move_motion": "motions", "put_to_vote": "votes"}
AT_THE_END = ("close_discussion", "close_meeting", "open_discussion")


def phase_of(s: State) -> Phase | None:
    """The step a sitting is in; None before the first, and where there is no fixed order."""
    sitting = s.get("sitting")
    phases = (sitting and sitting["phases"]) or []
    return next((p for p in phases if sitting and p["code"] == sitting["phase"]), None)


def ordered(s: State) -> bool:
    """Whether the sitting has a fixed order."""
    return bool(s.get("sitting") and there(s["sitting"])["phases"])


def why_not_mine(s: State, name: str, person_id: int, *, voting: bool) -> Reason:
    """Why one person cannot take a step of their own in this step of the order."""
    if not ordered(s) or name not in OWN_ACTS:
        return CLEAR
    phase = phase_of(s)
    if phase is None or OWN_ACTS[name] not in phase["allows"]:
        return "not_in_this_phase", {"phase": _named(phase)}
    part = there(s["sitting"])["parts"].get(str(person_id))
    mine = {"everyone", *(["voices"] if voting else []), *([part["role"]] if part else [])}
    return CLEAR if mine & set(phase["speakers"]) else ("not_your_phase", {"phase": _named(phase)})


def why_not_the_desk(s: State, name: str) -> Reason:
    """Why the desk cannot take a step in this step of the order."""
    if not ordered(s):
        return CLEAR
    phase = phase_of(s)
    if name in DESK_ACTS and (phase is None or DESK_ACTS[name] not in phase["allows"]):
        return "not_in_this_phase", {"phase": _named(phase)}
    following = _following(s)
    if name in AT_THE_END and following is not None:
        return "phases_left", {"following": _named(following)}
    return CLEAR


def awaits_confirmation(s: State, person_id: int) -> bool:
    """Whether the record was read and this person, who was heard, has not said anything of it."""
    sitting = s.get("sitting")
    if not sitting or not sitting["record_read"] or str(person_id) in sitting["confirmed"]:
        return False
    row = s["attendees"].get(str(person_id))
    spoke = row is not None and row["turns"] > 0
    return spoke or any(said["person_id"] == person_id for said in s["statements"])


def _following(s: State) -> Phase | None:
    sitting = there(s["sitting"])
    phases, now = sitting["phases"] or [], sitting["phase"]
    at = next((place for place, phase in enumerate(phases, start=1) if phase["code"] == now), 0)
    return phases[at] if at < len(phases) else None


def _named(phase: Phase | None) -> dict[str, str]:
    return {"zh": phase["name"], "en": phase["name_en"]} if phase else {"zh": "—", "en": "—"}
