"""What the desk of a room is offered, and for the rest the reason: the rules of order (practice.md 2.8), row by row."""
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from consult.meeting.rules.next_order import BY_NAME, ballot_open
from consult.meeting.rules.next_steps import big_step, desk_steps, outcomes, stage
from consult.meeting.rules.room import State, empty_room
from tests.meeting.rooms_as_read import (
    AWAY,
    CHAIR,
    CHEN,
    OBSERVER,
    SUSPENDED,
    WANG,
    a_debate,
    a_gathering,
    a_talk,
    amendment,
    attendee,
    ballot,
    hand,
    motion,
    point,
    question,
    turn,
    without_quorum,
)

STARTS = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
CALLED = {"called": "陈"}
QUORUM = {"present": 2, "needed": 3}
AN_HOUR = timedelta(hours=1)
BY_BALLOT = {"order": {"amendments": "ballot"}}
ONLY_CLOSED = {"vote_when": ("debate_closed",)}
ONLY_SPOKEN = {"vote_when": ("turns_used_up",)}
WAITING = {"queue": [hand()]}
HANDED_OVER = {"chair_id": WANG}
STRAW = {"straw_id": 1, "state": "open"}
DONE = {"agenda": [{"discussion_id": 1, "state": "closed"}]}
SPOKEN = {"attendees": {str(CHAIR): attendee(turns=2), str(CHEN): attendee(turns=3), str(OBSERVER): attendee(voting=False),
                        str(AWAY): attendee(status="expected")}}


def convened(**parts: Any) -> State:
    """A meeting that has not begun."""
    return empty_room() | {"meeting": {"id": 7, "state": "convened", "starts_at": STARTS.isoformat()}} | parts


def reason(s: State, name: str, now: datetime = STARTS) -> tuple[str, dict[str, Any]]:
    """Why a step cannot be taken; ("", {}) when it can."""
    step = next(step for step in desk_steps(s, now) if step.name == name)
    return step.why, step.facts


