"""A grid's team: its head with a term, the units it keeps in contact with, and who answers for what."""
from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from consult.community import actions as register
from consult.community import queries
from consult.community.models import Grid
from consult.community.rules.kinds import GridWorker
from consult.community.rules.terms import election_due, term_ends
from consult.core.errors import Forbidden, NotFound
from tests.builders import Neighbourhood


def a_grid(n: Neighbourhood) -> int:
    """The first grid of the community."""
    found: int = n.look(lambda db: db.scalars(select(Grid.id).where(Grid.community_id == n.community)).first())
    return found


def the_team(n: Neighbourhood) -> queries.Team:
    """Its people and units today."""
    return next(team for team in n.see(queries.teams, n.community, n.clock().date()) if team.grid.id == a_grid(n))


def test_a_unit_is_contacted_once_and_the_history_stays(neighbourhood: Neighbourhood) -> None:
    n, grid = neighbourhood, a_grid(neighbourhood)
    for _ in range(2):
        n.do("lin", register.contact_unit, grid_id=grid, unit_id=n.units["school"])
    assert [unit.id for unit in the_team(n).units] == [n.units["school"]]
    n.do("lin", register.end_contact, grid_id=grid, unit_id=n.units["school"])
    n.clock.forward(days=1)
    assert the_team(n).units == []


@pytest.mark.parametrize("kind", GridWorker)
def test_each_of_the_seven_kinds_of_worker_has_somebody_to_ask(neighbourhood: Neighbourhood, kind: GridWorker) -> None:
    n, grid = neighbourhood, a_grid(neighbourhood)
    n.do("lin", register.charge, grid_id=grid, kind=kind, person_id=n.people["zhou"])
    assert [(duty.kind, person.id) for duty, person in the_team(n).duties] == [(kind, n.people["zhou"])]


def test_there_are_seven_kinds_and_no_register_of_anybody(neighbourhood: Neighbourhood) -> None:
    assert len(GridWorker) == 7


def test_residents_do_not_keep_a_grid_and_next_door_does_not_see_it(neighbourhood: Neighbourhood) -> None:
    n, grid = neighbourhood, a_grid(neighbourhood)
    with pytest.raises(Forbidden):
        n.do("he", register.charge, grid_id=grid, kind="culture", person_id=n.people["he"])
    with pytest.raises(NotFound):
        n.do("mei", register.contact_unit, grid_id=grid, unit_id=n.units["school"])


@pytest.mark.parametrize(("starts", "years", "ends"), [
    (date(2023, 12, 1), 3, date(2026, 11, 30)), (date(2024, 2, 29), 3, date(2027, 2, 28)), (date(2021, 1, 1), 5, date(2025, 12, 31)),
])
def test_a_term_ends_after_the_years_that_the_community_sets(starts: date, years: int, ends: date) -> None:
    assert term_ends(starts, None, years) == ends


def test_an_election_is_due_sixty_days_before_the_end_and_late_after_it() -> None:
    today = date(2026, 11, 26)
    days = (date(2027, 1, 26), date(2027, 1, 25), today, date(2026, 11, 25))
    assert [election_due(day, today) for day in days] == ["", "soon", "soon", "late"]
