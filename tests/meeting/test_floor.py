"""The floor: asked for with a stance, given in a fair order, limited in time and turns, written down."""
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import update

from consult.community.models import Body
from consult.core.clock import SetClock
from consult.core.errors import Forbidden, NotFound, Refusal, RuleBroken
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.rules.kinds import Stance
from consult.meeting.rules.order import Order
from tests.builders import COUNCIL, Neighbourhood, Room
from tests.storage.happenings import all_at_once


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    """A discussion; chen, wang, li, zhao and sun are present."""
    return neighbourhood.a_discussion()


def raise_hand(n: Neighbourhood, room: Room, who: str, stance: str = "for") -> dict[str, Any]:
    answer: dict[str, Any] = n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=stance)
    return answer


def give(n: Neighbourhood, room: Room, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id, **more)
    return answer


def end(n: Neighbourhood, room: Room, who: str = "zhou") -> None:
    n.do(who, meetings.end_turn, meeting_id=room.meeting_id)


def refused(n: Neighbourhood, who: str, verb: Any, room: Room, **args: Any) -> str:
    """The code of the refusal that must come."""
    with pytest.raises(Refusal) as refusal:
        n.do(who, verb, meeting_id=room.meeting_id, **args)
    return refusal.value.code


def ordered(**rules: Any) -> dict[str, Any]:
    return Order(**rules).plain()


def under(n: Neighbourhood, **rules: Any) -> Room:
    """A discussion under other rules of order."""
    n.run(None, lambda work: work.db.execute(
        update(Body).where(Body.id == n.bodies["council"]).values(rules_of_order=ordered(**rules))) and None)
    return n.a_discussion()


