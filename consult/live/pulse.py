"""What goes by the clock: turnout and presence a few times a second, turns over their time, the head beacon, sign-ins that ended."""
from __future__ import annotations

import logging
import threading

from flask_socketio import SocketIO

from consult.live.broadcast import Broadcast
from consult.live.protocol import BEAT_SECONDS, HEADS_EVERY, SESSIONS_EVERY
from consult.live.watch import Watch
from consult.storage.store import Store

log = logging.getLogger(__name__)


class Pulse:
    """One background task a process; it runs while there is a line."""

    def __init__(self, socketio: SocketIO, store: Store, broadcast: Broadcast, watch: Watch) -> None:
        self.socketio, self.store, self.broadcast, self.watch = socketio, store, broadcast, watch
        self._online: dict[int, int] = {}
        self._running = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin, unless it runs already."""
        with self._lock:
            if self._running:
                return
            self._running = True
        self.socketio.start_background_task(self._run)

    def _run(self) -> None:
        count = 0
        while self._goes_on():
            self.socketio.sleep(BEAT_SECONDS)
            count += 1
            try:
                self.beat(count)
            except Exception:
                log.exception("a beat failed")

    def _goes_on(self) -> bool:
        with self._lock:
            self._running = self.watch.anyone()
            return self._running

    def beat(self, count: int) -> None:
        """One beat: the numbers every time, sign-ins and turns over their time every third, heads every tenth."""
        self.broadcast.tell_turnout()
        self._tell_presence()
        self.watch.sweep()
        if count % SESSIONS_EVERY == 0:
            self.watch.end_overdue_turns()
            self.watch.recheck_desks()
            self.watch.cut_ended_sessions()
        if count % HEADS_EVERY == 0:
            self.broadcast.tell_turnout_by_the_clock()
            self.broadcast.tell_heads(self.watch.connections.meetings())

    def _tell_presence(self) -> None:
        online = self.watch.connections.online()
        self.broadcast.tell_presence({m: people for m, people in online.items() if self._online.get(m) != people})
        self._online = online