ROWS: list[tuple[str, State, tuple[str, dict[str, Any]]]] = [
    # One discussion after another.
    ("open_discussion", a_gathering(), ("", {})),
    ("open_discussion", a_gathering(**DONE), ("agenda_done", {})),
    ("open_discussion", a_gathering(agenda=[*DONE["agenda"], {"discussion_id": 2, "state": "planned"}]), ("", {})),
    ("close_meeting", a_gathering(), ("", {})),
    # The floor.
    ("give_floor", a_talk(**WAITING), ("", {})),
    ("give_floor", a_talk(), ("queue_empty", {})),
    ("give_floor", a_talk(**WAITING, point=point()), ("point_is_heard", {"called": "王"})),
    ("give_floor", a_talk(**WAITING, question=question()), ("question_pending", {})),
    ("give_floor", a_talk(**WAITING, question=question("carried")), ("", {})),
    ("give_floor", a_talk(**WAITING, **without_quorum()), ("", {})),
    ("give_floor", a_talk(**WAITING, **without_quorum(), order={"quorum_loss": "stop"}), ("quorum_lost", QUORUM)),
    ("give_floor", a_talk(**WAITING, order={"quorum_loss": "stop"}), ("", {})),
    ("extend_turn", a_talk(turn=turn()), ("", {})),
    ("extend_turn", a_talk(), ("nobody_speaks", {})),
    ("extend_turn", a_talk(turn=turn(), order={"extra_time": "vote"}), ("extra_time_by_vote", {})),
    ("end_turn", a_talk(turn=turn()), ("", {})),
    ("end_turn", a_talk(), ("nobody_speaks", {})),
    ("yield_floor", a_talk(), ("nobody_speaks", {})),
    ("yield_floor", a_talk(turn=turn()), ("queue_empty", {})),
    ("yield_floor", a_talk(turn=turn(), **WAITING), ("", {})),
    ("yield_floor", a_talk(turn=turn(), **WAITING, point=point()), ("point_is_heard", {"called": "王"})),
    ("ask_extra_time", a_talk(turn=turn()), ("", {})),
    ("ask_extra_time", a_talk(), ("nobody_speaks", {})),
    ("ask_extra_time", a_talk(turn=turn(), question=question()), ("question_pending", {})),
    # A hand from a seat in the hall.
    ("raise_hand_at", a_talk(), ("", {})),
    ("raise_hand_at", a_talk(debate_closed=True), ("debate_is_closed", {})),
    ("raise_hand_at", a_talk(order={"observers_may_speak": False}), ("observers_listen", {})),
    ("raise_hand_at", a_talk(**WAITING, order={"most_waiting": 1}), ("queue_full", {"most": 1})),
    ("raise_hand_at", a_talk(**WAITING, order={"most_waiting": 2}), ("", {})),
    ("raise_hand_at", a_talk(order={"information_round": "closed"}), ("motion_first", {})),
    ("raise_hand_at", a_debate(order={"information_round": "closed"}), ("", {})),
    ("raise_hand_at", a_talk(order={"information_round": "closed"}, motion=motion("failed")), ("motion_first", {})),
    ("raise_hand_for", a_talk(), ("", {})),
    # The motion.
    ("move_motion", a_talk(), ("", {})),
    ("move_motion", a_debate(), ("one_motion_at_a_time", {})),
    ("move_motion", a_talk(motion=motion("passed")), ("motion_passed", {})),
    ("move_motion", a_talk(motion=motion("failed")), ("", {})),
    ("put_to_vote", a_debate(), ("", {})),
    ("put_to_vote", a_talk(), ("no_motion", {})),
    ("put_to_vote", a_talk(motion=motion("failed")), ("no_motion", {})),
    ("put_to_vote", a_debate(amendment=amendment()), ("amendment_pending", {})),
    ("put_to_vote", a_debate(amendment=amendment("rejected")), ("", {})),
    ("put_to_vote", a_debate(question=question()), ("question_pending", {})),
    ("put_to_vote", a_debate(order={"seconder": True}), ("needs_a_seconder", {})),
    ("put_to_vote", a_debate(order={"seconder": True}, motion=motion(seconder=WANG)), ("", {})),
    ("put_to_vote", a_debate(**without_quorum()), ("quorum_not_met", QUORUM | {"expected": 4})),
    # 充分辩论: what lets a motion be put.
    ("put_to_vote", a_debate(turn=turn()), ("has_the_floor", CALLED)),
    ("put_to_vote", a_debate(turn=turn(), debate_closed=True), ("has_the_floor", CALLED)),
    ("put_to_vote", a_debate(**WAITING), ("people_waiting", {"count": 1})),
    ("put_to_vote", a_debate(**WAITING, debate_closed=True), ("", {})),
    ("put_to_vote", a_debate(**WAITING, debate_closed=True, order={"vote_when": ("queue_empty",)}),
     ("people_waiting", {"count": 1})),
    ("put_to_vote", a_debate(order=ONLY_CLOSED), ("debate_not_over", {})),
    ("put_to_vote", a_debate(order=ONLY_CLOSED, **SPOKEN), ("debate_not_over", {})),
    ("put_to_vote", a_debate(order=ONLY_CLOSED, debate_closed=True), ("", {})),
    ("put_to_vote", a_debate(order={"vote_when": ("queue_empty",)}), ("", {})),
    ("put_to_vote", a_debate(order=ONLY_SPOKEN), ("debate_not_over", {})),
    ("put_to_vote", a_debate(order=ONLY_SPOKEN, **SPOKEN), ("", {})),
    ("put_to_vote", a_debate(order=ONLY_SPOKEN | {"turns_each": 3}, **SPOKEN), ("debate_not_over", {})),
    ("put_to_vote", a_debate(order=ONLY_SPOKEN | {"turns_each": None}, **SPOKEN), ("debate_not_over", {})),
    # Points.
    ("hear_point", a_talk(points=[point()]), ("", {})),
    ("hear_point", a_talk(), ("no_point", {})),
    ("hear_point", a_talk(points=[point()], question=question()), ("question_pending", {})),
    ("hear_point", a_talk(points=[point()], point=point()), ("point_is_heard", {"called": "王"})),
    ("rule_on_point", a_talk(), ("no_point", {})),
    ("rule_on_point", a_talk(points=[point()]), ("", {})),
    ("rule_on_point", a_talk(point=point()), ("", {})),
    # Amendments.
    ("put_amendment", a_debate(amendment=amendment()), ("", {})),
    ("put_amendment", a_debate(), ("no_amendment", {})),
    ("put_amendment", a_debate(amendment=amendment("rejected")), ("no_amendment", {})),
    ("put_amendment", a_talk(amendment=amendment()), ("no_amendment", {})),
    ("put_amendment", a_debate(amendment=amendment(), turn=turn()), ("has_the_floor", CALLED)),
    ("put_amendment", a_debate(amendment=amendment(), question=question()), ("question_pending", {})),
    ("put_amendment", a_debate(amendment=amendment(), question=question(), **BY_BALLOT), ("question_pending", {})),
    ("put_amendment", a_debate(amendment=amendment(), **BY_BALLOT), ("", {})),
    ("put_amendment", a_debate(amendment=amendment(), **without_quorum(), **BY_BALLOT), ("quorum_not_met", QUORUM | {"expected": 4})),
    ("put_amendment", a_debate(amendment=amendment(), **without_quorum()), ("", {})),
    # What the room is asked.
    ("count_room", a_talk(question=question()), ("", {})),
    ("count_room", a_talk(), ("no_question", {})),
    ("count_room", a_talk(question=question("lost")), ("no_question", {})),
    ("count_room", a_talk(question=question(), **without_quorum()), ("quorum_not_met", QUORUM | {"expected": 4})),
    ("settle_unopposed", a_talk(question=question(way="no_objection")), ("", {})),
    ("settle_unopposed", a_talk(), ("no_question", {})),
    ("settle_unopposed", a_talk(question=question()), ("to_be_counted", {})),
    ("settle_unopposed", a_talk(question=question(way="no_objection", objections=1)), ("someone_objects", {"count": 1})),
    ("settle_unopposed", a_talk(question=question(way="no_objection"), **without_quorum()), ("quorum_not_met", QUORUM | {"expected": 4})),
    ("withdraw_question", a_talk(question=question()), ("", {})),
    ("withdraw_question", a_talk(), ("no_question", {})),
    ("ask_straw", a_talk(), ("", {})),
    ("ask_straw", a_talk(straw=STRAW), ("straw_is_open", {})),
    ("ask_straw", a_talk(straw=STRAW | {"state": "closed"}), ("", {})),
    ("close_straw", a_talk(), ("straw_closed", {})),
    ("close_straw", a_talk(straw=STRAW), ("", {})),
    # Pauses, and going on another day.
    ("park", a_talk(), ("", {})),
    ("suspend", a_talk(), ("", {})),
    ("resume", a_talk(suspended=SUSPENDED), ("", {})),
    ("adjourn", a_talk(), ("", {})),
    ("adjourn", a_debate(), ("", {})),
    ("adjourn", a_talk(turn=turn()), ("has_the_floor", CALLED)),
    ("adjourn", a_talk(question=question()), ("question_pending", {})),
    ("adjourn", a_talk(motion=motion("passed")), ("motion_passed", {})),
    ("adjourn", a_talk(motion=motion("failed")), ("", {})),
    ("adjourn", a_debate(amendment=amendment()), ("amendment_pending", {})),
    ("adjourn", a_debate(amendment=amendment("adopted")), ("", {})),
    ("adjourn", a_talk(motion=motion("withdrawn"), amendment=amendment()), ("", {})),
    ("adjourn", a_gathering(suspended=SUSPENDED), ("no_open_discussion", {})),
    ("adjourn", a_talk(suspended=SUSPENDED, discussion={"id": 1, "state": "closed"}), ("no_open_discussion", {})),
    ("adjourn", a_talk(suspended=SUSPENDED, ballot=ballot()), ("vote_is_open", {})),
    # The chair that was handed over to speak.
    ("take_back_chair", a_talk(), ("chairs_already", {})),
    ("take_back_chair", a_talk(**HANDED_OVER), ("", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, turn=turn(CHAIR)), ("has_the_floor", CALLED)),
    ("take_back_chair", a_talk(**HANDED_OVER, turn=turn(CHEN)), ("", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, queue=[hand(CHEN), hand(CHAIR)]), ("waits_to_speak", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, queue=[hand(CHEN)]), ("", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, motion=motion(mover=CHAIR)), ("own_motion_on_the_floor", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, motion=motion("put", mover=CHAIR), suspended=SUSPENDED),
     ("own_motion_on_the_floor", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, motion=motion("failed", mover=CHAIR)), ("", {})),
    ("take_back_chair", a_debate(**HANDED_OVER), ("", {})),
    ("take_back_chair", a_debate(**HANDED_OVER, amendment=amendment(mover=CHAIR)), ("own_motion_on_the_floor", {})),
    ("take_back_chair", a_debate(**HANDED_OVER, amendment=amendment("rejected", mover=CHAIR)), ("", {})),
    ("take_back_chair", a_talk(**HANDED_OVER, amendment=amendment(mover=CHAIR)), ("", {})),
    # The end of a discussion.
    ("close_discussion", a_talk(), ("", {})),
    ("close_discussion", a_talk(turn=turn()), ("has_the_floor", CALLED)),
    ("close_discussion", a_talk(question=question()), ("question_pending", {})),
    ("close_discussion", a_debate(), ("motion_pending", {})),
    ("close_discussion", a_talk(motion=motion("passed")), ("", {})),
]


