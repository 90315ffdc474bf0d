"""Who is connected: each socket's sign-in, its rooms, and how fast it may speak."""
from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from consult.core.actor import Actor
from consult.live import protocol


@dataclass
class Connection:
    """One socket."""

    sid: str
    line: str
    """The Engine.IO id of the line it came by."""
    token: str
    actor: Actor
    checked_at: float = field(default_factory=time.monotonic)
    rooms: dict[int, bool] = field(default_factory=dict)
    """Meetings entered, and whether as the desk."""
    tokens: float = protocol.BURST
    refilled_at: float = field(default_factory=time.monotonic)

    def may_speak(self) -> bool:
        """Take one from the bucket that refills at EVENTS_A_SECOND."""
        now = time.monotonic()
        self.tokens = min(protocol.BURST, self.tokens + (now - self.refilled_at) * protocol.EVENTS_A_SECOND)
        self.refilled_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

    def believe(self, actor: Actor) -> None:
        """Take what was just looked up."""
        self.actor, self.checked_at = actor, time.monotonic()

    def doubt(self) -> None:
        """Have the actor looked up again before the next event."""
        self.checked_at = float("-inf")

    def stale(self) -> bool:
        """Whether the actor has to be looked up again."""
        return time.monotonic() - self.checked_at > protocol.ACTOR_HOLDS_SECONDS


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

    def all(self) -> list[Connection]:
        """Every socket, as a list that stays as it is while sockets come and go."""
        return list(self._by_sid.values())

    def too_many(self, account_id: int) -> bool:
        """Whether an account has as many sockets as it may."""
        return sum(c.actor.account_id == account_id for c in self.all()) >= protocol.SOCKETS_AN_ACCOUNT

    def of_sessions(self, session_ids: Iterable[int]) -> list[Connection]:
        """The sockets of these sign-ins."""
        wanted = set(session_ids)
        return [c for c in self.all() if c.actor.session_id in wanted]

    def of_person(self, person_id: int) -> list[Connection]:
        """The sockets of one person."""
        return [c for c in self.all() if c.actor.person_id == person_id]

    def sessions(self) -> set[int]:
        """The sign-ins that have a socket."""
        return {c.actor.session_id for c in self.all() if c.actor.session_id}

    def at_desks(self) -> list[Connection]:
        """The sockets that hear what only the desk hears."""
        return [c for c in self.all() if any(c.rooms.values())]

    def lines(self) -> set[str]:
        """The Engine.IO ids of the lines with a signed-in socket."""
        return {c.line for c in self.all()}

    def meetings(self) -> set[int]:
        """The meetings that someone is in."""
        return {meeting_id for c in self.all() for meeting_id in c.rooms}

    def online(self) -> dict[int, int]:
        """How many people are in each meeting; two screens of one person count once."""
        people: defaultdict[int, set[int]] = defaultdict(set)
        for c in self.all():
            for meeting_id in c.rooms:
                people[meeting_id].add(c.actor.person_id)
        return {meeting_id: len(ids) for meeting_id, ids in people.items()}
