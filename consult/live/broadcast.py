"""Committed facts to the audiences that may hear them; one Socket.IO room per visibility class."""
from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from flask_socketio import SocketIO

from consult.ballot import queries as ballots
from consult.core.events import Recorded, moment
from consult.live.connections import Connection
from consult.live.snapshot import visible
from consult.meeting import queries as meetings
from consult.storage.event_log import head_of
from consult.storage.store import Store


def stream_of(meeting_id: int) -> str:
    """The log of a meeting."""
    return f"meeting:{meeting_id}"


def audience(stream: str, *, desk: bool) -> str:
    """The Socket.IO room of one visibility class of one meeting."""
    return f"{stream}:{'desk' if desk else 'room'}"


class Broadcast:
    """Tells rooms what was committed, and numbers that bypass the log."""

    def __init__(self, socketio: SocketIO, store: Store) -> None:
        self.socketio, self.store = socketio, store
        self._ballot_rooms: dict[int, int | None] = {}
        self._turnout_changed: set[int] = set()
        self._told: dict[int, int] = {}
        self._lock = threading.Lock()

    def admit(self, connection: Connection, meeting_id: int, *, desk: bool) -> None:
        """Let a socket hear one audience of a meeting, and not the other."""
        stream, server = stream_of(meeting_id), self.socketio.server
        server.leave_room(connection.sid, audience(stream, desk=not desk))
        server.enter_room(connection.sid, audience(stream, desk=desk))
        connection.rooms[meeting_id] = desk

    def announce(self, event: Recorded) -> None:
        """Tell a committed event to both audiences of its meeting; a cast only moves the turnout."""
        if event.stream.startswith("meeting:"):
            for desk in (True, False):
                self._tell(event.stream, desk, "event", visible(event, desk=desk))
        elif event.name == "VoteCast":
            with self._lock:
                self._turnout_changed.add(event.data["ballot_id"])

    def _tell(self, stream: str, desk: bool, name: str, message: dict[str, Any]) -> None:
        self.socketio.emit(name, message, to=audience(stream, desk=desk))

    def tell_all(self, meeting_id: int, name: str, message: dict[str, Any]) -> None:
        """One message to both audiences of a meeting."""
        for desk in (True, False):
            self._tell(stream_of(meeting_id), desk, name, message)

    def tell_turnout(self) -> None:
        """Tell how many voted, for each ballot in which that changed; how is never told."""
        with self._lock:
            changed, self._turnout_changed = self._turnout_changed, set()
        if not changed:
            return
        with self.store.read() as db:
            for ballot_id in sorted(changed):
                meeting_id = self._meeting_of(db, ballot_id)
                if meeting_id is not None:
                    self._told[ballot_id] = count = ballots.turnout(db, ballot_id)
                    self.tell_all(meeting_id, "turnout", {
                        "meeting_id": meeting_id, "ballot_id": ballot_id, "count": count,
                    })

    def tell_turnout_by_the_clock(self) -> None:
        """The same for every open ballot. Secret ones move by the clock alone, never because somebody voted just now;
        and voices that another process took are told here."""
        with self.store.read() as db:
            counts = {id: ballots.turnout(db, id) for id in ballots.all_open(db)}
        with self._lock:
            self._turnout_changed |= {id for id, count in counts.items() if self._told.get(id, 0) != count}
            self._told = counts

    def _meeting_of(self, db: Any, ballot_id: int) -> int | None:
        if ballot_id not in self._ballot_rooms:
            found = meetings.discussion_of_ballot(db, ballot_id)
            self._ballot_rooms[ballot_id] = found[0].id if found else None
        return self._ballot_rooms[ballot_id]

    def tell_presence(self, online: dict[int, int]) -> None:
        """Tell meetings how many people have their room open."""
        for meeting_id, people in online.items():
            self.tell_all(meeting_id, "presence", {"meeting_id": meeting_id, "online": people})

    def tell_heads(self, meeting_ids: Iterable[int]) -> None:
        """The head beacon: whoever missed something finds out."""
        with self.store.read() as db:
            for meeting_id in meeting_ids:
                epoch, seq = head_of(db, stream_of(meeting_id))
                self.tell_all(meeting_id, "head", {
                    "stream": stream_of(meeting_id), "epoch": epoch, "seq": seq, "now": moment(self.store.clock()),
                })
