"""Casts into one sealed store, in one transaction: the places filled, the ids of the casts, the lines of the log."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from consult.core.errors import Refusal, RepeatDiffers, RuleBroken
from consult.storage.sealed_tables import Kept, Logged, Tables, next_head


@dataclass(frozen=True)
class Cast:
    """One envelope for one place, as the store is asked to keep it; the key's hash tells a repeat."""

    ballot_id: int
    slot: bytes
    stowed: bytes
    digest: str
    key_hash: str
    same_envelope: bool = True


@dataclass
class _Store:
    """What a store says while casts are laid into it, and what is still to be written."""

    ballot_id: int
    is_open: bool
    n: int
    head: str
    places: dict[bytes, tuple[int, int]]
    seen: dict[tuple[bytes, str], Logged]
    filled: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    came: list[tuple[Cast, Logged]] = field(default_factory=list)

    def lay(self, cast: Cast) -> Kept | Refusal:
        """Over the envelope that lies in the place; a key seen before changes nothing and gets its old line."""
        if before := self.seen.get((cast.slot, cast.key_hash)):
            if cast.same_envelope and before.envelope != cast.digest:
                return RepeatDiffers()
            return Kept(before, superseded=before.n != self.places[cast.slot][0], repeated=True)
        if not self.is_open:
            return RuleBroken("ballot_closed")
        line = Logged(self.n + 1, cast.digest, next_head(self.head, self.ballot_id, self.n + 1, cast.digest))
        rev = self.places.get(cast.slot, (0, 0))[1] + 1
        self.n, self.head = line.n, line.head
        self.places[cast.slot] = (line.n, rev)
        self.seen[cast.slot, cast.key_hash] = line
        self.filled[cast.slot] = {"slot": cast.slot, "stowed": cast.stowed, "n": line.n, "rev": rev}
        self.came.append((cast, line))
        return Kept(line)


def write_all(db: Connection, tables: Tables, ballot_id: int, casts: Sequence[Cast]) -> list[Kept | Refusal]:
    """Lay each envelope into its place, in order; what became of each. The caller commits."""
    store = _read(db, tables, ballot_id, casts)
    empty_until_now = {cast.slot for cast in casts} - set(store.places)
    outcomes = [store.lay(cast) for cast in casts]
    if store.came:
        _write(db, tables, store, empty_until_now)
    return outcomes


def _read(db: Connection, tables: Tables, ballot_id: int, casts: Sequence[Cast]) -> _Store:
    pending, seen, log = tables.pending, tables.seen, tables.log
    meta = db.execute(select(tables.meta).with_for_update()).one()
    places = db.execute(
        select(pending.c.slot, pending.c.n, pending.c.rev).where(pending.c.slot.in_({cast.slot for cast in casts})))
    keys = {(cast.slot, cast.key_hash) for cast in casts}
    before = db.execute(
        select(seen.c.slot, seen.c.key_hash, log.c.n, log.c.envelope, log.c.head).join(log, seen.c.n == log.c.n)
        .where(tuple_(seen.c.slot, seen.c.key_hash).in_(keys)))
    return _Store(
        ballot_id, meta.state == "open", meta.n, meta.head,
        {bytes(row.slot): (row.n, row.rev) for row in places},
        {(bytes(row.slot), row.key_hash): Logged(row.n, row.envelope, row.head) for row in before})


def _write(db: Connection, tables: Tables, store: _Store, empty_until_now: set[bytes]) -> None:
    first = [row for slot, row in store.filled.items() if slot in empty_until_now]
    again = [{"place": slot, "stowed": row["stowed"], "n": row["n"], "rev": row["rev"]}
             for slot, row in store.filled.items() if slot not in empty_until_now]
    if first:
        db.execute(insert(tables.pending), first)
    if again:
        over = update(tables.pending).where(tables.pending.c.slot == bindparam("place"))
        db.execute(over.values({name: bindparam(name) for name in ("stowed", "n", "rev")}), again)
    db.execute(insert(tables.seen), [
        {"slot": cast.slot, "key_hash": cast.key_hash, "n": line.n} for cast, line in store.came])
    db.execute(insert(tables.log), [vars(line) for _, line in store.came])
    db.execute(update(tables.meta).values(n=store.n, head=store.head))
