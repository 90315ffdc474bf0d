"""Commands in, answers out. Every event is re-authorised; an unknown one is refused; nothing is trusted."""
from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as Refused

from consult.core.arguments import bind
from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.core.events import plain
from consult.live import protocol
from consult.live.broadcast import Broadcast, stream_of
from consult.live.connections import Connection, Connections
from consult.live.entering import look_in, missed
from consult.live.frames import close_connection
from consult.live.handshake import cookie_value, same_origin
from consult.live.protocol import number
from consult.live.sign_ins import signed_in_by
from consult.live.snapshot import Snapshots
from consult.meeting import policy
from consult.meeting import queries as meetings
from consult.meeting.actions import COMMANDS, IN_BURSTS
from consult.storage.commands import Command
from consult.storage.event_log import head_of
from consult.storage.store import Store
from consult.storage.work import Answer

log = logging.getLogger(__name__)
COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
Handler = Callable[[Connection, Mapping[str, Any]], dict[str, Any]]


class Gateway:
    """The server side of every socket."""

    def __init__(
        self, server: socketio.Server, store: Store, broadcast: Broadcast, *, https: bool, cookie: str,
    ) -> None:
        self.server, self.store, self.broadcast, self.https, self.cookie = server, store, broadcast, https, cookie
        self.connections, self.snapshots = Connections(), Snapshots()
        self.closing = False
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        for name in protocol.INBOUND:
            server.on(name, self._answering(name, getattr(self, name)))
        server.on("*", self._unknown)

    def connect(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> dict[str, Any] | None:
        """Let a socket in that comes from our own pages with a sign-in that holds."""
        if self._pretended(sid):
            return refused(RuleBroken("unknown_event"))
        try:
            self.connections.add(self._let_in(sid, environ))
        except Refusal as refusal:
            raise Refused(refusal.code) from None
        except Exception:
            log.exception("unexpected in connect")
            raise Refused("failed") from None
        return None

    def _let_in(self, sid: str, environ: Mapping[str, Any]) -> Connection:
        if self.closing:
            raise RuleBroken("closing")
        if not same_origin(environ, https=self.https):
            raise RuleBroken("origin")
        token = cookie_value(environ, self.cookie)
        actor = signed_in_by(self.store, token)
        if actor is None:
            raise RuleBroken("signed_out")
        if self.connections.too_many(actor.account_id):
            raise RuleBroken("too_many_sockets")
        return Connection(sid, self.server.manager.eio_sid_from_sid(sid, "/"), token, actor)

    def disconnect(self, sid: str, *_: Any) -> dict[str, Any] | None:
        """A socket went."""
        if self._pretended(sid):
            return refused(RuleBroken("unknown_event"))
        self.connections.drop(sid)
        return None

    def _pretended(self, sid: str) -> bool:
        """Whether "connect" or "disconnect" came as an event that a client sent: Socket.IO hands those on too.

        While a socket really comes or goes, it does not count as connected.
        """
        return bool(self.server.manager.is_connected(sid, "/"))

    def enter(self, connection: Connection, message: Mapping[str, Any]) -> dict[str, Any]:
        """Let a socket into a meeting's room; answers with a snapshot, or with what it missed since `seen`."""
        meeting_id, actor = number(message, "meeting_id"), connection.actor
        with self.store.read() as db:
            meeting = meetings.meeting(db, meeting_id, actor.community_id or 0)
            policy.require(actor, "enter_room", meeting)
            desk = policy.permits(actor, "see_desk", meeting)
        if meeting_id not in connection.rooms and len(connection.rooms) >= protocol.MEETINGS_A_SOCKET:
            raise RuleBroken("too_many_rooms", most=protocol.MEETINGS_A_SOCKET)
        # It hears before it reads, and reads a later moment than the one above: nothing falls between.
        self.broadcast.admit(connection, meeting_id, desk=desk)
        with self.store.read() as db:
            answer = look_in(db, self.snapshots, meeting_id, actor, desk=desk, seen=message.get("seen"))
        online = self.connections.online().get(meeting_id, 0)
        return {"version": protocol.VERSION, **answer, "online": online, "now": plain(self.store.clock())}

    def events(self, connection: Connection, message: Mapping[str, Any]) -> dict[str, Any]:
        """What a socket missed after `after`, as its audience may hear it."""
        meeting_id, after = number(message, "meeting_id"), number(message, "after")
        if meeting_id not in connection.rooms:
            raise NotFound("meeting")
        with self.store.read() as db:
            return missed(db, self.snapshots, meeting_id, after, desk=connection.rooms[meeting_id])

    def command(self, connection: Connection, message: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out a verb of the room, once per id."""
        name, meeting_id = message["name"], number(message, "meeting_id")
        verb = COMMANDS.get(name) if isinstance(name, str) else None
        if verb is None:
            raise RuleBroken("unknown_event")
        given = {**_arguments(message), "meeting_id": meeting_id}
        args = bind(verb, given)
        command = Command(_command_id(message), verb.__name__, given)
        if many := IN_BURSTS.get(name):
            answer = self.store.carry_out_in_burst(many, args, actor=connection.actor, command=command)
        else:
            answer = self.store.carry_out(lambda work: verb(work, **args), actor=connection.actor, command=command)
        return {"answer": answer.value, "repeated": answer.repeated, "seq": self._seq_of(meeting_id, answer)}

    def _seq_of(self, meeting_id: int, answer: Answer) -> int:
        """Up to where a screen has to read to see what a command did."""
        own = [e.seq for e in answer.events if e.stream == stream_of(meeting_id)]
        if own:
            return own[-1]
        with self.store.read() as db:
            return head_of(db, stream_of(meeting_id))[1]

    def say_closing(self) -> None:
        """Tell every screen that the server restarts and when to come back; nobody is let in from here on."""
        self.closing = True
        self.server.emit("closing", {"retry_after": protocol.RETRY_AFTER_SECONDS})

    def farewell(self) -> None:
        """Say so, once, and close the lines; a command still on its way is repeated after the restart."""
        if self.closing:
            return
        self.say_closing()
        self.server.sleep(protocol.FAREWELL_SECONDS)
        self.close_all()

    def close_all(self) -> None:
        """Close every line now, and let nobody in any more."""
        self.closing = True
        for line in list(self.server.eio.sockets):
            close_connection(self.server, line)

    def _answering(self, name: str, handler: Handler) -> Callable[..., dict[str, Any]]:
        def answer(sid: str, message: Any = None, *_: Any) -> dict[str, Any]:
            try:
                connection = self._authorised(sid)
                return {"ok": True, **handler(connection, protocol.check_fields(name, message))}
            except Refusal as refusal:
                return refused(refusal)
            except Exception:
                log.exception("unexpected in %s", name)
                return refused(RuleBroken("failed"))

        return answer

    def _authorised(self, sid: str) -> Connection:
        connection = self.connections.get(sid)
        if connection is None:
            raise RuleBroken("signed_out")
        if not connection.may_speak():
            raise RuleBroken("too_many_events")
        if connection.stale():
            actor = signed_in_by(self.store, connection.token)
            if actor is None:
                raise RuleBroken("signed_out")
            connection.believe(actor)
        return connection

    def _unknown(self, event: str, sid: str, *_: Any) -> dict[str, Any]:
        try:
            self._authorised(sid)
        except Refusal as refusal:
            return refused(refusal)
        return refused(RuleBroken("unknown_event"))


def _arguments(message: Mapping[str, Any]) -> dict[str, Any]:
    given = message.get("args", {})
    if not isinstance(given, dict):
        raise BadShape({"args": "not_text"})
    return given


def _command_id(message: Mapping[str, Any]) -> str:
    chosen = message["id"]
    if not isinstance(chosen, str) or not COMMAND_ID.fullmatch(chosen):
        raise BadShape({"id": "not_text"})
    return chosen


def refused(refusal: Refusal) -> dict[str, Any]:
    """A refusal as an answer: code and facts; the words are the page's."""
    facts = {"fields": refusal.fields} if isinstance(refusal, BadShape) else plain(refusal.facts)
    return {"refused": {"code": refusal.code, "facts": facts}}
