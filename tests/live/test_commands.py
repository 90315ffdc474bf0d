"""Commands over a socket: once per id, checked for shape and sense, and never a reason to fall over."""
from __future__ import annotations

import logging
from typing import Any

import pytest

from consult.live import protocol
from consult.meeting.actions import COMMANDS
from tests.live.conftest import Hall, log_of


@pytest.fixture
def clean_log(caplog: pytest.LogCaptureFixture) -> Any:
    """Fails the test when anything at all goes wrong inside."""
    with caplog.at_level(logging.WARNING):
        yield
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def refusal(answer: dict[str, Any]) -> str:
    """The code of a refusal."""
    assert set(answer) == {"refused"}, answer
    code: str = answer["refused"]["code"]
    return code


def test_a_repeat_gets_the_same_answer_and_has_no_second_effect(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    first = chen.does("raise_hand", id="raise-once", stance="for")
    log = log_of(hall, room.meeting_id)
    assert first["repeated"] is False
    for again in (chen, hall.join("chen", room.meeting_id)):
        answer = again.does("raise_hand", id="raise-once", stance="for")
        assert (answer["answer"], answer["repeated"]) == (first["answer"], True)
    assert log_of(hall, room.meeting_id) == log


def test_the_same_id_with_other_arguments_is_refused(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    chen.does("raise_hand", id="raise-once", stance="for")
    assert refusal(chen.does("raise_hand", id="raise-once", stance="against")) == "repeat_differs"
    assert refusal(chen.does("lower_hand", id="raise-once")) == "repeat_differs"
    assert len(chen.state(room.meeting_id)["queue"]) == 1


def test_one_person_s_id_does_not_touch_another_s(hall: Hall) -> None:
    room = hall.n.a_discussion()
    for who in ("chen", "wang"):
        assert hall.join(who, room.meeting_id).does("raise_hand", id="same-id-1", stance="for")["ok"]


def test_a_refused_command_may_be_sent_again_under_its_id(hall: Hall) -> None:
    room = hall.n.a_sitting()
    chen, zhou = hall.join("chen", room.meeting_id), hall.join("zhou", room.meeting_id)
    assert refusal(chen.does("raise_hand", id="too-early-1", stance="for")) == "no_open_discussion"
    zhou.does("open_discussion", discussion_id=room.discussion_id)
    assert chen.does("raise_hand", id="too-early-1", stance="for")["repeated"] is False


def test_a_second_open_discussion_is_refused(hall: Hall) -> None:
    room = hall.n.a_discussion()
    zhou = hall.join("zhou", room.meeting_id)
    answer = zhou.does("open_discussion", discussion_id=room.discussion_id)
    assert refusal(answer) == "discussion_already_open"
    assert answer["refused"]["facts"]["title"] == "3幢1单元加装电梯"


ENDS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"outcome": "adopted"}, {}),
    ({"outcome": "deferred"}, {"reason": "missing", "due_on": "missing"}),
    ({"outcome": "deferred", "reason": "等报价。", "due_on": "2020-01-01"}, {"due_on": "past"}),
    ({"outcome": "rejected"}, {"reason": "missing"}),
    ({"outcome": "escalated"}, {"reason": "missing", "escalated_to": "missing"}),
    ({"outcome": "later"}, {"outcome": "not_a_choice"}),
    ({}, {"outcome": "missing"}),
]


def test_an_outcome_names_everything_it_lacks(hall: Hall) -> None:
    room = hall.n.a_discussion()
    zhou = hall.join("zhou", room.meeting_id)
    for outcome, fields in ENDS:
        answer = zhou.does("close_discussion", **outcome)["refused"]
        assert answer["code"] == ("bad_shape" if fields else "nothing_passed")
        assert answer["facts"].get("fields", {}) == fields


def test_only_the_desk_runs_the_room(hall: Hall) -> None:
    room = hall.n.a_discussion()
    for who in ("chen", "he"):
        answer = hall.join(who, room.meeting_id).does("close_discussion", outcome="rejected", reason="不议了。")
        assert answer == {"refused": {"code": "not_yours_to_do", "facts": {"verb": "run"}}}


