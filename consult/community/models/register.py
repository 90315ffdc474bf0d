"""Places and people: street → community → grid → building → household; posts, units and bodies."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.community.rules.kinds import (
    ALWAYS_COUNT,
    BodyKind,
    Cadence,
    HomeUse,
    Level,
    Membership,
    PostKind,
)
from consult.community.rules.life import Gone, LivesAs
from consult.core.lifecycle import one_of
from consult.storage.base import Base

NAMED = {"least": 1}
"""A name is never empty (storage/bounded_texts.py)."""


class Street(Base):
    """A street office's area."""

    __tablename__ = "street"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True, info=NAMED)
    name_en: Mapped[str] = mapped_column(String(80))


class Community(Base):
    """One neighbourhood; nothing in it is visible from another, but what hangs on its public board."""

    __tablename__ = "community"
    __table_args__ = (
        CheckConstraint("endorse_households > 0", name="endorse_households_positive"),
        CheckConstraint("endorse_days > 0", name="endorse_days_positive"),
        CheckConstraint("screen_workdays > 0", name="screen_workdays_positive"),
        CheckConstraint("confirm_households > 0", name="confirm_households_positive"),
        CheckConstraint("grid_term_years > 0", name="grid_term_years_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"))
    slug: Mapped[str] = mapped_column(String(30), unique=True, info=NAMED)
    name: Mapped[str] = mapped_column(String(60), info=NAMED)
    name_en: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(10), default="zh")
    timezone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")
    desk_place: Mapped[str] = mapped_column(String(120), default="")
    desk_hours: Mapped[str] = mapped_column(String(120), default="")
    desk_phone: Mapped[str] = mapped_column(String(30), default="")
    endorse_households: Mapped[int] = mapped_column(default=10)
    endorse_days: Mapped[int] = mapped_column(default=30)
    screen_workdays: Mapped[int] = mapped_column(default=5)
    confirm_households: Mapped[int] = mapped_column(default=3)
    grid_term_years: Mapped[int] = mapped_column(default=3)
    """The paper says three years for grid branches, party rules five for a community's (vote-rules.md 3.4)."""
    opened_on: Mapped[date | None]
    """The day on which its office opened it from the check-list (开张清单); until then its register is being set up."""
    street: Mapped[Street] = relationship(lazy="joined")

    @property
    def community_id(self) -> int:
        """Its own id, so that policy reads a community like anything that is in one."""
        return self.id


class Grid(Base):
    """A part of a community with its own grid head."""

    __tablename__ = "grid"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str] = mapped_column(String(60), info=NAMED)
    name_en: Mapped[str] = mapped_column(String(120), default="", server_default="")


class Building(Base):
    """A building of a grid."""

    __tablename__ = "building"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    name: Mapped[str] = mapped_column(String(40), info=NAMED)


