"""The words of the wire: what comes in, what goes out, and the limits. docs/PROTOCOL.md is made from this page."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consult.core.errors import BadShape

VERSION = 1
"""Grows when a change would mislead an older client; `enter` answers with it."""
LARGEST_FRAME = 256 * 1024
"""Characters of one message; a larger one closes the line. The longest text that a verb takes has 20,000: what
somebody pastes by mistake is still refused in words."""
EVENTS_A_SECOND = 20
BURST = 40
"""Messages one socket may send at once before EVENTS_A_SECOND counts."""
SOCKETS_AN_ACCOUNT = 12
MEETINGS_A_SOCKET = 8
FRAMES_WAITING = 512
"""Frames that may wait for a slow client; past it the socket is cut and the client comes back and catches up."""
BEAT_SECONDS = 0.5
SESSIONS_EVERY = 3
HEADS_EVERY = 10
ACTOR_HOLDS_SECONDS = 1.5
"""How long a looked-up actor is believed; a session ended by another process acts at most this much longer."""
HELLO_SECONDS = 5.0
"""How long a line may stay without a signed-in socket on it."""
RETRY_AFTER_SECONDS = 2
FAREWELL_SECONDS = 0.5
"""Between the word that the server closes and the closing of the lines."""
LARGEST_NUMBER = 2**53


@dataclass(frozen=True)
class Inbound:
    """What a client may send: its meaning, its fields, and which of them it may leave out."""

    says: str
    fields: Mapping[str, str]
    optional: frozenset[str] = frozenset()
    answer: str = ""


@dataclass(frozen=True)
class Outbound:
    """What a client may hear: its meaning, its fields, and who hears it."""

    says: str
    fields: Mapping[str, str]
    heard_by: str


INBOUND: dict[str, Inbound] = {
    "enter": Inbound(
        "Come into a meeting's room, or come back into it.",
        {"meeting_id": "number", "seen": "{epoch, seq} of what this screen holds already"},
        frozenset({"seen"}),
        "version, stream, desk, epoch, seq, now, online, turnout, you, and either state or events",
    ),
    "events": Inbound(
        "Ask for what was missed in a room that was entered.",
        {"meeting_id": "number", "after": "number: the last seq that was applied"},
        answer="epoch, seq, and either events or state",
    ),
    "command": Inbound(
        "Carry out a verb of the room, once per id.",
        {"id": "8 to 64 letters, digits, - or _, made by the client", "meeting_id": "number",
         "name": "a command, see below", "args": "its arguments, see below"},
        frozenset({"args"}),
        "answer, repeated, seq",
    ),
}
OUTBOUND: dict[str, Outbound] = {
    "event": Outbound(
        "One committed fact of the meeting's log, or its withheld place.",
        {"stream": "text", "epoch": "number", "seq": "number", "name": "text", "at": "moment", "data": "its fields"},
        "each audience its own form",
    ),
    "turnout": Outbound(
        "How many voices were given in an open ballot; never how.",
        {"meeting_id": "number", "ballot_id": "number", "count": "number"}, "both audiences",
    ),
    "presence": Outbound(
        "How many people have the room open; two screens of one person count once.",
        {"meeting_id": "number", "online": "number"}, "both audiences",
    ),
    "head": Outbound(
        "The beacon: where the log's head is, and the server's time.",
        {"stream": "text", "epoch": "number", "seq": "number", "now": "moment"}, "both audiences",
    ),
    "ended": Outbound(
        "The sign-in behind this socket has ended; the socket closes.",
        {"why": "signed_out, revoked or disabled"}, "the sockets of that sign-in",
    ),
    "closing": Outbound(
        "The server restarts; come back after so many seconds.", {"retry_after": "number"}, "every socket",
    ),
}


def check_fields(name: str, message: Any) -> Mapping[str, Any]:
    """The message, when it has every field its event needs and no other; BadShape names all that is wrong."""
    wanted = INBOUND[name]
    if not isinstance(message, dict):
        raise BadShape({"message": "missing" if message is None else "not_text"})
    wrong = {field: "unknown" for field in message if field not in wanted.fields}
    wrong |= {field: "missing" for field in wanted.fields if field not in message and field not in wanted.optional}
    if wrong:
        raise BadShape(wrong)
    return message


def number(message: Mapping[str, Any], name: str) -> int:
    """A whole number from a message."""
    value = message[name]
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_NUMBER:
        raise BadShape({name: "not_a_number"})
    return value
