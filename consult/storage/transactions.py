"""The writing side of the database: a transaction for a unit of work, begun again when it lost a race."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from consult.core.actor import Actor
from consult.core.clock import Clock
from consult.core.crashpoint import crashpoint
from consult.core.errors import RuleBroken
from consult.core.events import Event, Recorded, plain
from consult.storage import commands
from consult.storage.bounded_texts import HouseSession
from consult.storage.commands import Command
from consult.storage.engine import connect
from consult.storage.vault import Vault
from consult.storage.work import Answer, Reaction, Work

LOST_RACES = ("23505", "40001", "40P01")
"""What PostgreSQL calls a key already taken, a serialization failure, a deadlock."""
TRIES = 4
"""How often a unit of work that lost a race in the database is tried again from its start."""


@dataclass
class _Commit:
    """A commit's place in the order of announcing, and what it has to tell once it is over."""

    events: tuple[Recorded, ...] = ()
    over: bool = False


class Transactions:
    """What units of work are carried out in; the order in which their events are announced is the order of commits."""

    def __init__(
        self, url: str, *, clock: Clock, reactions: Mapping[type[Event], Sequence[Reaction]], secret: str, vault: Vault | None,
    ) -> None:
        self.url, self.clock, self.reactions, self.secret, self.vault = url, clock, reactions, secret, vault
        self.writing = connect(url, writing=True)
        self._committing: deque[_Commit] = deque()

    def _session(self, engine: Engine) -> Session:
        return HouseSession(engine, autoflush=False, expire_on_commit=False, info={"vault": self.vault})

    def tried(self, verb: Callable[[Work], Any], actor: Actor | None, command: Command | None) -> Answer:
        """A unit of work, begun again when it lost a race in the database; for the writer's turn alone."""
        for left in reversed(range(TRIES)):
            try:
                return self._once(verb, actor, command)
            except (IntegrityError, OperationalError) as lost:
                if not _lost_a_race(lost):
                    raise
                if not left:
                    raise RuleBroken("someone_was_quicker") from lost
        raise AssertionError("unreachable")

    def _once(self, verb: Callable[[Work], Any], actor: Actor | None, command: Command | None) -> Answer:
        with self.writing_session() as db:
            answer = self.within(db, verb, actor, command)
            if not answer.repeated:
                self.commit(db, answer.events)
        return answer

    def writing_session(self) -> Session:
        """A session of the writing side; for the writer's turn alone."""
        return self._session(self.writing)

    def work(self, db: Session, actor: Actor | None) -> Work:
        """What a verb is given, in a transaction that somebody else commits."""
        return Work(db=db, actor=actor, now=self.clock(), reactions=self.reactions)

    def within(
        self, db: Session, verb: Callable[[Work], Any], actor: Actor | None, command: Command | None
    ) -> Answer:
        """Carry out a verb in a transaction that somebody else commits; what was done before is only answered."""
        work = self.work(db, actor)
        account_id = actor.account_id if actor else 0
        if command and (row := commands.begin(db, account_id, command, work.now, self.secret)):
            return Answer(row.answer, repeated=True)
        value = plain(verb(work))
        db.flush()
        if command:
            commands.store_answer(db, account_id, command, value)
        told = value | plain(work.told_once) if work.told_once else value
        return Answer(told, events=tuple(work.events), afterwards=tuple(work.afterwards))

    def commit(self, db: Session, events: tuple[Recorded, ...]) -> None:
        """Commit in a place of its own in the order of announcing.

        The place is taken while the rows of the streams are still locked: whoever writes the next event of a
        stream takes a later one, even if its commit returns first.
        """
        place = _Commit()
        self._committing.append(place)
        try:
            crashpoint("before_commit")
            db.commit()
            crashpoint("after_commit")
            place.events = events
        finally:
            place.over = True


def _lost_a_race(problem: IntegrityError | OperationalError) -> bool:
    """Whether another transaction came between: a key was taken, or one of two had to give way.

    A broken CHECK or reference is no race but a fault of ours.
    """
    state = getattr(problem.orig, "sqlstate", None)
    said = str(problem.orig)
    return state in LOST_RACES or (state is None and ("UNIQUE" in said or "locked" in said))
