"""Snapshots are folded once, shared while nothing happens, and never change in anybody's hands."""
from __future__ import annotations

import pytest

from consult.live import snapshot
from consult.live.snapshot import Snapshots
from consult.meeting import actions as meetings
from consult.meeting.queries import room_state
from tests.builders import Neighbourhood


def test_a_snapshot_is_shared_until_something_happens_and_stays_as_it_was(neighbourhood: Neighbourhood) -> None:
    n, room = neighbourhood, neighbourhood.a_discussion()
    stream, kept = f"meeting:{room.meeting_id}", Snapshots()
    first = n.look(lambda db: kept.take(db, stream, desk=False))
    assert n.look(lambda db: kept.take(db, stream, desk=False)) is first
    before = first.copy()
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    second = n.look(lambda db: kept.take(db, stream, desk=False))
    assert first == before and second.seq == first.seq + 1
    assert (second.epoch, second.seq, second.state) == n.see(room_state, room.meeting_id, desk=False)


def test_a_room_not_asked_for_lately_is_folded_anew(
    neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "ROOMS_KEPT", 1)
    n, room, kept = neighbourhood, neighbourhood.a_discussion(), Snapshots()
    stream = f"meeting:{room.meeting_id}"
    first = n.look(lambda db: kept.take(db, stream, desk=False))
    n.look(lambda db: kept.take(db, stream, desk=True))
    again = n.look(lambda db: kept.take(db, stream, desk=False))
    assert again == first and again is not first
