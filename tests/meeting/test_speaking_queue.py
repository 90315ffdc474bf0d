"""Who speaks next: nobody lost, nobody twice; first turns first; the sides in turn; else who asked first."""
from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.meeting.rules.kinds import Stance
from consult.meeting.rules.order import Order, order_from
from consult.meeting.rules.speaking_queue import OPPOSITE, Waiting, speaking_order

FOR, AGAINST, QUESTION, ADDITION = Stance.FOR, Stance.AGAINST, Stance.QUESTION, Stance.ADDITION
USUAL = Order()

stances = some.sampled_from(Stance)
orders = some.builds(Order, first_timers_first=some.booleans(), alternate_stances=some.booleans())
queues = some.lists(some.tuples(stances, some.integers(0, 3)), max_size=12).map(
    lambda raised: [Waiting(id, stance, turns) for id, (stance, turns) in enumerate(raised, start=1)]
)
sides = some.none() | stances


def in_order(hands: list[Waiting], heard: Stance | None, order: Order = USUAL) -> list[Waiting]:
    by_id = {hand.hand_id: hand for hand in hands}
    return [by_id[id] for id in speaking_order(hands, heard, order)]


@pytest.mark.parametrize(("raised", "heard", "expected"), [
    ([], None, []),
    ([(FOR, 0), (FOR, 0), (AGAINST, 0)], None, [1, 3, 2]),
    ([(FOR, 0), (FOR, 0), (AGAINST, 0)], FOR, [3, 1, 2]),
    ([(FOR, 0), (FOR, 0), (AGAINST, 0)], AGAINST, [1, 3, 2]),
    # Whoever has not spoken yet comes first, whatever the side.
    ([(AGAINST, 1), (FOR, 0)], FOR, [2, 1]),
    ([(FOR, 2), (FOR, 1), (FOR, 0)], None, [3, 2, 1]),
    # A question takes no side: the side to answer is still the one opposite to the last heard.
    ([(QUESTION, 0), (FOR, 0), (AGAINST, 0)], FOR, [3, 2, 1]),
    ([(QUESTION, 0), (ADDITION, 0)], FOR, [1, 2]),
    # Only one side waits: in the order of asking.
    ([(FOR, 0), (FOR, 0), (FOR, 0)], FOR, [1, 2, 3]),
])
def test_the_order_of_the_floor(raised: list[tuple[Stance, int]], heard: Stance | None, expected: list[int]) -> None:
    hands = [Waiting(id, stance, turns) for id, (stance, turns) in enumerate(raised, start=1)]
    assert speaking_order(hands, heard, USUAL) == expected


@given(queues, sides, orders)
def test_nobody_is_lost_and_nobody_comes_twice(hands: list[Waiting], heard: Stance | None, order: Order) -> None:
    assert sorted(speaking_order(hands, heard, order)) == [hand.hand_id for hand in hands]


@given(queues, sides, some.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_hands_were_fetched(
    hands: list[Waiting], heard: Stance | None, random: object
) -> None:
    shuffled = list(hands)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert speaking_order(shuffled, heard, USUAL) == speaking_order(hands, heard, USUAL)


@given(queues, sides)
def test_no_second_turn_while_someone_waits_for_a_first(hands: list[Waiting], heard: Stance | None) -> None:
    turns = [hand.turns_taken for hand in in_order(hands, heard)]
    assert turns == sorted(turns)


@given(queues, sides)
def test_no_side_is_heard_twice_running_while_the_other_waits_with_as_few_turns(
    hands: list[Waiting], heard: Stance | None
) -> None:
    ordered = in_order(hands, heard)
    for place, (before, now) in enumerate(pairwise(ordered), start=1):
        if now.stance in OPPOSITE and now.stance == before.stance:
            later = [h for h in ordered[place:] if h.turns_taken == now.turns_taken]
            assert OPPOSITE[now.stance] not in {h.stance for h in later}


@given(queues, sides)
def test_among_equals_who_asked_first_speaks_first(hands: list[Waiting], heard: Stance | None) -> None:
    ordered = in_order(hands, heard)
    for stance in Stance:
        for turns in range(4):
            ids = [h.hand_id for h in ordered if (h.stance, h.turns_taken) == (stance, turns)]
            assert ids == sorted(ids)


@given(queues, sides)
def test_without_either_rule_it_is_the_order_of_asking(hands: list[Waiting], heard: Stance | None) -> None:
    plain = Order(first_timers_first=False, alternate_stances=False)
    assert speaking_order(hands, heard, plain) == [hand.hand_id for hand in hands]


@given(queues.filter(bool), sides)
def test_giving_the_floor_leaves_the_rest_in_their_order(hands: list[Waiting], heard: Stance | None) -> None:
    """The queue that people see is the one they get: after the first spoke, the others stand as before."""
    first, *rest = in_order(hands, heard)
    now_heard = first.stance if first.stance in OPPOSITE else heard
    assert in_order(rest, now_heard) == rest


@given(some.lists(some.tuples(some.integers(1, 5), some.sampled_from(list(Stance))), min_size=1, max_size=40))
def test_nobody_starves(asking: list[tuple[int, Stance]]) -> None:
    """Whatever the others do, whoever waits for a first turn has it before anybody else has had two.

    The side of the one who waits was heard last, so that others may go before; five can, and no more.
    """
    taken = {0: 0}
    queue = {0: (0, Stance.FOR)}
    last = Stance.FOR
    for number, (who, stance) in enumerate(asking, start=1):
        if all(person != who for person, _ in queue.values()):
            queue[number] = (who, stance)
        waiting = [Waiting(id, side, taken.get(person, 0)) for id, (person, side) in queue.items()]
        person, side = queue.pop(speaking_order(waiting, last, USUAL)[0])
        taken[person] = taken.get(person, 0) + 1
        last = side if side in OPPOSITE else last
        if person == 0:
            return
        assert taken[person] == 1, "a second turn while someone waits for a first"
    assert len(asking) <= 5, "passed over although everybody else had spoken"


def test_the_rules_of_order_are_data_with_defaults() -> None:
    assert order_from({}) == USUAL
    assert order_from({"seconds_a_turn": 180, "turns_each": None, "music": "loud"}) == Order(seconds_a_turn=180, turns_each=None)
    assert order_from(USUAL.plain()) == USUAL
