"""A command id is carried out once; a repeat gets the answer of the first time."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.core.actor import Actor
from consult.core.clock import SetClock
from consult.core.errors import RepeatDiffers, RuleBroken
from consult.deadlines import sweep
from consult.storage.commands import KEPT, CarriedOut, Command, forget_old
from consult.storage.event_log import head_of
from consult.storage.store import Store
from consult.storage.work import Answer, Work
from tests.builders import Neighbourhood
from tests.storage.happenings import Happened, all_at_once, happens

CHEN = Actor(person_id=1, account_id=1, community_id=1, name="陈美兰", called="陈阿姨")
WANG = Actor(person_id=2, account_id=2, community_id=1, name="王德福", called="王师傅")


def command(id: str = "abcdef12", name: str = "happen", **args: Any) -> Command:
    return Command(id, name, args)


def happened(store: Store) -> int:
    with store.read() as db:
        return head_of(db, "place:here")[1]


def kept(store: Store) -> list[CarriedOut]:
    with store.read() as db:
        return list(db.scalars(select(CarriedOut)))


def test_a_repeat_gets_the_first_answer_and_has_no_second_effect(store: Store) -> None:
    first = store.carry_out(happens("here"), actor=CHEN, command=command(a=1))
    again = store.carry_out(happens("here"), actor=CHEN, command=command(a=1))
    assert (first.value, first.repeated, len(first.events)) == (1, False, 1)
    assert (again.value, again.repeated, again.events) == (1, True, ())
    assert happened(store) == 1


def test_the_order_of_arguments_makes_no_difference(store: Store) -> None:
    store.carry_out(happens("here"), actor=CHEN, command=Command("abcdef12", "happen", {"a": 1, "b": 2}))
    again = store.carry_out(happens("here"), actor=CHEN, command=Command("abcdef12", "happen", {"b": 2, "a": 1}))
    assert again.repeated


@pytest.mark.parametrize("other", [command(a=2), command(a=1, b=1), command(name="befall", a=1), command(a="1")])
def test_the_same_id_with_other_content_is_refused(store: Store, other: Command) -> None:
    store.carry_out(happens("here"), actor=CHEN, command=command(a=1))
    with pytest.raises(RepeatDiffers):
        store.carry_out(happens("here"), actor=CHEN, command=other)
    assert happened(store) == 1


def test_an_id_belongs_to_its_account(store: Store) -> None:
    """Nobody reads another's answer, or uses up another's id, by guessing it."""
    store.carry_out(happens("here"), actor=CHEN, command=command())
    assert not store.carry_out(happens("here"), actor=WANG, command=command()).repeated
    assert happened(store) == 2


def test_a_command_that_was_refused_may_come_again(store: Store) -> None:
    def refuses(work: Work) -> None:
        raise RuleBroken("too_early")

    with pytest.raises(RuleBroken):
        store.carry_out(refuses, actor=CHEN, command=command())
    assert kept(store) == []
    assert store.carry_out(happens("here"), actor=CHEN, command=command()).value == 1


def test_fifty_at_once_with_one_id_have_one_effect_and_one_answer(store: Store) -> None:
    def send() -> Answer:
        return store.carry_out(happens("here"), actor=CHEN, command=command(choice="for"))

    answers = all_at_once([send] * 50)
    assert {a.value for a in answers} == {1}
    assert sum(not a.repeated for a in answers) == 1
    assert happened(store) == 1


def test_arguments_are_kept_as_a_hash_only(store: Store) -> None:
    store.carry_out(happens("here"), actor=CHEN, command=command(text="一楼的采光要先说清楚"))
    row = kept(store)[0]
    assert len(row.args_hash) == 64
    assert "采光" not in str(vars(row))


def test_what_is_told_once_is_told_to_the_first_time_and_not_kept(store: Store) -> None:
    def makes_a_code(work: Work) -> dict[str, Any]:
        work.tell_once(code="ABCD-EFGH")
        return {"code": None, "for": 7}

    first = store.carry_out(makes_a_code, actor=CHEN, command=command())
    again = store.carry_out(makes_a_code, actor=CHEN, command=command())
    assert first.value == {"code": "ABCD-EFGH", "for": 7}
    assert again.value == {"code": None, "for": 7}
    assert "ABCD" not in str(kept(store)[0].answer)


def test_an_answer_may_be_nothing(store: Store) -> None:
    assert store.carry_out(lambda work: None, actor=CHEN, command=command()).value is None
    again = store.carry_out(lambda work: None, actor=CHEN, command=command())
    assert again.repeated
    assert again.value is None


def test_an_answer_is_plain_when_first_given_as_when_repeated(store: Store) -> None:
    def says_when(work: Work) -> dict[str, Any]:
        return {"at": work.now, "pair": (1, 2)}

    first = store.carry_out(says_when, actor=CHEN, command=command())
    assert store.carry_out(says_when, actor=CHEN, command=command()).value == first.value
    assert first.value == {"at": "2026-11-26T11:00:00.000Z", "pair": [1, 2]}


def test_commands_are_forgotten_after_a_week_and_not_before(store: Store) -> None:
    store.carry_out(happens("here"), actor=CHEN, command=command())
    now = store.clock()
    store.carry_out(lambda work: forget_old(work.db, now + KEPT))
    assert len(kept(store)) == 1
    store.carry_out(lambda work: forget_old(work.db, now + KEPT + timedelta(seconds=1)))
    assert kept(store) == []


def test_the_sweep_forgets_them(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    n.store.carry_out(lambda work: None, actor=n.actor("chen"), command=command())
    sweep(n.store)
    assert [row.id for row in kept(n.store)] == ["abcdef12"]
    clock.at += KEPT + timedelta(seconds=1)
    sweep(n.store)
    assert kept(n.store) == []


def test_without_an_id_everything_happens_each_time(store: Store) -> None:
    for _ in range(2):
        store.carry_out(lambda work: work.record(Happened(where="here")).seq, actor=CHEN)
    assert happened(store) == 2
    assert kept(store) == []
