"""One command, one transaction: the change, its events, their consequences and the stored answer."""
from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from consult.core.actor import THE_SYSTEM, Actor
from consult.core.clock import Clock, system_clock
from consult.core.events import Event, Recorded, plain
from consult.storage.bursts import Many
from consult.storage.commands import Command
from consult.storage.engine import connect
from consult.storage.group_commit import Together, Unit
from consult.storage.residue import brought_back
from consult.storage.transactions import Transactions
from consult.storage.vault import Vault, vault_for
from consult.storage.work import Answer, Reaction, Work
from consult.storage.writer import Lock, Writer, writer_for

log = logging.getLogger(__name__)
Listener = Callable[[Recorded], None]


class Store(Transactions):
    """The database of one installation, from which reads and units of work are opened."""

    def __init__(
        self, url: str, *, clock: Clock = system_clock,
        reactions: Mapping[type[Event], Sequence[Reaction]] | None = None, writer: Writer | None = None,
        secret: str = "", vault: Vault | None = None,
    ) -> None:
        super().__init__(url, clock=clock, reactions=reactions or {}, secret=secret,
                         vault=vault or vault_for(url, None, secret=secret))
        self.reading = connect(url, writing=False)
        self.writer = writer or writer_for(url)
        self.listeners: list[Listener] = []
        self.residue = True  # a process that was killed may have left some
        self._announcing = Lock()
        self._together = Together(self, self.writer)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that can only read."""
        with self._session(self.reading) as db:
            yield db

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
