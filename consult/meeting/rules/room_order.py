"""The procedure of a room as a reading of its log; room.py folds the rest. static/js/rooms/reducer_order.js is its twin."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from consult.meeting.rules.procedure import RulingState
from consult.meeting.rules.procedure_state import Procedure
from consult.meeting.rules.room_state import AttendeeNow, Data, State, picked, there

ATTENDEES_KEPT = 240
"""Of more people than these a room's state carries the counts, and each reader's own row."""
RULINGS_KEPT = 12
PARKED_KEPT = 30
WORDS = ("who", "what", "by_when", "with_what", "text")


def nothing_spoken() -> dict[str, Any]:
    """No turn yet."""
    none = {"turns": 0, "seconds": 0}
    return {**none, "first": 0, "for": none, "against": none, "question": none, "addition": none,
            "hall": none, "phone": none}


def of_procedure() -> Procedure:
    """What a room's state holds of its procedure while nothing has happened."""
    return {
        "me": None, "chair_id": None, "convened_chair_id": None, "suspended": None, "counts": {}, "heard": 0, "spoken": nothing_spoken(),
        "debate_closed": False, "point": None, "points": [], "rulings": [], "question": None, "amendment": None,
        "straw": None, "parked": [], "parked_count": 0,
    }


def enter(s: State, person_id: int, row: Mapping[str, Any]) -> None:
    """A row of the room: as long as there is space for it, or when it is the reader's own."""
    key = str(person_id)
    if key in s["attendees"] or len(s["attendees"]) < ATTENDEES_KEPT or person_id == s["me"]:
        before = s["attendees"].get(key) or {"turns": 0, "seconds": 0, "promised": False}
        s["attendees"][key] = cast(AttendeeNow, {**before, **row})


def spoke(s: State, turn: Mapping[str, Any], seconds: int) -> None:
    """One more turn in the counts: in all, by stance, by hall or phone, by person."""
    said = dict(s["spoken"])
    for name in (turn["stance"], turn["channel"]):
        said[name] = {"turns": said[name]["turns"] + 1, "seconds": said[name]["seconds"] + seconds}
    s["spoken"] = said | {
        "turns": said["turns"] + 1, "seconds": said["seconds"] + seconds,
        "first": said["first"] + (turn["nth_turn"] == 1),
    }
    person = s["attendees"].get(str(turn["person_id"]))
    if person:
        person["seconds"] += seconds


def taken_up(s: State) -> None:
    """A discussion begins: nothing is asked, nothing was said, nothing is parked."""
    s["spoken"], s["debate_closed"] = nothing_spoken(), False
    s["point"], s["points"], s["question"], s["amendment"] = None, [], None, None
    s["parked"], s["parked_count"] = [], 0


def _rules_heard(s: State, d: Data) -> None:
    s["heard"] = d["heard"]
    person = s["attendees"].get(str(d["person_id"]))
    if person:
        person["promised"] = True


def _seat_taken(s: State, d: Data) -> None:
    enter(s, d["person_id"], {
        "called": d["called"], "capacity": "seat", "voting": False, "status": "present", "channel": "hall",
        "seat": d["seat"],
    })


def _chair(s: State, d: Data) -> None:
    s["chair"], s["chair_id"] = d["called"], d["person_id"]


def _suspended(s: State, d: Data) -> None:
    s["suspended"] = {"reason": d["reason"], "since": d["suspended_at"]}


def _resumed(s: State, d: Data) -> None:
    s["suspended"] = None


def _clock_paused(s: State, d: Data) -> None:
    if s["turn"] and s["turn"]["turn_id"] == d["turn_id"]:
        s["turn"] = there(s["turn"]) | {"paused_at": d["paused_at"], "left_seconds": d["left_seconds"]}


def _clock_resumed(s: State, d: Data) -> None:
    if s["turn"] and s["turn"]["turn_id"] == d["turn_id"]:
        s["turn"] = there(s["turn"]) | {"paused_at": None, "left_seconds": None, "ends_at": d["ends_at"]}


