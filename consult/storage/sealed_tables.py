"""What a sealed store holds: its tables, one set for each ballot, and its lines as plain values."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table

from consult.core.events import link_hash


@dataclass(frozen=True)
class Logged:
    """One line of the cast log: its number, the hash of its envelope, the head of the chain with it."""

    n: int
    envelope: str
    head: str


@dataclass(frozen=True)
class Kept:
    """What a cast came to: its line of the log, whether a later one replaced it, whether it had come before."""

    line: Logged
    superseded: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class Closed:
    """A store that takes no more: when it was closed, what lies in each place, and the whole cast log."""

    at: datetime
    stowed: dict[bytes, tuple[bytes, int]]
    log: list[Logged]
    head: str


@dataclass(frozen=True)
class Tables:
    meta: Table
    pending: Table
    seen: Table
    log: Table


@lru_cache(maxsize=256)
def tables_of(ballot_id: int, schema: str | None) -> Tables:
    """The tables of one ballot, the same ones each time, so that their SQL is written once.

    No key is a row number, so nothing but the log stands in the order of casting.
    """
    data, end = MetaData(schema=schema), f"_{ballot_id}" if schema else ""
    bare: dict[str, Any] = {"sqlite_with_rowid": False}
    return Tables(
        Table(f"meta{end}", data, Column("id", Integer, primary_key=True), Column("state", String(10), nullable=False),
              Column("n", Integer, nullable=False), Column("head", String(64), nullable=False),
              Column("closed_at", String(40)), **bare),
        Table(f"pending{end}", data, Column("slot", LargeBinary, primary_key=True),
              Column("stowed", LargeBinary, nullable=False), Column("n", Integer, nullable=False),
              Column("rev", Integer, nullable=False), **bare),
        Table(f"seen{end}", data, Column("slot", LargeBinary, primary_key=True),
              Column("key_hash", String(64), primary_key=True), Column("n", Integer, nullable=False), **bare),
        Table(f"cast_log{end}", data, Column("n", Integer, primary_key=True, autoincrement=False),
              Column("envelope", String(64), nullable=False), Column("head", String(64), nullable=False)),
    )


def next_head(head: str, ballot_id: int, n: int, envelope: str) -> str:
    """The head of the cast log with one more line; anybody can recompute it."""
    return link_hash(head, {"ballot": ballot_id, "n": n, "envelope": envelope})
