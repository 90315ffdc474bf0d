"""The five steps: only the table's moves, whoever tries what in which order; and never more claimed than there is."""
from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.core.errors import Refusal, RuleBroken
from consult.project import actions as projects
from consult.project import queries
from consult.project.models import Claim
from consult.project.rules.capacity import give_back, take
from consult.project.rules.lifecycle import PROJECT, STEPS, TAKEN_ON, step_of
from tests.builders import Neighbourhood
from tests.builders_projects import Services

IN_ORDER = ["drawn", "dispatched", "accepted", "deliberating", "working", "reported", "closed"]
BACK = {("accepted", "release"), ("deliberating", "release"), ("deliberating", "resume"), ("working", "release"),
        ("reported", "send_back")}


@pytest.mark.parametrize("state", PROJECT.states)
@pytest.mark.parametrize("move", sorted({move for _, move in PROJECT.moves}))
def test_a_move_that_is_not_in_the_table_is_refused(state: str, move: str) -> None:
    if PROJECT.allows(state, move):
        assert PROJECT.after(state, move) in PROJECT.states
    else:
        with pytest.raises(RuleBroken):
            PROJECT.after(state, move)


def test_the_way_goes_forward_but_for_what_is_taken_back_on_purpose() -> None:
    for (state, move), after in PROJECT.moves.items():
        if after == "dropped":
            continue
        forward = IN_ORDER.index(after) > IN_ORDER.index(state)
        assert forward != ((state, move) in BACK), (state, move)


@given(st.lists(st.sampled_from(sorted({move for _, move in PROJECT.moves})), max_size=30))
def test_whatever_is_tried_an_order_stands_at_one_of_the_five_steps(moves: list[str]) -> None:
    state, seen = "drawn", {"drawn"}
    for move in moves:
        if PROJECT.allows(state, move):
            state = PROJECT.after(state, move)
            seen.add(state)
        assert step_of(state) in STEPS
    if state in TAKEN_ON:
        assert {"dispatched", "accepted"} <= seen
    if state == "closed":
        assert {"working", "reported"} <= seen


@given(st.integers(1, 20), st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=40))
def test_places_taken_stay_within_places_there_are(places: int, tried: list[tuple[bool, int]]) -> None:
    taken, held = 0, []
    for claims, wanted in tried:
        if claims:
            try:
                taken = take(places, taken, wanted)
                held.append(wanted)
            except RuleBroken as refused:
                assert refused.facts["left"] == places - taken < wanted
        elif held:
            taken = give_back(taken, held.pop())
        assert 0 <= taken == sum(held) <= places


def test_verbs_out_of_turn_are_refused_and_change_nothing(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="drawn")
    here: dict[str, Any] = {"project_id": order.project_id}
    for who, verb, args in (
        ("deng", projects.claim, here), ("lin", projects.begin_work, {**here, "reason": "不用开会商量"}),
        ("lin", projects.close, here), ("lin", projects.send_back, {**here, "reason": "还没有办"}),
        ("chen", projects.say_satisfaction, {**here, "grade": "satisfied"}),
    ):
        with pytest.raises(Refusal):
            n.do(who, verb, **args)
    assert services.read(order).state == "drawn"
    assert services.log(order) == ["ProjectDrawn", "NeedMatched", "ResourceMatched"]


def test_parallel_claims_never_take_more_than_there_is(neighbourhood: Neighbourhood) -> None:
    """Ten neighbours come at the same moment for three places."""
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(places=3)
    people = ["chen", "wang", "li", "zhao", "sun", "qian", "he", "gu", "ma", "xu"]
    actors = {who: n.actor(who) for who in people}
    start, told = threading.Barrier(len(people)), []

    def come(who: str) -> None:
        start.wait()
        try:
            n.store.carry_out(lambda work: projects.claim(work, project_id=order.project_id), actor=actors[who])
            told.append("taken")
        except RuleBroken as refused:
            told.append(refused.code)

    threads = [threading.Thread(target=come, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read = services.read(order)
    assert (read.taken, read.places, told.count("taken")) == (3, 3, 3)
    assert n.look(lambda db: db.query(Claim).count()) == 3
    assert set(told) <= {"taken", "places_taken", "someone_was_quicker"}


def test_a_replaced_claimant_keeps_its_place_in_the_history(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="working")
    made = n.do("lin", projects.replace_claimant, claim_id=order.claim_id, unit_id=n.units["school"], reason="人手不够，换学校来")
    read = services.read(order)
    assert [(c.unit_id, c.state) for c in read.claims] == [
        (n.units["property"], "replaced"), (n.units["school"], "claimed")]
    assert (read.state, read.claims[1].replaces_id, read.claims[1].id) == ("accepted", order.claim_id, made["claim_id"])
    with pytest.raises(RuleBroken, match="agreements_open"):
        n.do("lin", projects.begin_work, project_id=order.project_id)


def test_an_agreement_that_was_changed_is_not_confirmed_unread(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="accepted")
    for content in ("无偿送苗二十四份。", "无偿送苗十二份。"):
        n.do("lin", projects.draw_agreement, claim_id=order.claim_id, content=content, steps="2026-12-05：送苗")
    with pytest.raises(RuleBroken, match="agreement_changed"):
        n.do("deng", projects.confirm_agreement, claim_id=order.claim_id, version=1, side="claimant")
    assert [a.state for a in n.see(queries.claim, order.claim_id, n.community).agreements] == ["superseded", "drafted"]


def test_a_side_confirms_once_and_by_whom_and_when_stays(neighbourhood: Neighbourhood) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order = services.an_order(state="accepted")
    n.do("lin", projects.draw_agreement, claim_id=order.claim_id, content="无偿送苗二十四份。", steps="2026-12-05：送苗")
    n.do("deng", projects.confirm_agreement, claim_id=order.claim_id, version=1, side="claimant")
    first = n.see(queries.claim, order.claim_id, n.community).agreements[0].claimant_at
    n.clock.forward(days=1)
    with pytest.raises(RuleBroken, match="confirmed_already"):
        n.do("deng", projects.confirm_agreement, claim_id=order.claim_id, version=1, side="claimant")
    assert n.see(queries.claim, order.claim_id, n.community).agreements[0].claimant_at == first
