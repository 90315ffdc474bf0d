"""A verb for many at once: what those who share a commit read alike is read once, what they write is written together."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.core.actor import Actor
from consult.core.errors import Refusal
from consult.core.events import plain
from consult.storage import commands
from consult.storage.commands import Command
from consult.storage.transactions import Transactions
from consult.storage.work import Answer, Work


@dataclass(frozen=True)
class Asked:
    """One of a burst: who asks, and the arguments, checked already."""

    actor: Actor | None
    args: dict[str, Any]


Many = Callable[[Work, Sequence[Asked]], list[Any]]
"""Gives everyone, in order, a value or a Refusal. It writes nothing for one that it refuses."""


def alone(many: Many, work: Work, args: dict[str, Any]) -> Any:
    """Such a verb for whoever acts here alone; raises the refusal."""
    [outcome] = many(work, [Asked(work.actor, args)])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def carry_out_burst(
    transactions: Transactions, db: Session, many: Many, asked: Sequence[tuple[Asked, Command | None]]
) -> list[Answer | Refusal]:
    """Carry out a verb for many in a transaction that somebody else commits. No two may have one command id.

    What was done before is only answered; the answers of the others are kept for their repeats. The events of all
    are told with the first answer that has any.
    """
    work = transactions.work(db, None)
    known = commands.known(db, [(_account(one), command) for one, command in asked], transactions.secret)
    new = [at for at, before in enumerate(known) if before is None]
    outcomes = dict(zip(new, many(work, [asked[at][0] for at in new]), strict=True)) if new else {}
    values = {at: plain(value) for at, value in outcomes.items() if not isinstance(value, Refusal)}
    commands.keep(db, [(_account(asked[at][0]), command, value) for at, value in values.items()
                       if (command := asked[at][1])], work.now, transactions.secret)
    events = iter([tuple(work.events)])
    return [_repeated(before) if before is not None
            else Answer(values[at], events=next(events, ())) if at in values else outcomes[at]
            for at, before in enumerate(known)]


def _repeated(before: Any) -> Any:
    return before if isinstance(before, Refusal) else Answer(before.answer, repeated=True)


def _account(asked: Asked) -> int:
    return asked.actor.account_id if asked.actor else 0
