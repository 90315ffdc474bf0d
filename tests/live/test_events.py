"""What was committed reaches every screen of the room, in order, each audience in its own form."""
from __future__ import annotations

import logging
from typing import Any

import pytest

from consult.core.events import Recorded
from consult.live.snapshot import visible
from consult.meeting import actions as meetings
from consult.meeting.queries import room_state
from consult.meeting.rules import room as reducer
from tests.builders_sittings import tell_sittings
from tests.events_of_a_room import ROOM_EVENTS
from tests.live.conftest import Hall, log_of
from tests.live.following import Following
from tests.meeting.told_by_the_rules import by_the_rules


def test_every_event_is_known_to_the_reducer() -> None:
    assert set(reducer.CHANGES) == set(ROOM_EVENTS)


def a_whole_story(hall: Hall) -> int:
    """A meeting in which everything happens that can, by commands over sockets; its id."""
    room = hall.n.a_meeting()
    people = hall.n.people
    desk = hall.join("zhou", room.meeting_id)
    chen, wang, he = (hall.join(who, room.meeting_id) for who in ("chen", "wang", "he"))

    def done(answer: dict[str, Any]) -> Any:
        assert answer.get("ok"), answer
        return answer["answer"]

    done(desk.does("open_meeting"))
    for screen in (chen, wang, he):
        done(screen.does("check_in"))
    for who in ("li", "zhao"):
        done(desk.does("mark_attendance", person_id=people[who], status="present", seat="3排2座"))
    done(desk.does("open_discussion", discussion_id=room.discussion_id))
    done(chen.does("raise_hand", stance="for"))
    done(desk.does("raise_hand_for", person_id=people["li"], stance="against"))
    done(wang.does("raise_hand", stance="question"))
    done(wang.does("lower_hand"))
    turn = done(desk.does("give_floor"))["turn_id"]
    done(desk.does("extend_turn", seconds=60))
    hall.n.clock.forward(seconds=90)
    done(chen.does("note_turn", turn_id=turn, text="五楼陈阿姨半年没有下过楼。"))
    done(chen.does("end_turn"))
    done(desk.does("give_floor"))
    done(desk.does("end_turn"))
    done(he.does("submit_statement", stance="addition", text="费用可以分三年付。"))
    done(he.does("ask_help"))
    done(desk.does("answer_help", person_id=people["he"]))
    motion = {"who": "青禾物业", "what": "委托两家公司出图报价", "by_when": "2026-12-31"}
    first = done(chen.does("move_motion", **motion))["motion_id"]
    done(chen.does("withdraw_motion", motion_id=first))
    second = done(wang.does("move_motion", **motion, with_what="公共收益列支"))["motion_id"]
    done(wang.does("reword_motion", motion_id=second, **motion | {"what": "委托三家公司出图报价"}))
    ballot = done(desk.does("put_to_vote"))["ballot_id"]
    for screen, choice in ((chen, "for"), (wang, "for"), (chen, "against")):
        done(screen.does("cast_vote", ballot_id=ballot, choice=choice))
    done(desk.does("close_vote"))
    done(desk.does("close_discussion", outcome="deferred", reason="等报价出来再议。", due_on="2026-12-31"))
    done(he.does("leave"))
    done(desk.does("close_meeting"))
    return room.meeting_id


def test_a_whole_story_reaches_both_audiences_in_order_and_leaves_them_where_the_log_stands(hall: Hall) -> None:
    off = hall.n.a_meeting()
    watching = [hall.come("lin"), hall.come("gu")]
    for screen in watching:
        screen.enter(off.meeting_id)
    hall.n.do("lin", meetings.cancel, meeting_id=off.meeting_id, reason="主持人生病，改期。")
    meeting_id = off.meeting_id + 1
    desk, floor = watching
    # The story's meeting is not there yet: they come in as soon as it is convened.
    story = hall.n.a_meeting

    def convened_and_watched(**how: Any) -> Any:
        room = story(**how)
        for screen in watching:
            screen.enter(room.meeting_id)
        return room

    hall.n.a_meeting = convened_and_watched  # type: ignore[method-assign]
    meeting_id = a_whole_story(hall)
    log = log_of(hall, meeting_id)
    assert {e["name"] for e in log} > {"MeetingOpened", "MotionMoved", "VoteClosed", "DiscussionClosed", "MeetingClosed"}
    for screen, at_desk in ((desk, True), (floor, False)):
        heard = [e for e in screen.heard("event") if e["stream"] == f"meeting:{meeting_id}"]
        assert [e["seq"] for e in heard] == [e["seq"] for e in log[1:]]
        assert heard == [visible(Recorded(**e), desk=at_desk) for e in log[1:]]
        epoch, seq, state = hall.n.see(room_state, meeting_id, desk=at_desk)
        following = screen.rooms[meeting_id]
        assert (following.epoch, following.seq, following.state) == (epoch, seq, state)
        assert following.snapshots == 1


