"""A fact that belongs to no chapter, and threads that all start at once: for tests of storage itself."""
from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from consult.core.events import Event
from consult.storage.work import Work


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    """Something happened somewhere."""

    where: str
    what: str = "something"

    @property
    def stream(self) -> str:
        return f"place:{self.where}"


@dataclass(frozen=True, kw_only=True)
class Followed(Event):
    """Something followed from it."""

    where: str

    @property
    def stream(self) -> str:
        return f"after:{self.where}"


def happens(where: str, what: str = "something") -> Callable[[Work], int]:
    """A verb that records one fact; it answers with its seq."""
    return lambda work: work.record(Happened(where=where, what=what)).seq


def all_at_once(calls: list[Callable[[], Any]], threads: int = 50) -> list[Any]:
    """What each call gave or raised, all begun at the same moment."""
    start = threading.Event()

    def begin(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return call()
        except Exception as problem:
            return problem

    with ThreadPoolExecutor(max_workers=threads) as pool:
        given = [pool.submit(begin, call) for call in calls]
        start.set()
        return [each.result() for each in given]
