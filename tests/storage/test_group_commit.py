"""Units of work that share a commit: each is answered after it, and each stands or falls alone."""
from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import func, select

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.core.errors import RepeatDiffers, RuleBroken
from consult.storage.commands import CarriedOut, Command
from consult.storage.event_log import first_fault
from consult.storage.sharing import Sharing, Waiting
from consult.storage.writer import OneAtATime
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once

TURNS = count()


def sending(n: Neighbourhood, who: str, ballot: int, choice: str, id: str) -> Callable[[], Any]:
    """A cast on its way; every other one as a verb of its own, so that both kinds meet in one commit."""
    actor, command = n.actor(who), Command(id, "cast", {"choice": choice})
    if next(TURNS) % 2:
        return lambda: n.store.carry_out_together(
            lambda work: ballots.cast(work, ballot_id=ballot, choice=choice), actor=actor, command=command)
    return lambda: n.store.carry_out_in_burst(
        ballots.cast_all, {"ballot_id": ballot, "choice": choice}, actor=actor, command=command)


def test_who_is_refused_undoes_nobody_else(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = n.a_vote().ballot_id
    answers = all_at_once([sending(n, who, ballot, "for", f"once-{who}") for who in ("chen", "he", "wang", "qian", "li") for _ in "abc"],
                          threads=15)
    refused = [a.code for a in answers if isinstance(a, RuleBroken)]
    assert sorted(refused) == ["not_on_the_roll"] * 3 + ["not_present_at_opening"] * 3
    assert [a.value["revision"] for a in answers if not isinstance(a, Exception)] == [1] * 9
    assert n.look(lambda db: db.scalar(select(func.count()).select_from(CarriedOut).where(CarriedOut.id.like("once-%")))) == 3
    assert n.see(first_fault, f"ballot:{ballot}") is None


def test_one_id_with_two_meanings_is_refused_within_one_commit(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = n.a_vote().ballot_id
    answers = all_at_once([sending(n, "chen", ballot, choice, "one-and-the-same") for choice in ("for", "against") * 6],
                          threads=12)
    told = [a.value for a in answers if not isinstance(a, Exception)]
    assert len(told) == 6 and all(a == told[0] for a in told)
    assert all(isinstance(a, RepeatDiffers) for a in answers if isinstance(a, Exception))


def test_what_breaks_in_one_is_told_to_it_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    ballot = n.a_vote().ballot_id

    def breaks(work: Any) -> None:
        raise ZeroDivisionError

    answers = all_at_once(
        [*(sending(n, who, ballot, "for", f"beside-{who}") for who in ("chen", "wang", "li")),
         *(lambda: n.store.carry_out_together(breaks) for _ in range(3))], threads=6)
    assert sum(isinstance(a, ZeroDivisionError) for a in answers) == 3
    assert sum(not isinstance(a, Exception) for a in answers) == 3


def test_a_burst_is_told_once_in_order_and_its_answers_are_those_of_the_first_time(neighbourhood: Neighbourhood) -> None:
    n, told = neighbourhood, []
    ballot = n.a_vote().ballot_id
    n.store.listeners.append(told.append)
    once = [(who, f"burst-{who}-{at}") for who in ("chen", "wang", "li") for at in range(4)]
    calls = [sending(n, who, ballot, "for", id) for who, id in once]
    first, again = all_at_once(calls, threads=12), all_at_once(calls, threads=12)
    assert [e.seq for e in told] == list(range(told[0].seq, told[0].seq + 12))
    assert [a.value for a in again] == [a.value for a in first] and all(a.repeated for a in again)
    assert sorted(a.value["revision"] for a in first) == sorted([1, 2, 3, 4] * 3)
    assert n.see(first_fault, f"ballot:{ballot}") is None
    voices = {n.people[who]: n.see(queries.voices, ballot, n.people[who])[0].voter_key for who in ("chen", "wang", "li")}
    assert all(voices[e.actor_id] == e.data["voter_key"] for e in told)


def test_who_waits_while_a_commit_fails_is_told_and_the_next_goes_on() -> None:
    """Nobody waits for ever: what breaks the shared transaction is everybody's problem, and the next one leads."""
    begun = []

    def carry_out(batch: list[Waiting[int, int]]) -> None:
        begun.append(len(batch))
        if any(one.asked < 0 for one in batch):
            raise ZeroDivisionError
        for one in batch:
            one.given = one.asked * 2

    sharing = Sharing(OneAtATime(), carry_out)
    answers = all_at_once([lambda at=at: sharing.ask(at) for at in (*range(1, 40), -1, *range(40, 80))], threads=20)
    assert sum(begun) == 80 and any(isinstance(a, ZeroDivisionError) for a in answers)
    assert sharing.ask(21) == 42
