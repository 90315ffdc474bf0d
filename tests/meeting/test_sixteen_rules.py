"""The sixteen rules of order (practice.md 2.8), each by its name: what is hard the server refuses, what is soft it logs."""
from __future__ import annotations

from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.core.errors import RuleBroken
from consult.live.protocol import INBOUND
from consult.meeting import actions as meetings
from consult.meeting import queries
from tests.builders import Neighbourhood, Room
from tests.meeting.told_by_the_rules import DAY, count, under

WORDS = {"who": "青禾物业", "by_when": DAY, "with_what": "公共收益列支"}


def refused(n: Neighbourhood, by: str, verb: Any, room: Room, /, **args: Any) -> str:
    """The code of the refusal that must come."""
    with pytest.raises(RuleBroken) as refusal:
        n.do(by, verb, meeting_id=room.meeting_id, **args)
    return refusal.value.code


def last(n: Neighbourhood, room: Room, name: str) -> dict[str, Any]:
    """What the log says of the latest event of a kind."""
    return next(e.data for e in reversed(n.log(f"meeting:{room.meeting_id}")) if e.name == name)


def given(n: Neighbourhood, room: Room, who: str, stance: str = "for") -> None:
    """Someone has the floor."""
    n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=stance)
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)


def test_1_a_motion_first_and_until_then_facts_only(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    under(n, information_round="questions")
    room = n.a_discussion()
    assert refused(n, "chen", meetings.raise_hand, room, stance="for") == "facts_first"
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="question")
    n.move(room, "wang")
    n.do("li", meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    under(n, information_round="closed")
    assert refused(n, "chen", meetings.raise_hand, n.a_discussion(), stance="question") == "motion_first"


def test_2_one_motion_at_a_time_and_the_rest_is_parked(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion()
    assert refused(n, "wang", meetings.move_motion, room, what="停车也要管", **WORDS) == "one_motion_at_a_time"
    n.do("wang", meetings.park, meeting_id=room.meeting_id, text="停车也要管")
    n.do("li", meetings.move_amendment, meeting_id=room.meeting_id, what="委托三家出图报价", **WORDS)
    assert refused(n, "wang", meetings.move_amendment, room, what="委托五家", **WORDS) == "amendment_pending"


def test_3_the_chair_is_neutral(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion(chair_id=n.people["chen"])
    for verb, args in ((meetings.raise_hand, {"stance": "for"}), (meetings.raise_point, {"kind": "order"}),
                       (meetings.move_motion, {"what": "出图报价", **WORDS}), (meetings.park, {"text": "停车"})):
        assert refused(n, "chen", verb, room, **args) == "chair_is_neutral"


def test_4_raise_a_hand_and_speak_when_called(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    assert refused(n, "zhou", meetings.give_floor, room) == "queue_empty"
    n.do("zhou", meetings.raise_hand_at, meeting_id=room.meeting_id, seat="12", stance="against")
    assert n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)["person_id"] < 0
    assert last(n, room, "FloorGiven")["called"] == "12号席"


def test_5_who_has_not_spoken_comes_before_who_has_in_the_hall_or_on_a_phone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    given(n, room, "chen")
    n.do("chen", meetings.end_turn, meeting_id=room.meeting_id)
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("zhou", meetings.raise_hand_at, meeting_id=room.meeting_id, seat="12", stance="for")
    assert n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)["person_id"] < 0


def test_6_sides_take_turns(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    given(n, room, "chen")
    for who, stance in (("wang", "for"), ("li", "against")):
        n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=stance)
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    assert last(n, room, "FloorGiven")["person_id"] == n.people["li"]


def test_7_a_speaker_says_first_where_they_stand(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    with pytest.raises(Exception, match="bad_shape"):
        n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="")


def test_8_time_and_turns_are_limited_and_extra_time_is_the_rooms_to_give(
    neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    under(n, seconds_a_turn=90, turns_each=1, extra_time="vote")
    room = n.a_discussion()
    given(n, room, "chen")
    assert refused(n, "zhou", meetings.extend_turn, room, seconds=60) == "extra_time_by_vote"
    clock.forward(seconds=80)
    asked = n.do("chen", meetings.ask_extra_time, meeting_id=room.meeting_id, seconds=60)
    clock.forward(seconds=40)
    assert count(n, room, asked, 3, 2)
    assert last(n, room, "ClockResumed")["left_seconds"] == 70
    n.do("chen", meetings.end_turn, meeting_id=room.meeting_id)
    assert last(n, room, "FloorEnded")["spoke_seconds"] == 80
    assert refused(n, "chen", meetings.raise_hand, room, stance="for") == "turns_used_up"


def test_9_nobody_is_interrupted_but_for_a_point_and_goes_on_with_the_seconds_left(
    neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    room = n.a_discussion()
    here = {"meeting_id": room.meeting_id}
    given(n, room, "chen")
    n.do("wang", meetings.raise_hand, **here, stance="against")
    clock.forward(seconds=50)
    point = n.do("li", meetings.raise_point, **here, kind="order", text="没有按次序")["point_id"]
    n.do("zhou", meetings.hear_point, **here, point_id=point)
    clock.forward(seconds=300)
    assert refused(n, "zhou", meetings.give_floor, room) == "point_is_heard"
    n.do("zhou", meetings.rule_on_point, **here, point_id=point, sustained=False, reason="次序是对的")
    assert last(n, room, "ClockResumed")["left_seconds"] == 70
    clock.forward(seconds=10)
    n.do("chen", meetings.yield_floor, **here)
    assert last(n, room, "FloorEnded")["spoke_seconds"] == 60
    assert last(n, room, "FloorGiven")["person_id"] == n.people["wang"]


def test_10_people_speak_to_the_chair_and_nothing_is_sent_from_one_to_another() -> None:
    assert {"enter", "events", "command"} >= {name for name in INBOUND if name in ("chat", "whisper", "enter", "command", "events")}
    assert not {name for name in meetings.COMMANDS if "message" in name or "reply" in name}


def test_11_12_off_the_matter_is_reminded_and_civility_goes_step_by_step_each_with_a_reason(
    neighbourhood: Neighbourhood,
) -> None:
    n = neighbourhood
    room = n.a_discussion()
    here, chen = {"meeting_id": room.meeting_id}, n.people["chen"]
    given(n, room, "chen")
    step = {"speaker_id": chen, "reason": "骂人"}
    assert refused(n, "zhou", meetings.moderate, room, kind="muted", **step) == "warn_first"
    assert refused(n, "zhou", meetings.moderate, room, kind="removed", **step) == "mute_first"
    for kind in ("off_topic", "warning", "muted", "removed"):
        n.do("zhou", meetings.moderate, **here, kind=kind, **step)
        assert (last(n, room, "ChairRuled")["kind"], last(n, room, "ChairRuled")["reason"]) == (kind, "骂人")
    assert refused(n, "chen", meetings.check_in, room) == "asked_to_leave"
    out = last(n, room, "ChairRuled")["ruling_id"]
    assert count(n, room, n.do("chen", meetings.appeal, **here, ruling_id=out, reason="我不再骂了"), 3, 1)
    n.do("chen", meetings.check_in, **here)


def test_13_a_ruling_is_obeyed_unless_the_room_overturns_it_and_a_tie_leaves_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    ruling = n.do("zhou", meetings.moderate, meeting_id=room.meeting_id, speaker_id=n.people["chen"], kind="off_topic",
                  reason="说到停车")["ruling_id"]
    asked = n.do("chen", meetings.appeal, meeting_id=room.meeting_id, ruling_id=ruling, reason="没有跑题")
    assert refused(n, "zhou", meetings.count_room, room, question_id=asked["question_id"], votes_for=3,
                   votes_against=3) == "count_does_not_add_up"
    assert not count(n, room, asked, 2, 2, 1)
    assert refused(n, "chen", meetings.appeal, room, ruling_id=ruling, reason="再来一次") == "not_now"


@pytest.mark.parametrize("way", ["queue_empty", "turns_used_up", "debate_closed"])
def test_14_no_vote_before_the_debate_is_over(neighbourhood: Neighbourhood, way: str) -> None:
    n = neighbourhood
    under(n, vote_when=[way], turns_each=1)  # type: ignore[arg-type]
    room = n.a_motion(present=("chen", "wang", "li", "zhao"))
    n.do("wang", meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    assert refused(n, "zhou", meetings.put_to_vote, room) == "people_waiting"
    n.do("wang", meetings.lower_hand, meeting_id=room.meeting_id)
    if way == "turns_used_up":
        assert refused(n, "zhou", meetings.put_to_vote, room) == "debate_not_over"
        for who in ("chen", "wang", "li", "zhao"):
            given(n, room, who)
            n.do(who, meetings.end_turn, meeting_id=room.meeting_id)
    if way == "debate_closed":
        assert refused(n, "zhou", meetings.put_to_vote, room) == "debate_not_over"
        assert count(n, room, n.do("li", meetings.move_close_debate, meeting_id=room.meeting_id), 3, 1)
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)


def test_15_no_count_is_told_before_the_close(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote()
    n.cast(room, chen="for", wang="against")
    assert [e.name for e in n.log(f"meeting:{room.meeting_id}")][-1] == "VoteOpened"


def test_16_a_tie_fails_and_everyone_may_promise_to_keep_the_rules(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion()
    n.do("li", meetings.move_amendment, meeting_id=room.meeting_id, what="委托三家出图报价", **WORDS)
    assert not count(n, room, n.do("zhou", meetings.put_amendment, meeting_id=room.meeting_id), 2, 2, 1)
    for who in ("chen", "chen", "wang"):
        heard = n.do(who, meetings.promise_rules, meeting_id=room.meeting_id)["heard"]
    assert heard == 2


# --- and beside them ------------------------------------------------------------------------------------


def test_a_seconder_is_needed_where_the_rules_ask_for_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    under(n, seconder=True)
    room = n.a_motion()
    motion = n.see(queries.last_motion, room.discussion_id).id
    assert refused(n, "zhou", meetings.put_to_vote, room) == "needs_a_seconder"
    assert refused(n, "chen", meetings.second_motion, room, motion_id=motion) == "own_motion_not_seconded"
    n.do("wang", meetings.second_motion, meeting_id=room.meeting_id, motion_id=motion)
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)


def test_written_statements_can_be_closed_and_a_lost_quorum_can_stop_the_talk(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    under(n, written_statements="closed", quorum_loss="stop")
    room = n.a_discussion(present=("chen", "wang", "li", "zhao"))
    assert refused(n, "chen", meetings.submit_statement, room, stance="for", text="我看行") == "statements_closed"
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("zhao", meetings.leave, meeting_id=room.meeting_id)
    assert refused(n, "zhou", meetings.give_floor, room) == "quorum_lost"
    n.do("zhao", meetings.check_in, meeting_id=room.meeting_id)
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)


def test_a_straw_poll_is_one_answer_a_person_and_only_sums_are_told(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    here = {"meeting_id": room.meeting_id}
    straw = n.do("zhou", meetings.ask_straw, **here, kind="straw", text="先装3幢行不行？")["straw_id"]
    for answer in ("for", "for", "against"):
        n.do("chen", meetings.answer_straw, **here, straw_id=straw, answer=answer)
    n.do("wang", meetings.answer_straw, **here, straw_id=straw, answer="unsure")
    n.do("zhou", meetings.count_straw, **here, straw_id=straw, answer="for", count=7)
    n.do("zhou", meetings.close_straw, **here, straw_id=straw)
    assert last(n, room, "StrawClosed")["counts"] == {"for": 7, "against": 1, "unsure": 1}
    assert refused(n, "li", meetings.answer_straw, room, straw_id=straw, answer="for") == "straw_closed"
    assert "person_id" not in last(n, room, "StrawCounted")


def test_a_pause_stops_the_clock_and_everything_but_coming_and_going(
    neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    room = n.a_discussion()
    given(n, room, "chen")
    clock.forward(seconds=30)
    n.do("zhou", meetings.suspend, meeting_id=room.meeting_id, reason="停电了")
    assert refused(n, "wang", meetings.raise_hand, room, stance="for") == "meeting_suspended"
    n.do("he", meetings.check_in, meeting_id=room.meeting_id)
    clock.forward(minutes=20)
    n.do("zhou", meetings.resume, meeting_id=room.meeting_id)
    assert last(n, room, "ClockResumed")["left_seconds"] == 90