@pytest.mark.parametrize(("name", "room", "expected"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)])
def test_a_step_of_the_desk(name: str, room: State, expected: tuple[str, dict[str, Any]]) -> None:
    assert reason(room, name) == expected


def test_a_meeting_opens_an_hour_before_its_time_at_the_earliest() -> None:
    assert reason(convened(), "open_meeting", STARTS - AN_HOUR) == ("", {})
    early = reason(convened(), "open_meeting", STARTS - AN_HOUR - timedelta(seconds=1))
    assert early == ("too_early", {"starts_at": STARTS})


def test_nothing_opens_where_there_is_no_meeting() -> None:
    assert reason(empty_room(), "open_meeting") == ("not_now", {})


STAGES: list[tuple[State, str, tuple[str, ...] | None]] = [
    (empty_room(), "convened", ("open_meeting",)),
    (convened(), "convened", ("open_meeting",)),
    (a_gathering(), "gathering", ("open_discussion", "close_meeting")),
    (a_talk(), "talk", None),
    (a_debate(), "motion", None),
    (a_talk(motion=motion("put"), ballot=ballot()), "vote", ("close_vote",)),
    (a_talk(motion=motion("put"), ballot=ballot("closed")), "vote", ("close_vote",)),
    (a_talk(motion=motion("passed"), ballot=ballot("closed")), "conclude", None),
    (a_talk(motion=motion("failed"), ballot=ballot("closed")), "conclude", None),
    (a_talk(motion=motion("withdrawn")), "talk", None),
    (a_talk(discussion={"id": 1, "state": "closed"}), "concluded", ("open_discussion", "close_meeting")),
    (a_talk(discussion={"id": 1, "state": "adjourned"}), "concluded", ("open_discussion", "close_meeting")),
    (a_talk(meeting={"id": 7, "state": "closed"}), "closed", ()),
    (a_talk(meeting={"id": 7, "state": "cancelled"}), "cancelled", ()),
    (a_gathering(meeting={"id": 7, "state": "postponed"}), "postponed", ()),
]
IN_A_TALK = {
    "give_floor", "extend_turn", "end_turn", "raise_hand_for", "move_motion", "put_to_vote", "close_discussion",
    "raise_hand_at", "yield_floor", "ask_extra_time", "hear_point", "rule_on_point", "put_amendment", "count_room",
    "settle_unopposed", "withdraw_question", "park", "ask_straw", "close_straw", "suspend", "take_back_chair", "adjourn",
}


