"""What happens to people, and who speaks for a home."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.community.events.base import CommunityEvent


@dataclass(frozen=True, kw_only=True)
class PersonEntered(CommunityEvent):
    """A person was entered. Leaves out the name: it can be corrected and deleted, the log cannot."""

    person_id: int
    household_id: int | None


@dataclass(frozen=True, kw_only=True)
class PersonsMerged(CommunityEvent):
    """Two entries are one person: under which one it goes on, and whose login stays. Leaves out the reason."""

    kept_id: int
    gone_id: int
    login: str


@dataclass(frozen=True, kw_only=True)
class ComingOfAgeEntered(CommunityEvent):
    """Whether somebody is of age was entered. Leaves out the month."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonCorrected(CommunityEvent):
    """A name or a form of address was put right. Leaves out both."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class HomeChanged(CommunityEvent):
    """Somebody lives in another home, in one more, or in one less, or is counted in another of theirs, from a day on."""

    person_id: int
    from_home_id: int | None
    to_home_id: int | None
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class ResidentLeft(CommunityEvent):
    """Somebody lives in none of the homes from a day on. Leaves out where to."""

    person_id: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class PersonGone(CommunityEvent):
    """An entry counts nowhere from a day on. Leaves out why."""

    person_id: int
    gone_on: date


@dataclass(frozen=True, kw_only=True)
class PersonReopened(CommunityEvent):
    """An entry counts again."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class EntryQuestioned(CommunityEvent):
    """Somebody said that something of their own entry is wrong. Leaves out what."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeChanged(CommunityEvent):
    """A household named another representative. Leaves out the reason and what is said against it."""

    household_id: int
    to_id: int
    disputed: bool


@dataclass(frozen=True, kw_only=True)
class RepresentativesConfirmed(CommunityEvent):
    """A second official, or the home itself, agreed to who speaks for it. Leaves out who does, and what is answered."""

    change_ids: list[int]
    by_home: bool


@dataclass(frozen=True, kw_only=True)
class RepresentativeLapsed(CommunityEvent):
    """Nobody agreed in time to who speaks for a household; whether the former one does again. Leaves out who that is."""

    household_id: int
    change_id: int
    restored: bool


@dataclass(frozen=True, kw_only=True)
class RepresentativeObjected(CommunityEvent):
    """Somebody of the household objects to who speaks for it. Leaves out what is said."""

    household_id: int
    change_id: int
