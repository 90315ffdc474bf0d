"""Many phones at once, and one phone that presses again and again: one place a voice, the last acknowledged counts."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from consult.ballot import queries
from consult.ballot.rules.sealed_text import new_tracker
from tests.builders import Neighbourhood
from tests.builders_sealed import Phones, an_election, ballot_of, close_election

CHOICES = ("for", "against", "abstain")


def check_storm(n: Neighbourhood, voters: int, casts: int, phones_at_once: int) -> None:
    """Every voice casts `casts` times, all at once; then each once more, acknowledged last."""
    room, random = an_election(n, voters), Random(voters)
    phones = Phones(n, room)
    storm = [(at, random.choice(CHOICES), new_tracker()) for at in range(voters) for _ in range(casts - 1)]
    random.shuffle(storm)
    sealed = [(at, phones.seal(at, choice, tracker), tracker) for at, choice, tracker in storm]
    with ThreadPoolExecutor(phones_at_once) as pool:
        told = list(pool.map(lambda each: phones.send(each[0], each[1], f"key-{each[2]}"), sealed))
    assert len({answer["receipt"]["body"] for answer in told}) == len(storm)
    last = {at: (random.choice(CHOICES), new_tracker()) for at in range(voters)}
    with ThreadPoolExecutor(phones_at_once) as pool:
        list(pool.map(lambda each: phones.cast(each[0], *each[1]), last.items()))
    repeated = sealed[:: max(1, len(sealed) // 50)]
    assert all(phones.send(at, envelope, f"key-{tracker}")["superseded"] for at, envelope, tracker in repeated)
    assert n.store.vault.stores.count(room.ballot_id) == voters
    close_election(n, room)
    box = {row.tracker: row.choice for row in n.see(queries.box, ballot_of(n, room))}
    assert box == {tracker: choice for choice, tracker in last.values()}
    log = n.see(queries.cast_log, room.ballot_id)
    assert (len(log), sum(line.counted for line in log)) == (voters * casts, voters)


def test_ten_phones_that_press_four_times_at_once_are_ten_ballots(neighbourhood: Neighbourhood) -> None:
    check_storm(neighbourhood, voters=10, casts=4, phones_at_once=8)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_hundred_phones_that_press_fifty_times_at_once_are_two_hundred_ballots(neighbourhood: Neighbourhood) -> None:
    check_storm(neighbourhood, voters=200, casts=50, phones_at_once=20)
