"""Before a ballot and beside it: the roll that lies open, objections, rules of one's own, results from elsewhere."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from consult.ballot.rules.question import Form, Question, question_from
from consult.ballot.rules.states import AnnouncementState, RollRuling
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class Announcement(Base):
    """A ballot announced with its roll, before it opens: residents may object to the roll until it does."""

    __tablename__ = "ballot_announcement"
    __table_args__ = (
        CheckConstraint(one_of("state", AnnouncementState), name="announcement_state_known"),
        CheckConstraint("(state = 'opened') = (ballot_id IS NOT NULL)", name="ballot_if_opened"),
        CheckConstraint("(state = 'called_off') = (called_off_why <> '')", name="reason_if_called_off"),
        CheckConstraint("opens_at < closes_at", name="closes_after_it_opens"),
        CheckConstraint(one_of("form", Form), name="announced_form_known"),
        Index("ix_ballot_announcement_community", "community_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    question: Mapped[str]
    rule: Mapped[dict[str, Any]]
    form: Mapped[Form] = mapped_column(String(20))
    options: Mapped[list[Any]] = mapped_column(default=list)
    most: Mapped[int] = mapped_column(default=1)
    allows_other: Mapped[bool] = mapped_column(default=False)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    about_body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    scope: Mapped[dict[str, Any]]
    """From where the roll was drawn: {"kind": "building", "id": 3}."""
    base: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The base as it was when the roll was announced (rules/roll_base.py)."""
    state: Mapped[AnnouncementState] = mapped_column(String(12), default="announced")
    announced_at: Mapped[datetime]
    announced_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballot.id"), unique=True)
    called_off_why: Mapped[str] = mapped_column(String(300), default="")

    @property
    def asked(self) -> Question:
        """The question as it will be put."""
        return question_from(self.form, self.options, self.most, self.allows_other)


class AnnouncedVoice(Base):
    """One voice of the roll that lies open; it leaves the roll by a ruling, or by a recusal that the rule knows."""

    __tablename__ = "ballot_announced_roll"
    __table_args__ = (CheckConstraint("area_cm2 >= 0", name="announced_area_not_negative"),)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("ballot_announcement.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who gives the voice; None where nobody is entered, and then it is silent."""
    shown_as: Mapped[str] = mapped_column(String(160))
    area_cm2: Mapped[int] = mapped_column(BigInteger, default=0)
    area_known: Mapped[bool] = mapped_column(default=True)
    group: Mapped[str] = mapped_column(String(60), default="")
    silent_because: Mapped[str] = mapped_column(String(40), default="")
    """The code of why nobody can give the voice; it is entitled all the same."""
    note: Mapped[str] = mapped_column(String(40), default="")
    """What else is to be said, as a code: that the register changed on the day itself."""
    stepped_back: Mapped[str] = mapped_column(String(200), default="")
    """Why the voter asked to step back, where the rule knows no stepping back: it stays in the base and may vote."""
    excluded_why: Mapped[str] = mapped_column(String(200), default="")
    """Why it is not entitled after all, by a ruling or a recusal the rule knows; it leaves the base."""


class RollObjection(Base):
    """A resident objects to the roll: who is missing, who should not be there, whose share is wrong."""

    __tablename__ = "ballot_roll_objection"
    __table_args__ = (
        CheckConstraint("ruling IS NULL OR " + one_of("ruling", RollRuling), name="ruling_known"),
        CheckConstraint("(ruling IS NULL) = (ruled_at IS NULL)", name="ruled_at_if_ruled"),
        CheckConstraint("ruling IS NULL OR reason <> ''", name="reason_if_ruled"),
        Index("ix_ballot_roll_objection_announcement", "announcement_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("ballot_announcement.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voter_key: Mapped[str] = mapped_column(String(40), default="")
    """Which voice it is about; empty where somebody is missing."""
    says: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[datetime]
    ruling: Mapped[RollRuling | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500), default="")
    ruled_at: Mapped[datetime | None]
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CommunityRule(Base):
    """A community's own vote rule, in versions; the newest version of a code that is in force counts."""

    __tablename__ = "community_rule"
    __table_args__ = (UniqueConstraint("community_id", "code", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    code: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    entry: Mapped[dict[str, Any]]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class OfficialResult(Base):
    """The result of an election or an owners' vote held elsewhere, recorded with its document; never run here."""

    __tablename__ = "official_result"
    __table_args__ = (
        CheckConstraint("document <> '' OR file IS NOT NULL", name="document_is_there"),
        CheckConstraint("(file IS NULL) = (file_kind IS NULL)", name="kind_if_file"),
        Index("ix_official_result_community", "community_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str] = mapped_column(String(200))
    rule: Mapped[dict[str, Any]]
    held_on: Mapped[date]
    held_by: Mapped[str] = mapped_column(String(120))
    """Who held it: the election committee, the housing authority's platform."""
    says: Mapped[str]
    """The result in the document's own words."""
    figures: Mapped[dict[str, Any]]
    document: Mapped[str] = mapped_column(String(200))
    """The document's name and number."""
    document_on: Mapped[date]
    file: Mapped[bytes | None] = mapped_column(LargeBinary)
    file_kind: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