GOOD = {"id": "command-1", "name": "raise_hand", "args": {"stance": "for"}}
BAD_COMMANDS: list[tuple[str, Any, str]] = [
    ("no message", None, "bad_shape"),
    ("a text", "raise_hand", "bad_shape"),
    ("a number", 7, "bad_shape"),
    ("a list", [GOOD], "bad_shape"),
    ("nothing in it", {}, "bad_shape"),
    ("an unknown field", GOOD | {"as": "zhou"}, "bad_shape"),
    ("a field named with a lone surrogate", GOOD | {"\ud800": 1}, "bad_shape"),
    ("no id", {k: v for k, v in GOOD.items() if k != "id"}, "bad_shape"),
    ("a short id", GOOD | {"id": "abc"}, "bad_shape"),
    ("a long id", GOOD | {"id": "x" * 65}, "bad_shape"),
    ("an id with a space", GOOD | {"id": "raise once"}, "bad_shape"),
    ("an id with a line feed", GOOD | {"id": "raise-once\n"}, "bad_shape"),
    ("a number as id", GOOD | {"id": 12345678}, "bad_shape"),
    ("an unknown command", GOOD | {"name": "burn_the_minutes"}, "unknown_event"),
    ("a verb that rooms do not send", GOOD | {"name": "convene"}, "unknown_event"),
    ("a private name", GOOD | {"name": "__class__"}, "unknown_event"),
    ("a list as name", GOOD | {"name": ["raise_hand"]}, "unknown_event"),
    ("no name at all", GOOD | {"name": None}, "unknown_event"),
    ("a text as arguments", GOOD | {"args": "for"}, "bad_shape"),
    ("a list as arguments", GOOD | {"args": ["for"]}, "bad_shape"),
    ("nothing as arguments", GOOD | {"args": None}, "bad_shape"),
    ("a missing argument", GOOD | {"args": {}}, "bad_shape"),
    ("an unknown argument", GOOD | {"args": {"stance": "for", "person_id": 1}}, "bad_shape"),
    ("an argument named with a lone surrogate", GOOD | {"args": {"stance": "for", "\udfff": 1}}, "bad_shape"),
    ("a stance that is none", GOOD | {"args": {"stance": "maybe"}}, "bad_shape"),
    ("a list as stance", GOOD | {"args": {"stance": ["for"]}}, "bad_shape"),
    ("a stance inside a stance", GOOD | {"args": {"stance": {"stance": "for"}}}, "bad_shape"),
    ("a lone surrogate", {"id": "command-2", "name": "submit_statement",
                          "args": {"stance": "for", "text": "\ud83d"}}, "bad_shape"),
    ("a control character", {"id": "command-2", "name": "submit_statement",
                             "args": {"stance": "for", "text": "a\u0000b"}}, "bad_shape"),
    ("5,001 characters", {"id": "command-2", "name": "submit_statement",
                          "args": {"stance": "for", "text": "长" * 5001}}, "bad_shape"),
    ("nothing but spaces", {"id": "command-2", "name": "submit_statement",
                            "args": {"stance": "for", "text": " \n\t "}}, "bad_shape"),
    ("a huge hand", {"id": "command-2", "name": "give_floor", "args": {"hand_id": 10**18}}, "bad_shape"),
    ("a hand that is no number", {"id": "command-2", "name": "give_floor", "args": {"hand_id": "1e3"}}, "bad_shape"),
    ("true as a hand", {"id": "command-2", "name": "give_floor", "args": {"hand_id": True}}, "bad_shape"),
    ("a broken number", {"id": "command-2", "name": "give_floor", "args": {"hand_id": 1.5}}, "bad_shape"),
    ("no date", {"id": "command-2", "name": "move_motion", "args": {
        "who": "物业", "what": "修好大门门禁", "by_when": "2026-02-30"}}, "bad_shape"),
]


