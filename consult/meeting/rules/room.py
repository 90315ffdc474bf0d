"""The room as a reading of its log: old state + event = new state. static/js/rooms/reducer.js is its twin.

Both are held to the same vectors (tests/vectors/room.json). Every value is plain JSON.
"""
from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, cast

from consult.meeting.rules import room_sitting
from consult.meeting.rules.room_order import OF_PROCEDURE, enter, of_procedure, spoke, taken_up
from consult.meeting.rules.room_state import Data, OnTheAgenda, picked, there
from consult.meeting.rules.room_state import State as State

TURNS_KEPT = 30
STATEMENTS_KEPT = 50
RECENT_KEPT = 12
RECENT_FIELDS = ("called", "stance", "status", "outcome", "spoke_seconds", "mover", "title", "reason", "kind", "carried",
                 "way")


def empty_room() -> State:
    """A room of which nothing is known."""
    return {
        "meeting": None, "chair": None, "quorum": None, "present": 0, "quorum_met": False, "order": None,
        "attendees": {}, "agenda": [], "discussion": None, "queue": [], "turn": None, "turns": [],
        "turns_count": 0, "statements": [], "statements_count": 0, "motion": None, "ballot": None,
        "help": [], "sitting": None, "recent": [], **of_procedure(),
    }


def apply(state: State, seq: int, name: str, at: str, data: Data) -> State:
    """The state after one more event. `state` itself is changed; copy it first if it is still needed."""
    change = CHANGES.get(name)
    if change is None:
        return state
    change(state, data)
    line = {"seq": seq, "at": at, "name": name, **{k: data[k] for k in RECENT_FIELDS if k in data}}
    state["recent"] = [*state["recent"], line][-RECENT_KEPT:]
    return state


def copied(state: State) -> State:
    """A state that shares nothing with the one given."""
    return copy.deepcopy(state)


def _convened(s: State, d: Data) -> None:
    s["meeting"] = {
        "id": d["meeting_id"], "state": "convened", "body": d["body"], "body_en": d["body_en"],
        "kind": d["kind"], "year": d["year"], "number": d["number"], "place": d["place"],
        "starts_at": d["starts_at"], "opened_at": None, "closed_at": None, "cancelled_reason": "",
    }
    s["chair"] = d["chair"]
    s["agenda"] = [item | {"state": "planned", "outcome": None} for item in d["agenda"]]


def _cancelled(s: State, d: Data) -> None:
    s["meeting"] = there(s["meeting"]) | {"state": "cancelled", "cancelled_reason": d["reason"]}
    _drop_planned(s)


def _opened(s: State, d: Data) -> None:
    s["meeting"] = there(s["meeting"]) | {"state": "open", "opened_at": d["opened_at"]}
    s["chair"], s["chair_id"], s["convened_chair_id"] = d["chair"], d["chair_id"], d["chair_id"]
    s["order"] = d["rules_of_order"]
    s["quorum"] = d["quorum"] | {"expected": d["expected"]}
    s["counts"] = {"hall": 0, "phone": 0, "expected": d["expected"], "excused": 0, "left": 0, "observers": 0}
    for seat in d["roll"]:
        enter(s, seat["person_id"], {
            "called": seat["called"], "capacity": seat["capacity"], "voting": seat["voting"],
            "status": "expected", "channel": None, "seat": "",
        })


def _attendance(s: State, d: Data) -> None:
    enter(s, d["person_id"], picked(d, "called", "capacity", "voting", "status", "channel", "seat"))
    s["present"], s["quorum_met"], s["counts"] = d["present"], d["quorum_met"], dict(d["counts"])


def _discussion_opened(s: State, d: Data) -> None:
    s["discussion"] = {
        "id": d["discussion_id"], "matter_id": d["matter_id"], "no": d["no"], "title": d["title"],
        "what": d["what"], "state": "open", "outcome": None, "reason": "", "owner": "", "due_on": None,
        "escalated_to": "", "continues": None,
    }
    taken_up(s)
    s["queue"], s["turn"], s["turns"], s["turns_count"] = [], None, [], 0
    s["statements"], s["statements_count"], s["motion"], s["ballot"] = [], 0, None, None
    for person in s["attendees"].values():
        person["turns"], person["seconds"] = 0, 0
    _on_agenda(s, d["discussion_id"], state="open")


def _on_agenda(s: State, discussion_id: int, **changed: Any) -> None:
    s["agenda"] = [cast(OnTheAgenda, {**i, **changed}) if i["discussion_id"] == discussion_id else i for i in s["agenda"]]


def _in_order(s: State, order: list[int]) -> None:
    hands = {hand["hand_id"]: hand for hand in s["queue"]}
    s["queue"] = [hands[hand_id] for hand_id in order if hand_id in hands]


def _hand_raised(s: State, d: Data) -> None:
    fields = ("hand_id", "person_id", "called", "stance", "channel", "asked_at", "turns_taken")
    s["queue"].append(picked(d, *fields))
    _in_order(s, d["order"])


def _hand_lowered(s: State, d: Data) -> None:
    _in_order(s, d["order"])


