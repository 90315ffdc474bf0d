"""One check of shape for every door: a verb's own signature says what it takes."""
from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
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


@dataclass(frozen=True)
class Argument:
    """One plain value that a verb takes: its kind, what it is when left out, and the object it becomes a part of."""

    name: str
    kind: Any
    default: Any
    within: str = ""

    @property
    def needed(self) -> bool:
        """Whether it may not be left out."""
        return self.default is MISSING


def arguments_of(verb: Callable[..., Any], skip: int = 1) -> list[Argument]:
    """What a door gives a verb, in order, after its first `skip` parameters.

    Where a parameter is a dataclass, its fields are given one by one, as if the verb took each itself.
    """
    kinds = typing.get_type_hints(verb, include_extras=True)
    found = []
    for p in list(inspect.signature(verb).parameters.values())[skip:]:
        if is_dataclass(kinds[p.name]):
            found += _fields_of(kinds[p.name], p.name)
        else:
            found.append(Argument(p.name, kinds[p.name], MISSING if p.default is p.empty else p.default))
    return found


def _fields_of(kind: Any, within: str) -> list[Argument]:
    kinds = typing.get_type_hints(kind, include_extras=True)
    return [Argument(f.name, kinds[f.name], f.default, within) for f in fields(kind)]


def bind(verb: Callable[..., Any], given: Mapping[str, Any], skip: int = 1) -> dict[str, Any]:
    """The keyword arguments of `verb` (after its first `skip` parameters) read from plain values.

    Unknown, missing and misshapen fields are all reported at once in one BadShape.
    """
    wanted = arguments_of(verb, skip)
    wrong = {name: "unknown" for name in given if name not in {a.name for a in wanted}}
    bound: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {a.within: {} for a in wanted if a.within}
    for a in wanted:
        place = parts[a.within] if a.within else bound
        if given.get(a.name) in (None, "") and not a.needed:
            place[a.name] = a.default
            continue
        try:
            place[a.name] = _read(a.kind, given.get(a.name))
        except ValueError as problem:
            wrong[a.name] = str(problem)
    if wrong:
        raise BadShape(wrong)
    kinds = typing.get_type_hints(verb)
    return bound | {name: kinds[name](**values) for name, values in parts.items()}


def read_as(kind: Any, value: Any) -> Any:
    """One plain value as a verb's argument of this kind; ValueError with the code of what is wrong with it."""
    return _read(kind, value)


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
