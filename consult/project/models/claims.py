"""Claims of a project, their agreements and dated steps. Nothing here is ever deleted: what ended says how."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Person, Unit
from consult.core.lifecycle import one_of
from consult.project.rules.kinds import Terms
from consult.project.rules.lifecycle import AGREEMENT, CLAIM, CLAIM_GIVEN_UP, AgreementState, ClaimState
from consult.storage.base import Base

GIVEN_UP = ", ".join(repr(state) for state in CLAIM_GIVEN_UP)
HOLDS = "state IN ('claimed', 'agreed')"


class Claim(Base):
    """A unit or a person takes on an order, or some places of it; back on the list when it lapses."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint(CLAIM.check(), name="claim_state_known"),
        CheckConstraint(one_of("terms", Terms), name="claim_terms_known"),
        CheckConstraint("(unit_id IS NULL) <> (person_id IS NULL)", name="claimant_is_person_or_unit"),
        CheckConstraint("places > 0", name="claim_places_positive"),
        CheckConstraint(f"(state IN ({GIVEN_UP})) = (ended_at IS NOT NULL)", name="ended_at_if_given_up"),
        CheckConstraint("state NOT IN ('handed_back', 'replaced') OR reason <> ''", name="reason_if_given_up"),
        Index("ix_claim_project", "project_id"), Index("ix_claim_unit", "unit_id"), Index("ix_claim_person", "person_id"),
        Index("uq_claim_one_a_unit", "project_id", "unit_id", unique=True,
              sqlite_where=text(HOLDS), postgresql_where=text(HOLDS)),
        Index("uq_claim_one_a_person", "project_id", "person_id", unique=True,
              sqlite_where=text(HOLDS), postgresql_where=text(HOLDS)),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    places: Mapped[int] = mapped_column(default=1)
    terms: Mapped[Terms] = mapped_column(String(20), default=Terms.FREE)
    words: Mapped[str] = mapped_column(default="")
    claimed_at: Mapped[datetime]
    claimed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_on: Mapped[date]
    state: Mapped[ClaimState] = mapped_column(String(20), default="claimed")
    reason: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"))
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[person_id])
    agreements: Mapped[list[ClaimAgreement]] = relationship(lazy="raise", order_by="ClaimAgreement.version")


class ClaimAgreement(Base):
    """项目申领协议: what the claimant does, on which terms, by which steps; in force once both sides confirmed it."""

    __tablename__ = "claim_agreement"
    __table_args__ = (
        UniqueConstraint("claim_id", "version"),
        CheckConstraint(AGREEMENT.check(), name="agreement_state_known"),
        CheckConstraint(one_of("terms", Terms), name="agreement_terms_known"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
        CheckConstraint("(claimant_at IS NULL) = (claimant_by_id IS NULL)", name="claimant_confirmed_by_whom"),
        CheckConstraint("(community_at IS NULL) = (community_by_id IS NULL)", name="community_confirmed_by_whom"),
        CheckConstraint(
            "state <> 'confirmed' OR (claimant_at IS NOT NULL AND community_at IS NOT NULL)", name="confirmed_by_both"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    version: Mapped[int]
    content: Mapped[str]
    terms: Mapped[Terms] = mapped_column(String(20))
    terms_words: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[AgreementState] = mapped_column(String(20), default="drafted")
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    claimant_at: Mapped[datetime | None]
    claimant_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    community_at: Mapped[datetime | None]
    community_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    milestones: Mapped[list[Milestone]] = relationship(lazy="raise", order_by="Milestone.position")
    claimant_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[claimant_by_id])
    community_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[community_by_id])


class Milestone(Base):
    """One dated step of an agreement."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("agreement_id", "position"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="milestone_done_by_whom"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("claim_agreement.id"))
    position: Mapped[int]
    what: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Who entered it for them (community/rules/hands.py); empty where they did it themselves."""
    note: Mapped[str] = mapped_column(default="")
