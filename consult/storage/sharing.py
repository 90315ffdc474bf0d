"""What waits at one moment shares one transaction: one of those who wait carries out what all of them asked."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Generic, TypeVar

from consult.storage.writer import Lock, Writer

A = TypeVar("A")
G = TypeVar("G")
MOST = 200
"""How many share one commit: longer, and the first of them waits for the last."""


@dataclass
class Waiting(Generic[A, G]):
    """One that waits for the transaction it shares: what it asks, and what came of it."""

    asked: A
    given: G | None = None
    problem: BaseException | None = None
    called: Event = field(default_factory=Event)
    """Set when it is over, or when it is this one's turn to lead."""

    @property
    def is_over(self) -> bool:
        """Whether it is on the disk, or refused."""
        return self.given is not None or self.problem is not None


class Sharing(Generic[A, G]):
    """Asked one at a time, answers many at once. `carry_out` gives every one it is handed a value or a problem.

    Nobody queues for a lock in order to learn that they are done: the first to come leads until its own is over,
    then the first of those who wait by then leads. While one transaction is written, the next one fills.
    """

    def __init__(self, writer: Writer, carry_out: Callable[[list[Waiting[A, G]]], None]) -> None:
        self._writer, self._carry_out = writer, carry_out
        self._guard, self._led = Lock(), False
        self._waiting: deque[Waiting[A, G]] = deque()

    def ask(self, asked: A) -> G:
        """What came of it, once the shared transaction is on the disk; its problem is raised here."""
        own: Waiting[A, G] = Waiting(asked)
        with self._guard:
            self._waiting.append(own)
            leads, self._led = not self._led, True
        if not leads:
            own.called.wait()
        if not own.is_over:
            self._lead(own)
        if own.problem is not None:
            raise own.problem
        assert own.given is not None
        return own.given

    def _lead(self, own: Waiting[A, G]) -> None:
        try:
            while not own.is_over:
                with self._guard:
                    batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
                self._carried_out(batch)
        finally:
            with self._guard:
                self._led = bool(self._waiting)
                if self._led:
                    self._waiting[0].called.set()

    def _carried_out(self, batch: list[Waiting[A, G]]) -> None:
        problem: BaseException | None = None
        try:
            self._writer.run(lambda: self._carry_out(batch))
        except BaseException as met:
            problem = met
        for one in batch:
            if not one.is_over:
                one.problem = problem or AssertionError("neither carried out nor refused")
            one.called.set()
