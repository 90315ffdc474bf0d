"""Sealed ballots: their public half, the signed statements, the box, who voted, and the cast log.

Nothing of these rows has a time or a running number: box and marks are written in the order of their keys.
"""
from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.ballot.rules.states import SEALING, SealingState, StatementKind
from consult.core.lifecycle import one_of
from consult.storage.base import Base

"""Between open and counted the sealed store itself says that it is closing: it takes no more."""


class SealedBallot(Base):
    """What a secret ballot has beyond a named one."""

    __tablename__ = "sealed_ballot"
    __table_args__ = (
        CheckConstraint(SEALING.check(), name="sealing_state_known"),
        CheckConstraint("(state = 'open') = (roll_salt IS NULL)", name="roll_salt_once_counted"),
    )
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    state: Mapped[SealingState] = mapped_column(String(10), default="open")
    public_key: Mapped[str] = mapped_column(String(64))
    question: Mapped[dict[str, Any]]
    open_hash: Mapped[str] = mapped_column(String(64))
    roll_salt: Mapped[bytes | None] = mapped_column(LargeBinary)


class BallotStatement(Base):
    """One signed statement about a ballot, linked to the one before it in its community."""

    __tablename__ = "ballot_statement"
    __table_args__ = (
        CheckConstraint(one_of("kind", StatementKind), name="statement_kind_known"),
        CheckConstraint("seq > 0", name="statements_count_from_one"),
        Index("uq_ballot_statement_kind", "ballot_id", "kind", unique=True),
    )
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("sealed_ballot.ballot_id"))
    kind: Mapped[StatementKind] = mapped_column(String(10))
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(128))
    signed_by: Mapped[str] = mapped_column(String(64))


class BoxRow(Base):
    """One ballot of an opened box. Whose it is, nothing says."""

    __tablename__ = "ballot_box"
    __table_args__ = ({"sqlite_with_rowid": False},)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("sealed_ballot.ballot_id"), primary_key=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tracker: Mapped[str] = mapped_column(String(24), primary_key=True)
    choice: Mapped[str] = mapped_column(String(400))


class RollMark(Base):
    """This voice was given in a sealed ballot; how, nothing says."""

    __tablename__ = "ballot_roll_mark"
    __table_args__ = (
        ForeignKeyConstraint(["ballot_id", "voter_key"], ["ballot_roll.ballot_id", "ballot_roll.voter_key"],
                             name="fk_ballot_roll_mark_voice"),
        {"sqlite_with_rowid": False},
    )
    ballot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)


class CastLine(Base):
    """One line of a closed ballot's cast log: the hash of an envelope, and whether it was the last of its place."""

    __tablename__ = "ballot_cast_log"
    ballot_id: Mapped[int] = mapped_column(ForeignKey("sealed_ballot.ballot_id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    envelope: Mapped[str] = mapped_column(String(64))
    head: Mapped[str] = mapped_column(String(64))
    counted: Mapped[bool]
