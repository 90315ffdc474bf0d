"""What one person in a room is offered, and for the rest the reason: the rules of order (practice.md 2.8), row by row."""
from __future__ import annotations

from typing import Any

import pytest

from consult.meeting.rules.order import order_from
from consult.meeting.rules.own_steps import bar_mode, own, own_steps
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
)

CALLED, BROKEN = {"called": "陈"}, {"reason": "投影仪坏了"}
NOT_OPEN = {"meeting": {"id": 7, "state": "convened"}}
SPENT = {str(CHEN): attendee(turns=2)}
ONCE = {str(CHEN): attendee(turns=1)}
CLOSED_TALK = {"discussion": {"id": 1, "state": "closed"}}
STRAW = {"straw_id": 1, "state": "open"}
RULING = {"ruling_id": 1, "state": "stands"}
IN_TALK = ("raise_hand", "submit_statement", "move_motion", "second_motion", "move_amendment", "move_close_debate",
           "postpone_motion", "ask_extra_time", "raise_point", "object_to", "park")
A_VOICE_ONLY = ("move_motion", "second_motion", "move_amendment", "move_close_debate", "postpone_motion")
THE_CHAIR_NEVER = ("raise_hand", "submit_statement", *A_VOICE_ONLY, "raise_point", "park")


def reason(s: State, who: int, name: str) -> tuple[str, dict[str, Any]]:
    """Why a step cannot be taken; ("", {}) when it can."""
    step = own_steps(s, who)[name]
    assert step.legal == (step.why == "")
    return step.why, step.facts


def test_in_a_talk_before_anything_is_moved() -> None:
    assert {name: step.why for name, step in own_steps(a_talk(), CHEN).items()} == {
        "check_in": "already_here", "leave": "", "raise_hand": "", "lower_hand": "not_waiting", "end_turn": "nobody_speaks",
        "note_turn": "nobody_speaks", "submit_statement": "", "move_motion": "", "reword_motion": "no_motion",
        "withdraw_motion": "no_motion", "cast_vote": "no_open_vote", "ask_help": "", "promise_rules": "",
        "yield_floor": "nobody_speaks", "ask_extra_time": "nobody_speaks", "raise_point": "", "withdraw_point": "no_point",
        "second_motion": "no_motion", "move_amendment": "no_motion", "withdraw_amendment": "no_amendment",
        "move_close_debate": "no_motion", "postpone_motion": "no_motion", "appeal": "no_ruling",
        "object_to": "no_question", "withdraw_question": "no_question", "answer_straw": "straw_closed", "park": "",
    }


@pytest.mark.parametrize("name", IN_TALK)
def test_a_part_in_the_talk_takes_an_open_meeting_a_talk_and_being_there(name: str) -> None:
    asked = {"question": question(way="no_objection"), "turn": turn(WANG)} if name in ("object_to", "ask_extra_time") else {}
    assert reason(a_talk(**NOT_OPEN, **asked), CHEN, name) == ("meeting_not_open", {})
    assert reason(a_talk(meeting=None, **asked), CHEN, name) == ("meeting_not_open", {})
    assert reason(a_talk(suspended=SUSPENDED, **asked), CHEN, name) == ("meeting_suspended", BROKEN)
    assert reason(a_gathering(**asked), CHEN, name) == ("no_open_discussion", {})
    assert reason(a_talk(**CLOSED_TALK, **asked), CHEN, name) == ("no_open_discussion", {})
    assert reason(a_talk(**asked), AWAY, name) == ("check_in_first", {})


@pytest.mark.parametrize("name", A_VOICE_ONLY)
def test_who_only_listens_moves_nothing(name: str) -> None:
    assert reason(a_debate(), OBSERVER, name) == ("only_voices_move", {})


@pytest.mark.parametrize("name", THE_CHAIR_NEVER)
def test_the_chair_takes_no_side(name: str) -> None:
    assert reason(a_talk(), CHAIR, name) == ("chair_is_neutral", {})


