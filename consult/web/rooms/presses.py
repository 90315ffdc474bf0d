"""The ids that a resident's one-press commands take from the room's state."""
from __future__ import annotations

from typing import Any

from consult.meeting.rules.room import State


def filled(s: State, me: int) -> dict[str, Any]:
    """The ids that presses take from the room's state; static/js/rooms/own.js fills in the same while the page is live."""
    return {
        "motion_id": s["motion"]["motion_id"] if s["motion"] else "",
        "question_id": s["question"]["question_id"] if s["question"] else "",
        "amendment_id": s["amendment"]["amendment_id"] if s["amendment"] else "",
        "point_id": next((point["point_id"] for point in s["points"] if point["person_id"] == me), ""),
    }
