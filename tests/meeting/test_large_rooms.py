"""A room of a thousand people stays small: its state is bounded, and one more event costs what it did at first."""
from __future__ import annotations

import json
from typing import Any

from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.queries import folding
from consult.meeting.queries import order as procedure
from consult.meeting.rules import room as rooms
from consult.meeting.rules.room_order import ATTENDEES_KEPT
from tests.builders import Neighbourhood

AT = "2026-11-26T11:00:00.000Z"
PEOPLE = 1_000
COUNTS = {"hall": 500, "phone": 500, "expected": 0, "excused": 0, "left": 0, "observers": 0}


def events(number: int) -> list[tuple[str, dict[str, Any]]]:
    """A sitting of a thousand that goes on and on: hands, turns, statements, straw polls, parked things."""
    told: list[tuple[str, dict[str, Any]]] = [
        ("MeetingConvened", {"meeting_id": 1, "body": "居民会议", "body_en": "Assembly", "kind": "residents_assembly",
                             "year": 2026, "number": 1, "place": "操场", "starts_at": AT, "chair": "周建国",
                             "agenda": [{"discussion_id": 1, "matter_id": 1, "no": "2026-001", "title": "电梯"}]}),
        ("MeetingOpened", {"opened_at": AT, "chair": "周建国", "chair_id": 2_000, "rules_of_order": {},
                           "expected": PEOPLE, "quorum": {"needed": 500},
                           "roll": [{"person_id": id, "called": f"邻居{id}", "capacity": "member", "voting": True}
                                    for id in range(1, PEOPLE + 1)]}),
        ("DiscussionOpened", {"discussion_id": 1, "matter_id": 1, "no": "2026-001", "title": "电梯", "what": "装不装"}),
    ]
    while len(told) < number:
        told += _one_round(len(told))
    return told[:number]


def _one_round(at: int) -> list[tuple[str, dict[str, Any]]]:
    who = at % PEOPLE + 1
    person = {"person_id": who, "called": f"邻居{who}", "stance": "for", "channel": "phone"}
    return [
        ("AttendanceMarked", person | {"capacity": "member", "voting": True, "status": "present", "seat": "",
                                       "present": 900, "quorum_met": True, "counts": COUNTS}),
        ("HandRaised", person | {"hand_id": at, "asked_at": AT, "turns_taken": 0, "order": [at]}),
        ("FloorGiven", person | {"turn_id": at, "nth_turn": 1, "seconds": 120, "started_at": AT, "ends_at": AT,
                                 "order": []}),
        ("FloorEnded", person | {"turn_id": at, "spoke_seconds": 60, "order": []}),
        ("StatementSubmitted", person | {"statement_id": at, "text": "先看图纸，再看钱从哪里来。", "said_at": AT}),
        ("MatterParked", person | {"parked_id": at, "text": "门口的停车也要管"}),
        ("ChairRuled", person | {"ruling_id": at, "kind": "off_topic", "point_id": None, "turn_id": None,
                                 "sustained": True, "reason": "说到停车"}),
    ]


def folded(number: int) -> rooms.State:
    state = rooms.empty_room()
    for seq, (name, data) in enumerate(events(number), start=1):
        rooms.apply(state, seq, name, AT, data)
    return state


def size(state: rooms.State) -> int:
    return len(json.dumps(state, ensure_ascii=False).encode())


def test_a_room_of_ten_thousand_events_is_as_large_as_one_of_a_thousand() -> None:
    small, large = folded(1_000), folded(10_000)
    assert size(large) < size(small) * 1.1 and size(large) < 80_000
    assert large["statements_count"] > 1_000 and large["parked_count"] > 1_000 and large["spoken"]["turns"] > 1_000
    assert len(large["attendees"]) == ATTENDEES_KEPT and large["counts"] == COUNTS


def test_folding_goes_on_from_where_it_stands() -> None:
    """A snapshot and what came since is the whole, and no event is looked at twice."""
    told, state = events(3_000), folded(2_900)
    state = json.loads(json.dumps(state))
    for seq, (name, data) in enumerate(told[2_900:], start=2_901):
        rooms.apply(state, seq, name, AT, data)
    assert state == folded(3_000)


def test_whoever_has_no_row_in_a_large_room_is_given_their_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    state = rooms.empty_room() | {"attendees": {str(-id): {"turns": 0} for id in range(1, ATTENDEES_KEPT + 1)}}
    seen = n.see(procedure.with_own_row, room.meeting_id, n.people["chen"], state)
    assert seen["me"] == n.people["chen"] and len(state["attendees"]) == ATTENDEES_KEPT
    assert seen["attendees"][str(n.people["chen"])]["status"] == "present"
    rooms.apply(seen, 1, "AttendanceMarked", AT, {
        "person_id": n.people["chen"], "called": "陈美兰", "capacity": "member", "voting": True, "status": "left",
        "channel": None, "seat": "", "present": 4, "quorum_met": True, "counts": COUNTS})
    assert seen["attendees"][str(n.people["chen"])]["status"] == "left"


def test_a_page_reads_only_what_is_new_of_a_rooms_log_and_knows_when_the_log_is_another(
    neighbourhood: Neighbourhood,
) -> None:
    n = neighbourhood
    room = n.a_discussion()
    first = n.see(queries.room_state, room.meeting_id, desk=True)
    assert n.see(queries.room_state, room.meeting_id, desk=True) == first
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    _epoch, seq, state = n.see(queries.room_state, room.meeting_id, desk=True)
    assert (seq, len(state["queue"])) == (first[1] + 1, 1)
    state["queue"].clear()
    assert len(n.see(queries.room_state, room.meeting_id, desk=True)[2]["queue"]) == 1
    for kept in folding._kept.values():
        kept.hash = "another log"
    assert n.see(queries.room_state, room.meeting_id, desk=True)[1] == seq
