"""One command, one transaction: the change, its events, their consequences and the stored answer."""
from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from consult.core.actor import THE_SYSTEM, Actor
from consult.core.clock import Clock, system_clock
from consult.core.crashpoint import crashpoint
from consult.core.errors import NotFound, RuleBroken
from consult.core.events import Event, Recorded, plain
from consult.storage import commands, event_log
from consult.storage.answers import Answer as Answer
from consult.storage.base import Base
from consult.storage.bursts import Many
from consult.storage.commands import Command
from consult.storage.engine import connect
from consult.storage.group_commit import Together, Unit
from consult.storage.residue import brought_back
from consult.storage.vault import Vault, vault_for, vault_of
from consult.storage.writer import Lock, Writer, writer_for

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Base)
Reaction = Callable[["Work", Any], None]
Listener = Callable[[Recorded], None]
LOST_RACES = ("23505", "40001", "40P01")
"""What PostgreSQL calls a key already taken, a serialization failure, a deadlock."""
TRIES = 4
"""How often a unit of work that lost a race in the database is tried again from its start."""


@dataclass
class Work:
    """What a verb is given: the transaction, who acts, the moment, and the log."""

    db: Session
    actor: Actor | None
    now: datetime
    reactions: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)
    events: list[Recorded] = field(default_factory=list)
    told_once: dict[str, Any] = field(default_factory=dict)
    afterwards: list[Callable[[Work], Any]] = field(default_factory=list)
    """What the installation does next, each in a unit of work of its own, once this one is committed."""

    @property
    def vault(self) -> Vault:
        """Keys and sealed stores beside the database."""
        return vault_of(self.db)

    def has_read(self) -> None:
        """Give the connection back: whoever now waits for a turn at a sealed store keeps nobody from reading."""
        self.db.commit()

    def record(self, event: Event) -> Recorded:
        """Write a fact to its stream, then let its consequences follow, all in this transaction."""
        self.db.flush()
        actor_id = self.actor.person_id if self.actor else None
        recorded = event_log.append(self.db, event, at=self.now, actor_id=actor_id)
        self.events.append(recorded)
        for react in self.reactions.get(type(event), ()):
            react(self, event)
        return recorded

    def record_all(self, told: Sequence[tuple[Event, Actor | None]]) -> None:
        """Write many facts at once, each by its own actor, then let the consequences of each follow."""
        self.db.flush()
        self.events += event_log.append_all(
            self.db, [(event, actor.person_id if actor else None) for event, actor in told], at=self.now)
        for event, _ in told:
            for react in self.reactions.get(type(event), ()):
                react(self, event)

    def add(self, row: Row) -> Row:
        """Add a row and give it its id."""
        self.db.add(row)
        self.db.flush()
        return row

    def tell_once(self, **secrets: Any) -> None:
        """Put values into the answer that a repeat does not get and the database does not keep."""
        self.told_once |= secrets

    def get(self, kind: type[Row], id: int, *, lock: bool = True) -> Row:
        """A row by id, locked for this transaction; NotFound when it is not there."""
        if lock:
            # The row is read anew: what was changed in it and not yet written would be lost.
            self.db.flush()
        row = self.db.get(kind, id, with_for_update=_locking(kind) if lock else None, populate_existing=lock)
        if row is None:
            raise NotFound(kind.__tablename__)
        return row


def _locking(kind: type[Base]) -> dict[str, Any]:
    """FOR NO KEY UPDATE OF this table alone: rows read along with it, and rows that refer to it, stay free."""
    return {"of": kind, "key_share": True}


@dataclass
class _Commit:
    """A commit's place in the order of announcing, and what it has to tell once it is over."""

    events: tuple[Recorded, ...] = ()
    over: bool = False