def test_a_command_in_bad_shape_is_refused_and_changes_nothing(
    hall: Hall, clean_log: None, unhurried: None
) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    before, codes = log_of(hall, room.meeting_id), {}
    for what, message, _code in BAD_COMMANDS:
        if isinstance(message, dict) and message:
            message = {"meeting_id": room.meeting_id, **message}
        codes[what] = refusal(chen.ask("command", message) if message is not None else chen.ask("command"))
    assert codes == {what: code for what, _message, code in BAD_COMMANDS}
    assert log_of(hall, room.meeting_id) == before
    assert chen.does("raise_hand", stance="for")["ok"]


def test_the_meeting_of_the_arguments_is_the_meeting_of_the_message(hall: Hall) -> None:
    here, there = hall.n.a_discussion(), hall.n.a_discussion(body="next_door_council")
    chen = hall.join("chen", here.meeting_id)
    assert chen.ask("command", {
        "meeting_id": here.meeting_id, "id": "command-1", "name": "raise_hand",
        "args": {"stance": "for", "meeting_id": there.meeting_id}})["ok"]
    assert len(chen.state(here.meeting_id)["queue"]) == 1


NO_MEETINGS: list[Any] = [None, "1", 1.0, True, -1, 0, 2**31, 2**53, 2**53 + 1, 10**40, [1], {"id": 1}]


def test_a_meeting_that_is_none_is_refused(hall: Hall, clean_log: None, unhurried: None) -> None:
    chen = hall.come("chen")
    for event, rest in (("enter", {}), ("events", {"after": 0}), ("command", GOOD)):
        codes = [refusal(chen.ask(event, {"meeting_id": meeting_id, **rest})) for meeting_id in NO_MEETINGS]
        assert set(codes) == {"bad_shape", "not_found"}, event


def test_an_unknown_event_is_refused(hall: Hall, clean_log: None) -> None:
    chen = hall.come("chen")
    for event in ("shout", "connect_error", "", "__init__", "Enter", "event", "head", "message", "json"):
        assert refusal(chen.ask(event, {"meeting_id": 1})) == "unknown_event"
        assert refusal(chen.ask(event)) == "unknown_event"


def test_an_event_with_more_than_one_message_is_read_by_its_first(hall: Hall, clean_log: None) -> None:
    room = hall.n.a_discussion()
    assert hall.come("chen").ask("enter", {"meeting_id": room.meeting_id}, "and more", 7)["ok"]


def test_whoever_talks_too_fast_is_told_so_and_heard_again_later(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "EVENTS_A_SECOND", 0)
    room = hall.n.a_discussion()
    chen, wang = hall.join("chen", room.meeting_id), hall.join("wang", room.meeting_id)
    missed = {"meeting_id": room.meeting_id, "after": 0}
    # Entering was one of the burst.
    answers = [chen.ask("events", missed) for _ in range(protocol.BURST + 4)]
    assert ["refused" in answer for answer in answers] == [False] * (protocol.BURST - 1) + [True] * 5
    assert {refusal(answer) for answer in answers[-5:]} == {"too_many_events"}
    assert refusal(chen.ask("shout")) == "too_many_events"
    assert wang.does("raise_hand", stance="for")["ok"], "others are not held up"
    monkeypatch.setattr(protocol, "EVENTS_A_SECOND", 20)
    [connection] = hall.gateway.connections.of_person(hall.n.people["chen"])
    connection.refilled_at -= 1
    assert chen.does("raise_hand", stance="for")["ok"]


def test_what_breaks_inside_is_logged_and_told_as_failed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)

    def breaks(work: Any, *, meeting_id: int) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setitem(COMMANDS, "ask_help", breaks)
    assert chen.does("ask_help") == {"refused": {"code": "failed", "facts": {}}}
    assert "ZeroDivisionError" in caplog.text
    assert chen.does("raise_hand", stance="for")["ok"]