def _yielded(s: State, d: Data) -> None:
    """The turn ends with the event that follows."""


def _point_raised(s: State, d: Data) -> None:
    s["points"] = [*s["points"], picked(d, "point_id", "kind", "person_id", "called", "text")]


def _point_heard(s: State, d: Data) -> None:
    s["point"] = picked(d, "point_id", "kind", "person_id", "called", "text")
    _without_point(s, d["point_id"])


def _point_withdrawn(s: State, d: Data) -> None:
    _without_point(s, d["point_id"])


def _without_point(s: State, point_id: int) -> None:
    s["points"] = [point for point in s["points"] if point["point_id"] != point_id]


def _ruled(s: State, d: Data) -> None:
    fields = ("ruling_id", "kind", "person_id", "called", "reason", "sustained")
    s["rulings"] = [*s["rulings"], picked(d, *fields) | {"state": "stands"}][-RULINGS_KEPT:]
    if d["point_id"] is not None:
        _without_point(s, d["point_id"])
        if s["point"] and s["point"]["point_id"] == d["point_id"]:
            s["point"] = None


def _ruling_is(s: State, ruling_id: int | None, state: RulingState) -> None:
    s["rulings"] = [r | {"state": state} if r["ruling_id"] == ruling_id else r for r in s["rulings"]]


def _overturned(s: State, d: Data) -> None:
    _ruling_is(s, d["ruling_id"], "overturned")
    person = s["attendees"].get(str(d["person_id"]))
    if person:
        person["turns"] = d["turns_taken"]


def _seconded(s: State, d: Data) -> None:
    s["motion"] = there(s["motion"]) | {"seconder_id": d["seconder_id"], "seconder": d["seconder"]}


def _amendment_moved(s: State, d: Data) -> None:
    fields = ("amendment_id", "mover_id", "mover", *WORDS, "before")
    s["amendment"] = picked(d, *fields) | {"state": "moved", "result": None}


def _amendment_withdrawn(s: State, d: Data) -> None:
    s["amendment"] = there(s["amendment"]) | {"state": "withdrawn"}


def _amendment_put(s: State, d: Data) -> None:
    fields = ("ballot_id", "question", "rule", "eligible", "present", "opened_at")
    s["ballot"] = picked(d, *fields) | {"silent": d.get("silent", {}), "state": "open", "result": None}
    s["amendment"] = there(s["amendment"]) | {"state": "put"}


def _amendment_voted(s: State, d: Data) -> None:
    s["ballot"] = None
    s["amendment"] = there(s["amendment"]) | {"result": d["result"]}


def _amendment_adopted(s: State, d: Data) -> None:
    s["motion"] = there(s["motion"]) | picked(d, *WORDS, "draft", "before")
    s["amendment"] = there(s["amendment"]) | {"state": "adopted"}


def _amendment_rejected(s: State, d: Data) -> None:
    s["amendment"] = there(s["amendment"]) | {"state": "rejected"}


def _asked(s: State, d: Data) -> None:
    fields = ("question_id", "kind", "way", "person_id", "called", "text", "reason", "amendment_id", "ruling_id",
              "bar")
    s["question"] = picked(d, *fields) | {"state": "open", "objections": 0, "count": None}
    if d["ruling_id"] is not None:
        _ruling_is(s, d["ruling_id"], "appealed")


def _objected(s: State, d: Data) -> None:
    s["question"] = there(s["question"]) | {"objections": d["objections"]}


def _question_withdrawn(s: State, d: Data) -> None:
    if there(s["question"])["ruling_id"] is not None:
        _ruling_is(s, there(s["question"])["ruling_id"], "upheld")
    s["question"] = there(s["question"]) | {"state": "withdrawn"}


