"""Everyone does everything at once: whatever comes of it, the log is whole, the screens agree, nobody waited in a circle."""
from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from consult.account import actions as accounts
from consult.core.errors import Refusal
from consult.matter import actions as matters
from consult.meeting import actions as meetings
from consult.storage.event_log import first_fault, stream_names
from tests.builders import COUNCIL, Neighbourhood, Room
from tests.meeting.test_room_state import folded, in_the_tables, on_the_screen
from tests.storage.happenings import all_at_once


def deadlocks(n: Neighbourhood) -> int:
    """How many deadlocks PostgreSQL has ended in this database; it reports them a second late."""
    time.sleep(1.2)
    found: int = n.look(lambda db: db.scalar(
        text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")))
    return found


def anything(n: Neighbourhood, room: Room, vote: Room, matter: int, chance: random.Random) -> Callable[[], Any]:
    """Something that somebody may want to do just now."""
    here, there = {"meeting_id": room.meeting_id}, {"meeting_id": vote.meeting_id}
    who = chance.choice([*COUNCIL, "he", "gu"])
    stance = chance.choice(["for", "against", "question"])
    possible: list[tuple[str, Callable[..., Any], dict[str, Any]]] = [
        (who, meetings.check_in, here), (who, meetings.leave, here), (who, meetings.raise_hand, here | {"stance": stance}),
        (who, meetings.lower_hand, here), ("zhou", meetings.give_floor, here), ("zhou", meetings.end_turn, here),
        (who, meetings.submit_statement, here | {"stance": stance, "text": "话"}), (who, meetings.ask_help, here),
        (who, meetings.cast_vote, there | {"ballot_id": vote.ballot_id, "choice": chance.choice(["for", "against"])}),
        (who, meetings.cast_vote, there | {"ballot_id": vote.ballot_id, "choice": "abstain"}),
        (chance.choice(["gu", "ma", "xu"]), matters.endorse, {"matter_id": matter}),
        (chance.choice(["gu", "ma", "xu"]), matters.take_back_endorsement, {"matter_id": matter}),
        ("lin", accounts.invite_household, {"household_id": n.households["gu"]}),
    ]
    doer, verb, args = chance.choice(possible)
    return lambda: n.do(doer, verb, **args)


def test_whatever_happens_at_once_comes_out_in_one_order(neighbourhood: Neighbourhood) -> None:
    n, chance = neighbourhood, random.Random(20261126)
    room, vote, matter = n.a_discussion(), n.a_vote(), n.a_matter(by="chen")
    on_a_server = not n.store.url.startswith("sqlite")
    before = deadlocks(n) if on_a_server else 0
    answers = all_at_once([anything(n, room, vote, matter, chance) for _ in range(300)], threads=12)
    assert [a for a in answers if isinstance(a, Exception) and not isinstance(a, Refusal)] == []
    assert sum(not isinstance(a, Exception) for a in answers) > 100
    for one in (room, vote):
        assert on_the_screen(folded(n, one)) == in_the_tables(n, one)
    with n.store.read() as db:
        assert {stream: fault for stream in stream_names(db) if (fault := first_fault(db, stream))} == {}
    if on_a_server:
        assert deadlocks(n) == before


@pytest.mark.parametrize("race", ["close and cast", "close and leave", "end and close"])
def test_the_end_of_things_and_what_people_still_do(neighbourhood: Neighbourhood, race: str) -> None:
    n = neighbourhood
    room = n.a_vote()
    here = {"meeting_id": room.meeting_id}
    closing: Callable[[], Any] = lambda: n.do("zhou", meetings.close_vote, **here)  # noqa: E731
    others: dict[str, list[Callable[[], Any]]] = {
        "close and cast": [lambda who=who: n.cast(room, **{who: "for"}) for who in COUNCIL],  # type: ignore[misc]
        "close and leave": [lambda who=who: n.do(who, meetings.leave, **here) for who in COUNCIL],  # type: ignore[misc]
        "end and close": [lambda: n.do("zhou", meetings.close_discussion, **here, outcome="rejected", reason="理由"),
                          lambda: n.do("zhou", meetings.close_meeting, **here)],
    }
    answers = all_at_once([*others[race], closing], threads=8)
    assert [a for a in answers if isinstance(a, Exception) and not isinstance(a, Refusal)] == []
    assert on_the_screen(folded(n, room)) == in_the_tables(n, room)
