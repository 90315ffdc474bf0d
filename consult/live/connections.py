"""Who is connected: each socket's sign-in, its rooms, and how fast it may speak."""
from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field

from consult.core.actor import Actor

EVENTS_A_SECOND = 20
BURST = 40
SOCKETS_AN_ACCOUNT = 12
ACTOR_HOLDS_SECONDS = 1.5
"""How long a looked-up actor is believed; a revoked session acts at most this much longer."""


@dataclass
class Connection:
    """One socket."""

    sid: str
    token: str
    actor: Actor
    checked_at: float
    rooms: dict[int, bool] = field(default_factory=dict)
    """Meetings entered, and whether as the desk."""
    tokens: float = BURST
    refilled_at: float = field(default_factory=time.monotonic)

    def may_speak(self) -> bool:
        """Take one from the bucket that refills at EVENTS_A_SECOND."""
        now = time.monotonic()
        self.tokens = min(BURST, self.tokens + (now - self.refilled_at) * EVENTS_A_SECOND)
        self.refilled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

    def stale(self) -> bool:
        """Whether the actor has to be looked up again."""
        return time.monotonic() - self.checked_at > ACTOR_HOLDS_SECONDS


class Connections:
    """Every socket of this process."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Connection] = {}

    def add(self, connection: Connection) -> None:
        """A socket came."""
        self._by_sid[connection.sid] = connection

    def drop(self, sid: str) -> Connection | None:
        """A socket went."""
        return self._by_sid.pop(sid, None)

    def get(self, sid: str) -> Connection | None:
        """The socket with this id."""
        return self._by_sid.get(sid)

    def too_many(self, account_id: int) -> bool:
        """Whether an account has as many sockets as it may."""
        return sum(c.actor.account_id == account_id for c in self._by_sid.values()) >= SOCKETS_AN_ACCOUNT

    def of_session(self, session_id: int) -> list[Connection]:
        """The sockets of one sign-in."""
        return [c for c in self._by_sid.values() if c.actor.session_id == session_id]

    def sessions(self) -> set[int]:
        """The sign-ins that have a socket."""
        return {c.actor.session_id for c in self._by_sid.values() if c.actor.session_id}

    def at_desks(self) -> list[Connection]:
        """The sockets that hear what only the desk hears."""
        return [c for c in self._by_sid.values() if any(c.rooms.values())]

    def meetings(self) -> set[int]:
        """The meetings that someone is in."""
        return {meeting_id for c in self._by_sid.values() for meeting_id in c.rooms}

    def online(self) -> dict[int, int]:
        """How many people are in each meeting; two screens of one person count once."""
        people: defaultdict[int, set[int]] = defaultdict(set)
        for c in self._by_sid.values():
            for meeting_id in c.rooms:
                people[meeting_id].add(c.actor.person_id)
        return {meeting_id: len(ids) for meeting_id, ids in people.items()}
