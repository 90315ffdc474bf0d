"""Engines for tests: quick ones, that leave flushing to the disk to the system, and know statements from before.

What a test asks of the disk is asked of the real ones: it is marked `as_served`, or goes to a server process, which
knows nothing of this.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine

from consult.storage import engine as engines

UNHURRIED = ("synchronous=OFF", "fullfsync=OFF")
_FIRST: dict[tuple[object, ...], Engine] = {}
"""By kind: the first engine of this worker. Later ones take over its dialect and the statements it has compiled."""


_REAL = engines._sqlite, engines._postgresql, engines._pragmas


@contextmanager
def quick_engines() -> Iterator[None]:
    """For as long as the context lasts, whatever this process opens is quick."""
    with _instead(_with_known_statements, _on_one_pool, _unhurried):
        yield


@contextmanager
def real_engines() -> Iterator[None]:
    """Inside, engines are as they are in a server."""
    with _instead(*_REAL):
        yield


@contextmanager
def _instead(*these: Callable[..., Any]) -> Iterator[None]:
    before = engines._sqlite, engines._postgresql, engines._pragmas
    engines._sqlite, engines._postgresql, engines._pragmas = these
    try:
        yield
    finally:
        engines._sqlite, engines._postgresql, engines._pragmas = before


def _unhurried(*, writing: bool) -> list[str]:
    return [*_REAL[2](writing=writing), *(UNHURRIED if writing else ())]


def _with_known_statements(url: str, *, writing: bool) -> Engine:
    """SQLite: every test has a file of its own, and so an engine of its own."""
    engine = _REAL[0](url, writing=writing)
    first = _FIRST.setdefault(("sqlite", writing), engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine


def _on_one_pool(url: str, *, writing: bool) -> Engine:
    """PostgreSQL: the worker's database stays, and so do the connections to it."""
    first = _FIRST.get((url, writing))
    if first is None:
        first = _FIRST[url, writing] = _REAL[1](url, writing=writing)
    own: Engine = first.execution_options()
    own.dispose = lambda close=True: None  # type: ignore[method-assign]
    return own


def let_go(url: str) -> None:
    """Close the connections to a database that goes."""
    for kind in [kind for kind in _FIRST if kind[0] == url]:
        _FIRST.pop(kind).dispose()


