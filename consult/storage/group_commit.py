"""Units of work that come in bursts share one commit: each is answered after it, and each stands or falls alone."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from consult.core.actor import Actor
from consult.core.errors import Refusal
from consult.storage.bursts import Asked, Many, alone, carry_out_burst
from consult.storage.commands import Command
from consult.storage.sharing import Sharing, Waiting
from consult.storage.transactions import Transactions
from consult.storage.work import Answer, Work
from consult.storage.writer import Writer


@dataclass(frozen=True)
class Unit:
    """One unit of work: a verb of its own, or its share of a verb that is done for many at once."""

    actor: Actor | None
    command: Command | None
    verb: Callable[[Work], Any] | None = None
    many: Many | None = None
    args: dict[str, Any] = field(default_factory=dict)

    def by_itself(self, work: Work) -> Any:
        """What it does when nobody shares its transaction."""
        if self.many is not None:
            return alone(self.many, work, self.args)
        assert self.verb is not None
        return self.verb(work)


Waits = Waiting[Unit, Answer]


class Together:
    """Whoever gets the writer's turn carries out everything that waits, then commits once."""

    def __init__(self, transactions: Transactions, writer: Writer) -> None:
        self._transactions = transactions
        self._sharing: Sharing[Unit, Answer] = Sharing(writer, self._carry_out)

    def carry_out(self, unit: Unit) -> Answer:
        """As Store.carry_out does; returns once the shared commit is on the disk."""
        return self._sharing.ask(unit)

    def _carry_out(self, batch: list[Waits]) -> None:
        try:
            left = self._share(batch) if len(batch) > 1 else batch
        except Exception:
            # What went wrong with one undid the others too: each begins again, and a command that was
            # committed after all is known by its id.
            left = batch
        self._each_alone(left)

    def _share(self, batch: list[Waits]) -> list[Waits]:
        """All in one transaction; those that must wait for its end: the second of two with one command id."""
        now, later = _told_apart(batch)
        with self._transactions.writing_session() as db:
            told = [each for many, group in _by_verb(now) for each in self._group(db, many, group)]
            self._transactions.commit(db, tuple(e for _, answer in told if not isinstance(answer, Refusal) for e in answer.events))
        for one, answer in told:
            if isinstance(answer, Refusal):
                one.problem = answer
            else:
                one.given = answer
        return later

    def _group(self, db: Session, many: Many | None, group: list[Waits]) -> list[tuple[Waits, Answer | Refusal]]:
        if many is None:
            return [(one, self._in_a_savepoint(db, one.asked)) for one in group]
        asked = [(Asked(one.asked.actor, one.asked.args), one.asked.command) for one in group]
        answers = carry_out_burst(self._transactions, db, many, asked)
        db.expunge_all()
        return list(zip(group, answers, strict=True))

    def _in_a_savepoint(self, db: Session, unit: Unit) -> Answer | Refusal:
        """A refusal undoes its own and nobody else's."""
        point = db.begin_nested()
        try:
            answer = self._transactions.within(db, unit.by_itself, unit.actor, unit.command)
            point.commit()
            return answer
        except Refusal as problem:
            point.rollback()
            return problem
        finally:
            # Rows read for one are not those of the next: what is written past the session changes them.
            db.expunge_all()

    def _each_alone(self, batch: list[Waits]) -> None:
        for one in batch:
            try:
                one.given = self._transactions.tried(one.asked.by_itself, one.asked.actor, one.asked.command)
            except BaseException as problem:
                one.problem = problem


def _told_apart(batch: Sequence[Waits]) -> tuple[list[Waits], list[Waits]]:
    """(those with a command id of their own in this batch, the later ones with an id that came already)."""
    seen: set[tuple[int, str]] = set()
    now: list[Waits] = []
    later: list[Waits] = []
    for one in batch:
        actor, command = one.asked.actor, one.asked.command
        key = (actor.account_id if actor else 0, command.id) if command else None
        (later if key in seen else now).append(one)
        if key:
            seen.add(key)
    return now, later


def _by_verb(batch: list[Waits]) -> list[tuple[Many | None, list[Waits]]]:
    """Neighbours that ask for the same verb, in the order in which they came."""
    return [(many, list(group)) for many, group in groupby(batch, key=lambda one: one.asked.many)]
