"""Units of work that share a commit: each is answered after it, and each stands or falls alone."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from consult.ballot import actions as ballots
from consult.core.errors import RepeatDiffers, RuleBroken
from consult.storage.commands import CarriedOut, Command
from consult.storage.event_log import first_fault
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once


def sending(n: Neighbourhood, who: str, ballot: int, choice: str, id: str) -> Callable[[], Any]:
    actor, command = n.actor(who), Command(id, "cast", {"choice": choice})
    return lambda: n.store.carry_out_together(
        lambda work: ballots.cast(work, ballot_id=ballot, choice=choice), actor=actor, command=command)


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
