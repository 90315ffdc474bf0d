"""Volunteer posts 志愿岗位: slots, who took them, and hours. Whoever lives here may take one; no 户籍 is asked for."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.models import Person
from consult.project.rules.lifecycle import POST, POST_CLAIM, PostClaimState, PostState
from consult.storage.base import Base


class VolunteerPost(Base):
    """A post with so many slots."""

    __tablename__ = "volunteer_post"
    __table_args__ = (
        CheckConstraint(POST.check(), name="volunteer_post_state_known"),
        CheckConstraint("taken >= 0 AND taken <= slots", name="never_more_taken_than_slots"),
        CheckConstraint("until IS NULL OR until >= since", name="volunteer_post_ends_after_it_begins"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_if_post_closed"),
        Index("ix_volunteer_post_community_state", "community_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    title: Mapped[str] = mapped_column(String(60))
    what: Mapped[str]
    category: Mapped[str] = mapped_column(String(30))
    place: Mapped[str] = mapped_column(String(120))
    when: Mapped[str] = mapped_column("when_words", String(120))
    slots: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    since: Mapped[date]
    until: Mapped[date | None]
    state: Mapped[PostState] = mapped_column(String(20), default="open")
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    thanks: Mapped[str] = mapped_column(default="")

    @property
    def left(self) -> int:
        """How many slots are free."""
        return self.slots - self.taken


class PostClaim(Base):
    """A person has a slot, or gave it back."""

    __tablename__ = "post_claim"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id"),
        CheckConstraint(POST_CLAIM.check(), name="post_claim_state_known"),
        CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left_at_if_left"),
        Index("ix_post_claim_person", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("volunteer_post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    state: Mapped[PostClaimState] = mapped_column(String(20), default="taken")
    left_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise")
    post: Mapped[VolunteerPost] = relationship(lazy="raise")


class VolunteerHours(Base):
    """Time that a volunteer says was given on a day, in minutes; it counts once the office confirmed it."""

    __tablename__ = "volunteer_hours"
    __table_args__ = (
        CheckConstraint("minutes > 0 AND minutes <= 720", name="minutes_within_a_day"),
        CheckConstraint("(decided_at IS NULL) = (confirmed IS NULL)", name="decided_at_if_decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="hours_decided_by_whom"),
        Index("ix_volunteer_hours_claim", "claim_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("post_claim.id"))
    worked_on: Mapped[date]
    minutes: Mapped[int]
    reported_at: Mapped[datetime]
    confirmed: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claim: Mapped[PostClaim] = relationship(lazy="raise")
