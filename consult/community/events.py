"""What happens to a community's register; on the stream of the community."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CommunityEvent(Event):
    """A fact of one community's register, for the office."""

    audience: ClassVar[str] = "desk"
    community_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class CommunityFounded(CommunityEvent):
    """A community was set up."""

    name: str


@dataclass(frozen=True, kw_only=True)
class CommunityOpened(CommunityEvent):
    """Its office opened it: its register is no longer being set up."""

    opened_on: date


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
class PlaceAdded(CommunityEvent):
    """A grid or a building more. Leaves out its name, which may change."""

    kind: str
    place_id: int


@dataclass(frozen=True, kw_only=True)
class PlaceRenamed(CommunityEvent):
    """A grid, a building, a door or a unit is called something else. Leaves out both names: together they are addresses."""

    kind: str
    place_id: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class BuildingMoved(CommunityEvent):
    """A building belongs to another grid."""

    building_id: int
    from_grid_id: int
    to_grid_id: int


@dataclass(frozen=True, kw_only=True)
class HomeSplit(CommunityEvent):
    """Some of a home are a household of their own. Leaves out who, and the door."""

    household_id: int
    new_id: int
    people: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class HomesJoined(CommunityEvent):
    """A home became a part of another. Leaves out who lives there."""

    household_id: int
    gone_id: int
    holds_from: date


@dataclass(frozen=True, kw_only=True)
class UnitClosed(CommunityEvent):
    """A unit is not there any more."""

    unit_id: int
    closed_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class PostTaken(CommunityEvent):
    """A person took a post."""

    person_id: int
    kind: str
    body_id: int | None
    household_id: int | None
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class AlternateNamed(CommunityEvent):
    """Somebody waits for a place in a body. Leaves out the name, as PersonEntered does."""

    body_id: int
    person_id: int
    since: date


@dataclass(frozen=True, kw_only=True)
class WayChanged(CommunityEvent):
    """A way of a body, or of the community, is another from a day on, or stays after all. Leaves out what it is and was:
    the register keeps both."""

    body_id: int | None
    way: str
    holds_from: date
    dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class WaysTookEffect(CommunityEvent):
    """The day of a change came: these ways are in force. Leaves out what they are."""

    body_id: int | None
    ways: list[str]


@dataclass(frozen=True, kw_only=True)
class BodyClosed(CommunityEvent):
    """A body meets no more."""

    body_id: int
    closed_on: date


@dataclass(frozen=True, kw_only=True)
class PostEnded(CommunityEvent):
    """A person's post ended."""

    person_id: int
    kind: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class BodyFormed(CommunityEvent):
    """A body was formed."""

    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MemberJoined(CommunityEvent):
    """A person or a unit joined a body."""

    body_id: int
    person_id: int | None
    unit_id: int | None
    since: date


@dataclass(frozen=True, kw_only=True)
class MemberLeft(CommunityEvent):
    """A person's or a unit's membership of a body ended."""

    body_id: int
    person_id: int | None
    unit_id: int | None
    until: date


@dataclass(frozen=True, kw_only=True)
class DelegateSent(CommunityEvent):
    """A person speaks for a unit from now on. Leaves out the name, as PersonEntered does."""

    unit_id: int
    person_id: int
    since: date


@dataclass(frozen=True, kw_only=True)
class DutyGiven(CommunityEvent):
    """Somebody answers for a kind of thing in a grid."""

    grid_id: int
    kind: str
    person_id: int


@dataclass(frozen=True, kw_only=True)
class YearAdopted(CommunityEvent):
    """Working days of a year are counted by this notice from now on."""

    year: int
    version: int
    number: str


@dataclass(frozen=True, kw_only=True)
class StreetEvent(Event):
    """A fact of a street's register, for its office."""

    audience: ClassVar[str] = "desk"
    street_id: int

    @property
    def stream(self) -> str:
        return f"street:{self.street_id}"


@dataclass(frozen=True, kw_only=True)
class StreetBodyFormed(StreetEvent):
    """A body of the street was formed."""

    body_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class StreetPostTaken(StreetEvent):
    """Somebody took a post of the street."""

    person_id: int
    kind: str
    body_id: int
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class OwnershipEntered(CommunityEvent):
    """Who owns a home was entered. Leaves out who, and how large it is."""

    household_id: int


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


@dataclass(frozen=True, kw_only=True)
class HomeEntered(CommunityEvent):
    """A home or another part of a building was entered, or what is known of one was changed. Leaves out its door."""

    household_id: int
    use: str
    lived_in: bool
    counts_for_owners: bool


@dataclass(frozen=True, kw_only=True)
class CoOwnersChanged(CommunityEvent):
    """Somebody owns a home together with its owner from now on, or does not any more. Leaves out who."""

    household_id: int


@dataclass(frozen=True, kw_only=True)
class OwnersVoterNamed(CommunityEvent):
    """The owners of a home named in writing who gives their voice, or nobody any more. Leaves out who."""

    household_id: int
    named: bool


@dataclass(frozen=True, kw_only=True)
class ComingOfAgeEntered(CommunityEvent):
    """Whether somebody is of age was entered. Leaves out the month."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class NumberStated(CommunityEvent):
    """The community stated how many households or adults it has. Leaves out the source."""

    kind: str
    count: int
    as_of: date


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
class ListTakenIn(CommunityEvent):
    """A list was entered, by how many rows. Leaves out whom and what it names."""

    list_id: int
    kind: str
    new: int
    changed: int
    gone: int
    same: int
    problem: int


@dataclass(frozen=True, kw_only=True)
class ListTakenBack(CommunityEvent):
    """What a list had entered was taken back, but for the rows that something depends on by now."""

    list_id: int
    rows: int
    kept: int