def test_every_event_there_is_leaves_both_audiences_where_the_log_stands(hall: Hall) -> None:
    off = hall.n.a_meeting()
    hall.n.do("lin", meetings.cancel, meeting_id=off.meeting_id, reason="主持人生病，改期。")
    ids = {off.meeting_id, a_whole_story(hall)}
    ids |= {room.meeting_id for room in (*by_the_rules(hall.n), *tell_sittings(hall.n).values())}
    assert {e["name"] for id in ids for e in log_of(hall, id)} == set(ROOM_EVENTS)
    for who, at_desk in (("lin", True), ("gu", False)):
        for id in ids:
            screen = hall.come(who)
            screen.enter(id)
            epoch, seq, state = hall.n.see(room_state, id, desk=at_desk)
            following = screen.rooms[id]
            assert (following.epoch, following.seq, following.state) == (epoch, seq, state)
            screen.go()


def test_what_only_the_desk_may_hear_keeps_its_place_for_the_room_and_nothing_else(hall: Hall) -> None:
    room = hall.n.a_discussion()
    desk, floor = hall.join("zhou", room.meeting_id), hall.join("chen", room.meeting_id)
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    told, withheld = desk.heard("event")[-1], floor.heard("event")[-1]
    assert told["name"] == "HelpAsked" and told["data"]["called"] == "何女士"
    assert withheld == {
        "stream": told["stream"], "epoch": told["epoch"], "seq": told["seq"], "name": "withheld"}
    assert floor.rooms[room.meeting_id].seq == told["seq"] and not floor.rooms[room.meeting_id].has_gap


def test_two_commits_told_in_the_wrong_order_are_sorted_or_fetched(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen, wang = hall.join("chen", room.meeting_id), hall.join("wang", room.meeting_id)
    listeners, hall.n.store.listeners = hall.n.store.listeners, []
    hall.n.do("li", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    hall.n.do("zhao", meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    hall.n.store.listeners = listeners
    first, second = hall.n.log(f"meeting:{room.meeting_id}")[-2:]
    hall.gateway.broadcast.announce(second)
    chen.hear()
    assert chen.rooms[room.meeting_id].has_gap
    chen.fetch(room.meeting_id)
    hall.gateway.broadcast.announce(first)
    for screen in (chen, wang):
        assert [hand["called"] for hand in screen.state(room.meeting_id)["queue"]] == ["李秀英", "赵卫东"]
        assert screen.rooms[room.meeting_id].seq == second.seq


def test_an_event_that_was_never_told_is_found_by_the_beacon(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    listeners, hall.n.store.listeners = hall.n.store.listeners, []
    hall.n.do("li", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    hall.n.store.listeners = listeners
    hall.beat()
    beacon = chen.heard("head")[-1]
    following = chen.rooms[room.meeting_id]
    assert (beacon["epoch"], beacon["seq"]) == (following.epoch, following.seq + 1)
    chen.fetch(room.meeting_id)
    assert following.seq == beacon["seq"] and len(following.state["queue"]) == 1


def test_a_listener_that_fails_stops_nobody(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)

    def fails(event: Recorded) -> None:
        raise RuntimeError("this listener has a fault")

    hall.n.store.listeners.insert(0, fails)
    with caplog.at_level(logging.ERROR):
        answer = hall.join("wang", room.meeting_id).does("raise_hand", stance="for")
    assert answer["ok"] and len(chen.state(room.meeting_id)["queue"]) == 1
    assert "a listener failed" in caplog.text


def test_an_answer_comes_after_its_event(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    answer = chen.does("raise_hand", stance="for")
    assert answer["seq"] == chen.heard("event")[-1]["seq"]


def test_what_the_system_or_a_page_does_is_told_too(hall: Hall) -> None:
    meeting = hall.n.a_meeting()
    chen = hall.join("chen", meeting.meeting_id)
    hall.n.do("zhou", meetings.open_meeting, meeting_id=meeting.meeting_id)
    assert chen.state(meeting.meeting_id)["meeting"]["state"] == "open"


def test_how_many_have_the_room_open_is_told_when_it_changes(hall: Hall) -> None:
    room = hall.n.a_sitting()
    chen, second = hall.join("chen", room.meeting_id), hall.join("chen", room.meeting_id)
    hall.beat(1)
    assert chen.heard("presence")[-1] == {"meeting_id": room.meeting_id, "online": 1}
    hall.join("zhou", room.meeting_id)
    hall.beat(1)
    hall.beat(1)
    assert [m["online"] for m in chen.heard("presence")] == [1, 2]
    second.go()
    hall.beat(1)
    assert [m["online"] for m in chen.heard("presence")] == [1, 2]


def test_two_rooms_do_not_hear_each_other(hall: Hall) -> None:
    here, there = hall.n.a_discussion(), hall.n.a_discussion(body="next_door_council")
    chen, yu = hall.join("chen", here.meeting_id), hall.join("yu", there.meeting_id)
    hall.n.do("wang", meetings.raise_hand, meeting_id=here.meeting_id, stance="for")
    hall.n.do("dong", meetings.raise_hand, meeting_id=there.meeting_id, stance="for")
    hall.beat()
    for screen, room in ((chen, here), (yu, there)):
        screen.hear()
        told = [str(m.get("stream") or f"meeting:{m['meeting_id']}") for _name, m in screen.frames]
        assert set(told) == {f"meeting:{room.meeting_id}"}


def test_the_follower_of_the_tests_skips_nothing() -> None:
    following = Following()
    with pytest.raises(AssertionError):
        following._step({"seq": 2, "name": "withheld"})