def _answered(s: State, d: Data) -> None:
    count = picked(d, "votes_for", "votes_against", "votes_abstain", "present", "needed")
    s["question"] = there(s["question"]) | {"state": "carried" if d["carried"] else "lost", "count": count}
    if there(s["question"])["ruling_id"] is not None and not d["carried"]:
        _ruling_is(s, there(s["question"])["ruling_id"], "upheld")


def _debate_closed(s: State, d: Data) -> None:
    s["debate_closed"], s["queue"] = True, []


def _postponed(s: State, d: Data) -> None:
    s["motion"] = there(s["motion"]) | {"state": "postponed"}


def _adjourned(s: State, d: Data) -> None:
    s["discussion"] = there(s["discussion"]) | {"state": "adjourned", "reason": d["reason"]}
    s["queue"], s["point"], s["points"] = [], None, []
    if s["motion"] and s["motion"]["state"] == "moved":
        s["motion"] = there(s["motion"]) | {"state": "adjourned"}
    s["agenda"] = [i | {"state": "adjourned"} if i["discussion_id"] == d["discussion_id"] else i for i in s["agenda"]]


def _continued(s: State, d: Data) -> None:
    s["discussion"] = there(s["discussion"]) | {"continues": picked(d, "from_meeting_id", "from_year", "from_number")}
    if d["motion"] is not None:
        s["motion"] = d["motion"] | {"state": "moved", "before": ""}
    for key, turns in d["turns_taken"].items():
        if key in s["attendees"]:
            s["attendees"][key]["turns"] = turns
    s["parked"], s["parked_count"] = list(d["parked"])[-PARKED_KEPT:], len(d["parked"])


def _straw_asked(s: State, d: Data) -> None:
    s["straw"] = picked(d, "straw_id", "kind", "text") | {"state": "open", "counts": {}}


def _straw_counted(s: State, d: Data) -> None:
    s["straw"] = there(s["straw"]) | {"counts": dict(d["counts"])}


def _straw_closed(s: State, d: Data) -> None:
    s["straw"] = there(s["straw"]) | {"state": "closed", "counts": dict(d["counts"])}


def _parked(s: State, d: Data) -> None:
    entry = picked(d, "parked_id", "person_id", "called", "text")
    s["parked"] = [*s["parked"], entry][-PARKED_KEPT:]
    s["parked_count"] += 1


def _unparked(s: State, d: Data) -> None:
    s["parked"] = [entry for entry in s["parked"] if entry["parked_id"] != d["parked_id"]]
    s["parked_count"] -= 1


OF_PROCEDURE: dict[str, Callable[[State, Data], None]] = {
    "RulesHeard": _rules_heard, "SeatTaken": _seat_taken, "ChairHandedOver": _chair, "ChairTakenBack": _chair,
    "MeetingSuspended": _suspended, "MeetingResumed": _resumed, "ClockPaused": _clock_paused,
    "ClockResumed": _clock_resumed, "FloorYielded": _yielded, "TimeRanOut": _yielded, "PointRaised": _point_raised,
    "PointHeard": _point_heard, "PointWithdrawn": _point_withdrawn, "ChairRuled": _ruled,
    "RulingOverturned": _overturned, "MotionSeconded": _seconded, "AmendmentMoved": _amendment_moved,
    "AmendmentWithdrawn": _amendment_withdrawn, "AmendmentPut": _amendment_put, "AmendmentVoted": _amendment_voted,
    "AmendmentAdopted": _amendment_adopted, "AmendmentRejected": _amendment_rejected, "RoomAsked": _asked,
    "ObjectionMade": _objected, "QuestionWithdrawn": _question_withdrawn, "RoomAnswered": _answered,
    "DebateClosed": _debate_closed, "MotionPostponed": _postponed, "DiscussionAdjourned": _adjourned,
    "DiscussionContinued": _continued, "StrawAsked": _straw_asked, "StrawCounted": _straw_counted,
    "StrawClosed": _straw_closed, "MatterParked": _parked, "ParkedProposed": _unparked, "ParkedSettled": _unparked,
}
