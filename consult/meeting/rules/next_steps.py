"""What can be done next in a room: its state in, legal steps out, and for the others the reason.

The verbs decide again when a step is taken; this only keeps a screen from offering what they would refuse.
What one resident may do is in own_steps.py.
"""
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from consult.meeting.rules.kinds import MEETING, MotionState, Outcome
from consult.meeting.rules.next_order import (
    BY_NAME,
    IN_THE_TALK,
    WHILE_SUSPENDED,
    ballot_open,
    question_open,
    quorum_facts,
    why_debate_goes_on,
    why_nobody_begins,
    why_not_ready,
)
from consult.meeting.rules.order import order_from
from consult.meeting.rules.room import State
from consult.meeting.rules.sittings.room_steps import why_not_the_desk
from consult.meeting.rules.steps import CLEAR as CLEAR
from consult.meeting.rules.steps import Reason as Reason
from consult.meeting.rules.steps import Step as Step

OPENS_BEFORE = timedelta(minutes=60)
PENDING: tuple[MotionState, ...] = ("moved", "put")


def stage(s: State) -> str:
    """How far the room is: convened, gathering, talk, motion, vote, conclude, concluded, closed, cancelled or
    postponed."""
    meeting, talk, motion = s["meeting"], s["discussion"], s["motion"]
    if meeting is None or meeting["state"] != "open":
        return meeting["state"] if meeting else "convened"
    if talk is None:
        return "gathering"
    if talk["state"] in ("closed", "adjourned"):
        return "concluded"
    if ballot_open(s):
        return "vote"
    return {"moved": "motion", "put": "vote", "passed": "conclude", "failed": "conclude"}.get(
        motion["state"] if motion else "", "talk")


def desk_steps(s: State, now: datetime) -> list[Step]:
    """Every step that belongs to the stage the room is in, the legal ones first, in the order of a sitting."""
    tables: dict[str, tuple[str, ...]] = {
        "convened": ("open_meeting",),
        "gathering": ("open_discussion", "close_meeting"),
        "vote": ("close_vote",),
        "concluded": ("open_discussion", "close_meeting"),
    }
    talking = ("give_floor", "extend_turn", "end_turn", "raise_hand_for", "move_motion", "put_to_vote",
               "close_discussion", *IN_THE_TALK)
    at = stage(s)
    if s["suspended"]:
        tables, at = {"suspended": WHILE_SUSPENDED}, "suspended"
    names = tables.get(at, () if at in ("closed", "cancelled", "postponed") else talking)
    steps = [Step(name, *(_in_order(s, name) or _DESK[name](s, now))) for name in names]
    return [step for step in steps if step.legal] + [step for step in steps if not step.legal]


def _in_order(s: State, name: str) -> Reason | None:
    """Why the fixed order of the sitting has no place for a step now; None where it has."""
    reason = why_not_the_desk(s, name)
    return reason if reason[0] else None


def big_step(s: State, now: datetime) -> str:
    """The one step a chair most likely takes next: the big button. Empty when the meeting is over."""
    legal = {step.name for step in desk_steps(s, now) if step.legal}
    for name in ("resume", "open_meeting", "open_discussion", "close_vote", "rule_on_point", "count_room", "put_amendment",
                 "give_floor", "end_turn", "put_to_vote"):
        if name in legal:
            return name
    if stage(s) == "conclude" and "close_discussion" in legal:
        return "close_discussion"
    return "close_meeting" if "close_meeting" in legal else ""


def outcomes(s: State) -> list[Step]:
    """The four ends of a discussion, and why one of them is not open."""
    passed = s["motion"] is not None and s["motion"]["state"] == "passed"
    why = {Outcome.ADOPTED: "" if passed else "nothing_passed", Outcome.REJECTED: "motion_passed" if passed else ""}
    return [Step(str(outcome), why.get(outcome, "")) for outcome in Outcome]


def _open_meeting(s: State, now: datetime) -> Reason:
    meeting = s["meeting"]
    if meeting is None or not MEETING.allows(meeting["state"], "open"):
        return "not_now", {}
    starts_at = datetime.fromisoformat(meeting["starts_at"])
    return ("too_early", {"starts_at": starts_at}) if now < starts_at - OPENS_BEFORE else CLEAR


def _open_discussion(s: State, now: datetime) -> Reason:
    return CLEAR if any(item["state"] == "planned" for item in s["agenda"]) else ("agenda_done", {})


def _give_floor(s: State, now: datetime) -> Reason:
    return why_nobody_begins(s) if s["queue"] else ("queue_empty", {})


def _extend_turn(s: State, now: datetime) -> Reason:
    if not s["turn"]:
        return "nobody_speaks", {}
    return ("extra_time_by_vote", {}) if order_from(s["order"] or {}).extra_time == "vote" else CLEAR


def _someone_speaks(s: State, now: datetime) -> Reason:
    return CLEAR if s["turn"] else ("nobody_speaks", {})


def _always(s: State, now: datetime) -> Reason:
    return CLEAR


def _move_motion(s: State, now: datetime) -> Reason:
    return why_no_motion(s)


def why_no_motion(s: State) -> Reason:
    """Why no motion can be moved now; one is on the floor, or one has passed."""
    motion = s["motion"]
    if motion and motion["state"] in PENDING:
        return "one_motion_at_a_time", {}
    return ("motion_passed", {}) if motion and motion["state"] == "passed" else CLEAR


def _put_to_vote(s: State, now: datetime) -> Reason:
    if not s["motion"] or s["motion"]["state"] not in PENDING:
        return "no_motion", {}
    for reason in (why_not_ready(s), why_debate_goes_on(s)):
        if reason[0]:
            return reason
    if not s["quorum_met"]:
        return "quorum_not_met", quorum_facts(s)
    return CLEAR


def _close_discussion(s: State, now: datetime) -> Reason:
    if s["turn"]:
        return "has_the_floor", {"called": s["turn"]["called"]}
    if question_open(s):
        return "question_pending", {}
    if s["motion"] and s["motion"]["state"] in PENDING:
        return "motion_pending", {}
    return CLEAR


_DESK: dict[str, Callable[[State, datetime], Reason]] = {
    "open_meeting": _open_meeting, "open_discussion": _open_discussion, "give_floor": _give_floor,
    "extend_turn": _extend_turn, "end_turn": _someone_speaks, "raise_hand_for": _always,
    "move_motion": _move_motion, "put_to_vote": _put_to_vote, "close_vote": _always,
    "close_discussion": _close_discussion, "close_meeting": _always,
    **BY_NAME,
}
