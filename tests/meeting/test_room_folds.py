"""What single events do to a room's state where the vectors have no case: another's turn, a second discussion, too many."""
from __future__ import annotations

from typing import Any

import pytest

from consult.meeting.rules import room as rooms
from consult.meeting.rules.room_order import ATTENDEES_KEPT, nothing_spoken
from tests.meeting.rooms_as_read import (
    CHEN,
    WANG,
    a_talk,
    amendment,
    attendee,
    ballot,
    hand,
    motion,
    point,
    question,
)

AT = "2026-11-26T11:30:00.000Z"
SPOKEN = {"turn_id": 1, "person_id": CHEN, "called": "陈", "stance": "for", "channel": "hall", "nth_turn": 1, "seconds": 120,
          "ends_at": AT, "paused_at": None, "left_seconds": None}
ENDED = {"turn_id": 1, "person_id": CHEN, "called": "陈", "stance": "for", "spoke_seconds": 90, "order": []}
RULING = {"ruling_id": 1, "state": "appealed"}


def after(state: rooms.State, name: str, **data: Any) -> rooms.State:
    """The state after one event; the one given stays as it is."""
    return rooms.apply(rooms.copied(state), 9, name, AT, data)


def test_a_copy_shares_nothing() -> None:
    room = a_talk()
    copy = rooms.copied(room)
    assert copy == room
    copy["attendees"][str(CHEN)]["turns"] = 7
    assert room["attendees"][str(CHEN)]["turns"] == 0


def test_a_second_discussion_begins_with_nothing_of_the_first() -> None:
    used = a_talk(
        queue=[hand()], turn=SPOKEN, turns=[SPOKEN], turns_count=3, statements=[{}], statements_count=1, motion=motion("failed"),
        ballot=ballot("closed"), spoken=nothing_spoken() | {"turns": 3}, debate_closed=True, point=point(), points=[point()],
        question=question("lost"), amendment=amendment("rejected"), parked=[{}], parked_count=1,
        attendees={str(CHEN): attendee(turns=2, seconds=200)})
    fresh = after(used, "DiscussionOpened", discussion_id=2, matter_id=5, no="2026-002", title="停车", what="怎么停")
    names = ("queue", "turn", "turns", "turns_count", "statements", "statements_count", "motion", "ballot", "spoken", "debate_closed",
             "point", "points", "question", "amendment", "parked", "parked_count")
    assert {name: fresh[name] for name in names} == {name: rooms.empty_room()[name] for name in names}
    assert (fresh["attendees"][str(CHEN)]["turns"], fresh["attendees"][str(CHEN)]["seconds"]) == (0, 0)


def test_the_queue_holds_only_hands_that_are_known() -> None:
    assert after(a_talk(queue=[hand(WANG)]), "HandLowered", order=[99, WANG])["queue"] == [hand(WANG)]


OF_ANOTHER_TURN = [
    ("FloorExtended", {"turn_id": 2, "ends_at": "later", "seconds": 30}), ("TurnNoted", {"turn_id": 2, "text": "话"}),
    ("ClockPaused", {"turn_id": 2, "paused_at": AT, "left_seconds": 40}), ("ClockResumed", {"turn_id": 2, "ends_at": "later"}),
]


@pytest.mark.parametrize(("name", "data"), OF_ANOTHER_TURN)
def test_what_is_said_of_another_turn_changes_none(name: str, data: dict[str, Any]) -> None:
    assert after(a_talk(turn=SPOKEN), name, **data)["turn"] == SPOKEN
    assert after(a_talk(turn=None), name, **data)["turn"] is None


def test_the_end_of_a_turn_is_counted_with_its_note_and_the_queue_moves_up() -> None:
    room = a_talk(turn=SPOKEN | {"text": "要加装电梯"}, queue=[hand(WANG), hand(4)])
    ended = after(room, "FloorEnded", **ENDED | {"order": [4, WANG]})
    assert ended["turns"][-1]["text"] == "要加装电梯"
    assert [one["hand_id"] for one in ended["queue"]] == [4, WANG]
    assert (ended["spoken"]["turns"], ended["attendees"][str(CHEN)]["seconds"], ended["turn"]) == (1, 90, None)
    for other in (None, SPOKEN | {"turn_id": 2, "text": "别人的话"}):
        late = after(a_talk(turn=other), "FloorEnded", **ENDED)
        assert late["turns"][-1]["text"] == ""
        assert (late["spoken"]["turns"], late["turns_count"]) == (0, 1)