@pytest.mark.parametrize(("room", "expected", "steps"), STAGES, ids=[f"{n}-{row[1]}" for n, row in enumerate(STAGES)])
def test_how_far_the_room_is_says_which_steps_there_are(
    room: State, expected: str, steps: tuple[str, ...] | None
) -> None:
    assert stage(room) == expected
    assert {step.name for step in desk_steps(room, STARTS)} == (IN_A_TALK if steps is None else set(steps))


def test_a_vote_that_is_open_waits_for_its_end_alone() -> None:
    assert ballot_open(a_talk(ballot=ballot())) and not ballot_open(a_talk(ballot=ballot("closed")))
    assert not ballot_open(a_talk())


def test_a_room_whose_log_names_no_rules_of_order_goes_by_the_usual_ones() -> None:
    room = a_debate(queue=[hand()], amendment=amendment()) | {"order": None}
    assert [reason(room, name) for name in ("give_floor", "raise_hand_at", "put_amendment")] == [("", {})] * 3
    assert reason(a_debate() | {"order": None}, "put_to_vote") == ("", {})
    assert reason(a_talk(turn=turn()) | {"order": None}, "extend_turn") == ("", {})


@pytest.mark.parametrize("name", ["raise_hand_at", "put_amendment", "ask_extra_time", "suspend", "adjourn"])
def test_nothing_is_begun_while_a_vote_is_open(name: str) -> None:
    voting = a_debate(amendment=amendment(), ballot=ballot(), turn=None if name != "ask_extra_time" else turn())
    assert BY_NAME[name](voting, STARTS) == ("vote_is_open", {})


