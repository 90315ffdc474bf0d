"""Units of work that come in bursts share one commit: each is answered after it, and each stands or falls alone."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.core.actor import Actor
from consult.core.errors import Refusal
from consult.storage.commands import Command

if TYPE_CHECKING:
    from consult.storage.unit_of_work import Answer, Store, Work

MOST = 200
"""How many share one commit: longer, and the first of them waits for the last."""


@dataclass
class Waiting:
    """One unit of work that waits for the commit it shares."""

    verb: Callable[[Work], Any]
    actor: Actor | None
    command: Command | None
    answer: Answer | None = None
    problem: BaseException | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is committed, or refused."""
        return self.answer is not None or self.problem is not None


class Together:
    """Whoever gets the writer's turn carries out everything that waits, then commits once."""

    def __init__(self, store: Store, turn: AbstractContextManager[Any]) -> None:
        self._store, self._turn = store, turn
        self._waiting: deque[Waiting] = deque()

    def carry_out(self, verb: Callable[[Work], Any], actor: Actor | None, command: Command | None) -> Answer:
        """As Store.carry_out does; returns once the shared commit is on the disk."""
        own = Waiting(verb, actor, command)
        self._waiting.append(own)
        self._store.writer.run(lambda: self._until_over(own))
        if own.problem is not None:
            raise own.problem
        assert own.answer is not None
        return own.answer

    def _until_over(self, own: Waiting) -> None:
        with self._turn:
            while not own.is_over:
                batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
                try:
                    self._share(batch) if len(batch) > 1 else self._each_alone(batch)
                except Exception:
                    # What went wrong with one undid the others too: each begins again, and a command that was
                    # committed after all is known by its id.
                    self._each_alone(batch)

    def _share(self, batch: list[Waiting]) -> None:
        """All in one transaction, each in a savepoint: a refusal undoes its own and nobody else's."""
        answers: list[tuple[Waiting, Answer]] = []
        refused: list[tuple[Waiting, Refusal]] = []
        with self._store.writing_session() as db:
            for one in batch:
                point = db.begin_nested()
                try:
                    answers.append((one, self._store.within(db, one.verb, one.actor, one.command)))
                    point.commit()
                except Refusal as problem:
                    point.rollback()
                    refused.append((one, problem))
                # Rows read for one are not those of the next: what is written past the session changes them.
                db.expunge_all()
            self._store.commit(db, tuple(e for _, answer in answers for e in answer.events))
        for one, answer in answers:
            one.answer = answer
        for one, refusal in refused:
            one.problem = refusal

    def _each_alone(self, batch: list[Waiting]) -> None:
        for one in batch:
            try:
                one.answer = self._store.tried(one.verb, one.actor, one.command)
            except BaseException as problem:
                one.problem = problem
