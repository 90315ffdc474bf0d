"""Many casts of many voters at once: every voter is counted once, with the revision that was acknowledged last."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from consult.ballot import actions as ballots
from consult.ballot.actions import Voice
from consult.ballot.models import CastBallot
from consult.ballot.queries import rule_for
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.storage.commands import Command
from consult.storage.store import Store
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.builders_ballots import at_the_assembly
from tests.storage.happenings import all_at_once


def a_roll_of(n: Neighbourhood, voters: int, **of_the_rule: Any) -> tuple[int, list[Actor]]:
    """A ballot with so many voters on its roll, and the voters."""
    from consult.community import actions as register
    from consult.community.models import Community

    def enter(work: Work) -> list[int]:
        here = work.get(Community, n.community)
        people = [register.enter_person(work, community=here, name=f"住户{i:03d}") for i in range(voters)]
        rule = replace(rule_for("assembly_all", local_date(work.now, here.timezone)), **of_the_rule)
        ballot = ballots.open_ballot(work, community_id=here.id, question="装不装电梯？", rule=rule, roll=at_the_assembly(
            rule, [Voice(f"person:{p.id}", p.id, p.name, True) for p in people], "adults"))
        return [ballot.id, *(p.id for p in people)]

    ballot, *ids = n.run(None, enter)
    return ballot, [Actor(person_id=i, account_id=10_000 + i, community_id=n.community, name="x", called="x") for i in ids]


def cast_at_once(store: Store, ballot: int, voters: list[Actor], times: int) -> dict[str, str]:
    """Every voter casts so many times at once; what the last acknowledged revision of each said."""
    said = ("for", "against", "abstain")

    def send(voter: Actor, i: int) -> Callable[[], Any]:
        choice = said[(voter.person_id + i) % 3]
        command = Command(f"cast-{voter.person_id}-{i:03d}", "cast", {"choice": choice})
        return lambda: (voter.person_id, choice, store.carry_out_together(
            lambda work: ballots.cast(work, ballot_id=ballot, choice=choice), actor=voter, command=command).value["revision"])

    last: dict[str, tuple[int, str]] = {}
    for person, choice, revision in all_at_once([send(v, i) for i in range(times) for v in voters], threads=50):
        last[f"person:{person}"] = max(last.get(f"person:{person}", (0, "")), (revision, choice))
    assert {revision for revision, _ in last.values()} == {times}
    return {key: choice for key, (_, choice) in last.items()}


@pytest.mark.parametrize(("voters", "times"), [
    (8, 5), pytest.param(200, 50, marks=[pytest.mark.slow, pytest.mark.timeout(600)]),
])
def test_every_voter_is_counted_once_as_last_acknowledged(neighbourhood: Neighbourhood, voters: int, times: int) -> None:
    n = neighbourhood
    ballot, actors = a_roll_of(n, voters)
    acknowledged = cast_at_once(n.store, ballot, actors, times)
    stands = n.look(lambda db: {row.voter_key: row.choice for row in db.scalars(
        select(CastBallot).where(CastBallot.ballot_id == ballot))})
    assert stands == acknowledged and len(stands) == voters
    n.run(None, lambda work: ballots.close_ballot(work, ballot_id=ballot) and None)
    from consult.ballot.models import Ballot
    result = n.look(lambda db: db.get_one(Ballot, ballot).result)
    assert result["participating"] == voters
