"""Rules of the room that are small: counts of procedure, the information round, a turn's end."""
from __future__ import annotations

from typing import Any

import pytest

from consult.core.errors import RuleBroken
from consult.meeting.rules.information_round import check_heard_now, why_not_heard
from consult.meeting.rules.kinds import Stance
from consult.meeting.rules.order import Order, carried, needed, order_from, over_time


@pytest.mark.parametrize(("kind", "votes_for", "against", "carries", "least"), [
    # More than half of those for and against: a tie fails (平局不通过).
    ("amendment", 2, 1, True, 2), ("amendment", 2, 2, False, 3), ("amendment", 1, 2, False, 2), ("amendment", 3, 2, True, 3),
    ("appeal", 1, 0, True, 1), ("extra_time", 5, 5, False, 6), ("postpone", 6, 5, True, 6),
    # Two thirds, and two thirds are enough.
    ("close_debate", 2, 1, True, 2), ("close_debate", 4, 2, True, 4), ("close_debate", 3, 2, False, 4),
    ("close_debate", 7, 4, False, 8), ("close_debate", 8, 3, True, 8), ("close_debate", 1, 0, True, 1),
    # Nobody for it carries nothing.
    ("amendment", 0, 0, False, 1), ("close_debate", 0, 0, False, 1), ("close_debate", 0, 1, False, 1),
])
def test_a_question_of_procedure_is_counted_exactly(
    kind: str, votes_for: int, against: int, carries: bool, least: int
) -> None:
    assert carried(Order(), kind, votes_for, against) is carries
    assert needed(Order(), kind, votes_for, against) == least


def test_nobody_for_carries_nothing_even_by_a_bar_that_asks_for_nothing() -> None:
    lenient = Order(bars={"amendment": {"op": ">=", "num": 0, "den": 1}})
    assert not carried(lenient, "amendment", 0, 3)
    assert carried(lenient, "amendment", 1, 3)
    assert needed(lenient, "amendment", 0, 3) == 1


def test_more_than_two_thirds_is_more_than_exactly_two_thirds() -> None:
    strict = Order(bars={"amendment": {"op": ">", "num": 2, "den": 3}})
    assert not carried(strict, "amendment", 4, 2) and carried(strict, "amendment", 5, 1)
    assert needed(strict, "amendment", 4, 2) == 5


@pytest.mark.parametrize(("chair_votes", "named", "secret"), [
    ("secret", True, False), ("always", False, False), ("never", True, True),
])
def test_a_chair_with_a_voice_gives_it_in_secret_unless_the_rules_say_otherwise(
    chair_votes: str, named: bool, secret: bool
) -> None:
    assert Order(chair_votes=chair_votes).keeps_chair_silent("named") is named
    assert Order(chair_votes=chair_votes).keeps_chair_silent("secret") is secret


@pytest.mark.parametrize(("round_", "stance", "has_motion", "why"), [
    ("open", "for", False, ""), ("open", None, False, ""),
    ("questions", "question", False, ""), ("questions", "addition", False, ""), ("questions", None, False, ""),
    ("questions", "for", False, "facts_first"), ("questions", "against", False, "facts_first"),
    ("questions", "against", True, ""),
    ("closed", "question", False, "motion_first"), ("closed", None, False, "motion_first"), ("closed", "for", True, ""),
])
def test_before_a_motion_facts_are_heard_first(round_: str, stance: str | None, has_motion: bool, why: str) -> None:
    order = Order(information_round=round_)
    assert why_not_heard(order, stance, has_motion=has_motion) == why
    if stance is None:
        return
    if not why:
        check_heard_now(order, Stance(stance), has_motion=has_motion)
        return
    with pytest.raises(RuleBroken) as refused:
        check_heard_now(order, Stance(stance), has_motion=has_motion)
    assert refused.value.code == why


@pytest.mark.parametrize(("grace", "left", "over"), [
    (30, -29, False), (30, -30, True), (30, -31, True), (30, 5, False),
    (0, 0, True), (0, 1, False), (None, -500, False), (-60, 30, False), (-60, 1, False),
])
def test_a_turn_ends_by_itself_only_after_its_grace(grace: int | None, left: int, over: bool) -> None:
    assert over_time(Order(grace_seconds=grace), left) is over


def test_the_usual_rules_of_order_are_two_turns_of_two_minutes() -> None:
    assert Order().plain() == {
        "seconds_a_turn": 120, "warn_seconds": 30, "grace_seconds": 30, "turns_each": 2, "first_timers_first": True,
        "alternate_stances": True, "observers_may_speak": True, "most_waiting": 200, "information_round": "open",
        "seconder": False, "extra_time": "chair", "vote_when": ["queue_empty", "turns_used_up", "debate_closed"],
        "amendments": "count", "written_statements": "open", "quorum_loss": "no_vote", "chair_votes": "secret",
        "bars": {"amendment": {"op": ">", "num": 1, "den": 2}, "extra_time": {"op": ">", "num": 1, "den": 2},
                 "appeal": {"op": ">", "num": 1, "den": 2}, "postpone": {"op": ">", "num": 1, "den": 2},
                 "close_debate": {"op": ">=", "num": 2, "den": 3}},
    }


def test_what_a_body_does_not_say_stands_at_its_default() -> None:
    stored: dict[str, Any] = {
        "turns_each": 1, "vote_when": ["debate_closed"], "bars": {"appeal": {"op": ">=", "num": 2, "den": 3}}, "gone": 1}
    read = order_from(stored)
    assert (read.turns_each, read.seconds_a_turn, read.vote_when) == (1, 120, ("debate_closed",))
    assert read.bars["appeal"] == {"op": ">=", "num": 2, "den": 3}
    assert read.bars["close_debate"] == {"op": ">=", "num": 2, "den": 3}
    assert read.bars["amendment"] == {"op": ">", "num": 1, "den": 2}
    assert order_from(Order(turns_each=None).plain()).turns_each is None
