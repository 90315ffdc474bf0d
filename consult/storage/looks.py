"""Who looked at what of others: one batched writer, which never keeps a page waiting and never makes one fail.

It is the only thing that a page that is merely read leaves behind, and this table the only one that it is left in.
"""
from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Index, String, delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from consult.storage.base import Base
from consult.storage.store import Store
from consult.storage.work import Work

log = logging.getLogger(__name__)
SAME = timedelta(minutes=10)
"""Somebody who looks at the same thing again within this time has looked once."""
KEPT = timedelta(days=3 * 366)
"""How long a look is kept. Three years: the regulation on network data security, article 12 (2024)."""
MOST = 10_000
"""How many looks wait to be written at the most; more are not noted, which is logged."""
SECONDS, SECONDS_AFTER_A_FAILURE = 1.0, 60.0


class Look(Base):
    """Somebody looked at a page that shows what is held of others."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_community_at", "community_id", "at"), Index("ix_look_about", "about", "about_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    by_id: Mapped[int]
    """The person who looked."""
    page: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(20), default="")
    """What kind of thing was looked at: person, household, or what the page is of; empty for a list of all."""
    about_id: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


@dataclass(frozen=True)
class Seen:
    """What is noted of one look."""

    community_id: int
    by_id: int
    page: str
    about: str
    about_id: int


class Looks:
    """What waits to be written, and whoever writes it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[tuple[Seen, datetime]] = deque()
        self._noted: dict[Seen, datetime] = {}
        self._writing_in: int | None = None
        self.failed = False
        """Whether the last time could not write, on a full disk say."""
        self.by_itself = False
        """Whether a thread of this process writes every second; a server says so, a test writes by its own hand."""

    def note(self, seen: Seen) -> None:
        """Somebody looked. Nothing is written before this returns, and nothing is raised."""
        now = self._store.clock()
        last = self._noted.get(seen)
        if last is not None and now - last < SAME:
            return
        if len(self._waiting) >= MOST:
            log.warning("a look was not noted: %s wait to be written", MOST)
            return
        self._noted[seen] = now
        self._waiting.append((seen, now))
        if self.by_itself and self._writing_in != os.getpid():
            self._begin()

    def write(self) -> int:
        """Write what waits, in one transaction; how many. What could not be written waits for the next time."""
        rows = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not rows:
            return 0
        try:
            self._store.carry_out(lambda work: _write(work, rows))
        except Exception:
            log.exception("looks were not written")
            self._waiting.extendleft(reversed(rows))
            self.failed = True
            return 0
        self.failed = False
        self._forget_before(rows[-1][1] - SAME)
        return len(rows)

    def _forget_before(self, moment: datetime) -> None:
        self._noted = {seen: at for seen, at in list(self._noted.items()) if at >= moment}

    def _begin(self) -> None:
        self._writing_in = os.getpid()
        threading.Thread(target=self._for_ever, name="looks", daemon=True).start()

    def _for_ever(self) -> None:
        while True:
            self.write()
            time.sleep(SECONDS_AFTER_A_FAILURE if self.failed else SECONDS)


def _write(work: Work, rows: Sequence[tuple[Seen, datetime]]) -> None:
    work.db.execute(insert(Look), [{**vars(seen), "at": at} for seen, at in rows])


def erase_old_looks(work: Work) -> None:
    """Looks of more than three years ago are erased."""
    work.db.execute(delete(Look).where(Look.at < work.now - KEPT))
