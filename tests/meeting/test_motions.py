"""One motion at a time: who does what, when, with what; reworded and taken back by its mover."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.models import Motion
from consult.meeting.rules.motion_text import motion_text
from tests.builders import Neighbourhood, Room
from tests.storage.happenings import all_at_once

WORDS = {"who": "青禾物业", "what": "委托三家公司出图报价", "by_when": date(2026, 12, 31), "with_what": ""}


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    return neighbourhood.a_discussion()


def the(n: Neighbourhood, room: Room) -> Motion | None:
    found: Motion | None = n.see(queries.last_motion, room.discussion_id)
    return found


def refused(n: Neighbourhood, who: str, verb: Any, room: Room, /, **args: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        n.do(who, verb, meeting_id=room.meeting_id, **args)
    return refusal.value.code


@pytest.mark.parametrize(("given", "read"), [
    ({}, "委托三家公司出图报价。由青禾物业负责，2026年12月31日前完成。"),
    ({"what": "委托三家公司出图报价。"}, "委托三家公司出图报价。由青禾物业负责，2026年12月31日前完成。"),
    ({"with_what": "公共收益列支。"}, "委托三家公司出图报价。由青禾物业负责，2026年12月31日前完成；所需：公共收益列支。"),
])
def test_a_motion_is_one_sentence(given: dict[str, str], read: str) -> None:
    assert motion_text(**WORDS | given) == read  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["who", "what", "by_when"])
def test_a_motion_says_who_what_and_when(neighbourhood: Neighbourhood, room: Room, field: str) -> None:
    with pytest.raises(BadShape) as refusal:
        neighbourhood.do("chen", meetings.move_motion, meeting_id=room.meeting_id, **WORDS | {field: ""})
    assert refusal.value.fields == {field: "missing"}


def test_a_motion_for_yesterday_is_refused_and_one_for_today_is_not(
    neighbourhood: Neighbourhood, room: Room, clock: SetClock
) -> None:
    n = neighbourhood
    with pytest.raises(BadShape) as refusal:
        n.move(room, by_when=date(2026, 11, 25))
    assert refusal.value.fields == {"by_when": "past"}
    motion = n.move(room, by_when=date(2026, 11, 26))
    with pytest.raises(BadShape):
        n.do("chen", meetings.reword_motion, meeting_id=room.meeting_id, motion_id=motion,
             **WORDS | {"by_when": date(2026, 11, 25)})


@pytest.mark.parametrize("who", ["he", "gu", "zhou"])
def test_only_voices_of_the_roll_move(neighbourhood: Neighbourhood, room: Room, who: str) -> None:
    n = neighbourhood
    n.do(who, meetings.check_in, meeting_id=room.meeting_id)
    assert refused(n, who, meetings.move_motion, room, **WORDS) == "only_voices_move"


def test_the_desk_writes_a_motion_down_for_a_member_in_the_hall(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    assert refused(n, "wang", meetings.move_motion, room, **WORDS, mover_id=n.people["chen"]) == "not_yours_to_do"
    n.do("zhou", meetings.move_motion, meeting_id=room.meeting_id, **WORDS, mover_id=n.people["chen"])
    motion = the(n, room)
    assert motion is not None
    assert (motion.mover, motion.mover_id) == ("陈美兰", n.people["chen"])
    n.do("chen", meetings.withdraw_motion, meeting_id=room.meeting_id, motion_id=motion.id)


@pytest.mark.parametrize("who", ["qian", "gu"])
def test_the_desk_cannot_move_for_who_is_not_here(neighbourhood: Neighbourhood, room: Room, who: str) -> None:
    n = neighbourhood
    assert refused(n, "zhou", meetings.move_motion, room, **WORDS, mover_id=n.people[who]) == "check_in_first"


def test_one_motion_at_a_time_even_when_all_move_at_once(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    answers = all_at_once([
        lambda who=who: n.move(room, who) for who in ("chen", "wang", "li", "zhao", "sun")
    ], threads=5)
    assert sum(isinstance(a, int) for a in answers) == 1
    assert {a.code for a in answers if isinstance(a, RuleBroken)} == {"one_motion_at_a_time"}


def test_rewording_keeps_the_earlier_draft_readable(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    motion = n.move(room)
    for who in ("chen", "zhou"):
        n.do(who, meetings.reword_motion, meeting_id=room.meeting_id, motion_id=motion, **WORDS)
    assert refused(n, "wang", meetings.reword_motion, room, motion_id=motion, **WORDS) == "not_yours_to_do"
    told = [e.data for e in n.log(f"meeting:{room.meeting_id}") if e.name == "MotionReworded"]
    assert [e["draft"] for e in told] == [2, 3]
    assert told[0]["before"].startswith("委托两家公司")
    assert told[1]["before"] == told[0]["text"]


def test_a_motion_taken_back_makes_room_for_another(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    first = n.move(room)
    assert refused(n, "wang", meetings.withdraw_motion, room, motion_id=first) == "not_yours_to_do"
    n.do("chen", meetings.withdraw_motion, meeting_id=room.meeting_id, motion_id=first)
    assert the(n, room) is None
    assert refused(n, "chen", meetings.reword_motion, room, motion_id=first, **WORDS) == "not_now"
    assert n.move(room, "wang") > first


def test_what_is_put_to_the_vote_is_neither_reworded_nor_taken_back(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote()
    motion = the(n, room)
    assert motion is not None
    assert refused(n, "chen", meetings.reword_motion, room, motion_id=motion.id, **WORDS) == "not_now"
    assert refused(n, "chen", meetings.withdraw_motion, room, motion_id=motion.id) == "not_now"
    assert refused(n, "wang", meetings.move_motion, room, **WORDS) == "one_motion_at_a_time"


def test_after_a_motion_passed_there_is_no_other(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote()
    n.cast(room, chen="for", wang="for", li="for")
    n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    assert refused(n, "wang", meetings.move_motion, room, **WORDS) == "motion_passed"


def test_after_a_motion_failed_another_may_be_moved(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote()
    n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    n.move(room, "wang")


def test_a_motion_of_another_room_is_as_if_it_were_not_there(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    motion = n.move(room)
    other = n.a_discussion()
    for missing in (motion, 99_999):
        assert refused(n, "zhou", meetings.withdraw_motion, other, motion_id=missing) == "not_found"


# --- putting it to the vote -----------------------------------------------------------------------------


def test_there_is_no_vote_without_a_motion(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    assert refused(n, "zhou", meetings.put_to_vote, room) == "no_motion"
    assert refused(n, "zhou", meetings.close_vote, room) == "no_open_vote"


def test_the_vote_waits_until_everyone_was_heard(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.move(room)
    for who in ("li", "wang"):
        n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    assert refused(n, "zhou", meetings.put_to_vote, room) == "people_waiting"
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    n.do("wang", meetings.lower_hand, meeting_id=room.meeting_id)
    assert refused(n, "zhou", meetings.put_to_vote, room) == "has_the_floor"
    n.do("zhou", meetings.end_turn, meeting_id=room.meeting_id)
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)
    assert refused(n, "zhou", meetings.put_to_vote, room) == "not_now"


def test_a_quorum_lost_between_motion_and_vote_stops_the_vote(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.move(room)
    for who in ("zhao", "sun"):
        n.do(who, meetings.leave, meeting_id=room.meeting_id)
    with pytest.raises(RuleBroken) as refusal:
        n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)
    assert (refusal.value.code, refusal.value.facts) == ("quorum_not_met", {"present": 3, "needed": 4, "expected": 6})
    n.do("qian", meetings.check_in, meeting_id=room.meeting_id)
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)


@pytest.mark.parametrize("who", ["chen", "he", "wu", "mei"])
def test_only_the_desk_puts_and_closes(neighbourhood: Neighbourhood, who: str) -> None:
    n = neighbourhood
    room = n.a_vote()
    expected = "not_found" if who == "mei" else "not_yours_to_do"
    assert refused(n, who, meetings.put_to_vote, room) == expected
    assert refused(n, who, meetings.close_vote, room) == expected


def test_a_chair_named_for_the_meeting_runs_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting(chair_id=n.people["chen"])
    n.do("chen", meetings.open_meeting, meeting_id=room.meeting_id)
    other = n.a_meeting()
    assert refused(n, "chen", meetings.open_meeting, other) == "not_yours_to_do"


def test_the_vote_is_held_under_the_rule_of_the_body(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for body, code in (("council", "council_present_half"), ("assembly", "assembly_household"),
                       ("joint", "joint_meeting_consensus")):
        room = n.a_vote(body=body)
        opened = n.log(f"meeting:{room.meeting_id}")[-1].data
        assert (opened["rule"]["code"], bool(opened["rule"]["citation"])) == (code, True)


def test_one_objection_in_the_joint_meeting_is_enough(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote(body="joint", present=("deng", "song", "bai"))
    n.cast(room, deng="for", song="for", bai="against")
    assert n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)["verdict"] == "failed"