class Household(Base):
    """One home, or another part with an owner of its own; `door` is what stands on it within the building, as 1单元301."""

    __tablename__ = "household"
    __table_args__ = (
        UniqueConstraint("building_id", "door"), Index("ix_household_community", "community_id"),
        CheckConstraint(one_of("use", HomeUse), name="home_use_known"),
        CheckConstraint("area_cm2 IS NULL OR area_cm2 > 0", name="home_area_positive"),
        CheckConstraint(f"counts_for_owners OR NOT {one_of('use', ALWAYS_COUNT)}", name="homes_and_shops_count"),
        CheckConstraint("joined_into_id IS NULL OR joined_into_id <> id", name="joined_into_another"),
        CheckConstraint("(joined_into_id IS NULL) = (joined_on IS NULL)", name="joined_on_a_day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    door: Mapped[str] = mapped_column(String(40), info=NAMED)
    use: Mapped[HomeUse] = mapped_column(String(20), default=HomeUse.HOME, server_default="home")
    area_cm2: Mapped[int | None]
    """Its exclusive area, where that is known; an ownership keeps the area it was entered with."""
    lived_in: Mapped[bool] = mapped_column(default=True, server_default=true())
    """An empty home, and one where somebody is only registered (空挂户), is no household."""
    counts_for_owners: Mapped[bool] = mapped_column(default=True, server_default=true())
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("household.id", name="fk_household_joined_into_id"))
    """The home that this one became a part of; what is owned stays as the register of titles has it."""
    joined_on: Mapped[date | None]
    building: Mapped[Building] = relationship(lazy="joined")


class Person(Base):
    """A person with or without an account. `called` (陈阿姨) is what neighbours see of who holds no post."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(one_of("gone_because", Gone), name="gone_because_known"),
        CheckConstraint("(gone_on IS NULL) = (gone_because IS NULL)", name="gone_on_if_gone"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged_into_another"),
        Index("ix_person_community", "community_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str] = mapped_column(String(60), info=NAMED)
    called: Mapped[str] = mapped_column(String(60), info=NAMED)
    comes_of_age: Mapped[date | None]
    """Of the younger, the first day of the month in which they turn eighteen; None for whoever is of age."""
    gone_on: Mapped[date | None]
    """The first day on which this entry counts nowhere: somebody died, or the entry was closed or merged."""
    gone_because: Mapped[Gone | None] = mapped_column(String(10))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", name="fk_person_merged_into_id"))
    """The entry under which this person goes on, where two were one: actions/merging.py."""


class Residency(Base):
    """A person lives in a household, from and until."""

    __tablename__ = "residency"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="residency_ends_after_it_begins"),
        CheckConstraint(one_of("lives_as", LivesAs), name="lives_as_known"),
        Index("ix_residency_person", "person_id"), Index("ix_residency_household", "household_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    lives_as: Mapped[LivesAs] = mapped_column(String(10), default=LivesAs.MAIN, server_default="main")
    """Of several homes a person is counted in the one that they say."""


class Body(Base):
    """What can convene: its kind, level and ways, as data."""

    __tablename__ = "body"
    __table_args__ = (
        CheckConstraint(one_of("kind", BodyKind), name="body_kind_known"),
        CheckConstraint(one_of("level", Level), name="body_level_known"),
        CheckConstraint(one_of("membership", Membership), name="body_membership_known"),
        CheckConstraint(one_of("cadence", Cadence), name="body_cadence_known"),
        CheckConstraint("notice_days >= 0", name="notice_days_not_negative"),
        CheckConstraint("answered_by_id IS NULL OR answer_days > 0", name="answer_days_if_answered"),
        CheckConstraint("reopen_percent BETWEEN 1 AND 100", name="reopen_percent_of_a_hundred"),
        CheckConstraint("reopen_least > 0", name="reopen_least_positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[BodyKind] = mapped_column(String(30))
    sitting: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """The code of its kind of sitting, where that is another than `kind` (rules/sittings)."""
    level: Mapped[Level] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80), info=NAMED)
    name_en: Mapped[str] = mapped_column(String(120))
    membership: Mapped[Membership] = mapped_column(String(20), default=Membership.LISTED)
    convened_by: Mapped[list[Any]]
    """Kinds of post whose holders may convene it."""
    notice_days: Mapped[int]
    vote_rule: Mapped[str] = mapped_column(String(60))
    cadence: Mapped[Cadence] = mapped_column(String(20), default=Cadence.ON_DEMAND)
    rules_of_order: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    """The body that owes a reply to what this one adopts."""
    answer_days: Mapped[int | None]
    reopen_percent: Mapped[int] = mapped_column(default=10, server_default="10")
    """Of its work: how many in a hundred households of the scope have to say that it is not done, until it is open again."""
    reopen_least: Mapped[int] = mapped_column(default=2, server_default="2")
    seated_posts: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Kinds of post whose holders sit in it for as long as they hold them; nobody has to be seated besides."""
    asks_for_post: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Nobody sits in it in their own name without one of these posts; the database refuses it too."""
    closed_on: Mapped[date | None]
    """From this day on it meets no more."""

    @property
    def body_id(self) -> int:
        """Its own id, so that policy reads a body like anything that belongs to one."""
        return self.id


class BodyMember(Base):
    """On the list of a body: a unit through its delegate, a person who sits there by no post, an alternate; from and
    until. Whoever holds a post that the body seats is a member without a row here (queries/seats.py)."""

    __tablename__ = "body_member"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="member_is_person_or_unit"),
        CheckConstraint("until IS NULL OR until >= since", name="membership_ends_after_it_begins"),
        CheckConstraint("NOT alternate OR person_id IS NOT NULL", name="alternate_is_a_person"),
        Index("ix_body_member_body", "body_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    alternate: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Waits for a place (候补): on no roll until one is taken up."""
    since: Mapped[date]
    until: Mapped[date | None]


class Post(Base):
    """A post held for a term, in a community, and where it fits in one body, grid, building or household of it."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint(one_of("kind", PostKind), name="post_kind_known"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="post_ends_after_it_starts"),
        CheckConstraint(
            "kind <> 'household_representative' OR household_id IS NOT NULL", name="household_if_representative"
        ),
        CheckConstraint("community_id IS NOT NULL OR body_id IS NOT NULL", name="body_if_of_the_street"),
        Index("ix_post_person", "person_id"), Index("ix_post_community_kind", "community_id", "kind"),
        Index(
            "uq_post_one_representative_a_household", "household_id", unique=True,
            sqlite_where=text("kind = 'household_representative' AND ends_on IS NULL"),
            postgresql_where=text("kind = 'household_representative' AND ends_on IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[PostKind] = mapped_column(String(40))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class NamingConsent(Base):
    """A person agreed, separately, to be named in full in public, from and until (个人信息保护法 arts. 15, 25)."""

    __tablename__ = "naming_consent"
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name="consent_ends_after_it_begins"),
        Index(
            "uq_naming_consent_one_in_force", "person_id", unique=True,
            sqlite_where=text("withdrawn_at IS NULL"), postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
