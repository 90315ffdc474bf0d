"""Rooms as their log would be read, put together by hand: for what a screen offers, without a database."""
from __future__ import annotations

from typing import Any

from consult.meeting.rules.order import Order
from consult.meeting.rules.room import State, empty_room

CHAIR, CHEN, WANG, OBSERVER, AWAY = 1, 2, 3, 4, 5
"""周建国 has the chair and a voice; 陈 and 王 have a voice; a neighbour observes; 李 has a voice and is not there."""


def attendee(*, voting: bool = True, status: str = "present", **other: Any) -> dict[str, Any]:
    """A row of the room."""
    return {"called": "某人", "capacity": "member", "voting": voting, "status": status, "channel": "hall", "seat": "",
            "turns": 0, "seconds": 0, "promised": False, **other}


def a_gathering(**parts: Any) -> State:
    """A meeting that is open, quorate, and has one discussion before it. `order` changes rules of order."""
    order = Order(**parts.pop("order", {})).plain()
    return empty_room() | {
        "meeting": {"id": 7, "state": "open", "starts_at": "2026-11-26T11:00:00.000Z"},
        "chair_id": CHAIR, "convened_chair_id": CHAIR, "order": order, "present": 4, "quorum_met": True,
        "quorum": {"needed": 3, "expected": 4},
        "attendees": {str(CHAIR): attendee(), str(CHEN): attendee(), str(WANG): attendee(),
                      str(OBSERVER): attendee(voting=False, capacity="observer"), str(AWAY): attendee(status="expected")},
        "agenda": [{"discussion_id": 1, "state": "planned"}],
    } | parts


def a_talk(**parts: Any) -> State:
    """The same with its discussion open, nothing moved, nobody speaking."""
    return a_gathering(**parts) | {
        "discussion": {"id": 1, "state": "open"}, "agenda": [{"discussion_id": 1, "state": "open"}],
    } | {name: part for name, part in parts.items() if name != "order"}


def a_debate(**parts: Any) -> State:
    """The same with 陈's motion on the floor."""
    return a_talk(**{"motion": motion()} | parts)


def without_quorum(**parts: Any) -> dict[str, Any]:
    """Two are there where three are needed."""
    return {"present": 2, "quorum_met": False, **parts}


def motion(state: str = "moved", mover: int = CHEN, seconder: int | None = None) -> dict[str, Any]:
    """A motion."""
    return {"motion_id": 1, "mover_id": mover, "state": state, "seconder_id": seconder}


def amendment(state: str = "moved", mover: int = WANG) -> dict[str, Any]:
    """An amendment."""
    return {"amendment_id": 1, "mover_id": mover, "state": state}


def question(state: str = "open", asker: int = CHEN, way: str = "count", objections: int = 0) -> dict[str, Any]:
    """A question of procedure to the room."""
    return {"question_id": 1, "person_id": asker, "state": state, "way": way, "objections": objections}


def ballot(state: str = "open", secrecy: str = "named", silent: dict[str, str] | None = None) -> dict[str, Any]:
    """A vote; `silent` are the voices that may not vote in it, with the reason that its roll gives."""
    return {"ballot_id": 1, "state": state, "rule": {"secrecy": secrecy}, "silent": silent or {}}


def turn(person: int = CHEN) -> dict[str, Any]:
    """Somebody's turn to speak."""
    return {"turn_id": 1, "person_id": person, "called": "陈"}


def hand(person: int = WANG) -> dict[str, Any]:
    """Somebody who waits."""
    return {"hand_id": person, "person_id": person}


def point(person: int = WANG) -> dict[str, Any]:
    """A point of order."""
    return {"point_id": person, "person_id": person, "called": "王"}


SUSPENDED = {"reason": "投影仪坏了", "since": "2026-11-26T11:20:00.000Z"}
