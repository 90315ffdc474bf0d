"""Ballots, their frozen rolls, and what was cast."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.ballot.rules.tally import Choice
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class Ballot(Base):
    """One question put to a frozen roll under a frozen rule. Nothing of it may change once it is open."""

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name="result_if_closed"),
        CheckConstraint("present <= eligible", name="present_among_eligible"),
        Index("ix_ballot_community", "community_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    question: Mapped[str]
    rule: Mapped[dict[str, Any]]
    eligible: Mapped[int]
    present: Mapped[int]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def is_open(self) -> bool:
        """Whether ballots can still be cast."""
        return self.closed_at is None

    @property
    def is_secret(self) -> bool:
        """Whether ballots are sealed, so that nobody can tell whose is whose."""
        return bool(self.rule["secrecy"] == "secret")


class RollEntry(Base):
    """One voice on a ballot's roll, frozen at the opening: whose it is, who gives it, whether present."""

    __tablename__ = "ballot_roll"
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    shown_as: Mapped[str] = mapped_column(String(160))
    present: Mapped[bool]


class CastBallot(Base):
    """What one voice says now; the key allows one row a voice and nothing else does."""

    __tablename__ = "ballot_cast"
    __table_args__ = (
        CheckConstraint(one_of("choice", Choice), name="choice_known"),
        CheckConstraint("revision > 0", name="revision_counts_from_one"),
    )
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    choice: Mapped[str] = mapped_column(String(10))
    revision: Mapped[int]
    cast_at: Mapped[datetime]
