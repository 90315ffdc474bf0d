"""Matters, their endorsements and the tokens they are found by."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Community, Person
from consult.core.lifecycle import one_of
from consult.core.working_days import from_kept
from consult.matter.rules.by_whom import Way
from consult.matter.rules.lifecycle import ENDED, MATTER, Category, MatterState, Owner
from consult.matter.rules.links import LinkKind
from consult.storage.base import Base

ENDED_LIST = ", ".join(repr(state) for state in ENDED)


class Matter(Base):
    """A topic from its first proposal to its appraisal; always says who owes the next step, and by when."""

    __tablename__ = "matter"
    __table_args__ = (
        UniqueConstraint("community_id", "year", "number"),
        CheckConstraint(MATTER.check(), name="matter_state_known"),
        CheckConstraint(one_of("category", Category), name="matter_category_known"),
        CheckConstraint(one_of("owed_by", Owner), name="matter_owner_known"),
        CheckConstraint(f"(state IN ({ENDED_LIST})) = (due_on IS NULL)", name="due_unless_ended"),
        CheckConstraint(f"(state IN ({ENDED_LIST})) = (owed_by = 'nobody')", name="owner_unless_ended"),
        CheckConstraint(
            "state NOT IN ('returned', 'redirected', 'rejected') OR reason <> ''", name="reason_if_refused"
        ),
        CheckConstraint("state NOT IN ('join_suggested', 'joined') OR into_id IS NOT NULL", name="into_if_joined"),
        Index("ix_matter_community_state", "community_id", "state"), Index("ix_matter_proposer", "proposer_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(60))
    what: Mapped[str]
    place: Mapped[str] = mapped_column(String(120))
    affected: Mapped[str] = mapped_column(String(300))
    expected: Mapped[str]
    category: Mapped[Category] = mapped_column(String(30))
    proposer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    proposed_at: Mapped[datetime]
    threshold: Mapped[int]
    state: Mapped[MatterState] = mapped_column(String(20), default="proposed")
    owed_by: Mapped[Owner] = mapped_column(String(20))
    owed_name: Mapped[str] = mapped_column(String(120), default="")
    due_on: Mapped[date | None]
    due_without: Mapped[str] = mapped_column(String(40), default="")
    """The years whose holidays were not known when `due_on` was counted: "2027"."""
    reason: Mapped[str] = mapped_column(default="")
    into_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    referred_to: Mapped[str] = mapped_column(String(120), default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    """The body that owes the reply, or gave it: what comes of it returns to that body's agenda."""
    changed_at: Mapped[datetime]
    hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Who wrote it down for the proposer (community/rules/hands.py); empty where they did it themselves."""
    proposer: Mapped[Person] = relationship(lazy="raise")
    community: Mapped[Community] = relationship(lazy="raise")
    into: Mapped[Matter | None] = relationship(lazy="raise", remote_side=[id])

    @property
    def no(self) -> str:
        """The number people say and write: 2026-031."""
        return f"{self.year}-{self.number:03d}"

    @property
    def limit(self) -> date | None:
        """When the next step falls due, and whether that was counted roughly."""
        return from_kept(self.due_on, self.due_without) if self.due_on else None


class Endorsement(Base):
    """A neighbour stands behind a matter. The name is for the office; the public sees the count of households."""

    __tablename__ = "endorsement"
    __table_args__ = (
        Index("ix_endorsement_household", "matter_id", "household_id"),
        Index("ix_endorsement_person", "person_id"),
        UniqueConstraint("matter_id", "slip", name="uq_endorsement_slip"),
        CheckConstraint(one_of("way", Way), name="way_of_endorsing_known"),
        CheckConstraint("way = 'own' OR (entered_by_id IS NOT NULL AND reason <> '' AND slip IS NOT NULL)",
                        name="endorsed_for_somebody_with_reason_and_slip"),
        CheckConstraint("way <> 'helper' OR witness <> ''", name="helper_names_a_witness"),
    )
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    endorsed_at: Mapped[datetime]
    way: Mapped[Way] = mapped_column(String(10), default=Way.OWN, server_default="own")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hand: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Why somebody else entered it, for the office."""
    witness: Mapped[str] = mapped_column(String(60), default="", server_default="")
    slip: Mapped[int | None]
    """The number of the slip that the endorser got, counted for each matter."""


class MatterToken(Base):
    """One token by which a matter is found."""

    __tablename__ = "matter_token"
    __table_args__ = (Index("ix_matter_token_token", "token"),)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    token: Mapped[str] = mapped_column(String(20), primary_key=True)


class MatterLink(Base):
    """One matter hangs together with another: who said so, when; revoked with a reason, never deleted."""

    __tablename__ = "matter_link"
    __table_args__ = (
        CheckConstraint(one_of("kind", LinkKind), name="link_kind_known"),
        CheckConstraint("matter_id <> other_id", name="link_to_another"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_reason = '')", name="reason_if_revoked"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by_id IS NULL)", name="by_whom_if_revoked"),
        Index("ix_matter_link_other", "other_id"),
        Index(
            "uq_matter_link_in_force", "matter_id", "other_id", "kind", unique=True,
            sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    kind: Mapped[LinkKind] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(300), default="")
    linked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    linked_by: Mapped[str] = mapped_column(String(120))
    linked_at: Mapped[datetime]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_by: Mapped[str] = mapped_column(String(120), default="")
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str] = mapped_column(String(300), default="")
    matter: Mapped[Matter] = relationship(lazy="raise", foreign_keys=[matter_id])
    other: Mapped[Matter] = relationship(lazy="raise", foreign_keys=[other_id])


class MatterFollower(Base):
    """Someone wants to hear what becomes of a matter. Nobody else sees it."""

    __tablename__ = "matter_follower"
    __table_args__ = (Index("ix_matter_follower_person", "person_id"),)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    followed_at: Mapped[datetime]
