"""Killed anywhere in its close, a ballot comes to the same box, the same tally and the same signatures."""
from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from consult.ballot import queries
from consult.core.clock import SetClock
from consult.core.crashpoint import VARIABLE
from consult.meeting import actions as meetings
from consult.meeting.actions.finishing import finish_what_was_cut_off
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import Vault
from tests.builders import Neighbourhood, Room
from tests.builders_sealed import EVERYONE, a_secret_vote, ballot_of, cast_sealed, close

# A close in a process of its own must not share its parent's connections.
pytestmark = pytest.mark.as_served

BEFORE_COUNTED = (
    "closing_not_begun", "closing_written", "closing_kept", "box_opened", "box_written", "marks_written",
    "cast_log_written", "statement_written", "before_commit",
)
AFTER_COUNTED = (
    "after_commit", "sealing_not_begun", "key_overwritten", "key_unlinked", "escrow_overwritten", "escrow_unlinked",
    "store_unlinked", "sealing_written",
)
POINTS = BEFORE_COUNTED + AFTER_COUNTED
CHOICES = ("for", "against", "abstain")


def cut_off(n: Neighbourhood, room: Room, point: str) -> bool:
    """Close in a process of its own that dies at a point; whether it died."""
    url, vault = n.store.url, n.store.vault
    assert vault is not None
    actor = n.actor("zhou")
    child = os.fork()
    if child == 0:
        _close_and_die(url, vault, n.clock.at, actor, room, point)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _close_and_die(url: str, vault: Vault, at: Any, actor: Any, room: Room, point: str) -> None:
    try:
        vault.stores._engines, vault.stores._shared = {}, None
        store = Store(url, clock=SetClock(at), reactions=REACTIONS, vault=vault)
        os.environ[VARIABLE] = point
        store.carry_out(lambda work: meetings.close_vote(work, meeting_id=room.meeting_id), actor=actor)
    finally:
        os._exit(0)


def outcome(n: Neighbourhood, room: Room) -> tuple[Any, ...]:
    """Everything a close leaves behind, and that it left nothing else."""
    ballot, vault = ballot_of(n, room), n.store.vault
    assert vault is not None and not vault.keys.has(ballot.id) and not vault.stores.exists(ballot.id)
    assert n.see(queries.sealed, ballot).state == "sealed"
    assert [e.name for e in n.log(f"ballot:{ballot.id}")] == ["BallotOpened", "BallotClosed", "KeysDestroyed"]
    assert n.log(f"meeting:{room.meeting_id}")[-1].name == "VoteClosed"
    return ballot.result, n.see(queries.record, ballot), n.see(queries.roll_record, ballot)


def a_vote_to_close(n: Neighbourhood, seed: int) -> tuple[Room, dict[str, str]]:
    """A secret vote in which everyone has voted by chance; who said what, by tracker."""
    random = Random(seed)
    said = {who: random.choice(CHOICES) for who in EVERYONE}
    room = a_secret_vote(n)
    trackers = cast_sealed(n, room, **said)
    return room, {trackers[who]: choice for who, choice in said.items()}


def check_cut_off_and_finished(n: Neighbourhood, point: str, seed: int, *, byte_for_byte: bool = False) -> None:
    """Die at a point, come up again later, finish: the box is what was cast, and nothing depends on the later hour.

    Byte for byte, it is also what a close that nobody killed would have published; for that its store is closed first.
    """
    room, said = a_vote_to_close(n, seed)
    closed_at = n.clock.at
    unkilled = record_without_writing(n, room) if byte_for_byte else None
    n.store.close()
    assert cut_off(n, room, point), f"it did not die at {point}"
    n.clock.forward(minutes=7)
    finish_what_was_cut_off(n.store)
    nothing_kept = point in ("closing_not_begun", "closing_written")
    if nothing_kept:  # the desk presses again
        close(n, room)
    result, record, roll = outcome(n, room)
    assert unkilled in (None, record)
    box = dict(line.split(",")[1:] for line in record["box"].splitlines()[1:])
    assert box == said and len(roll["voted"]) == len(EVERYONE)
    assert {c: result[c] for c in CHOICES} == {c: list(said.values()).count(c) for c in CHOICES}
    assert nothing_kept or ballot_of(n, room).closed_at == closed_at
    assert finish_what_was_cut_off(n.store) == []


@pytest.mark.parametrize("point", ["closing_written", "box_opened", "before_commit", "key_unlinked", "sealing_written"])
def test_a_close_that_is_killed_is_finished(neighbourhood: Neighbourhood, point: str) -> None:
    check_cut_off_and_finished(neighbourhood, point, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("point", POINTS)
def test_a_close_that_is_killed_twenty_times_is_finished_twenty_times(neighbourhood: Neighbourhood, point: str) -> None:
    """Every other time the store was closed by then, so that the whole signed record can be compared."""
    for seed in range(20):
        kept_before = seed % 2 == 1 and point not in ("closing_not_begun", "closing_written")
        check_cut_off_and_finished(neighbourhood, point, seed, byte_for_byte=kept_before)


@pytest.mark.parametrize("point", ["closing_kept", "before_commit", "after_commit"])
def test_counted_after_a_crash_it_is_byte_for_byte_what_it_would_have_been(neighbourhood: Neighbourhood, point: str) -> None:
    """The same sealed store, opened in a process that dies and opened again later: the same signed bytes."""
    check_cut_off_and_finished(neighbourhood, point, seed=3, byte_for_byte=True)


class Undone(Exception):
    """A close that is looked at and not committed."""


def record_without_writing(n: Neighbourhood, room: Room) -> dict[str, Any]:
    """What the close would publish, from a transaction that is then undone; only the store is closing from now on."""
    found: dict[str, Any] = {}

    def look(work: Any) -> None:
        meetings.close_vote(work, meeting_id=room.meeting_id)
        work.db.flush()
        found.update(queries.record(work.db, queries.ballot(work.db, room.ballot_id, n.community)))
        raise Undone

    with pytest.raises(Undone):
        n.store.carry_out(look, actor=n.actor("zhou"))
    return found


def test_a_restart_without_keys_says_so_and_holds_up_nothing_else(
    neighbourhood: Neighbourhood, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    n = neighbourhood
    lost, _ = a_vote_to_close(n, seed=5)
    other, _ = a_vote_to_close(n, seed=6)
    for room in (lost, other):
        n.store.vault.stores.close(room.ballot_id, n.clock())
    n.store.vault.keys.destroy(lost.ballot_id)
    assert finish_what_was_cut_off(n.store) == [other.ballot_id]
    assert "key_missing" in caplog.text and ballot_of(n, lost).is_open
