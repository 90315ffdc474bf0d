"""Ballots, their frozen rolls, what was cast, and by which of the four channels."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.ballot.rules.question import Channel, Form, Question, question_from
from consult.ballot.rules.states import VotingWay
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class Ballot(Base):
    """One question put to a frozen roll under a frozen rule. Nothing of it may change once it is open."""

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name="result_if_closed"),
        CheckConstraint("present <= eligible", name="present_among_eligible"),
        CheckConstraint(one_of("form", Form), name="form_known"),
        CheckConstraint("most > 0", name="most_positive"),
        CheckConstraint(one_of("way", VotingWay), name="way_known"),
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
    form: Mapped[Form] = mapped_column(String(20), default=Form.FOR_AGAINST)
    options: Mapped[list[Any]] = mapped_column(default=list)
    most: Mapped[int] = mapped_column(default=1)
    allows_other: Mapped[bool] = mapped_column(default=False)
    way: Mapped[VotingWay] = mapped_column(String(10), default="ballots")
    """Ballots cast one by one, or a show of hands counted by two."""
    standing: Mapped[bool] = mapped_column(default=False)
    """Open for days, outside a meeting: nobody is present but who takes part."""
    closes_at: Mapped[datetime | None]
    base: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Who was entitled, how many could give a voice, what was missing (rules/roll_base.py); None before it was kept."""

    @property
    def able(self) -> int:
        """How many voices could be given when the roll was frozen."""
        return int(self.base["able"]) if self.base else self.eligible

    @property
    def is_open(self) -> bool:
        """Whether ballots can still be cast."""
        return self.closed_at is None

    @property
    def asked(self) -> Question:
        """The question as it was put: form and options."""
        return question_from(self.form, self.options, self.most, self.allows_other)

    @property
    def is_secret(self) -> bool:
        """Whether it goes to the sealed store."""
        return bool(self.rule["secrecy"] == "secret")


class Subject(Base):
    """Whom an appraisal is about."""

    __tablename__ = "ballot_subject"
    __table_args__ = (Index("ix_ballot_subject_person", "person_id"),)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RollEntry(Base):
    """One voice on a ballot's roll, frozen at the opening: whose it is, who gives it, what it weighs."""

    __tablename__ = "ballot_roll"
    __table_args__ = (
        CheckConstraint("area_cm2 >= 0", name="area_not_negative"),
        CheckConstraint("person_id IS NOT NULL OR silent_because <> ''", name="somebody_gives_it_or_it_is_silent"),
        Index("ix_ballot_roll_person", "person_id"),
    )
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who gives the voice; None where nobody can: a home whose owner is not entered, a unit without a delegate."""
    shown_as: Mapped[str] = mapped_column(String(160))
    present: Mapped[bool]
    area_cm2: Mapped[int] = mapped_column(BigInteger, default=0)
    area_known: Mapped[bool] = mapped_column(default=True)
    group: Mapped[str] = mapped_column(String(60), default="")
    silent_because: Mapped[str] = mapped_column(String(40), default="")
    """The refusal that whoever gives this voice meets, by whatever channel; empty for a voice that may vote.

    A silent voice (the chair's, one that nobody is entered for) stays on the roll: it counts among those entitled
    (应到) and, where it was there, among those present (实到), so the bars of the rule are what they were, and it casts
    nothing.
    """

    @property
    def may_vote(self) -> bool:
        """Whether a vote of this voice is taken."""
        return self.present and not self.silent_because


class CastBallot(Base):
    """What one voice says now; the key allows one row a voice and nothing else does."""

    __tablename__ = "ballot_cast"
    __table_args__ = (
        CheckConstraint("choice IN ('for', 'against', 'abstain') OR choice LIKE 'o_%'", name="choice_known"),
        CheckConstraint("revision > 0", name="revision_counts_from_one"),
        CheckConstraint(one_of("channel", Channel), name="channel_known"),
        CheckConstraint("channel <> 'helper' OR (by_id IS NOT NULL AND why <> '')", name="helper_named_with_reason"),
    )
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballot.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    choice: Mapped[str] = mapped_column(String(200))
    other: Mapped[str] = mapped_column(String(200), default="")
    revision: Mapped[int]
    cast_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(String(10), default=Channel.PHONE)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who gave it for the voter: a helper, the holder of a proxy, who entered the paper; None is the voter."""
    why: Mapped[str] = mapped_column(String(200), default="")
    """Why a helper entered it."""
