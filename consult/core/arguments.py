"""One check of shape for every door: a verb's own signature says what it takes."""
from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any

from consult.core.errors import BadShape

NUMBER_LIMIT = 2**31 - 1
"""Every number that a verb takes is an id or a small amount; PostgreSQL's integer ends here."""
YEARS = range(1900, 3000)
"""Beyond these a moment cannot be moved from time zone to time zone."""


@dataclass(frozen=True)
class Length:
    """Bounds on a text, counted in characters after trimming."""

    most: int
    least: int = 0


Line = Annotated[str, Length(most=200, least=1)]
Text = Annotated[str, Length(most=5_000, least=1)]
LongText = Annotated[str, Length(most=20_000, least=1)]
MaybeText = Annotated[str, Length(most=5_000)]


def bind(verb: Callable[..., Any], given: Mapping[str, Any], skip: int = 1) -> dict[str, Any]:
    """The keyword arguments of `verb` (after its first `skip` parameters) read from plain values.

    Unknown, missing and misshapen fields are all reported at once in one BadShape.
    """
    wanted = list(inspect.signature(verb).parameters.values())[skip:]
    kinds = typing.get_type_hints(verb, include_extras=True)
    wrong = {name: "unknown" for name in given if name not in {p.name for p in wanted}}
    bound: dict[str, Any] = {}
    for p in wanted:
        if given.get(p.name) in (None, "") and p.default is not p.empty:
            bound[p.name] = p.default
            continue
        try:
            bound[p.name] = _read(kinds[p.name], given.get(p.name))
        except ValueError as problem:
            wrong[p.name] = str(problem)
    if wrong:
        raise BadShape(wrong)
    return bound


def _read(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is Annotated:
        base, bounds = typing.get_args(kind)[:2]
        return _bounded(_read(base, value), bounds)
    if typing.get_origin(kind) in (UnionType, typing.Union):
        inner = [k for k in typing.get_args(kind) if k is not NoneType]
        return None if value in (None, "") else _read(inner[0], value)
    if value is None or (value == "" and kind not in (str, bool)):
        raise ValueError("missing")
    for fits, reader in _READERS:
        if isinstance(kind, type) and issubclass(kind, fits):
            return reader(kind, value)
    raise ValueError("unknown kind")


def _bounded(text: str, bounds: Length) -> str:
    text = text.strip()
    if len(text) < bounds.least:
        raise ValueError(f"too_short:{bounds.least}" if text else "missing")
    if len(text) > bounds.most:
        raise ValueError(f"too_long:{bounds.most}")
    return text


def _word(kind: type[StrEnum], value: Any) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise ValueError("not_a_choice") from None


def _flag(_: type, value: Any) -> bool:
    if value in (True, "true", "1", "on", "yes", "y"):
        return True
    if value in (False, "false", "0", "off", "no", ""):
        return False
    raise ValueError("not_a_choice")


def _number(_: type, value: Any) -> int:
    if isinstance(value, (bool, float)):
        raise ValueError("not_a_number")
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise ValueError("not_a_number") from None
    if abs(number) > NUMBER_LIMIT:
        raise ValueError("not_a_number")
    return number


def _text(_: type, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not_text")
    if any(ord(c) < 32 and c not in "\n\r\t" for c in value):
        raise ValueError("not_text")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise ValueError("not_text")
    return value.replace("\r\n", "\n")


def _day(_: type, value: Any) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("not_a_date") from None
    if day.year not in YEARS:
        raise ValueError("not_a_date")
    return day


def _moment(_: type, value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("not_a_date") from None
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("not_a_date")
    return moment


_READERS: tuple[tuple[type, Callable[[Any, Any], Any]], ...] = (
    (StrEnum, _word), (bool, _flag), (int, _number), (str, _text), (datetime, _moment), (date, _day),
)