def _floor_given(s: State, d: Data) -> None:
    fields = ("turn_id", "person_id", "called", "stance", "channel", "nth_turn", "seconds", "started_at", "ends_at")
    s["turn"] = picked(d, *fields) | {"paused_at": None, "left_seconds": None}
    _in_order(s, d["order"])
    person = s["attendees"].get(str(d["person_id"]))
    if person:
        person["turns"] = d["nth_turn"]


def _floor_extended(s: State, d: Data) -> None:
    if s["turn"] and s["turn"]["turn_id"] == d["turn_id"]:
        left = s["turn"]["left_seconds"]
        s["turn"] |= {"ends_at": d["ends_at"], "seconds": s["turn"]["seconds"] + d["seconds"],
                      "left_seconds": None if left is None else left + d["seconds"]}


def _floor_ended(s: State, d: Data) -> None:
    turn = picked(d, "turn_id", "person_id", "called", "stance", "spoke_seconds")
    s["turns"] = [*s["turns"], turn | {"text": _note_of(s, d["turn_id"])}][-TURNS_KEPT:]
    s["turns_count"] += 1
    if s["turn"] and s["turn"]["turn_id"] == d["turn_id"]:
        spoke(s, s["turn"], d["spoke_seconds"])
    s["turn"] = None
    _in_order(s, d["order"])


def _note_of(s: State, turn_id: int) -> str:
    return s["turn"].get("text", "") if s["turn"] and s["turn"]["turn_id"] == turn_id else ""


def _turn_noted(s: State, d: Data) -> None:
    if s["turn"] and s["turn"]["turn_id"] == d["turn_id"]:
        s["turn"] = there(s["turn"]) | {"text": d["text"]}
    s["turns"] = [t | {"text": d["text"]} if t["turn_id"] == d["turn_id"] else t for t in s["turns"]]


def _statement(s: State, d: Data) -> None:
    fields = ("statement_id", "person_id", "called", "stance", "text", "said_at")
    s["statements"] = [*s["statements"], picked(d, *fields)][-STATEMENTS_KEPT:]
    s["statements_count"] += 1


def _motion_moved(s: State, d: Data) -> None:
    fields = ("motion_id", "mover_id", "mover", "who", "what", "by_when", "with_what", "text")
    s["motion"] = picked(d, *fields) | {
        "draft": 1, "state": "moved", "before": "", "seconder_id": None, "seconder": "",
    }
    s["ballot"], s["amendment"], s["question"], s["debate_closed"] = None, None, None, False


def _motion_reworded(s: State, d: Data) -> None:
    fields = ("who", "what", "by_when", "with_what", "text", "draft", "before")
    s["motion"] = there(s["motion"]) | picked(d, *fields)


def _motion_withdrawn(s: State, d: Data) -> None:
    s["motion"] = there(s["motion"]) | {"state": "withdrawn"}


def _vote_opened(s: State, d: Data) -> None:
    fields = ("ballot_id", "question", "rule", "eligible", "present", "opened_at")
    s["ballot"] = picked(d, *fields) | {"silent": d.get("silent", {}), "state": "open", "result": None}
    s["motion"] = there(s["motion"]) | {"state": "put"}


def _vote_closed(s: State, d: Data) -> None:
    s["ballot"] = there(s["ballot"]) | {"state": "closed", "result": d["result"]}
    s["motion"] = there(s["motion"]) | {"state": "passed" if d["result"]["verdict"] == "passed" else "failed"}


def _discussion_closed(s: State, d: Data) -> None:
    fields = ("outcome", "reason", "owner", "due_on", "escalated_to")
    s["discussion"] = there(s["discussion"]) | picked(d, *fields) | {"state": "closed"}
    s["queue"], s["point"], s["points"] = [], None, []
    _on_agenda(s, d["discussion_id"], state="closed", outcome=d["outcome"])


def _closed(s: State, d: Data) -> None:
    s["meeting"] = there(s["meeting"]) | {"state": "closed", "closed_at": d["closed_at"]}
    s["suspended"] = None
    _drop_planned(s)


def _drop_planned(s: State) -> None:
    s["agenda"] = [i | {"state": "dropped"} if i["state"] == "planned" else i for i in s["agenda"]]


def _help_asked(s: State, d: Data) -> None:
    s["help"] = [*s["help"], {"person_id": d["person_id"], "called": d["called"]}]


def _help_answered(s: State, d: Data) -> None:
    s["help"] = [call for call in s["help"] if call["person_id"] != d["person_id"]]


CHANGES: dict[str, Callable[[State, Data], None]] = {
    "MeetingConvened": _convened, "MeetingCancelled": _cancelled, "MeetingOpened": _opened,
    "AttendanceMarked": _attendance, "DiscussionOpened": _discussion_opened, "HandRaised": _hand_raised,
    "HandLowered": _hand_lowered, "FloorGiven": _floor_given, "FloorExtended": _floor_extended,
    "FloorEnded": _floor_ended, "TurnNoted": _turn_noted, "StatementSubmitted": _statement,
    "MotionMoved": _motion_moved, "MotionReworded": _motion_reworded, "MotionWithdrawn": _motion_withdrawn,
    "VoteOpened": _vote_opened, "VoteClosed": _vote_closed, "DiscussionClosed": _discussion_closed,
    "MeetingClosed": _closed, "HelpAsked": _help_asked, "HelpAnswered": _help_answered,
    **room_sitting.CHANGES, **OF_PROCEDURE,
}