def test_while_the_meeting_is_suspended_it_only_goes_on_or_ends_for_today() -> None:
    steps = desk_steps(a_talk(suspended=SUSPENDED), STARTS)
    assert {step.name for step in steps} == {"resume", "take_back_chair", "adjourn"}


def test_what_can_be_done_comes_before_what_cannot() -> None:
    steps = desk_steps(a_talk(), STARTS)
    legal = [step.legal for step in steps]
    assert legal == sorted(legal, reverse=True)
    assert [step.name for step in steps if step.legal] == [
        "raise_hand_for", "move_motion", "close_discussion", "raise_hand_at", "park", "ask_straw", "suspend", "adjourn"]
    assert [step.name for step in steps if not step.legal][:3] == ["give_floor", "extend_turn", "end_turn"]


@pytest.mark.parametrize(("room", "big"), [
    (convened(), "open_meeting"),
    (convened(meeting={"id": 7, "state": "convened", "starts_at": "2026-11-28T11:00:00+00:00"}), ""),
    (a_gathering(), "open_discussion"),
    (a_gathering(**DONE), "close_meeting"),
    (a_talk(suspended=SUSPENDED), "resume"),
    (a_talk(motion=motion("put"), ballot=ballot()), "close_vote"),
    (a_talk(points=[point()], **WAITING), "rule_on_point"),
    (a_talk(question=question(), **WAITING), "count_room"),
    (a_debate(amendment=amendment(), **WAITING), "put_amendment"),
    (a_talk(**WAITING), "give_floor"),
    (a_talk(turn=turn()), "end_turn"),
    (a_debate(), "put_to_vote"),
    (a_talk(motion=motion("passed")), "close_discussion"),
    (a_talk(motion=motion("failed")), "close_discussion"),
    (a_talk(motion=motion("failed"), **WAITING), "give_floor"),
    (a_talk(), ""),
    (a_talk(motion=motion("passed"), question=question(), **without_quorum()), ""),
    (a_talk(meeting={"id": 7, "state": "closed"}), ""),
])
def test_the_big_button_is_what_a_chair_most_likely_does_next(room: State, big: str) -> None:
    assert big_step(room, STARTS) == big


@pytest.mark.parametrize(("room", "closed"), [
    (a_talk(), {"adopted": "nothing_passed"}), (a_talk(motion=motion("failed")), {"adopted": "nothing_passed"}),
    (a_talk(motion=motion("passed")), {"rejected": "motion_passed"}),
])
def test_a_discussion_ends_in_one_of_four_ways(room: State, closed: dict[str, str]) -> None:
    offered = {step.name: step.why for step in outcomes(room)}
    assert offered == {"adopted": "", "rejected": "", "deferred": "", "escalated": ""} | closed
