"""What a screen gets when it comes into a room, or comes back."""
from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from consult.community import actions as register
from consult.community.models import Community, Person
from consult.community.rules.kinds import PostKind
from consult.live import protocol
from consult.meeting import actions as meetings
from consult.meeting.queries import room_state
from consult.storage.event_log import Stream
from tests.live.conftest import Hall


def test_a_snapshot_is_the_log_folded(hall: Hall) -> None:
    room = hall.n.a_motion()
    answer = hall.come("chen").enter(room.meeting_id)
    epoch, seq, state = hall.n.see(room_state, room.meeting_id, desk=False)
    assert (answer["epoch"], answer["seq"], answer["state"]) == (epoch, seq, state)
    assert answer["version"] == protocol.VERSION
    assert answer["stream"] == f"meeting:{room.meeting_id}"
    assert answer["desk"] is False


def test_the_desk_gets_the_snapshot_of_the_desk(hall: Hall) -> None:
    room = hall.n.a_discussion()
    hall.join("he", room.meeting_id).does("ask_help")
    desk, floor = hall.join("zhou", room.meeting_id), hall.join("chen", room.meeting_id)
    assert [call["called"] for call in desk.state(room.meeting_id)["help"]] == ["何女士"]
    assert floor.state(room.meeting_id)["help"] == []
    assert desk.rooms[room.meeting_id].seq == floor.rooms[room.meeting_id].seq


def test_what_is_one_s_own_comes_along(hall: Hall) -> None:
    room = hall.n.a_vote()
    hall.n.cast(room, chen="against")
    answer = hall.come("chen").enter(room.meeting_id)
    assert answer["you"]["person_id"] == hall.n.people["chen"]
    assert len(answer["you"]["voices"]) == 1
    assert answer["you"]["own_vote"]["choice"] == "against"
    assert answer["turnout"] == {"ballot_id": room.ballot_id, "count": 1}
    assert answer["online"] == 1


def test_nobody_gets_another_s_vote(hall: Hall) -> None:
    room = hall.n.a_vote()
    hall.n.cast(room, chen="against")
    for who in ("wang", "he", "zhou"):
        assert hall.come(who).enter(room.meeting_id)["you"]["own_vote"] is None


def test_whoever_comes_back_gets_only_what_was_missed(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    seen = chen.rooms[room.meeting_id].seen
    chen.go()
    hall.n.do("wang", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    answer = hall.come("chen").ask("enter", {"meeting_id": room.meeting_id, "seen": seen})
    assert "state" not in answer
    assert [e["name"] for e in answer["events"]] == ["HandRaised", "withheld"]


NOWHERE_KNOWN: list[Any] = [
    {"epoch": 1, "seq": 10_000}, {"epoch": 1, "seq": -1}, {"epoch": 2, "seq": 3}, {"epoch": 1},
    {"epoch": 1, "seq": True}, {"epoch": "1", "seq": 3}, {"epoch": 1, "seq": "3"}, {}, [], "latest", 7, None,
    {"epoch": 1, "seq": 10**30}, {"epoch": [1], "seq": {}},
]


def test_a_screen_that_stands_nowhere_known_gets_a_snapshot(hall: Hall, unhurried: None) -> None:
    room = hall.n.a_discussion()
    chen = hall.come("chen")
    for seen in NOWHERE_KNOWN:
        answer = chen.ask("enter", {"meeting_id": room.meeting_id, "seen": seen})
        assert answer["ok"] and "state" in answer and "events" not in answer, seen


def test_a_screen_that_missed_too_much_gets_a_snapshot(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.live.entering.WINDOW", 4)
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    head = chen.rooms[room.meeting_id].seq
    assert "events" in chen.ask("events", {"meeting_id": room.meeting_id, "after": head - 4})
    assert "state" in chen.ask("events", {"meeting_id": room.meeting_id, "after": head - 5})
    assert "state" in chen.ask("enter", {"meeting_id": room.meeting_id, "seen": {"epoch": 1, "seq": head - 5}})


def test_after_a_restored_backup_everyone_gets_a_snapshot(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.join("chen", room.meeting_id)
    following = chen.rooms[room.meeting_id]
    hall.n.run(None, lambda work: work.db.execute(
        update(Stream).where(Stream.name == f"meeting:{room.meeting_id}").values(epoch=2)) and None)
    hall.n.do("wang", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    assert chen.hear()[-1][1]["epoch"] == 2 and following.has_gap
    chen.fetch(room.meeting_id) if following.epoch == 2 else chen.enter(room.meeting_id)
    assert following.epoch == 2 and following.snapshots == 2
    assert len(following.state["queue"]) == 1


def test_a_room_of_the_neighbours_is_as_good_as_missing(hall: Hall) -> None:
    next_door = hall.n.a_sitting(body="next_door_council")
    here = hall.n.a_sitting()
    for who, theirs in (("chen", next_door), ("zhou", next_door), ("yu", here), ("fang", here)):
        screen = hall.come(who)
        missing = screen.ask("enter", {"meeting_id": 999_999})
        assert screen.ask("enter", {"meeting_id": theirs.meeting_id}) == missing
        assert missing == {"refused": {"code": "not_found", "facts": {"what": "meeting"}}}
        for command in ("check_in", "raise_hand", "close_meeting"):
            args = {"stance": "for"} if command == "raise_hand" else {}
            gone = screen.does(command, meeting_id=999_999, **args)
            assert screen.does(command, meeting_id=theirs.meeting_id, **args) == gone
            assert gone["refused"]["code"] == "not_found"
        assert screen.hear() == []


def test_what_was_not_entered_is_not_told(hall: Hall) -> None:
    room = hall.n.a_discussion()
    chen = hall.come("chen")
    assert chen.ask("events", {"meeting_id": room.meeting_id, "after": 0})["refused"]["code"] == "not_found"
    hall.n.do("wang", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    hall.beat()
    assert chen.hear() == []


def test_one_socket_may_look_into_so_many_rooms(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MEETINGS_A_SOCKET", 1)
    first, second = hall.n.a_meeting(), hall.n.a_meeting()
    chen = hall.join("chen", first.meeting_id)
    assert chen.enter(second.meeting_id)["refused"]["code"] == "too_many_rooms"
    assert chen.enter(first.meeting_id)["ok"]


def test_a_new_facilitator_hears_the_desk_after_entering_again_and_every_event_once(hall: Hall) -> None:
    room = hall.n.a_discussion()
    gu = hall.join("gu", room.meeting_id)
    hall.n.run(None, lambda work: register.appoint(
        work, community=work.get(Community, hall.n.community), person=work.get(Person, hall.n.people["gu"]),
        kind=PostKind.FACILITATOR) and None)
    assert gu.enter(room.meeting_id, seen=None)["desk"] is True
    gu.frames.clear()
    hall.n.do("he", meetings.ask_help, meeting_id=room.meeting_id)
    assert [e["name"] for e in gu.heard("event")] == ["HelpAsked"]


def test_a_meeting_that_is_over_or_called_off_can_still_be_looked_at(hall: Hall) -> None:
    over, off = hall.n.a_closed_meeting(), hall.n.a_meeting()
    hall.n.do("lin", meetings.cancel, meeting_id=off.meeting_id, reason="主持人生病，改期。")
    chen = hall.come("chen")
    assert chen.enter(over.meeting_id)["state"]["meeting"]["state"] == "closed"
    assert chen.enter(off.meeting_id)["state"]["meeting"]["state"] == "cancelled"
