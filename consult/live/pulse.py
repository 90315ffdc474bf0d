"""What goes by the clock: turnout and presence a few times a second, the head beacon, sessions that ended elsewhere."""
from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from flask_socketio import SocketIO

from consult.account import queries as accounts
from consult.live.broadcast import Broadcast, stream_of
from consult.storage.unit_of_work import Store

if TYPE_CHECKING:
    from consult.live.gateway import Gateway

log = logging.getLogger(__name__)
BEAT_SECONDS = 0.5
SESSIONS_EVERY = 3
HEADS_EVERY = 10


class Pulse:
    """One background task a process; it begins with the first socket."""

    def __init__(self, socketio: SocketIO, store: Store, broadcast: Broadcast, gateway: Gateway) -> None:
        self.socketio, self.store, self.broadcast, self.gateway = socketio, store, broadcast, gateway
        self._online: dict[int, int] = {}
        self._started = threading.Lock()

    def start(self) -> None:
        """Begin, once."""
        if self._started.acquire(blocking=False):
            self.socketio.start_background_task(self._run)

    def _run(self) -> None:
        count = 0
        while True:
            self.socketio.sleep(BEAT_SECONDS)
            count += 1
            try:
                self.beat(count)
            except Exception:
                log.exception("a beat failed")

    def beat(self, count: int) -> None:
        """One beat: the numbers every time, sessions every third, heads every tenth."""
        self.broadcast.tell_turnout()
        self._tell_presence()
        if count % SESSIONS_EVERY == 0:
            self._cut_ended_sessions()
        if count % HEADS_EVERY == 0:
            self.broadcast.tell_heads(self.gateway.connections.meetings())

    def _tell_presence(self) -> None:
        online = self.gateway.connections.online()
        for meeting_id, people in online.items():
            if self._online.get(meeting_id) != people:
                self.broadcast.tell_all(
                    stream_of(meeting_id), "presence", {"meeting_id": meeting_id, "online": people})
        self._online = online

    def _cut_ended_sessions(self) -> None:
        self.gateway.recheck_desks()
        held = self.gateway.connections.sessions()
        if not held:
            return
        with self.store.read() as db:
            alive = accounts.sessions_in_force(db, held, self.store.clock())
        self.gateway.cut_off(held - alive, "signed_out")
