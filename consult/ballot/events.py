"""What happens to a ballot; on its own stream, so that casting never takes the room's seq."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BallotEvent(Event):
    """A fact of one ballot, kept for the office; the room hears of opening and close from its meeting."""

    audience: ClassVar[str] = "desk"
    ballot_id: int

    @property
    def stream(self) -> str:
        return f"ballot:{self.ballot_id}"


@dataclass(frozen=True, kw_only=True)
class BallotOpened(BallotEvent):
    """A question was put, with the rule and the roll that hold until the close."""

    community_id: int
    question: str
    rule: dict[str, Any]
    eligible: int
    present: int
    form: str
    options: list[dict[str, Any]]
    roll: list[dict[str, Any]]
    base: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class VoteCast(BallotEvent):
    """A voice was given, or given anew: by which channel, and by whom where not by the voter. Never says how."""

    voter_key: str
    revision: int
    channel: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class VoiceSilenced(BallotEvent):
    """A voice can be given no more, or what it gave is void, by a code of the reason. Never says how it was given."""

    voter_key: str
    because: str
    was_given: bool


@dataclass(frozen=True, kw_only=True)
class HandsCounted(BallotEvent):
    """Someone entered a count of a show of hands. Leaves out what was counted, until the close."""

    by_id: int


@dataclass(frozen=True, kw_only=True)
class BallotClosed(BallotEvent):
    """The count, once."""

    result: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class KeysDestroyed(BallotEvent):
    """The keys of a counted secret ballot and its sealed store are gone: nobody can tell any more whose is whose."""


@dataclass(frozen=True, kw_only=True)
class PapersIssued(BallotEvent):
    """Numbered papers were issued. Leaves out to whom, and the tokens behind their codes."""

    first: int
    count: int


@dataclass(frozen=True, kw_only=True)
class PaperRead(BallotEvent):
    """Someone entered a paper. Leaves out what it says."""

    number: int
    by_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class PaperVoided(BallotEvent):
    """A paper was set aside."""

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProxyFiled(BallotEvent):
    """A written proxy was filed."""

    voter_key: str
    holder_id: int


@dataclass(frozen=True, kw_only=True)
class ProxyEnded(BallotEvent):
    """A proxy was taken back."""

    voter_key: str


@dataclass(frozen=True, kw_only=True)
class HallLinkMade(BallotEvent):
    """The hall's tablet was opened for a voice. Leaves out the token."""

    voter_key: str
    by_id: int


@dataclass(frozen=True, kw_only=True)
class RegisterEvent(Event):
    """A fact about ballots of a community, before or beside any one of them."""

    audience: ClassVar[str] = "desk"
    community_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class RuleAdopted(RegisterEvent):
    """A community adopted a version of a vote rule of its own."""

    rule: str
    version: int


@dataclass(frozen=True, kw_only=True)
class OfficialResultRecorded(RegisterEvent):
    """The result of a vote held elsewhere was recorded. Leaves out the document itself; its hash is here."""

    result_id: int
    title: str
    held_on: date
    document: str
    file_hash: str


@dataclass(frozen=True, kw_only=True)
class AnnouncementEvent(Event):
    """A fact about a ballot that is announced and not open yet."""

    audience: ClassVar[str] = "desk"
    announcement_id: int

    @property
    def stream(self) -> str:
        return f"announcement:{self.announcement_id}"


@dataclass(frozen=True, kw_only=True)
class BallotAnnounced(AnnouncementEvent):
    """A ballot was announced, with its rule and its roll. Leaves out the roll, which may yet change."""

    community_id: int
    question: str
    rule: dict[str, Any]
    opens_at: datetime
    closes_at: datetime
    voices: int
    base: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RollObjectedTo(AnnouncementEvent):
    """A resident objected to the roll. Leaves out who and what."""

    objection_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionRuledOn(AnnouncementEvent):
    """An objection was ruled on."""

    objection_id: int
    upheld: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoiceRecused(AnnouncementEvent):
    """A voice was taken off the roll for an interest of its own."""

    voter_key: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoiceSteppedBack(AnnouncementEvent):
    """A voter stepped back where the rule knows no stepping back: the voice stays, and may be given."""

    voter_key: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AnnouncementCalledOff(AnnouncementEvent):
    """An announced ballot will not take place."""

    reason: str
