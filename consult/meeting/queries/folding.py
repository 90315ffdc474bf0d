"""A room read from its log; what was read before is kept, so that a long meeting costs what a short one does."""
from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.core.events import moment
from consult.meeting.rules import room
from consult.storage.event_log import NO_HASH, LoggedEvent, head_of

ROOMS_KEPT = 64


@dataclass
class _Read:
    """A room as one audience hears it, up to `seq`; `hash` is that event's own, by which the log is known again."""

    epoch: int
    seq: int = 0
    hash: str = NO_HASH
    told: str = ""


_kept: OrderedDict[tuple[str, str, bool], _Read] = OrderedDict()
_one_at_a_time = threading.Lock()


def room_state(db: Session, meeting_id: int, *, desk: bool) -> tuple[int, int, room.State]:
    """(epoch, seq, state) of a room, read from its log; what only the desk may hear moves seq and nothing else.

    The state is the caller's own. Only what is new since the last look is read and folded.
    """
    stream = f"meeting:{meeting_id}"
    key = (str(db.get_bind().engine.url), stream, desk)
    with _one_at_a_time:
        read = _known(db, key, head_of(db, stream)[0])
        state = json.loads(read.told) if read.told else room.empty_room()
        if _fold(db, stream, read, state, desk=desk):
            read.told = json.dumps(state)
        _kept[key] = read
        _kept.move_to_end(key)
        while len(_kept) > ROOMS_KEPT:
            _kept.popitem(last=False)
    return read.epoch, read.seq, state


def _known(db: Session, key: tuple[str, str, bool], epoch: int) -> _Read:
    """What was read before, if the log still is that log: a database may have been restored since."""
    read = _kept.get(key)
    if read is None or read.epoch != epoch:
        return _Read(epoch)
    there = db.scalar(select(LoggedEvent.hash).where(LoggedEvent.stream == key[1], LoggedEvent.seq == read.seq))
    return read if there == read.hash else _Read(epoch)


def _fold(db: Session, stream: str, read: _Read, state: room.State, *, desk: bool) -> bool:
    """Bring in what is new; whether there was anything."""
    log = select(LoggedEvent.seq, LoggedEvent.name, LoggedEvent.at, LoggedEvent.audience, LoggedEvent.data,
                 LoggedEvent.hash)
    before = read.seq
    new = log.where(LoggedEvent.stream == stream, LoggedEvent.seq > before).order_by(LoggedEvent.seq)
    for seq, name, at, heard_by, data, digest in db.execute(new):
        read.seq, read.hash = seq, digest
        if desk or heard_by == "room":
            room.apply(state, seq, name, moment(at), data)
    return read.seq > before
