"""Who may no longer hear: sign-ins that ended, posts that were given up, lines that lead nowhere."""
from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial

import socketio

from consult.account import queries as accounts
from consult.core.actor import THE_SYSTEM
from consult.core.events import Recorded
from consult.live import protocol
from consult.live.broadcast import Broadcast
from consult.live.connections import Connection, Connections
from consult.live.sign_ins import signed_in_by
from consult.live.wire import cut, stuck
from consult.meeting import actions as verbs
from consult.meeting import policy
from consult.meeting import queries as meetings
from consult.meeting.queries import order as floors
from consult.storage.store import Store


class Watch:
    """Takes sockets out of what they may no longer hear."""

    def __init__(
        self, server: socketio.Server, store: Store, connections: Connections, broadcast: Broadcast,
    ) -> None:
        self.server, self.store, self.connections, self.broadcast = server, store, connections, broadcast
        self._nobody_since: dict[str, float] = {}

    def hear(self, event: Recorded) -> None:
        """A sign-in that ended here loses its sockets at once; a post that changed is looked up anew at once."""
        if event.name == "SessionEnded":
            self.cut_off({event.data["session_id"]}, event.data["why"])
        elif event.name in ("PostTaken", "PostEnded"):
            for connection in self.connections.of_person(event.data["person_id"]):
                connection.doubt()
                self._recheck(connection)

    def cut_off(self, session_ids: Iterable[int], why: str) -> None:
        """Disconnect every socket of these sign-ins, saying why."""
        for connection in self.connections.of_sessions(session_ids):
            self.server.emit("ended", {"why": why}, to=connection.sid)
            self.server.disconnect(connection.sid)

    def cut_ended_sessions(self) -> None:
        """Find sign-ins that ended in another process, or by the clock."""
        held = self.connections.sessions()
        if not held:
            return
        with self.store.read() as db:
            alive = accounts.sessions_in_force(db, held, self.store.clock())
        self.cut_off(held - alive, "signed_out")

    def recheck_desks(self) -> None:
        """Take whoever no longer holds a desk post out of the desk's audience."""
        for connection in self.connections.at_desks():
            self._recheck(connection)

    def _recheck(self, connection: Connection) -> None:
        actor = signed_in_by(self.store, connection.token)
        if actor is None:
            return
        connection.believe(actor)
        with self.store.read() as db:
            for meeting_id in [m for m, desk in connection.rooms.items() if desk]:
                meeting = meetings.meeting(db, meeting_id, actor.community_id or 0)
                if not policy.permits(actor, "see_desk", meeting):
                    self.broadcast.admit(connection, meeting_id, desk=False)

    def end_overdue_turns(self) -> None:
        """Turns that are over their time, and the grace that their rules give, end by themselves."""
        now = self.store.clock()
        with self.store.read() as db:
            late = floors.turns_over_time(db, now)
        for turn_id in late:
            self.store.carry_out(partial(verbs.end_turn_over_time, turn_id=turn_id), actor=THE_SYSTEM)

    def sweep(self) -> None:
        """Cut lines whose client does not read, and lines on which nobody signed in or nobody is any more."""
        lines, taken, now = self.server.eio.sockets, self.connections.lines(), time.monotonic()
        empty = {sid: self._nobody_since.get(sid, now) for sid in list(lines) if sid not in taken}
        for sid, line in list(lines.items()):
            if stuck(line):
                cut(line)
            elif now - empty.get(sid, now) > protocol.HELLO_SECONDS:
                self._put_away(sid)
        self._nobody_since = empty

    def _put_away(self, sid: str) -> None:
        """Close a line; one that is closed and still there did not get its last words through."""
        lines = self.server.eio.sockets
        line = lines[sid]
        if not line.closed:
            line.close(wait=False)
            return
        cut(line)
        lines.pop(sid, None)

    def anyone(self) -> bool:
        """Whether there is a line to watch."""
        return bool(self.connections.all() or self.server.eio.sockets)
