"""Where units of work run: SQLite writes in one thread off the event loop, PostgreSQL where they are called."""
from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import make_url

T = TypeVar("T")
Lock = threading.Lock
"""Under gevent this is its cooperative lock: the loop goes on while a greenlet waits."""


class Writer(Protocol):
    """Runs a function to its end and gives back what it returned or raised."""

    def run(self, function: Callable[[], T]) -> T:
        """The function's value; its exception is raised here."""
        ...


class Direct:
    """In the caller's own thread, several at once: PostgreSQL orders them by its row locks."""

    def run(self, function: Callable[[], T]) -> T:
        return function()


class OneAtATime:
    """In the caller's own thread, one at a time: SQLite without an event loop."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def run(self, function: Callable[[], T]) -> T:
        with self._turn:
            return function()


class WriterThread:
    """In one thread beside gevent's loop: a commit that waits for the disk freezes nobody."""

    def __init__(self) -> None:
        from gevent.threadpool import ThreadPool

        self._pool = ThreadPool(1)

    def run(self, function: Callable[[], T]) -> T:
        return outside_event_loop(self._pool, function)


def outside_event_loop(pool: Any, function: Callable[[], T]) -> T:
    """Run in a gevent thread pool; an exception comes back as a value, so the pool does not print it."""

    def caught() -> tuple[bool, Any]:
        try:
            return True, function()
        except BaseException as problem:
            return False, problem

    fine, value = pool.spawn(caught).get()
    if not fine:
        raise value
    result: T = value
    return result


def under_gevent() -> bool:
    """Whether this process runs on gevent's loop."""
    try:
        from gevent.monkey import is_module_patched
    except ImportError:
        return False
    return bool(is_module_patched("threading"))


def writer_for(url: str) -> Writer:
    """The writer that fits the database and the process."""
    if make_url(url).get_backend_name() != "sqlite":
        return Direct()
    return WriterThread() if under_gevent() else OneAtATime()


def offload(function: Callable[[], T]) -> T:
    """Run something heavy on the processor (a password hash) beside the loop, where there is one."""
    if not under_gevent():
        return function()
    import gevent

    return outside_event_loop(gevent.get_hub().threadpool, function)