class Store:
    """The database of one installation, from which reads and units of work are opened."""

    def __init__(
        self, url: str, *, clock: Clock = system_clock,
        reactions: Mapping[type[Event], Sequence[Reaction]] | None = None, writer: Writer | None = None,
        secret: str = "", vault: Vault | None = None,
    ) -> None:
        self.url, self.clock, self.reactions, self.secret = url, clock, reactions or {}, secret
        self.writing, self.reading = connect(url, writing=True), connect(url, writing=False)
        self.writer = writer or writer_for(url)
        self.vault = vault or vault_for(url, None, secret=secret)
        self.listeners: list[Listener] = []
        self.residue = True  # a process that was killed may have left some
        self._committing: deque[_Commit] = deque()
        self._announcing = Lock()
        self._together = Together(self, self.writer)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that can only read."""
        with self._session(self.reading) as db:
            yield db

    def _session(self, engine: Engine) -> Session:
        return Session(engine, autoflush=False, expire_on_commit=False, info={"vault": self.vault})

    def carry_out(
        self, verb: Callable[[Work], Any], *, actor: Actor | None = None, command: Command | None = None
    ) -> Answer:
        """Run `verb` as one transaction, then announce its events. The answer must be plain values.

        With a command id, a repeat returns the first answer and changes nothing (RepeatDiffers when the
        arguments are others). Any refusal undoes everything.
        """
        return self._told(lambda: self.writer.run(lambda: self.tried(verb, actor, command)))

    def carry_out_together(
        self, verb: Callable[[Work], Any], *, actor: Actor | None = None, command: Command | None = None
    ) -> Answer:
        """The same for what comes in bursts, such as votes: those that wait at one moment share one commit, and are
        answered after it. A refusal undoes its own and nobody else's."""
        return self._told(lambda: self._together.carry_out(Unit(actor, command, verb=verb)))

    def carry_out_in_burst(
        self, many: Many, args: dict[str, Any], *, actor: Actor | None = None, command: Command | None = None
    ) -> Answer:
        """The same for a verb that is done for many at once: those that wait also share what they read and write."""
        return self._told(lambda: self._together.carry_out(Unit(actor, command, many=many, args=args)))

    def _told(self, carried_out: Callable[[], Answer]) -> Answer:
        try:
            answer = carried_out()
        finally:
            self.announce()
        for follow in answer.afterwards:
            self._follow(follow)
        if answer.afterwards:
            self.leave_no_residue()
        return answer

    def _follow(self, verb: Callable[[Work], Any]) -> None:
        """One that fails undoes nothing; whoever begins it again at the next start finishes it."""
        try:
            self.carry_out(verb, actor=THE_SYSTEM)
        except Exception:
            log.exception("what was to follow failed")

    def beside(self, verb: Callable[[Work], Any], *, actor: Actor | None = None, db: Session | None = None) -> Any:
        """Run a verb that only reads here and writes beside, in a sealed store: nothing of it stands in the
        database, neither a command nor an event nor a time. It reads in the session given, or in one of its own."""
        if db is not None:
            return plain(verb(Work(db=db, actor=actor, now=self.clock())))
        with self.read() as own:
            return plain(verb(Work(db=own, actor=actor, now=self.clock())))

    def leave_no_residue(self) -> None:
        """Bring what was written back into the database's own files, and empty its log of pages where it has one.

        Somebody who is reading at that moment keeps it back; nobody's writing waits for that longer than a second. What
        was committed stays so even where this fails, on a full disk say: `residue` tells that it is to be tried again.
        """
        self.residue = True
        try:
            self.residue = not self.writer.run(lambda: brought_back(self.writing))
        except Exception:
            log.exception("the log of pages was not emptied")

    def announce(self) -> None:
        """Tell committed events to the listeners, in order; one that fails stops nobody and undoes nothing."""
        with self._announcing:
            while self._committing and self._committing[0].over:
                for event in self._committing.popleft().events:
                    self._tell(event)

    def _tell(self, event: Recorded) -> None:
        for listener in self.listeners:
            try:
                listener(event)
            except Exception:
                log.exception("a listener failed at %s %s", event.stream, event.seq)

    def close(self) -> None:
        """Give back every connection."""
        self.writer.run(self.writing.dispose)
        self.reading.dispose()
        if self.vault:
            self.vault.stores.dispose()

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
