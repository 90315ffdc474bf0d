"""Accounts, sign-in sessions, invitations, and who waits to be let in."""
from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.account.rules.slips import Seen, SlipReason
from consult.core.lifecycle import one_of
from consult.storage.base import Base


class Account(Base):
    """A way in for one person. Carries no role."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    login_name: Mapped[str] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SignInSession(Base):
    """One sign-in on one device; the cookie's token is stored only as a hash."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        CheckConstraint("expires_at > begun_at", name="session_expires_after_it_begins"),
        Index("ix_sign_in_session_account", "account_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInFailure(Base):
    """Wrong passwords lately, by login name and by address, both only as hashes."""

    __tablename__ = "sign_in_failure"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class SignInSlip(Base):
    """A one-time code on paper, with which the owner of an account sets the own password.

    Where a second official has to agree, there is no code until then.
    """

    __tablename__ = "sign_in_slip"
    __table_args__ = (
        CheckConstraint(one_of("reason", SlipReason), name="slip_reason_known"),
        CheckConstraint(f"seen IS NULL OR {one_of('seen', Seen)}", name="seen_known"),
        CheckConstraint("reason <> 'forgotten' OR (seen IS NOT NULL AND seen_on IS NOT NULL)", name="seen_if_forgotten"),
        CheckConstraint("expires_at > made_at", name="slip_expires_after_it_is_made"),
        CheckConstraint("used_at IS NULL OR code_hash IS NOT NULL", name="code_if_used"),
        Index("ix_sign_in_slip_account", "account_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[SlipReason] = mapped_column(String(20))
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    seen: Mapped[Seen | None] = mapped_column(String(20))
    seen_on: Mapped[date | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The official; None where the installation itself made it, at the founding or from the command line."""
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The second official, where one has to agree."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    """When the owner, signed in again, was told of it."""


class FormerLogin(Base):
    """A login name that its owner gave up. Nobody else gets it: whoever looks for one person must not find another."""

    __tablename__ = "former_login"
    __table_args__ = (Index("ix_former_login_account", "account_id"),)
    login_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    given_up_at: Mapped[datetime]


class Invitation(Base):
    """A code printed for a household, with which its members make their accounts."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("uses_left >= 0", name="uses_left_not_negative"),
        CheckConstraint("expires_at > made_at", name="invitation_expires_after_it_is_made"),
        Index("ix_invitation_household", "household_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    uses_left: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose hand made it; None where the installation did."""


class JoinRequest(Base):
    """Somebody who holds a household's code and whom nobody entered, until the home or the desk says yes.

    It is there only as long as it waits: who is confirmed becomes a person with an account, who is refused or waits
    too long is erased.
    """

    __tablename__ = "join_request"
    __table_args__ = (
        CheckConstraint("lapses_at > made_at", name="join_request_lapses_after_it_is_made"),
        Index("ix_join_request_community", "community_id"), Index("ix_join_request_household", "household_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    name: Mapped[str] = mapped_column(String(60))
    called: Mapped[str] = mapped_column(String(60))
    comes_of_age: Mapped[date | None]
    login_name: Mapped[str] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
