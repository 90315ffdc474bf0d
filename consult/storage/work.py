"""What a verb is given, and what a command gave."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.core.events import Event, Recorded
from consult.storage import event_log
from consult.storage.base import Base
from consult.storage.vault import Vault, vault_of

Row = TypeVar("Row", bound=Base)
Reaction = Callable[["Work", Any], None]


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
    gathered: list[tuple[Event, Actor | None]] | None = None
    """Facts that wait to be written together; None where each is written at once."""

    @property
    def vault(self) -> Vault:
        """Keys and sealed stores beside the database."""
        return vault_of(self.db)

    def has_read(self) -> None:
        """Give the connection back: whoever now waits for a turn at a sealed store keeps nobody from reading."""
        self.db.commit()

    def record(self, event: Event) -> Recorded | None:
        """Write a fact to its stream, then let its consequences follow, all in this transaction; what was written, or
        None while facts are gathered."""
        if self.gathered is not None:
            self.db.flush()
            self.gathered.append((event, self.actor))
            return None
        return self.record_all([(event, self.actor)])[0]

    @contextmanager
    def facts_together(self) -> Iterator[None]:
        """Facts recorded in here are written at its end, in their order, and their consequences follow then: thousands
        of rows of a list take one look at their stream."""
        self.gathered = []
        try:
            yield
            told = self.gathered
        finally:
            self.gathered = None
        self.record_all(told)

    def record_all(self, told: Sequence[tuple[Event, Actor | None]]) -> Sequence[Recorded]:
        """Write many facts at once, each by its own actor, then let the consequences of each follow."""
        self.db.flush()
        written = event_log.append_all(
            self.db, [(event, actor.person_id if actor else None) for event, actor in told], at=self.now)
        self.events += written
        for event, _ in told:
            for react in self.reactions.get(type(event), ()):
                react(self, event)
        return written

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


@dataclass(frozen=True)
class Answer:
    """What a command gave: the verb's plain answer, and whether it was given before."""

    value: Any
    repeated: bool = False
    events: tuple[Recorded, ...] = ()
    afterwards: tuple[Callable[[Work], Any], ...] = ()
