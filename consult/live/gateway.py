"""Commands in, answers out. Every event is re-authorised; an unknown one is refused; nothing is trusted."""
from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import socketio
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.orm import Session

from consult.account import queries as accounts
from consult.core.actor import Actor
from consult.core.arguments import bind
from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.core.events import Recorded, plain
from consult.live.broadcast import Broadcast, audience, stream_of
from consult.live.connections import Connection, Connections
from consult.live.entering import look_in, missed
from consult.live.snapshot import Snapshots
from consult.meeting import policy
from consult.meeting import queries as meetings
from consult.meeting.actions import COMMANDS
from consult.storage.commands import Command
from consult.storage.event_log import head_of
from consult.storage.unit_of_work import Store

log = logging.getLogger(__name__)
COMMAND_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
INBOUND = ("enter", "events", "command")
Handler = Callable[[Connection, Mapping[str, Any]], dict[str, Any]]


class Gateway:
    """The server side of every socket."""

    def __init__(self, server: socketio.Server, store: Store, broadcast: Broadcast, *, https: bool) -> None:
        self.server, self.store, self.broadcast = server, store, broadcast
        self.cookie = "__Host-sid" if https else "sid"
        self.connections, self.snapshots = Connections(), Snapshots()
        self.on_first_connection: Callable[[], None] = lambda: None
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        for name, handler in (("enter", self.enter), ("events", self.events), ("command", self.command)):
            server.on(name, self._answering(handler))
        server.on("*", self._unknown)

    def connect(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        """Let a socket in that comes from our own pages with a sign-in that holds."""
        if not same_origin(environ):
            raise Refused("origin")
        token = cookie_value(environ, self.cookie)
        actor = self._actor(token)
        if actor is None:
            raise Refused("signed_out")
        if self.connections.too_many(actor.account_id):
            raise Refused("too_many_sockets")
        self.connections.add(Connection(sid, token, actor, time.monotonic()))
        self.on_first_connection()

    def disconnect(self, sid: str, *_: Any) -> None:
        """A socket went."""
        self.connections.drop(sid)

    def enter(self, connection: Connection, message: Mapping[str, Any]) -> dict[str, Any]:
        """Let a socket into a meeting's room; answers with a snapshot, or with what it missed since `seen`."""
        meeting_id = number(message, "meeting_id")
        with self.store.read() as db:
            meeting = meetings.meeting(db, meeting_id, connection.actor.community_id or 0)
            policy.require(connection.actor, "enter_room", meeting)
            desk = policy.permits(connection.actor, "see_desk", meeting)
            self._into(connection, meeting_id, desk)
            answer = look_in(db, self.snapshots, meeting_id, connection.actor, desk=desk, seen=message.get("seen"))
        return {**answer, "online": self.connections.online().get(meeting_id, 0), "now": plain(self.store.clock())}

    def _into(self, connection: Connection, meeting_id: int, desk: bool) -> None:
        connection.rooms[meeting_id] = desk
        self.server.enter_room(connection.sid, audience(stream_of(meeting_id), desk=desk))

    def events(self, connection: Connection, message: Mapping[str, Any]) -> dict[str, Any]:
        """What a socket missed after `after`, as its audience may hear it."""
        meeting_id = number(message, "meeting_id")
        if meeting_id not in connection.rooms:
            raise NotFound("meeting")
        with self.store.read() as db:
            return missed(
                db, self.snapshots, meeting_id, number(message, "after"), desk=connection.rooms[meeting_id])

    def command(self, connection: Connection, message: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out a verb of the room, once per id."""
        verb = COMMANDS.get(str(message.get("name")))
        given = message.get("args", {})
        if verb is None:
            raise RuleBroken("unknown_event")
        if not isinstance(given, dict) or not COMMAND_ID.fullmatch(str(message.get("id", ""))):
            raise BadShape({"id": "not_text"})
        meeting_id = number(message, "meeting_id")
        args = bind(verb, {**given, "meeting_id": meeting_id})
        command = Command(str(message["id"]), verb.__name__, {**given, "meeting_id": meeting_id})
        answer = self.store.carry_out(lambda work: verb(work, **args), actor=connection.actor, command=command)
        with self.store.read() as db:
            _epoch, seq = head_of(db, stream_of(meeting_id))
        return {"answer": answer.value, "repeated": answer.repeated, "seq": seq}

    def hear(self, event: Recorded) -> None:
        """A session that ended loses its sockets at once; a post that changed is looked up anew."""
        if event.name == "SessionEnded":
            self.cut_off({event.data["session_id"]}, event.data["why"])

    def cut_off(self, session_ids: set[int], why: str) -> None:
        """Disconnect every socket of these sign-ins, saying why."""
        for session_id in session_ids:
            for connection in self.connections.of_session(session_id):
                self.server.emit("ended", {"why": why}, to=connection.sid)
                self.server.disconnect(connection.sid)

    def recheck_desks(self) -> None:
        """Take whoever no longer holds a desk post out of the desk's audience."""
        for connection in self.connections.at_desks():
            actor = self._actor(connection.token)
            if actor is None:
                continue
            connection.actor = actor
            with self.store.read() as db:
                self._out_of_desks(db, connection)

    def _out_of_desks(self, db: Session, connection: Connection) -> None:
        for meeting_id in [m for m, desk in connection.rooms.items() if desk]:
            meeting = meetings.meeting(db, meeting_id, connection.actor.community_id or 0)
            if not policy.permits(connection.actor, "see_desk", meeting):
                self.server.leave_room(connection.sid, audience(stream_of(meeting_id), desk=True))
                self._into(connection, meeting_id, desk=False)

    def say_closing(self, retry_after: int = 2) -> None:
        """Tell every screen that the server restarts, and after how many seconds to come back."""
        self.server.emit("closing", {"retry_after": retry_after})

    def _answering(self, handler: Handler) -> Callable[..., dict[str, Any]]:
        def answer(sid: str, message: Any = None, *_: Any) -> dict[str, Any]:
            try:
                connection = self._authorised(sid)
                if not isinstance(message, dict):
                    raise BadShape({"message": "not_text"})
                return {"ok": True, **handler(connection, message)}
            except Refusal as refusal:
                return refused(refusal)
            except Exception:
                log.exception("unexpected in %s", handler.__name__)
                return {"refused": {"code": "failed", "facts": {}}}

        return answer

    def _authorised(self, sid: str) -> Connection:
        connection = self.connections.get(sid)
        if connection is None:
            raise RuleBroken("signed_out")
        if not connection.may_speak():
            raise RuleBroken("too_many_events")
        if connection.stale():
            actor = self._actor(connection.token)
            if actor is None:
                self.server.disconnect(sid)
                raise RuleBroken("signed_out")
            connection.actor, connection.checked_at = actor, time.monotonic()
        return connection

    def _actor(self, token: str) -> Actor | None:
        if not token:
            return None
        with self.store.read() as db:
            return accounts.actor_by_token(db, token, self.store.clock())

    def _unknown(self, event: str, sid: str, *_: Any) -> dict[str, Any]:
        connection = self.connections.get(sid)
        if connection is not None and not connection.may_speak():
            return refused(RuleBroken("too_many_events"))
        return refused(RuleBroken("unknown_event"))


def refused(refusal: Refusal) -> dict[str, Any]:
    """A refusal as an answer: code and facts; the words are the page's."""
    facts = {"fields": refusal.fields} if isinstance(refusal, BadShape) else plain(refusal.facts)
    return {"refused": {"code": refusal.code, "facts": facts}}


def number(message: Mapping[str, Any], name: str) -> int:
    """A whole number from a message."""
    value = message.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadShape({name: "not_a_number"})
    return value


def same_origin(environ: Mapping[str, Any]) -> bool:
    """Whether the handshake comes from a page of this very host; one without an Origin does not."""
    origin = environ.get("HTTP_ORIGIN", "")
    host = environ.get("HTTP_HOST", "")
    return bool(host) and urlsplit(origin).netloc.lower() == host.lower()


def cookie_value(environ: Mapping[str, Any], name: str) -> str:
    """One cookie of a handshake, or an empty text."""
    try:
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""
