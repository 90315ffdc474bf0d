"""What a demonstration leaves in the log: that it was begun and that it is whole."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import text

from consult.community import queries as register
from consult.core.actor import THE_SYSTEM
from consult.core.events import Event
from consult.storage.base import Base
from consult.storage.event_log import events_after
from consult.storage.guards import lifted
from consult.storage.store import Store
from consult.storage.work import Work

STREAM = "demonstration"


@dataclass(frozen=True, kw_only=True)
class DemonstrationEvent(Event):
    """A fact about the demonstration itself."""

    audience: ClassVar[str] = "desk"

    @property
    def stream(self) -> str:
        return STREAM


@dataclass(frozen=True, kw_only=True)
class DemonstrationBegun(DemonstrationEvent):
    """This database is filled with a demonstration; nothing in it is anybody's."""


@dataclass(frozen=True, kw_only=True)
class DemonstrationFilled(DemonstrationEvent):
    """The demonstration is whole; what comes after it is what visitors did."""

    ends_at: datetime


def begin(store: Store) -> None:
    """Mark the empty database as a demonstration's."""
    store.carry_out(_recording(DemonstrationBegun()), actor=THE_SYSTEM)


def finish(store: Store, ends_at: datetime) -> None:
    """Mark the demonstration as whole."""
    store.carry_out(_recording(DemonstrationFilled(ends_at=ends_at)), actor=THE_SYSTEM)


def _recording(event: Event) -> Callable[[Work], None]:
    def record(work: Work) -> None:
        work.record(event)

    return record


def found_in(store: Store) -> str:
    """What a database holds: "nothing", "part" of a demonstration, a "whole" one, or "other" things."""
    with store.read() as db:
        names = {event.name for event in events_after(db, STREAM, 0)}
        if names:
            return "whole" if DemonstrationFilled.__name__ in names else "part"
        return "other" if register.communities(db) else "nothing"


def empty(store: Store) -> None:
    """Take everything out of a demonstration's database."""
    store.carry_out(_empty, actor=THE_SYSTEM)


def _empty(work: Work) -> None:
    tables = list(reversed(Base.metadata.sorted_tables))
    if work.db.get_bind().dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in tables)
        work.db.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    else:
        with lifted(work.db.connection()):
            for table in tables:
                work.db.execute(table.delete())
