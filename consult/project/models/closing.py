"""What ends an order: the closing report, what residents say of it, and thanks."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.core.lifecycle import one_of
from consult.project.rules.kinds import Grade
from consult.storage.base import Base


class ClosingReport(Base):
    """The claimant says that it is done; work that was sent back is reported again, in the next round."""

    __tablename__ = "closing_report"
    __table_args__ = (
        UniqueConstraint("project_id", "round"),
        CheckConstraint("served >= 0", name="served_not_negative"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    round: Mapped[int]
    words: Mapped[str]
    served: Mapped[int] = mapped_column(default=0)
    reported_at: Mapped[datetime]
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Who entered it for them (community/rules/hands.py); empty where they did it themselves."""


class SatisfactionGiven(Base):
    """That a household (or a person of none) has answered; never what it said."""

    __tablename__ = "satisfaction_given"
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)


class SatisfactionCount(Base):
    """How many said what; never who."""

    __tablename__ = "satisfaction_count"
    __table_args__ = (
        CheckConstraint(one_of("grade", Grade), name="grade_known"),
        CheckConstraint("answers >= 0", name="answers_not_negative"),
    )
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grade: Mapped[Grade] = mapped_column(String(20), primary_key=True)
    answers: Mapped[int] = mapped_column(default=0)


class SatisfactionRemark(Base):
    """What somebody added in words; kept without a name, a moment or a grade."""

    __tablename__ = "satisfaction_remark"
    __table_args__ = (Index("ix_satisfaction_remark_project", "project_id", "round"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    round: Mapped[int]
    words: Mapped[str]


class Thanks(Base):
    """A public thank-you: to a unit by its name, to a person by name only where that person agreed."""

    __tablename__ = "thanks"
    __table_args__ = (Index("ix_thanks_project", "project_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), unique=True)
    words: Mapped[str]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    named: Mapped[bool] = mapped_column(default=False)
