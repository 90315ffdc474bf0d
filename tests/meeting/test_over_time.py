"""限时: a turn that is over its time, and the grace that the rules give, ends by itself; nothing else does."""
from __future__ import annotations

from functools import partial

import pytest

from consult.core.clock import SetClock
from consult.core.errors import Forbidden
from consult.deadlines import sweep
from consult.meeting import actions as meetings
from consult.meeting.queries.order import turns_over_time
from consult.meeting.rules.order import Order, over_time
from tests.builders import Neighbourhood, Room
from tests.meeting.told_by_the_rules import under


def given(n: Neighbourhood, room: Room, who: str = "chen") -> int:
    """Somebody asks and has the floor; the turn's id."""
    n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    turn: int = n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)["turn_id"]
    return turn


def late(n: Neighbourhood) -> list[int]:
    """The turns that are over their time now."""
    found: list[int] = n.see(turns_over_time, n.clock.at)
    return found


def names(n: Neighbourhood, room: Room, number: int = 2) -> list[str]:
    """The last facts of the room."""
    return [e.name for e in n.log(f"meeting:{room.meeting_id}")[-number:]]


@pytest.mark.parametrize(("grace", "left", "ends"), [
    (30, 1, False), (30, 0, False), (30, -29, False), (30, -30, True), (0, 0, True), (0, 1, False), (None, -9000, False),
])
def test_the_grace_is_exact_and_none_leaves_it_to_the_chair(grace: int | None, left: int, *, ends: bool) -> None:
    assert over_time(Order(grace_seconds=grace), left) is ends


def test_the_sweep_ends_a_turn_at_its_time_and_grace_and_the_log_says_why(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    under(n, seconds_a_turn=90, grace_seconds=20)
    room = n.a_discussion()
    turn = given(n, room)
    clock.forward(seconds=109)
    assert late(n) == [] and sweep(n.store)["over_time"] == 0
    clock.forward(seconds=1)
    assert late(n) == [turn] and sweep(n.store)["over_time"] == 1
    assert names(n, room) == ["TimeRanOut", "FloorEnded"]
    ran_out, ended = n.log(f"meeting:{room.meeting_id}")[-2:]
    assert ran_out.data["over_seconds"] == 20 and ended.data["spoke_seconds"] == 110 and not ended.data["by_desk"]
    assert sweep(n.store)["over_time"] == 0


def test_a_turn_that_was_extended_or_stands_still_goes_on(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    under(n, seconds_a_turn=60, grace_seconds=0)
    room = n.a_discussion()
    turn = given(n, room)
    n.do("zhou", meetings.extend_turn, meeting_id=room.meeting_id, seconds=60)
    clock.forward(seconds=100)
    assert late(n) == []
    n.do("zhou", meetings.suspend, meeting_id=room.meeting_id, reason="停电了")
    clock.forward(seconds=600)
    assert late(n) == [] and n.run(None, partial(meetings.end_turn_over_time, turn_id=turn)) is False
    n.do("zhou", meetings.resume, meeting_id=room.meeting_id)
    clock.forward(seconds=20)
    assert late(n) == [turn]


def test_who_asks_in_vain_or_twice_changes_nothing_and_no_person_may_ask(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    room = n.a_discussion()
    turn = given(n, room)
    ask = partial(meetings.end_turn_over_time, turn_id=turn)
    assert n.run(None, ask) is False
    clock.forward(seconds=1000)
    with pytest.raises(Forbidden):
        n.run("zhou", ask)
    assert n.run(None, ask) is True
    before = n.log(f"meeting:{room.meeting_id}")
    assert n.run(None, ask) is False and n.log(f"meeting:{room.meeting_id}") == before


def test_where_the_rules_leave_it_to_the_chair_the_clock_runs_on(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    under(n, grace_seconds=None)
    room = n.a_discussion()
    given(n, room)
    clock.forward(hours=1)
    assert late(n) == []
    n.do("zhou", meetings.end_turn, meeting_id=room.meeting_id)
