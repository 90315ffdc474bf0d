"""One command, one transaction: all of it or nothing, and told after the commit, in its order."""
from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.community.models import Street
from consult.core.clock import SetClock
from consult.core.errors import NotFound, RuleBroken
from consult.core.events import Recorded
from consult.storage.base import Base
from consult.storage.commands import Command
from consult.storage.event_log import head_of
from consult.storage.store import Store
from consult.storage.transactions import TRIES
from consult.storage.work import Work
from tests.databases import take_picture
from tests.storage.happenings import Followed, Happened, all_at_once, happens


def founds(name: str = "柳荫街道") -> Callable[[Work], int]:
    return lambda work: work.add(Street(name=name, name_en="Liuyin")).id


def streets(store: Store) -> list[str]:
    with store.read() as db:
        return list(db.scalars(select(Street.name).order_by(Street.id)))


@contextmanager
def reacting(store: Store, reaction: Callable[[Work, Any], None]) -> Iterator[None]:
    before, store.reactions = store.reactions, {Happened: [reaction]}
    yield
    store.reactions = before


def test_a_refusal_leaves_no_trace(store: Store) -> None:
    store.carry_out(founds("青禾街道"))
    store.carry_out(happens("here"))
    before = take_picture(store.reading)

    def does_much_and_refuses(work: Work) -> None:
        work.add(Street(name="柳荫街道", name_en="Liuyin"))
        work.record(Happened(where="here"))
        work.record(Happened(where="there"))
        raise RuleBroken("quorum_not_met", present=3, needed=4)

    with pytest.raises(RuleBroken):
        store.carry_out(does_much_and_refuses)
    assert take_picture(store.reading) == before


def test_what_follows_is_in_the_same_transaction_and_after_its_cause(store: Store) -> None:
    with reacting(store, lambda work, e: work.record(Followed(where=e.where)) and None):
        events = store.carry_out(happens("here")).events
    assert [e.stream for e in events] == ["place:here", "after:here"]


def test_a_reaction_that_fails_undoes_everything(store: Store) -> None:
    before = take_picture(store.reading)

    def fails(work: Work, event: Happened) -> None:
        work.record(Followed(where=event.where))
        raise RuntimeError("the consequence cannot be had")

    def founds_and_tells(work: Work) -> None:
        work.add(Street(name="柳荫街道", name_en="Liuyin"))
        work.record(Happened(where="here"))

    with reacting(store, fails), pytest.raises(RuntimeError):
        store.carry_out(founds_and_tells)
    assert take_picture(store.reading) == before


def test_listeners_hear_only_what_is_committed_and_can_read_it(store: Store) -> None:
    seen = []

    def reads_back(event: Recorded) -> None:
        with store.read() as db:
            seen.append((event.seq, head_of(db, event.stream)[1]))

    store.listeners.append(reads_back)
    store.carry_out(happens("here"))
    with pytest.raises(RuntimeError):
        store.carry_out(lambda work: [work.record(Happened(where="here")), _raise()])
    assert seen == [(1, 1)]


def _raise() -> None:
    raise RuntimeError


