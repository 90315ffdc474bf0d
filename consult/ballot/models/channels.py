"""Beside the phone: proxies, printed papers read by two, the hall's tablet, hands counted by two."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.ballot.rules.states import PaperState
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class Proxy(Base):
    """A voter's written proxy: who may give the voice, by which paper. It lapses when the voter votes in person."""

    __tablename__ = "ballot_proxy"
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    document: Mapped[str] = mapped_column(String(200))
    filed_at: Mapped[datetime]
    filed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PaperBallot(Base):
    """One printed ballot paper: its number, the token behind its QR code, and what became of it."""

    __tablename__ = "ballot_paper"
    __table_args__ = (
        UniqueConstraint("ballot_id", "number"), UniqueConstraint("token"),
        CheckConstraint(one_of("state", PaperState), name="paper_state_known"),
        CheckConstraint("(state = 'void') = (void_why <> '')", name="reason_if_void"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    number: Mapped[int]
    token: Mapped[str] = mapped_column(String(30))
    voter_key: Mapped[str] = mapped_column(String(40))
    state: Mapped[PaperState] = mapped_column(String(10), default="issued")
    void_why: Mapped[str] = mapped_column(String(200), default="")
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PaperEntry(Base):
    """One person's reading of one paper; two people's must agree. Earlier readings stay."""

    __tablename__ = "ballot_paper_entry"
    __table_args__ = (Index("ix_ballot_paper_entry_paper", "paper_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("ballot_paper.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str] = mapped_column(String(200))
    other: Mapped[str] = mapped_column(String(200), default="")
    entered_at: Mapped[datetime]


class HallLink(Base):
    """A one-time way to one voice on the hall's tablet; only a hash of its token is kept."""

    __tablename__ = "ballot_hall_link"
    __table_args__ = (UniqueConstraint("token_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"))
    voter_key: Mapped[str] = mapped_column(String(40))
    token_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    used_at: Mapped[datetime | None]


class HandCount(Base):
    """One person's count of a show of hands."""

    __tablename__ = "ballot_hand_count"
    __table_args__ = (
        CheckConstraint("votes_for >= 0 AND against >= 0 AND abstain >= 0 AND not_voting >= 0",
                        name="hands_not_negative"),
    )
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    votes_for: Mapped[int]
    against: Mapped[int]
    abstain: Mapped[int]
    not_voting: Mapped[int]
    counted_at: Mapped[datetime]