def test_who_may_not_vote_is_known_from_the_opening() -> None:
    put = {"ballot_id": 1, "question": "是否加装", "rule": {}, "eligible": 4, "present": 4, "opened_at": AT}
    silent = {"silent": {"1": "chair_is_neutral"}}
    assert after(a_talk(motion=motion()), "VoteOpened", **put)["ballot"]["silent"] == {}
    assert after(a_talk(motion=motion()), "VoteOpened", **put, **silent)["ballot"]["silent"] == silent["silent"]
    of_amendment = a_talk(motion=motion(), amendment=amendment())
    assert after(of_amendment, "AmendmentPut", **put)["ballot"]["silent"] == {}
    assert after(of_amendment, "AmendmentPut", **put, **silent)["ballot"]["silent"] == silent["silent"]


def test_the_end_of_a_discussion_leaves_no_hand_and_no_point() -> None:
    busy = a_talk(queue=[hand()], point=point(), points=[point()])
    closed = after(busy, "DiscussionClosed", discussion_id=1, outcome="rejected", reason="不同意", owner="", due_on=None, escalated_to="")
    adjourned = after(busy, "DiscussionAdjourned", discussion_id=1, reason="时间到了")
    for room in (closed, adjourned):
        assert (room["queue"], room["point"], room["points"]) == ([], None, [])
    assert adjourned["motion"] is None


@pytest.mark.parametrize(("before", "then"), [("moved", "adjourned"), ("failed", "failed"), ("withdrawn", "withdrawn")])
def test_a_motion_on_the_floor_is_adjourned_with_its_discussion(before: str, then: str) -> None:
    room = after(a_talk(motion=motion(before)), "DiscussionAdjourned", discussion_id=1, reason="时间到了")
    assert room["motion"]["state"] == then


def test_a_meeting_that_is_over_is_not_suspended() -> None:
    room = after(a_talk(suspended={"reason": "停电", "since": AT}), "MeetingClosed", closed_at=AT)
    assert (room["suspended"], room["meeting"]["state"]) == (None, "closed")


def marked(person_id: int) -> dict[str, Any]:
    return {"person_id": person_id, "called": "某人", "capacity": "observer", "voting": False, "status": "present",
            "channel": "hall", "seat": "", "present": 4, "quorum_met": True, "counts": {}}


def test_of_more_people_than_are_kept_each_reader_has_the_own_row() -> None:
    full = a_talk(attendees={str(n): attendee(turns=1) for n in range(ATTENDEES_KEPT)})
    assert "900" not in after(full, "AttendanceMarked", **marked(900))["attendees"]
    assert "900" in after(full | {"me": 900}, "AttendanceMarked", **marked(900))["attendees"]
    again = after(full, "AttendanceMarked", **marked(7))["attendees"]["7"]
    assert (again["capacity"], again["turns"]) == ("observer", 1)
    room = a_talk(attendees={str(n): attendee() for n in range(ATTENDEES_KEPT - 1)})
    assert "900" in after(room, "AttendanceMarked", **marked(900))["attendees"]


RULED = {"ruling_id": 1, "kind": "point", "person_id": WANG, "called": "王", "reason": "次序是对的", "sustained": True}


def test_a_ruling_on_a_point_ends_that_point_alone() -> None:
    room = a_talk(point=point(CHEN), points=[point(WANG)])
    heard = after(room, "ChairRuled", **RULED, point_id=CHEN)
    assert (heard["point"], heard["points"]) == (None, [point(WANG)])
    raised = after(room, "ChairRuled", **RULED, point_id=WANG)
    assert (raised["point"], raised["points"]) == (point(CHEN), [])
    of_itself = after(room, "ChairRuled", **RULED, point_id=None)
    assert (of_itself["point"], of_itself["points"]) == (point(CHEN), [point(WANG)])
    assert after(a_talk(points=[point(WANG)]), "ChairRuled", **RULED, point_id=WANG)["points"] == []


def test_an_appeal_that_is_withdrawn_or_lost_leaves_the_ruling_standing() -> None:
    appeal, other = question() | {"ruling_id": 1}, question() | {"ruling_id": None}
    count = {"votes_for": 1, "votes_against": 2, "votes_abstain": 0, "present": 4, "needed": 2}
    for name, data in (("QuestionWithdrawn", {}), ("RoomAnswered", count | {"carried": False})):
        assert after(a_talk(rulings=[RULING], question=appeal), name, **data)["rulings"][0]["state"] == "upheld"
        assert after(a_talk(rulings=[RULING | {"ruling_id": None}], question=other), name, **data)["rulings"][0]["state"] == "appealed"
    won = after(a_talk(rulings=[RULING], question=appeal), "RoomAnswered", **count, carried=True)
    assert won["rulings"][0]["state"] == "appealed"


def test_what_a_sitting_adds_can_come_before_its_order() -> None:
    room = after(rooms.empty_room(), "PaperAdded", paper_id=1, title="方案")
    assert room["sitting"]["papers"] == [{"paper_id": 1, "title": "方案"}]
