"""Snapshots: the room folded from its log, kept per audience and brought up to date by what is new."""
from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from consult.core.events import Recorded, moment
from consult.meeting.rules import room
from consult.storage.event_log import events_after, head_of

ROOMS_KEPT = 64


def visible(event: Recorded, *, desk: bool) -> dict[str, Any]:
    """An event as an audience may hear it; withheld ones keep their place in the sequence and nothing else."""
    place = {"stream": event.stream, "epoch": event.epoch, "seq": event.seq}
    if event.audience != "room" and not desk:
        return {**place, "name": "withheld"}
    return {**place, "name": event.name, "at": moment(event.at), "data": event.data}


@dataclass
class Folded:
    """One room as one audience sees it, up to `seq`."""

    epoch: int
    seq: int = 0
    state: room.State = field(default_factory=room.empty_room)

    def take(self, event: Recorded, *, desk: bool) -> None:
        """Bring in one more event."""
        self.seq = event.seq
        if event.audience == "room" or desk:
            room.apply(self.state, event.seq, event.name, moment(event.at), event.data)

    def copy(self) -> Folded:
        """The same, sharing nothing. The state is plain JSON, and going through it is the quickest copy."""
        return Folded(self.epoch, self.seq, json.loads(json.dumps(self.state)))


@dataclass
class _Kept:
    folded: Folded
    told: Folded | None = None
    """A copy as it was last told; shared by everyone who comes before the next event."""


class Snapshots:
    """The rooms asked for lately."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[tuple[str, bool], _Kept] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def take(self, db: Session, stream: str, *, desk: bool) -> Folded:
        """The room as it stands now, to be read and not changed: others may hold the same one."""
        with self._one_at_a_time:
            kept = self._room(db, stream, desk)
            while window := events_after(db, stream, kept.folded.seq):
                kept.told = None
                for event in window:
                    kept.folded.take(event, desk=desk)
            kept.told = kept.told or kept.folded.copy()
            return kept.told

    def _room(self, db: Session, stream: str, desk: bool) -> _Kept:
        key, (epoch, _seq) = (stream, desk), head_of(db, stream)
        kept = self._rooms.get(key)
        if kept is None or kept.folded.epoch != epoch:
            kept = self._rooms[key] = _Kept(Folded(epoch))
        self._rooms.move_to_end(key)
        while len(self._rooms) > ROOMS_KEPT:
            self._rooms.popitem(last=False)
        return kept
