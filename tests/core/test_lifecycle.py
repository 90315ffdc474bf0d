"""A lifecycle is its table: a move that is not in it is refused, in every state."""
from __future__ import annotations

from itertools import product

import pytest

from consult.core.errors import RuleBroken
from consult.core.lifecycle import Lifecycle, one_of
from consult.matter.rules.lifecycle import ENDED, MATTER, Limits, Owner, due_after, owed_by
from consult.meeting.rules.kinds import DISCUSSION, MEETING, MOTION, Outcome
from consult.minutes.models import MINUTES
from tests.conftest import NOW

LIFECYCLES = (MATTER, MEETING, DISCUSSION, MOTION, MINUTES)
LEGAL = [(table, state, move) for table in LIFECYCLES for state, move in table.moves]
ILLEGAL = [
    (table, state, move) for table in LIFECYCLES
    for state, move in product(table.states, sorted({move for _, move in table.moves}))
    if (state, move) not in table.moves
]


def said(value: object) -> str:
    return value.name if isinstance(value, Lifecycle) else str(value)


@pytest.mark.parametrize(("table", "state", "move"), LEGAL, ids=said)
def test_a_legal_move_leads_to_a_state_of_the_table(table: Lifecycle, state: str, move: str) -> None:
    assert table.allows(state, move)
    assert table.after(state, move) in table.states


@pytest.mark.parametrize(("table", "state", "move"), ILLEGAL, ids=said)
def test_an_illegal_move_is_refused_with_its_reason(table: Lifecycle, state: str, move: str) -> None:
    assert not table.allows(state, move)
    with pytest.raises(RuleBroken) as refused:
        table.after(state, move)
    assert refused.value.code == "not_now"
    assert refused.value.facts == {"thing": table.name, "state": state, "move": move}


def test_a_state_or_move_that_nobody_knows_is_refused_too() -> None:
    with pytest.raises(RuleBroken):
        MATTER.after("forgotten", "admit")
    with pytest.raises(RuleBroken):
        MATTER.after("proposed", "bury")


def test_no_move_leads_out_of_an_end() -> None:
    assert not [state for state, _ in MATTER.moves if state in ENDED]
    assert {state for state in MATTER.states if not any(s == state for s, _ in MATTER.moves)} == set(ENDED)


@pytest.mark.parametrize("state", MATTER.states)
def test_someone_owes_the_next_step_of_every_state_that_is_no_end(state: str) -> None:
    assert (owed_by(state) == Owner.NOBODY) == (state in ENDED)


@pytest.mark.parametrize("state", ENDED)
def test_nothing_is_due_of_a_matter_that_has_ended(state: str) -> None:
    assert due_after(state, NOW.date(), Limits()) is None


def test_a_check_for_the_database_lists_the_states_and_the_words() -> None:
    assert MINUTES.check() == "state IN ('draft', 'circulated', 'signed', 'published')"
    assert one_of("outcome", Outcome) == "outcome IN ('adopted', 'rejected', 'deferred', 'escalated')"
