"""Commands already carried out, with their answers: a repeat has no second effect."""
from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, delete, insert, select, tuple_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.core.errors import RepeatDiffers
from consult.core.events import canonical, plain
from consult.storage.base import Base
from consult.storage.upsert import insert_or_ignore

KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Command:
    """A request with an id its client made: 8 to 64 letters, digits, - or _."""

    id: str
    name: str
    args: dict[str, Any] = field(default_factory=dict)

    def args_hash(self, secret: str) -> str:
        """HMAC-SHA-256 over name and arguments, which are not kept themselves.

        Keyed by the installation's secret, which is not in the database: a plain hash of a vote would be one
        of three, and whoever holds a backup could try them.
        """
        told = canonical(["command", self.name, plain(self.args)])
        return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


class CarriedOut(Base):
    """One command of one actor. Only a hash of its arguments is stored."""

    __tablename__ = "command"
    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    args_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[Any] = mapped_column(JSON, nullable=True)
    at: Mapped[datetime]


def begin(db: Session, account_id: int, command: Command, at: datetime, secret: str) -> CarriedOut | None:
    """Claim the id; None when it is new, else the row of the first time (RepeatDiffers on other arguments)."""
    args_hash = command.args_hash(secret)
    if insert_or_ignore(
        db, CarriedOut, account_id=account_id, id=command.id, name=command.name, args_hash=args_hash,
        answer=None, at=at,
    ):
        return None
    row = db.get_one(CarriedOut, (account_id, command.id))
    if not hmac.compare_digest(row.args_hash, args_hash):
        raise RepeatDiffers()
    return row


def known(
    db: Session, asked: Sequence[tuple[int, Command | None]], secret: str
) -> list[CarriedOut | RepeatDiffers | None]:
    """For each of many (account, command): None when it is new, else the row of the first time; RepeatDiffers, not
    raised, on other arguments. Claims nothing: who came in between is found when the answers are kept."""
    keys = [(account, command.id) for account, command in asked if command]
    rows = db.scalars(select(CarriedOut).where(tuple_(CarriedOut.account_id, CarriedOut.id).in_(keys))) if keys else ()
    found = {(row.account_id, row.id): row for row in rows}
    return [_same(found.get((account, command.id)), command, secret) if command and found else None
            for account, command in asked]


def _same(row: CarriedOut | None, command: Command, secret: str) -> CarriedOut | RepeatDiffers | None:
    if row is None or hmac.compare_digest(row.args_hash, command.args_hash(secret)):
        return row
    return RepeatDiffers()


def keep(db: Session, answered: Sequence[tuple[int, Command, Any]], at: datetime, secret: str) -> None:
    """Claim the ids of many (account, command, answer) and keep the answers for repeats, in one statement."""
    if answered:
        db.execute(insert(CarriedOut.__table__), [  # type: ignore[arg-type]
            {"account_id": account, "id": command.id, "name": command.name, "args_hash": command.args_hash(secret),
             "answer": answer, "at": at} for account, command, answer in answered])


def store_answer(db: Session, account_id: int, command: Command, answer: Any) -> None:
    """Keep the answer for repeats."""
    db.execute(
        update(CarriedOut).where(CarriedOut.account_id == account_id, CarriedOut.id == command.id)
        .values(answer=answer)
    )


def forget_old(db: Session, now: datetime) -> None:
    """Drop commands older than seven days: no client retries after that."""
    db.execute(delete(CarriedOut).where(CarriedOut.at < now - KEPT))
