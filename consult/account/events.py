"""What happens to ways in; for the office's audit. No event holds a name, a code, a token or an address."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """A fact of one account."""

    audience: ClassVar[str] = "desk"
    account_id: int

    @property
    def stream(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class AccountMade(AccountEvent):
    """An account was made for a person."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class SignedIn(AccountEvent):
    """A session began."""

    session_id: int


@dataclass(frozen=True, kw_only=True)
class SessionEnded(AccountEvent):
    """A session ended; `why` is signed_out, revoked, disabled, left or office."""

    session_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class DevicesSignedOut(AccountEvent):
    """The office signed somebody out, on so many devices."""

    devices: int


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """The password was changed; every other session ended with it."""


@dataclass(frozen=True, kw_only=True)
class SlipIssued(AccountEvent):
    """A sign-in slip was made; `reason` is first or forgotten, and `seen` says how the owner was known at the desk.
    Who made it is the one who acted; whoever asked for it before, where two are needed, is `asked_by_id`."""

    slip_id: int
    reason: str
    seen: str | None = None
    seen_on: date | None = None
    asked_by_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SlipAsked(AccountEvent):
    """A slip for the account of an official was asked for; it waits for a second one."""

    slip_id: int
    seen: str
    seen_on: date


@dataclass(frozen=True, kw_only=True)
class SlipRevoked(AccountEvent):
    """A slip was taken back, or replaced by a newer one, before it was used."""

    slip_id: int


@dataclass(frozen=True, kw_only=True)
class SlipUsed(AccountEvent):
    """The owner set a password with a slip."""

    slip_id: int


@dataclass(frozen=True, kw_only=True)
class LoginChanged(AccountEvent):
    """The owner changed the login name."""


@dataclass(frozen=True, kw_only=True)
class HouseholdInvited(Event):
    """A household was invited."""

    audience: ClassVar[str] = "desk"
    community_id: int
    household_id: int
    invitation_id: int
    expires_at: datetime

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Event):
    """An invitation was taken back."""

    audience: ClassVar[str] = "desk"
    community_id: int
    invitation_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class JoinAsked(Event):
    """Somebody whom nobody entered asks to be let into a home. Leaves out who."""

    audience: ClassVar[str] = "desk"
    community_id: int
    household_id: int
    request_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class JoinSettled(Event):
    """Who waited was let in, refused, or waited too long; `how` says which. What was typed is erased."""

    audience: ClassVar[str] = "desk"
    community_id: int
    household_id: int
    request_id: int
    how: str
    person_id: int | None

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"