def test_the_answer_says_ones_place_in_the_queue(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    assert [raise_hand(n, room, who)["place"] for who in ("chen", "wang")] == [1, 2]
    assert raise_hand(n, room, "li", "against")["place"] == 2


def test_who_has_spoken_waits_for_who_has_not(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    raise_hand(n, room, "chen")
    give(n, room)
    end(n, room)
    raise_hand(n, room, "chen")
    raise_hand(n, room, "wang")
    assert give(n, room)["person_id"] == n.people["wang"]


def test_a_hand_is_raised_once(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    chen = n.actor("chen")
    answers = all_at_once([
        lambda: n.store.carry_out(
            lambda work: meetings.raise_hand(work, meeting_id=room.meeting_id, stance=Stance.FOR), actor=chen,
        ).value
    ] * 12, threads=12)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert {a.code for a in answers if isinstance(a, RuleBroken)} == {"already_waiting"}


def test_the_floor_is_given_once_when_two_desks_press(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for who in ("chen", "wang"):
        raise_hand(n, room, who)
    answers = all_at_once([lambda: give(n, room), lambda: give(n, room)], threads=2)
    assert sorted(a["person_id"] for a in answers) == sorted(n.people[who] for who in ("chen", "wang"))
    running = [t for t in n.see(queries.turns, room.discussion_id) if t.ended_at is None]
    assert len(running) == 1


@pytest.mark.parametrize(("who", "code"), [("qian", "check_in_first"), ("he", "check_in_first"), ("xu", "check_in_first")])
def test_who_is_not_in_the_room_does_not_speak(neighbourhood: Neighbourhood, room: Room, who: str, code: str) -> None:
    n = neighbourhood
    assert refused(n, who, meetings.raise_hand, room, stance="for") == code
    assert refused(n, "zhou", meetings.raise_hand_for, room, person_id=n.people[who], stance="for") == code
    assert refused(n, who, meetings.submit_statement, room, stance="for", text="先看图纸。") == code


def test_nobody_asks_for_the_floor_before_a_matter_is_taken_up(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert refused(n, "chen", meetings.raise_hand, n.a_sitting(), stance="for") == "no_open_discussion"


def test_the_speaker_does_not_ask_again_and_ends_the_own_turn(
    neighbourhood: Neighbourhood, room: Room, clock: SetClock
) -> None:
    n = neighbourhood
    raise_hand(n, room, "chen")
    give(n, room)
    assert refused(n, "chen", meetings.raise_hand, room, stance="for") == "has_the_floor"
    assert refused(n, "wang", meetings.end_turn, room) == "not_yours_to_do"
    clock.forward(seconds=72.6)
    end(n, room, "chen")
    assert n.see(queries.turns, room.discussion_id)[0].spoke_seconds == 73
    assert refused(n, "chen", meetings.end_turn, room) == "nobody_speaks"


def test_turns_are_limited_as_the_rules_of_order_say(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for _ in range(2):
        raise_hand(n, room, "chen")
        give(n, room)
        end(n, room)
    assert refused(n, "chen", meetings.raise_hand, room, stance="for") == "turns_used_up"
    n.do("chen", meetings.submit_statement, meeting_id=room.meeting_id, stance="for", text="再补充一句。")


def test_turns_without_limit_where_the_body_says_so(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = under(n, turns_each=None)
    for _ in range(4):
        raise_hand(n, room, "chen")
        give(n, room)
        end(n, room)


def test_where_observers_only_listen_the_proposer_still_speaks(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = under(n, observers_may_speak=False)
    for who in ("gu", "he"):
        n.do(who, meetings.check_in, meeting_id=room.meeting_id)
    assert refused(n, "gu", meetings.raise_hand, room, stance="for") == "observers_listen"
    assert refused(n, "gu", meetings.submit_statement, room, stance="for", text="我也说一句。") == "observers_listen"
    assert raise_hand(n, room, "he")["place"] == 1
    n.do("he", meetings.submit_statement, meeting_id=room.meeting_id, stance="for", text="图纸在这里。")


def test_where_observers_may_speak_they_do(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    n.do("gu", meetings.check_in, meeting_id=room.meeting_id)
    assert raise_hand(n, room, "gu", "question")["place"] == 1


def test_the_time_of_a_turn_is_that_of_the_body_and_can_be_extended(
    neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    room = under(n, seconds_a_turn=180)
    raise_hand(n, room, "chen")
    give(n, room)
    begun = n.log(f"meeting:{room.meeting_id}")[-1].data
    assert (begun["seconds"], begun["ends_at"]) == (180, "2026-11-26T11:03:00.000Z")
    n.do("zhou", meetings.extend_turn, meeting_id=room.meeting_id, seconds=60)
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["ends_at"] == "2026-11-26T11:04:00.000Z"
    for seconds in (0, -60, 601):
        assert refused(n, "zhou", meetings.extend_turn, room, seconds=seconds) == "extra_time_out_of_range"
    assert refused(n, "chen", meetings.extend_turn, room) == "not_yours_to_do"


def test_out_of_order_needs_a_reason_and_the_reason_is_told(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    raise_hand(n, room, "chen")
    later = raise_hand(n, room, "wang")["hand_id"]
    assert refused(n, "zhou", meetings.give_floor, room, hand_id=later) == "reason_to_override"
    assert give(n, room, hand_id=later, reason="先答清楚钱从哪里来")["person_id"] == n.people["wang"]
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["override_reason"] == "先答清楚钱从哪里来"
    give(n, room, reason="按次序不用理由")
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["override_reason"] == ""


def test_giving_the_floor_ends_the_turn_that_runs(neighbourhood: Neighbourhood, room: Room, clock: SetClock) -> None:
    n = neighbourhood
    for who in ("chen", "wang"):
        raise_hand(n, room, who)
    give(n, room)
    clock.forward(seconds=30)
    give(n, room)
    assert [e.name for e in n.log(f"meeting:{room.meeting_id}")][-2:] == ["FloorEnded", "FloorGiven"]
    assert [t.spoke_seconds for t in n.see(queries.turns, room.discussion_id)] == [30, None]


def test_an_empty_queue_gives_no_floor(neighbourhood: Neighbourhood, room: Room) -> None:
    assert refused(neighbourhood, "zhou", meetings.give_floor, room) == "queue_empty"


def test_a_hand_that_is_down_cannot_be_called_nor_lowered_again(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    hand = raise_hand(n, room, "chen")["hand_id"]
    raise_hand(n, room, "wang")
    n.do("chen", meetings.lower_hand, meeting_id=room.meeting_id)
    assert refused(n, "chen", meetings.lower_hand, room) == "not_waiting"
    assert refused(n, "zhou", meetings.give_floor, room, hand_id=hand, reason="点名") == "not_waiting"
    assert refused(n, "zhou", meetings.remove_hand, room, hand_id=hand, reason="点名") == "not_waiting"


def test_a_hand_of_another_room_is_as_if_it_were_not_there(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    hand = raise_hand(n, room, "chen")["hand_id"]
    other = n.a_discussion()
    raise_hand(n, other, "chen")
    for missing in (hand, 99_999):
        with pytest.raises(NotFound) as refusal:
            n.do("zhou", meetings.remove_hand, meeting_id=other.meeting_id, hand_id=missing, reason="点名")
        assert refusal.value.facts == {"what": "hand"}


def test_the_desk_takes_someone_out_of_the_queue_with_a_reason(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    hand = raise_hand(n, room, "chen")["hand_id"]
    with pytest.raises(Forbidden):
        n.do("wang", meetings.remove_hand, meeting_id=room.meeting_id, hand_id=hand, reason="不想听")
    n.do("zhou", meetings.remove_hand, meeting_id=room.meeting_id, hand_id=hand, reason="已离席")
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["reason"] == "已离席"


def test_what_was_said_is_written_by_the_speaker_or_the_desk(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    raise_hand(n, room, "chen")
    turn = give(n, room)["turn_id"]
    n.do("chen", meetings.note_turn, meeting_id=room.meeting_id, turn_id=turn, text="我不反对装，我要看到钱怎么分。")
    end(n, room)
    n.do("zhou", meetings.note_turn, meeting_id=room.meeting_id, turn_id=turn, text="不反对装，先看分摊表。")
    noted = [e.data for e in n.log(f"meeting:{room.meeting_id}") if e.name == "TurnNoted"]
    assert [(e["by_desk"], e["text"]) for e in noted] == [
        (False, "我不反对装，我要看到钱怎么分。"), (True, "不反对装，先看分摊表。"),
    ]
    assert refused(n, "wang", meetings.note_turn, room, turn_id=turn, text="他没这么说") == "not_yours_to_do"
    other = n.a_discussion()
    for missing in (turn, 99_999):
        assert refused(n, "zhou", meetings.note_turn, other, turn_id=missing, text="别处的话") == "not_found"


def test_nobody_asks_for_the_floor_while_the_vote_is_open(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert refused(n, "chen", meetings.raise_hand, n.a_vote(), stance="for") == "vote_is_open"


def test_a_second_matter_has_turns_of_its_own(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    for _ in range(2):
        raise_hand(n, room, "chen")
        give(n, room)
        end(n, room)
    other = n.a_discussion()
    assert raise_hand(n, other, "chen")["place"] == 1


# --- whatever a room does -------------------------------------------------------------------------------

moves = some.lists(some.one_of(
    some.tuples(some.just("raise"), some.sampled_from(sorted(COUNCIL)), some.sampled_from(["for", "against", "question"])),
    some.tuples(some.just("lower"), some.sampled_from(sorted(COUNCIL)), some.none()),
    some.tuples(some.just("give"), some.none(), some.none()),
    some.tuples(some.just("end"), some.none(), some.none()),
    some.tuples(some.just("leave"), some.sampled_from(sorted(COUNCIL)), some.none()),
    some.tuples(some.just("come"), some.sampled_from(sorted(COUNCIL)), some.none()),
), max_size=25)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves)
def test_whatever_a_room_does_one_speaks_nobody_is_lost_and_nobody_waits_twice(
    neighbourhood: Neighbourhood, steps: list[tuple[str, str | None, str | None]]
) -> None:
    n = neighbourhood
    room = n.a_discussion()
    asked: dict[str, int] = dict.fromkeys(COUNCIL, 0)
    verbs = {"lower": meetings.lower_hand, "give": meetings.give_floor, "end": meetings.end_turn,
             "leave": meetings.leave, "come": meetings.check_in}
    for what, who, stance in steps:
        try:
            if what == "raise" and who:
                raise_hand(n, room, who, stance or "for")
                asked[who] += 1
            else:
                n.do(who or "zhou", verbs[what], meeting_id=room.meeting_id)
        except RuleBroken:
            continue
    n.clock.forward(minutes=5)
    with n.store.read() as db:
        turns = queries.turns(db, room.discussion_id)
        waiting = queries.waiting_hands(db, room.discussion_id)
        queue = queries.queue_order(db, room.discussion_id, Order())
    lowered = [e for e in n.log(f"meeting:{room.meeting_id}") if e.name == "HandLowered"]
    assert sum(t.ended_at is None for t in turns) <= 1
    assert sorted(queue) == [h.id for h in waiting]
    assert len({h.person_id for h in waiting}) == len(waiting)
    assert len(turns) + len(waiting) + len(lowered) == sum(asked.values())
