"""Whether a value read from JSON is what a type says: typed dictionaries, lists, Literals, and what may be None."""
from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, NotRequired


def misfits(kind: Any, value: Any, at: str = "State") -> Iterator[str]:
    """What of the value its type does not say."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return
    if origin in (typing.Union, types.UnionType):
        tried = [list(misfits(each, value, at)) for each in inner]
        yield from min(tried, key=len)
    elif typing.is_typeddict(kind):
        yield from _misfits_of_dictionary(kind, value, at)
    elif origin in (list, dict):
        if isinstance(value, origin):
            each_kind, listed = inner[-1], value if origin is list else value.values()
            for each in listed:
                yield from misfits(each_kind, each, f"{at}[]")
        else:
            yield f"{at}: {value!r}"
    elif not (value in inner if origin is Literal else _is(kind, value)):
        yield f"{at}: {value!r}"


def _is(kind: Any, value: Any) -> bool:
    return type(value) is (type(None) if kind is None else kind)


def _misfits_of_dictionary(kind: Any, value: Any, at: str) -> Iterator[str]:
    hints = typing.get_type_hints(kind, include_extras=True)
    if not isinstance(value, dict):
        yield f"{at}: {value!r}"
        return
    yield from (f"{at}.{name} is unknown" for name in value.keys() - hints.keys())
    for name, hint in hints.items():
        optional = typing.get_origin(hint) is NotRequired
        if name in value:
            yield from misfits(typing.get_args(hint)[0] if optional else hint, value[name], f"{at}.{name}")
        elif not optional:
            yield f"{at}.{name} is missing"
