"""Every text is held to its column before it is written, alike on both databases and below every door.

SQLite takes a text of any length for a VARCHAR(60), PostgreSQL fails in the middle of the work. Here both are refused in
words that a page, a list or the command line can show at the field: {"name": "too_long:60"}.
"""
from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import String, Text, event, inspect
from sqlalchemy.orm import InstanceState, Mapper, Session

from consult.core.errors import BadShape

LONGEST = 50_000
"""What a text without a length of its own may have, in characters; its verb allows less. Only what is kept as Text, made
by the house itself and never typed in, has no bound here."""


class HouseSession(Session):
    """A session that writes no text which its column does not hold."""


class Bound(NamedTuple):
    """What one text of a row may be, in characters."""

    key: str
    most: int
    least: int


@cache
def bounds_of(mapper: Mapper[Any]) -> tuple[Bound, ...]:
    """The texts of a table: at most what its column holds; at least what its `info` says, counted after trimming."""
    return tuple(
        Bound(attribute.key, column.type.length or LONGEST, column.info.get("least", 0))
        for attribute in mapper.column_attrs for column in attribute.columns[:1]
        if isinstance(column.type, String) and not isinstance(column.type, Text))


@event.listens_for(HouseSession, "before_flush")
def _hold(session: Session, _context: Any, _instances: Any) -> None:
    for rows in (session.new, session.dirty):
        for row in rows:
            _check(inspect(row))


def _check(row: InstanceState[Any]) -> None:
    values = row.dict
    for key, most, least in bounds_of(row.mapper):
        text = values.get(key)
        if text.__class__ is not str and not isinstance(text, str):
            continue
        if len(text) > most or "\x00" in text or (least and len(text.strip()) < least):
            _refuse(row, key, text, most, least)


def _refuse(row: InstanceState[Any], key: str, text: str, most: int, least: int) -> None:
    """What was read so, from a time before this bound, and is not changed, stays."""
    if row.has_identity and key not in row.committed_state:
        return
    problem = ("not_text" if "\x00" in text else f"too_long:{most}" if len(text) > most
               else f"too_short:{least}" if text.strip() else "missing")
    raise BadShape({key: problem})