def test_a_listener_that_fails_undoes_nothing_and_stops_nobody(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []

    def fails(event: Recorded) -> None:
        raise OSError("no line to the hall")

    store.listeners += [fails, lambda event: heard.append(event.seq)]
    with caplog.at_level(logging.ERROR):
        assert store.carry_out(happens("here")).value == 1
        assert store.carry_out(happens("here")).value == 2
    assert heard == [1, 2]
    assert [r.message for r in caplog.records] == ["a listener failed at place:here 1", "a listener failed at place:here 2"]


def test_events_of_one_command_are_told_in_the_order_they_were_recorded(store: Store) -> None:
    heard: list[str] = []
    store.listeners.append(lambda event: heard.append(f"{event.stream} {event.seq}"))

    def tells_three(work: Work) -> None:
        for where in ("here", "there", "here"):
            work.record(Happened(where=where))

    store.carry_out(tells_three)
    assert heard == ["place:here 1", "place:there 1", "place:here 2"]


def test_many_at_once_are_told_in_the_order_of_their_commits(store: Store) -> None:
    heard: list[int] = []
    store.listeners.append(lambda event: heard.append(event.seq))
    all_at_once([lambda: store.carry_out(happens("here"))] * 60, threads=12)
    assert heard == list(range(1, 61))


def test_a_commit_that_returns_late_is_told_before_the_one_that_follows_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the second commit may return first; whoever listens must not hear it first."""
    if store.url.startswith("sqlite"):
        pytest.skip("SQLite commits one at a time")
    heard: list[int] = []
    store.listeners.append(lambda event: heard.append(event.seq))
    really_commit, committed, go_on = Session.commit, threading.Event(), threading.Event()

    def slow_for_the_first(session: Session) -> None:
        really_commit(session)
        if not committed.is_set():
            committed.set()
            assert go_on.wait(10)

    monkeypatch.setattr(Session, "commit", slow_for_the_first)
    first = threading.Thread(target=lambda: store.carry_out(happens("here")))
    first.start()
    assert committed.wait(10)
    assert store.carry_out(happens("here")).value == 2
    assert heard == []
    go_on.set()
    first.join()
    assert heard == [1, 2]


def test_a_row_that_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound) as refused:
        store.carry_out(lambda work: work.get(Street, 7))
    assert refused.value.facts == {"what": "street"}


@pytest.mark.parametrize("id", [0, -1, 2**31, 2**40, -(2**62)])
def test_an_id_that_no_row_can_have_is_not_found(store: Store, id: int) -> None:
    with pytest.raises(NotFound):
        store.carry_out(lambda work: work.get(Street, id))
    with pytest.raises(NotFound), store.read() as db:
        if db.get(Street, id) is None:
            raise NotFound("street")


def test_a_locked_row_is_read_as_it_stands_now_and_keeps_what_was_changed_in_it(store: Store) -> None:
    def renames(work: Work) -> str:
        street = work.add(Street(name="柳荫街道", name_en="Liuyin"))
        street.name = "柳荫路街道"
        return work.get(Street, street.id).name

    assert store.carry_out(renames).value == "柳荫路街道"
    assert streets(store) == ["柳荫路街道"]


def test_fifty_increments_at_once_lose_none(store: Store) -> None:
    """Read, decide, write: the lock of `get` is what makes this come out."""
    street = store.carry_out(founds("0")).value

    def one_more(work: Work) -> None:
        row = work.get(Street, street)
        row.name = str(int(row.name) + 1)

    assert set(all_at_once([lambda: store.carry_out(one_more).value] * 50, threads=10)) == {None}
    assert streets(store) == ["50"]


def test_the_verb_is_tried_again_when_it_lost_a_race(store: Store) -> None:
    tried = []

    def loses_at_first(work: Work) -> int:
        tried.append(1)
        if len(tried) == 1:
            work.add(Street(name="青禾街道", name_en="Qinghe"))
            work.add(Street(name="青禾街道", name_en="twice"))
        return founds()(work)

    store.carry_out(loses_at_first)
    assert len(tried) == 2
    assert streets(store) == ["柳荫街道"]


def test_a_race_that_is_always_lost_is_given_up(store: Store) -> None:
    store.carry_out(founds())
    tried = []

    def always_loses(work: Work) -> int:
        tried.append(1)
        return founds()(work)

    with pytest.raises(RuleBroken) as refused:
        store.carry_out(always_loses)
    assert (refused.value.code, len(tried)) == ("someone_was_quicker", TRIES)
    assert streets(store) == ["柳荫街道"]


def test_a_fault_of_ours_is_no_race_and_is_not_tried_again(store: Store) -> None:
    tried = []

    def breaks_a_check(work: Work) -> None:
        tried.append(1)
        work.db.execute(text("UPDATE event_log SET seq = 0"))

    store.carry_out(happens("here"))
    with pytest.raises(IntegrityError):
        store.carry_out(breaks_a_check)
    assert len(tried) == 1


def test_two_that_wait_for_each_other_both_come_through(store: Store) -> None:
    """PostgreSQL ends a deadlock by undoing one; it is tried again, and nobody hears of it."""
    one, two = store.carry_out(founds("甲")).value, store.carry_out(founds("乙")).value
    both_hold = threading.Barrier(2)

    def takes(first: int, second: int) -> Callable[[], Any]:
        met = []

        def verb(work: Work) -> None:
            work.get(Street, first).name_en += "!"
            if not met and not store.url.startswith("sqlite"):
                met.append(1)
                both_hold.wait(10)
            work.get(Street, second).name_en += "!"

        return lambda: store.carry_out(verb).value

    assert all_at_once([takes(one, two), takes(two, one)], threads=2) == [None, None]
    with store.read() as db:
        assert list(db.scalars(select(Street.name_en))) == ["Liuyin!!", "Liuyin!!"]


def test_a_reading_session_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"), store.read() as db:
        db.add(Street(name="柳荫街道", name_en="Liuyin"))
        db.flush()
    assert streets(store) == []


def test_a_reading_session_sees_one_moment_from_its_first_look_to_its_last(store: Store) -> None:
    with store.read() as db:
        assert db.scalar(select(Street.id)) is None
        store.carry_out(founds())
        assert db.scalar(select(Street.id)) is None
    assert streets(store) == ["柳荫街道"]


def test_the_answer_must_be_plain(store: Store) -> None:
    with pytest.raises(Exception, match="not JSON serializable"):
        store.carry_out(lambda work: work.add(Street(name="甲", name_en="x")), command=Command("abcdef12", "found"))
    assert streets(store) == []


def test_every_moment_is_stored_in_utc_and_needs_a_time_zone(store: Store, clock: SetClock) -> None:
    clock.at = clock.at.replace(microsecond=123456)
    store.carry_out(happens("here"))
    with store.read() as db:
        read = db.scalar(select(Base.metadata.tables["event_log"].c.at))
        # To the millisecond: so it stands in the hash, and a stored microsecond would be a byte that nobody checks.
        assert read == clock.at.replace(microsecond=123000)
        assert read is not None
        assert read.tzinfo is not None
    clock.at = clock.at.replace(tzinfo=None)
    with pytest.raises(Exception, match="without a time zone"):
        store.carry_out(lambda work: work.db.execute(text("SELECT 1")) and happens("here")(work))


