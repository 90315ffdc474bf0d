"""The server dies by SIGKILL in the middle of a vote, and nothing that it said is lost."""
from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import select

from consult.ballot.models import Ballot, CastBallot
from consult.meeting.queries import room_state
from consult.storage.event_log import all_events, first_fault, stream_names
from tests.faults.conftest import VOTERS, Voting
from tests.faults.participant import Participant, everyone, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
CHOICES = ("for", "against", "abstain")
ALL_CASTS = 2 * VOTERS


async def casts_twice(person: Participant, ballot_id: int) -> None:
    """Two votes that differ, one after the other, each sent until it is answered."""
    for choice in person.chance.sample(CHOICES, 2):
        await person.does("cast_vote", ballot_id=ballot_id, choice=choice)


def acked(people: list[Participant]) -> int:
    """How many casts were answered so far."""
    return sum(told.acked for person in people for told in person.history)


async def the_vote(voting: Voting, seed: int, blow: str) -> tuple[list[Participant], dict[str, int]]:
    """Everyone votes, the blow falls, the server comes back, the chair closes the vote; the figures it told."""
    server, hall = voting.server, voting.assembly
    people = await everyone(server.url, hall.voters, hall.meeting_id, seed)
    [chair] = await everyone(server.url, (hall.chair,), hall.meeting_id, seed + 1)
    chance = random.Random(seed)
    voting = asyncio.gather(*(casts_twice(person, hall.ballot_id) for person in people))
    threshold = chance.randrange(5, ALL_CASTS // 2)  # the rest may well come in one burst
    await until(lambda: acked(people) >= threshold or voting.done(), 60)
    # Between two answers, not at one: the moment itself is chance too.
    await asyncio.sleep(chance.random() * 0.02)
    before = acked(people)
    await asyncio.to_thread(getattr(server, blow))
    assert 0 < before < ALL_CASTS, "the blow has to fall in the middle"
    await asyncio.to_thread(server.start)
    await asyncio.wait_for(voting, 90)
    await a_late_repeat_brings_nothing_back(people)
    told = await chair.does("close_vote")
    assert told.acked, told.answer
    for person in (*people, chair):
        assert await person.stands_at(told.answer["seq"])
        await person.goes()
    return [*people, chair], chair.following.state["ballot"]["result"]


async def a_late_repeat_brings_nothing_back(people: list[Participant]) -> None:
    """The first cast sent again after the second was answered: the same answer, and the second still counts."""
    for person in people[::5]:
        first = person.history[0]
        again = await person.does(first.name, id=first.id, **first.args)
        assert again.answer["repeated"] is True
        assert again.answer["answer"] == first.answer["answer"]
        person.history.pop()


def check(voting: Voting, people: list[Participant], result: dict[str, int]) -> None:
    """Everything that must hold after the storm, from the clients' histories and from the database."""
    *voters, _chair = people
    assert all(told.acked for person in voters for told in person.history) and acked(voters) == ALL_CASTS
    last = Counter(person.history[-1].args["choice"] for person in voters)
    assert {choice: result[choice] for choice in CHOICES} == {choice: last[choice] for choice in CHOICES}
    with voting.store.read() as db:
        rows = db.execute(select(CastBallot.voter_key, CastBallot.choice, CastBallot.revision)).all()
        assert len(rows) == len({row.voter_key for row in rows}) == VOTERS
        assert Counter(row.choice for row in rows) == last
        assert {row.revision for row in rows} == {2}, "each of the two casts took effect once"
        names = [e.name for e in all_events(db, f"ballot:{voting.assembly.ballot_id}")]
        assert Counter(names) == {"BallotOpened": 1, "VoteCast": ALL_CASTS, "BallotClosed": 1}
        assert {name: first_fault(db, name) for name in stream_names(db)} == dict.fromkeys(stream_names(db))
        assert db.get_one(Ballot, voting.assembly.ballot_id).result["for"] == last["for"]
        rooms = {desk: room_state(db, voting.assembly.meeting_id, desk=desk) for desk in (True, False)}
    for person in people:
        following = person.following
        assert (following.epoch, following.seq, following.state) == rooms[person is people[-1]]


def what_the_server_said(voting: Voting) -> str:
    """Its log, without the line that it begins with."""
    lines = voting.server.log.read_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("Consult: http://"))


@pytest.mark.parametrize("seed", [1, 2])
def test_no_acknowledged_ballot_is_lost_and_none_counts_twice(voting: Voting, seed: int) -> None:
    people, result = asyncio.run(the_vote(voting, seed, "kill"))
    check(voting, people, result)
    assert sum(person.connects > 1 for person in people) >= VOTERS, "everyone came back by themselves"
    assert what_the_server_said(voting) == ""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_whenever_the_blow_falls(voting: Voting, seed: int) -> None:
    people, result = asyncio.run(the_vote(voting, seed, "kill"))
    check(voting, people, result)