ROWS: list[tuple[str, int, State, tuple[str, dict[str, Any]]]] = [
    # Coming and going.
    ("check_in", AWAY, a_gathering(), ("", {})),
    ("check_in", 99, a_gathering(), ("", {})),
    ("check_in", AWAY, a_gathering(**NOT_OPEN), ("meeting_not_open", {})),
    ("check_in", AWAY, empty_room(), ("meeting_not_open", {})),
    ("leave", AWAY, a_gathering(), ("check_in_first", {})),
    ("leave", CHEN, a_gathering(**NOT_OPEN), ("check_in_first", {})),
    ("leave", CHEN, a_talk(turn=turn(CHEN)), ("has_the_floor", CALLED)),
    ("leave", CHEN, a_talk(turn=turn(WANG)), ("", {})),
    ("ask_help", AWAY, a_gathering(), ("", {})),
    ("ask_help", CHEN, a_gathering(**NOT_OPEN), ("meeting_not_open", {})),
    ("promise_rules", AWAY, a_gathering(), ("check_in_first", {})),
    ("promise_rules", CHEN, a_gathering(**NOT_OPEN), ("check_in_first", {})),
    ("promise_rules", CHEN, a_gathering(meeting=None), ("check_in_first", {})),
    ("promise_rules", CHEN, a_gathering(), ("", {})),
    ("promise_rules", CHEN, a_gathering(attendees={str(CHEN): attendee(promised=True)}), ("already_promised", {})),
    # Hands.
    ("raise_hand", OBSERVER, a_talk(), ("", {})),
    ("raise_hand", OBSERVER, a_talk(order={"observers_may_speak": False}), ("observers_listen", {})),
    ("raise_hand", CHEN, a_talk(order={"observers_may_speak": False}), ("", {})),
    ("raise_hand", CHEN, a_talk(ballot=ballot()), ("vote_is_open", {})),
    ("raise_hand", CHEN, a_talk(ballot=ballot("closed")), ("", {})),
    ("raise_hand", CHEN, a_talk(debate_closed=True), ("debate_is_closed", {})),
    ("raise_hand", CHEN, a_talk(order={"most_waiting": 1}, queue=[hand()]), ("queue_full", {"most": 1})),
    ("raise_hand", CHEN, a_talk(order={"most_waiting": 2}, queue=[hand()]), ("", {})),
    ("raise_hand", CHEN, a_talk(order={"information_round": "closed"}), ("motion_first", {})),
    ("raise_hand", CHEN, a_talk(order={"information_round": "questions"}), ("", {})),
    ("raise_hand", CHEN, a_debate(order={"information_round": "closed"}), ("", {})),
    ("raise_hand", CHEN, a_talk(queue=[hand(CHEN)]), ("already_waiting", {})),
    ("raise_hand", CHEN, a_talk(queue=[hand(WANG)]), ("", {})),
    ("raise_hand", CHEN, a_talk(turn=turn(CHEN)), ("has_the_floor", CALLED)),
    ("raise_hand", CHEN, a_talk(attendees=ONCE), ("", {})),
    ("raise_hand", CHEN, a_talk(attendees=SPENT), ("turns_used_up", {"turns": 2})),
    ("raise_hand", CHEN, a_talk(attendees=SPENT, order={"turns_each": None}), ("", {})),
    ("raise_hand", CHEN, a_talk(attendees=SPENT, order={"turns_each": 3}), ("", {})),
    ("lower_hand", CHEN, a_talk(queue=[hand(WANG), hand(CHEN)]), ("", {})),
    ("lower_hand", CHEN, a_talk(queue=[hand(WANG)]), ("not_waiting", {})),
    ("lower_hand", CHEN, a_talk(queue=[hand(CHEN)], suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    # One's own turn.
    ("end_turn", CHEN, a_talk(turn=turn(CHEN)), ("", {})),
    ("end_turn", CHEN, a_talk(turn=turn(WANG)), ("nobody_speaks", {})),
    ("end_turn", CHEN, a_talk(turn=turn(CHEN), suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    ("note_turn", CHEN, a_talk(turn=turn(CHEN)), ("", {})),
    ("yield_floor", CHEN, a_talk(turn=turn(CHEN), queue=[hand()]), ("", {})),
    ("yield_floor", CHEN, a_talk(turn=turn(CHEN)), ("queue_empty", {})),
    ("yield_floor", CHEN, a_talk(turn=turn(WANG), queue=[hand()]), ("nobody_speaks", {})),
    ("yield_floor", CHEN, a_talk(turn=turn(CHEN), suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    ("yield_floor", CHEN, a_talk(turn=turn(CHEN), queue=[hand()], question=question()), ("question_pending", {})),
    ("ask_extra_time", CHEN, a_talk(turn=turn(WANG)), ("", {})),
    ("ask_extra_time", CHEN, a_talk(turn=turn(CHEN), question=question()), ("question_pending", {})),
    ("ask_extra_time", CHEN, a_talk(turn=turn(CHEN), ballot=ballot()), ("vote_is_open", {})),
    # In writing.
    ("submit_statement", CHEN, a_talk(order={"written_statements": "closed"}), ("statements_closed", {})),
    ("submit_statement", CHEN, a_talk(debate_closed=True), ("", {})),
    ("submit_statement", AWAY, a_talk(order={"written_statements": "closed"}), ("check_in_first", {})),
    ("submit_statement", CHEN, a_talk() | {"order": None}, ("", {})),
    ("submit_statement", OBSERVER, a_talk(order={"observers_may_speak": False}), ("observers_listen", {})),
    # One motion at a time.
    ("move_motion", CHEN, a_debate(), ("one_motion_at_a_time", {})),
    ("move_motion", CHEN, a_talk(motion=motion("put")), ("one_motion_at_a_time", {})),
    ("move_motion", CHEN, a_talk(motion=motion("passed")), ("motion_passed", {})),
    ("move_motion", CHEN, a_talk(motion=motion("failed")), ("", {})),
    ("move_motion", CHEN, a_talk(motion=motion("withdrawn")), ("", {})),
    ("reword_motion", CHEN, a_debate(), ("", {})),
    ("reword_motion", WANG, a_debate(), ("no_motion", {})),
    ("reword_motion", CHEN, a_debate(suspended=SUSPENDED), ("no_motion", {})),
    ("reword_motion", CHEN, a_talk(motion=motion("put")), ("no_motion", {})),
    ("reword_motion", CHEN, a_debate(amendment=amendment()), ("amendment_pending", {})),
    ("reword_motion", CHEN, a_debate(amendment=amendment("rejected")), ("", {})),
    ("reword_motion", CHEN, a_debate(question=question()), ("question_pending", {})),
    ("withdraw_motion", CHEN, a_debate(), ("", {})),
    ("second_motion", WANG, a_debate(), ("", {})),
    ("second_motion", WANG, a_debate(motion=motion(seconder=CHEN)), ("no_motion", {})),
    ("second_motion", WANG, a_talk(motion=motion("put")), ("no_motion", {})),
    ("second_motion", CHEN, a_debate(), ("own_motion_not_seconded", {})),
    # Amendments come one at a time, before the motion.
    ("move_amendment", WANG, a_debate(), ("", {})),
    ("move_amendment", WANG, a_debate(debate_closed=True), ("debate_is_closed", {})),
    ("move_amendment", WANG, a_debate(amendment=amendment()), ("amendment_pending", {})),
    ("move_amendment", WANG, a_debate(amendment=amendment("put")), ("amendment_pending", {})),
    ("move_amendment", WANG, a_debate(amendment=amendment("adopted")), ("", {})),
    ("move_amendment", WANG, a_debate(question=question()), ("question_pending", {})),
    ("move_amendment", WANG, a_debate(question=question("lost")), ("", {})),
    ("withdraw_amendment", WANG, a_debate(amendment=amendment()), ("", {})),
    ("withdraw_amendment", CHEN, a_debate(amendment=amendment()), ("no_amendment", {})),
    ("withdraw_amendment", WANG, a_debate(amendment=amendment("put")), ("no_amendment", {})),
    ("withdraw_amendment", WANG, a_debate(amendment=amendment("withdrawn")), ("no_amendment", {})),
    ("withdraw_amendment", WANG, a_debate(amendment=amendment(), suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    ("withdraw_amendment", WANG, a_debate(amendment=amendment(), question=question()), ("question_pending", {})),
    # Ending the debate, and putting a motion off.
    ("move_close_debate", WANG, a_debate(), ("", {})),
    ("move_close_debate", WANG, a_debate(debate_closed=True), ("debate_is_closed", {})),
    ("move_close_debate", WANG, a_debate(turn=turn()), ("has_the_floor", CALLED)),
    ("move_close_debate", WANG, a_debate(debate_closed=True, turn=turn()), ("has_the_floor", CALLED)),
    ("move_close_debate", WANG, a_debate(debate_closed=True, amendment=amendment()), ("amendment_pending", {})),
    ("move_close_debate", WANG, a_debate(amendment=amendment()), ("amendment_pending", {})),
    ("move_close_debate", WANG, a_debate(question=question()), ("question_pending", {})),
    ("postpone_motion", WANG, a_debate(), ("", {})),
    ("postpone_motion", WANG, a_debate(debate_closed=True), ("", {})),
    ("postpone_motion", WANG, a_debate(ballot=ballot()), ("vote_is_open", {})),
    # Points and rulings.
    ("raise_point", OBSERVER, a_talk(), ("", {})),
    ("raise_point", CHEN, a_talk(points=[point(WANG)]), ("", {})),
    ("raise_point", CHEN, a_talk(points=[point(CHEN)]), ("point_is_raised", {})),
    ("raise_point", CHEN, a_talk(points=[point(100 + n) for n in range(19)]), ("", {})),
    ("raise_point", CHEN, a_talk(points=[point(100 + n) for n in range(20)]), ("too_many_points", {"most": 20})),
    ("withdraw_point", CHEN, a_talk(points=[point(WANG), point(CHEN)]), ("", {})),
    ("withdraw_point", CHEN, a_talk(points=[point(WANG)]), ("no_point", {})),
    ("withdraw_point", CHEN, a_talk(points=[point(CHEN)], suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    ("appeal", CHEN, a_talk(rulings=[RULING]), ("", {})),
    ("appeal", AWAY, a_talk(rulings=[RULING]), ("check_in_first", {})),
    ("appeal", CHEN, a_talk(rulings=[RULING], ballot=ballot()), ("vote_is_open", {})),
    ("appeal", OBSERVER, a_talk(rulings=[RULING]), ("", {})),
    ("appeal", CHEN, a_talk(rulings=[RULING | {"state": "upheld"}]), ("no_ruling", {})),
    ("appeal", CHEN, a_talk(rulings=[RULING], suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    ("appeal", CHAIR, a_talk(rulings=[RULING]), ("chair_is_neutral", {})),
    ("appeal", CHEN, a_talk(rulings=[RULING], question=question()), ("question_pending", {})),
    # What the room is asked.
    ("object_to", CHEN, a_talk(question=question(way="no_objection")), ("", {})),
    ("object_to", OBSERVER, a_talk(question=question(way="no_objection")), ("only_voices_move", {})),
    ("object_to", CHEN, a_talk(question=question(way="count")), ("to_be_counted", {})),
    ("object_to", CHEN, a_talk(question=question("carried", way="no_objection")), ("no_question", {})),
    ("withdraw_question", CHEN, a_talk(question=question()), ("", {})),
    ("withdraw_question", WANG, a_talk(question=question()), ("no_question", {})),
    ("withdraw_question", CHEN, a_talk(question=question("lost")), ("no_question", {})),
    ("withdraw_question", CHEN, a_talk(question=question(), suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    ("answer_straw", OBSERVER, a_talk(straw=STRAW), ("", {})),
    ("answer_straw", AWAY, a_talk(straw=STRAW), ("check_in_first", {})),
    ("answer_straw", CHEN, a_talk(straw=STRAW | {"state": "closed"}), ("straw_closed", {})),
    ("answer_straw", CHEN, a_talk(straw=STRAW, suspended=SUSPENDED), ("meeting_suspended", BROKEN)),
    # Votes.
    ("cast_vote", CHEN, a_debate(ballot=ballot()), ("", {})),
    ("cast_vote", AWAY, a_debate(ballot=ballot()), ("", {})),
    ("cast_vote", CHEN, a_debate(ballot=ballot("closed")), ("no_open_vote", {})),
    ("cast_vote", OBSERVER, a_debate(ballot=ballot()), ("not_on_the_roll", {})),
    ("cast_vote", CHAIR, a_debate(ballot=ballot(silent={str(CHAIR): "chair_is_neutral"})), ("chair_is_neutral", {})),
    ("cast_vote", CHAIR, a_debate(ballot=ballot(secrecy="secret")), ("", {})),
    ("cast_vote", CHEN, a_debate(ballot=ballot(silent={str(CHAIR): "chair_is_neutral"})), ("", {})),
]


@pytest.mark.parametrize(("name", "who", "room", "expected"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)])
def test_a_step_of_ones_own(name: str, who: int, room: State, expected: tuple[str, dict[str, Any]]) -> None:
    assert reason(room, who, name) == expected


def test_where_one_stands() -> None:
    room = a_talk(queue=[hand(WANG), hand(CHEN)], turn=turn(OBSERVER), attendees=SPENT | a_talk()["attendees"] | SPENT)
    chen, neighbour, stranger = own(room, CHEN), own(room, OBSERVER), own(room, 99)
    assert (chen.here, chen.voting, chen.observes, chen.turns, chen.place, chen.speaks) == (True, True, False, 2, 2, False)
    assert (neighbour.voting, neighbour.observes, neighbour.place, neighbour.speaks) == (False, True, 0, True)
    assert (stranger.here, stranger.voting, stranger.observes, stranger.turns) == (False, False, False, 0)
    assert own(room, WANG).place == 1
    assert not own(a_talk(), CHEN).speaks


@pytest.mark.parametrize(("who", "room", "shown"), [
    (AWAY, a_talk(), "check_in"), (CHEN, a_talk(turn=turn(CHEN)), "end_turn"), (CHEN, a_talk(queue=[hand(CHEN)]), "lower_hand"),
    (CHEN, a_talk(), "raise_hand"), (CHEN, a_talk(debate_closed=True), "shut"),
])
def test_the_bar_at_the_foot_shows_one_button(who: int, room: State, shown: str) -> None:
    assert bar_mode(own_steps(room, who)) == shown


@pytest.mark.parametrize(("chair_votes", "secrecy", "silent"), [
    ("never", "named", True), ("never", "secret", True), ("secret", "named", True), ("secret", "open", True),
    ("secret", "secret", False), ("always", "named", False), ("always", "secret", False),
])
def test_the_rules_of_order_say_when_the_chair_has_no_vote(chair_votes: str, secrecy: str, silent: bool) -> None:
    assert order_from({"chair_votes": chair_votes}).keeps_chair_silent(secrecy) is silent
