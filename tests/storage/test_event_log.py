"""The log: gap-free and in order whatever races, and a changed byte is found where it is."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from consult.storage.engine import connect
from consult.storage.event_log import (
    NO_HASH,
    LoggedEvent,
    Stream,
    all_events,
    append,
    events_after,
    first_fault,
    head_of,
    stream_names,
)
from consult.storage.guards import lifted
from consult.storage.store import Store
from consult.storage.work import Work
from tests.storage.happenings import Happened, all_at_once, happens


@pytest.fixture
def tamper(database_url: str) -> Iterator[Callable[..., None]]:
    """Somebody with the database's own tools, past everything that keeps it in order."""
    engine = connect(database_url, writing=True)

    def change(statement: Any) -> None:
        with engine.begin() as connection, lifted(connection):
            connection.execute(statement)

    yield change
    engine.dispose()


def ten(store: Store) -> None:
    for i in range(10):
        store.carry_out(happens("here", f"number {i}"))


def fault(store: Store, stream: str = "place:here") -> int | None:
    with store.read() as db:
        return first_fault(db, stream)


def in_the_log(seq: int) -> tuple[Any, Any]:
    return LoggedEvent.stream == "place:here", LoggedEvent.seq == seq


def test_each_stream_counts_from_one_without_a_gap(store: Store) -> None:
    for _ in range(3):
        store.carry_out(happens("here"))
        store.carry_out(happens("there"))
    with store.read() as db:
        assert [e.seq for e in all_events(db, "place:here")] == [1, 2, 3]
        assert [e.seq for e in all_events(db, "place:there")] == [1, 2, 3]
        assert head_of(db, "place:here") == (1, 3)
        assert head_of(db, "place:nowhere") == (1, 0)
        assert stream_names(db) == ["place:here", "place:there"]


def test_what_is_read_back_is_what_was_written(store: Store) -> None:
    answer = store.carry_out(happens("here", "议了加装电梯"))
    with store.read() as db:
        read = events_after(db, "place:here", 0)
    assert read == list(answer.events)
    assert read[0].data == {"where": "here", "what": "议了加装电梯"}
    assert (read[0].name, read[0].at, read[0].actor_id) == ("Happened", store.clock(), None)


def test_a_look_goes_on_where_the_last_one_ended(store: Store) -> None:
    ten(store)
    with store.read() as db:
        assert [e.seq for e in events_after(db, "place:here", 3, limit=4)] == [4, 5, 6, 7]
        assert events_after(db, "place:here", 10) == []


def test_a_long_stream_is_read_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.storage.event_log.WINDOW", 3)
    monkeypatch.setattr(events_after, "__defaults__", (3,))
    ten(store)
    with store.read() as db:
        assert [e.seq for e in all_events(db, "place:here")] == list(range(1, 11))


def test_eight_threads_on_one_stream_leave_no_gap_and_whole_chains(store: Store) -> None:
    def many(worker: int) -> Callable[[], list[int]]:
        return lambda: [store.carry_out(happens("here", f"{worker}:{i}")).value for i in range(12)]

    given = all_at_once([many(worker) for worker in range(8)], threads=8)
    for of_one_worker in given:
        assert of_one_worker == sorted(of_one_worker)
    assert sorted(seq for one in given for seq in one) == list(range(1, 97))
    with store.read() as db:
        assert [e.seq for e in all_events(db, "place:here")] == list(range(1, 97))
        assert first_fault(db, "place:here") is None


def test_a_seq_that_was_taken_and_given_up_leaves_no_gap(store: Store) -> None:
    def gives_up(work: Work) -> None:
        work.record(Happened(where="here"))
        raise RuntimeError("changed my mind")

    store.carry_out(happens("here"))
    with pytest.raises(RuntimeError):
        store.carry_out(gives_up)
    assert store.carry_out(happens("here")).value == 2
    assert fault(store) is None


def test_a_whole_chain_has_no_fault_and_neither_has_an_empty_one(store: Store) -> None:
    ten(store)
    assert fault(store) is None
    assert fault(store, "place:nowhere") is None


@pytest.mark.parametrize(("column", "value"), [
    ("data", {"where": "here", "what": "number 6!"}), ("name", "Hap"), ("actor_id", 9), ("audience", "desk"),
    ("epoch", 2), ("hash", "0" * 64),
])
def test_a_changed_byte_is_found_where_it_is(
    store: Store, tamper: Callable[..., None], column: str, value: Any
) -> None:
    ten(store)
    tamper(update(LoggedEvent).where(*in_the_log(7)).values({column: value}))
    assert fault(store) == 7


def test_a_moment_that_was_moved_is_found(store: Store, tamper: Callable[..., None]) -> None:
    ten(store)
    tamper(update(LoggedEvent).where(*in_the_log(4)).values(at=store.clock().replace(year=2025)))
    assert fault(store) == 4


def test_an_event_that_was_taken_out_is_found(store: Store, tamper: Callable[..., None]) -> None:
    ten(store)
    tamper(delete(LoggedEvent).where(*in_the_log(5)))
    assert fault(store) == 5


def test_a_tail_that_was_cut_off_is_found(store: Store, tamper: Callable[..., None]) -> None:
    ten(store)
    tamper(delete(LoggedEvent).where(LoggedEvent.stream == "place:here", LoggedEvent.seq > 8))
    assert fault(store) == 9


def test_a_log_without_a_head_is_found(store: Store, tamper: Callable[..., None]) -> None:
    ten(store)
    tamper(delete(Stream).where(Stream.name == "place:here"))
    assert fault(store) == 11


def test_a_chain_forged_from_the_middle_does_not_fit_its_head(
    store: Store, tamper: Callable[..., None], database_url: str
) -> None:
    """Somebody writes the last events anew, hashes and all, but leaves the head."""
    ten(store)
    tamper(delete(LoggedEvent).where(LoggedEvent.stream == "place:here", LoggedEvent.seq == 10))

    def forged(work: Work) -> None:
        row = work.db.get_one(Stream, "place:here")
        kept = row.head
        nine = work.db.get_one(LoggedEvent, ("place:here", 9))
        row.seq, row.head = 9, nine.hash
        work.db.flush()
        append(work.db, Happened(where="here", what="forged"), at=work.now, actor_id=None)
        work.db.execute(update(Stream).where(Stream.name == "place:here").values(head=kept))

    store.carry_out(forged)
    assert fault(store) == 11


def test_the_database_itself_refuses_a_second_event_of_one_seq(store: Store, database_url: str) -> None:
    ten(store)
    engine = connect(database_url, writing=True)

    def copy(connection: Connection) -> None:
        row = dict(connection.execute(select(LoggedEvent.__table__).where(*in_the_log(3))).mappings().one())
        connection.execute(insert(LoggedEvent).values(row | {"hash": NO_HASH}))

    try:
        with pytest.raises(Exception, match=r"(?i)unique"), engine.begin() as connection:
            copy(connection)
    finally:
        engine.dispose()
