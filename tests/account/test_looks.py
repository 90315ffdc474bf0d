"""Looks are written beside the pages: many at once, a repeat once, never so that a page waits or fails."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.account.queries.audit import Wanted, audit, looked_at
from consult.community import actions as register
from consult.core.clock import SetClock
from consult.deadlines import sweep
from consult.storage import looks as looking
from consult.storage.looks import Look, Looks, Seen
from tests.builders import Neighbourhood


def seen(n: Neighbourhood, by: str, about: str = "gu", page: str = "people.show", **other: Any) -> Seen:
    return Seen(**{"community_id": n.community, "by_id": n.people[by], "page": page, "about": "person",
                   "about_id": n.people[about], **other})


def rows(n: Neighbourhood) -> list[Look]:
    return n.look(lambda db: list(db.scalars(select(Look).order_by(Look.id))))


def test_many_looks_are_written_in_one_transaction(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    for who in ("gu", "ma", "chen"):
        looks.note(seen(n, "lin", who))
    assert rows(n) == []
    assert (looks.write(), looks.write()) == (3, 0)
    assert [(row.by_id, row.about_id, row.at) for row in rows(n)] == [
        (n.people["lin"], n.people[who], clock()) for who in ("gu", "ma", "chen")]


def test_who_looks_again_within_ten_minutes_has_looked_once(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    for minutes in (0, 4, 5, 3):
        clock.forward(minutes=minutes)
        looks.note(seen(n, "lin"))
        looks.write()
    assert len(rows(n)) == 2
    looks.note(seen(n, "wu"))
    looks.write()
    assert len(rows(n)) == 3


def test_what_cannot_be_written_waits_and_nobody_is_told_of_it(neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    looks.note(seen(n, "lin"))
    with monkeypatch.context() as broken:
        broken.setattr(n.store, "carry_out", lambda verb: 1 / 0)
        assert looks.write() == 0 and looks.failed
    assert looks.write() == 1 and not looks.failed


def test_more_than_can_wait_are_not_noted(neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    monkeypatch.setattr(looking, "MOST", 2)
    for who in ("gu", "ma", "chen"):
        looks.note(seen(n, "lin", who))
    assert looks.write() == 2


def test_a_server_writes_by_itself(neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    written: list[int] = []
    monkeypatch.setattr(looks, "_for_ever", lambda: written.append(looks.write()))
    looks.by_itself = True
    looks.note(seen(n, "lin"))
    looks.note(seen(n, "lin", "ma"))
    for _ in range(100):
        if written:
            break
        looking.time.sleep(0.01)
    assert sum(written) in (1, 2) and len(written) == 1, "one writer a process"


def test_looks_are_kept_for_three_years(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    looks.note(seen(n, "lin"))
    looks.write()
    clock.forward(days=3 * 365)
    sweep(n.store)
    assert len(rows(n)) == 1
    clock.forward(days=5)
    sweep(n.store)
    assert rows(n) == []


def test_the_audit_has_looks_and_acts_and_nothing_of_next_door(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    since = clock.forward(days=1)
    n.do("lin", register.correct_person, person_id=n.people["gu"], name="顾桂香", called="顾大妈")
    clock.forward(minutes=1)
    looks.note(seen(n, "wu"))
    looks.note(seen(n, "lin", community_id=n.next_door))
    looks.write()
    def lines(**wanted: Any) -> list[tuple[int, str, int]]:
        found, count = n.look(lambda db: audit(db, n.community, Wanted(since=since, **wanted)))
        assert count == len(found)
        return [(trace.by_id, trace.page or trace.act, trace.about_id) for trace in found]
    look = (n.people["wu"], "people.show", n.people["gu"])
    act = (n.people["lin"], "PersonCorrected", n.people["gu"])
    assert lines() == [look, act]
    assert (lines(kind="looks"), lines(kind="acts"), lines(by_id=n.people["lin"])) == ([look], [act], [act])
    assert lines(before=since) == []


def test_who_went_into_another_entry_still_sees_who_looked(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n, looks = neighbourhood, Looks(neighbourhood.store)
    twin = n.do("lin", register.enter_resident, community_id=n.community, name="顾桂芳", household_id=n.households["gu"],
                another=True)["person_id"]
    looks.note(seen(n, "wu", about_id=twin))
    looks.note(seen(n, "lin"))
    looks.note(Seen(n.community, n.people["lin"], "roster.household", "household", n.households["gu"]))
    looks.write()
    n.do("lin", register.merge_people, kept_id=n.people["gu"], gone_id=twin, reason="同一个人登记了两次", sure=True)
    found = n.look(lambda db: [(by.id, look.about) for look, by in looked_at(
        db, n.people["gu"], [n.households["gu"]], clock() - timedelta(days=90), 10)])
    assert sorted(found) == sorted([(n.people["wu"], "person"), (n.people["lin"], "person"), (n.people["lin"], "household")])
