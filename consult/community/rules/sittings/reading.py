"""Readers of one field of a data file; ValueError says what is wrong with it."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.community.rules.kinds import PostKind

Entry = Mapping[str, Any]


def unknown(entry: Entry, known: set[str]) -> None:
    """Refuse a field that nobody reads."""
    if strange := set(entry) - known:
        raise ValueError(f"unknown fields {sorted(strange)}")


def text(entry: Entry, name: str) -> str:
    """A text that is there."""
    value = entry[name]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is empty")
    return value


def number(entry: Entry, name: str) -> int:
    """A whole number, 0 where it is not said."""
    value = entry.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} {value!r}")
    return value


def flag(entry: Entry, name: str) -> bool:
    """A yes or no, no where it is not said."""
    value = entry.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"{name} {value!r}")
    return value


def one_of(entry: Entry, name: str, among: tuple[str, ...], usual: str | None = None) -> str:
    """One of several words."""
    value = entry.get(name, usual)
    if value not in among:
        raise ValueError(f"{name} {value!r}")
    return str(value)


def words(entry: Entry, name: str, among: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Several words, each one of these."""
    value = tuple(entry.get(name, usual))
    if strange := set(value) - set(among):
        raise ValueError(f"{name} {sorted(strange)}")
    return value


def posts(entry: Entry, name: str, usual: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Kinds of post."""
    given = entry[name] if usual is None else entry.get(name, usual)
    return tuple(str(PostKind(kind)) for kind in given)
