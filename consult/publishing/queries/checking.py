"""Checking a whole installation: every log, record, ballot, notice and head; whatever was changed is named.

Nothing here trusts what it reads: a row that cannot be read is a fault like any other.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult.ballot.models import Ballot
from consult.minutes.models import Minutes
from consult.publishing.models import SignedHead
from consult.publishing.queries.heads import signed_bytes
from consult.publishing.queries.sealing import digest_of, row_hashes, shortened
from consult.publishing.queries.stored_form import not_as_written
from consult.publishing.rules.hash_tree import root_of
from consult.storage.event_log import NO_HASH, LoggedEvent, Stream, first_fault

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, SQLAlchemyError)


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was: where, and what is wrong with it."""

    where: str
    what: str


def all_faults(db: Session) -> Iterator[Fault]:
    """Every fault of the installation; none when it is whole."""
    for check in (_stored_forms, _logs, _seals, _unsealed, _heads):
        yield from _guarded(db, check)


def _guarded(db: Session, check: Callable[[Session], Iterator[Fault]]) -> Iterator[Fault]:
    try:
        yield from check(db)
    except UNREADABLE as problem:
        yield Fault(check.__name__.strip("_"), f"unreadable: {type(problem).__name__}")


def _stored_forms(db: Session) -> Iterator[Fault]:
    for where, what in not_as_written(db):
        yield Fault(where, what)


def _logs(db: Session) -> Iterator[Fault]:
    """Gaps, changed bytes, lost tails, and events of no stream."""
    named = {row[0] for row in db.execute(text("SELECT name FROM stream"))}
    logged = {row[0] for row in db.execute(text("SELECT DISTINCT stream FROM event_log"))}
    for name in sorted(logged - named):
        yield Fault(name, "has events and no head")
    for name in sorted(named):
        yield from _log(db, name)


def _log(db: Session, name: str) -> Iterator[Fault]:
    try:
        at = first_fault(db, name)
        row = db.get(Stream, name)
        last = db.scalar(select(LoggedEvent.epoch).where(LoggedEvent.stream == name).order_by(LoggedEvent.seq.desc()).limit(1))
        if at is not None:
            yield Fault(f"{name} seq {at}", "the chain breaks here")
        elif row is not None and last is not None and row.epoch != last:
            yield Fault(name, "the head has another epoch than the newest event")
    except UNREADABLE as problem:
        db.rollback()
        yield Fault(name, f"unreadable: {type(problem).__name__}")


def _seals(db: Session) -> Iterator[Fault]:
    """What is finished, against the newest seal of it."""
    for stream in db.scalars(select(Stream.name).where(Stream.name.startswith("seal\\_", escape="\\")).order_by(Stream.name)):
        data = db.scalar(select(LoggedEvent.data).where(LoggedEvent.stream == stream).order_by(LoggedEvent.seq.desc()).limit(1))
        if data is not None:
            yield from _seal(db, stream, data)


def _seal(db: Session, stream: str, data: dict[str, Any]) -> Iterator[Fault]:
    thing = stream.removeprefix("seal_").replace(":", " ")
    try:
        hashes = row_hashes(db, data["kind"], data["record_id"], data["columns"])
    except UNREADABLE as problem:
        db.rollback()
        yield Fault(thing, f"unreadable: {type(problem).__name__}")
        return
    if digest_of(hashes) != data["digest"]:
        yield Fault(thing, ", ".join(_changed_rows(shortened(hashes), data["rows"])) or "is not what was sealed")


def _changed_rows(now: dict[str, list[str]], sealed: dict[str, list[str]]) -> Iterator[str]:
    for table, rows in sealed.items():
        found = now.get(table, [])
        if len(found) != len(rows):
            yield f"{table} has {len(found)} rows where {len(rows)} were sealed"
        yield from (f"{table} row {i} was changed" for i, (a, b) in enumerate(zip(found, rows, strict=False), 1) if a != b)


def _unsealed(db: Session) -> Iterator[Fault]:
    """What ought to have a seal."""
    sealed = set(db.scalars(select(Stream.name).where(Stream.name.startswith("seal\\_", escape="\\"))))
    published = db.scalars(select(Minutes.id).where(Minutes.state == "published"))
    closed = db.scalars(select(Ballot.id).where(Ballot.closed_at.is_not(None)))
    for kind, ids in (("minutes", published), ("ballot", closed)):
        for id in ids:
            if f"seal_{kind}:{id}" not in sealed:
                yield Fault(f"{kind} {id}", "was never sealed")


def _heads(db: Session) -> Iterator[Fault]:
    """Signatures, the chain from day to day, and every leaf against the log."""
    previous = NO_HASH
    numbers = db.scalars(select(SignedHead.number).order_by(SignedHead.number)).all()
    for expected, number in enumerate(numbers, start=1):
        head = db.get(SignedHead, number)
        assert head is not None
        where = f"head {number}"
        if number != expected or head.previous != previous:
            yield Fault(where, "does not follow the one before")
        if head.root != root_of(head.leaves) or head.at.microsecond % 1000:
            yield Fault(where, "its root is not that of its leaves")
        if head.hash != sha256(signed_bytes(head)).hexdigest() or not _is_signed(head):
            yield Fault(where, "its signature is not good")
        yield from _leaves(db, head)
        previous = head.hash


def _is_signed(head: SignedHead) -> bool:
    try:
        VerifyKey(bytes.fromhex(head.key)).verify(signed_bytes(head), bytes.fromhex(head.signature))
    except (BadSignatureError, ValueError):
        return False
    return head.key == head.key.lower() and head.signature == head.signature.lower()


def _leaves(db: Session, head: SignedHead) -> Iterator[Fault]:
    logged = {(row.stream, row.seq): row.hash for row in db.execute(
        select(LoggedEvent.stream, LoggedEvent.seq, LoggedEvent.hash))}
    for stream, _epoch, seq, digest in head.leaves:
        if seq and logged.get((stream, seq)) != digest:
            yield Fault(f"{stream} seq {seq}", f"is not what head {head.number} was signed over")
