"""The log: per stream gap-free and hash-chained, written in the same transaction as the change."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.core.events import Event, Recorded, link_hash, moment
from consult.storage.base import Base
from consult.storage.upsert import insert_or_ignore

NO_HASH = "0" * 64
WINDOW = 500
"""How many events one look at a stream returns at the most."""


class Stream(Base):
    """The head of one stream; its row is the lock that keeps seq gap-free."""

    __tablename__ = "stream"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    epoch: Mapped[int] = mapped_column(default=1)
    seq: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default=NO_HASH)


class LoggedEvent(Base):
    """One event of one stream."""

    __tablename__ = "event_log"
    __table_args__ = (CheckConstraint("seq > 0", name="seq_counts_from_one"),)
    stream: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    audience: Mapped[str] = mapped_column(String(10))
    data: Mapped[dict[str, Any]]
    hash: Mapped[str] = mapped_column(String(64))

    def recorded(self) -> Recorded:
        """The row as a plain value."""
        return Recorded(
            stream=self.stream, epoch=self.epoch, seq=self.seq, name=self.name, at=self.at,
            actor_id=self.actor_id, data=self.data, audience=self.audience, hash=self.hash,
        )


def append(db: Session, event: Event, *, at: datetime, actor_id: int | None) -> Recorded:
    """Write an event at the head of its stream and return it with its seq; commits nothing."""
    return append_all(db, [(event, actor_id)], at=at)[0]


def append_all(db: Session, told: Sequence[tuple[Event, int | None]], *, at: datetime) -> list[Recorded]:
    """Write events at the heads of their streams, in their order; each with who acted.

    The moment is kept to the millisecond, as it is hashed: no digit of it can change unseen.
    """
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    counts = Counter(event.stream for event, _ in told)
    heads = {name: _take_seqs(db, name, count) for name, count in sorted(counts.items())}
    linked = []
    for event, actor_id in told:
        recorded = _linked(event, heads[event.stream], at, actor_id)
        heads[event.stream] = (recorded.epoch, recorded.seq, recorded.hash)
        linked.append(recorded)
    if linked:
        db.execute(insert(LoggedEvent.__table__), [vars(recorded) for recorded in linked])  # type: ignore[arg-type]
    for name, (_, _, digest) in heads.items():
        db.execute(update(Stream).where(Stream.name == name).values(head=digest))
    return linked


def _linked(event: Event, head: tuple[int, int, str], at: datetime, actor_id: int | None) -> Recorded:
    """An event as the next one after a head of (epoch, seq, hash)."""
    epoch, seq, before = head
    body: dict[str, Any] = {
        "stream": event.stream, "epoch": epoch, "seq": seq + 1, "name": type(event).__name__,
        "at": moment(at), "actor_id": actor_id, "audience": event.audience, "data": event.data(),
    }
    return Recorded(**{**body, "at": at}, hash=link_hash(before, body))


def _take_seqs(db: Session, name: str, count: int) -> tuple[int, int, str]:
    """Take the next numbers of a stream: (epoch, the number before them, the head so far)."""
    take = (
        update(Stream).where(Stream.name == name).values(seq=Stream.seq + count)
        .returning(Stream.epoch, Stream.seq, Stream.head)
        .execution_options(synchronize_session=False)
    )
    row = db.execute(take).first()
    if row is None:
        insert_or_ignore(db, Stream, name=name, epoch=1, seq=0, head=NO_HASH)
        row = db.execute(take).one()
    return row.epoch, row.seq - count, row.head


def head_of(db: Session, stream: str) -> tuple[int, int]:
    """(epoch, seq) of a stream's head; (1, 0) for one that has no event yet."""
    row = db.execute(select(Stream.epoch, Stream.seq).where(Stream.name == stream)).first()
    return (row.epoch, row.seq) if row else (1, 0)


def stream_names(db: Session) -> list[str]:
    """Every stream there is, by name."""
    return list(db.scalars(select(Stream.name).order_by(Stream.name)))


def events_after(db: Session, stream: str, seq: int, limit: int = WINDOW) -> list[Recorded]:
    """The events of a stream after `seq`, in order, `limit` at the most."""
    rows = db.scalars(
        select(LoggedEvent).where(LoggedEvent.stream == stream, LoggedEvent.seq > seq)
        .order_by(LoggedEvent.seq).limit(limit)
    )
    return [row.recorded() for row in rows]


def all_events(db: Session, stream: str) -> Iterable[Recorded]:
    """Every event of a stream in order, read in windows."""
    seq = 0
    while window := events_after(db, stream, seq):
        yield from window
        seq = window[-1].seq


def first_fault(db: Session, stream: str) -> int | None:
    """The seq at which a stream's chain breaks (a gap, a changed byte, a lost tail), or None when whole."""
    head, expected = NO_HASH, 0
    for e in all_events(db, stream):
        expected += 1
        body = {
            "stream": e.stream, "epoch": e.epoch, "seq": e.seq, "name": e.name, "at": moment(e.at),
            "actor_id": e.actor_id, "audience": e.audience, "data": e.data,
        }
        head = link_hash(head, body)
        if e.seq != expected or head != e.hash or e.at.microsecond % 1000:
            return expected
    row = db.get(Stream, stream)
    kept = (row.seq, row.head) if row else (0, NO_HASH)
    return None if kept == (expected, head) else expected + 1
