"""What happens to minutes. The texts are in the minutes themselves; the log keeps a hash of what was published."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MinutesEvent(Event):
    """A fact of one meeting's minutes."""

    minutes_id: int
    meeting_id: int

    @property
    def stream(self) -> str:
        return f"minutes:{self.minutes_id}"


@dataclass(frozen=True, kw_only=True)
class MinutesDrafted(MinutesEvent):
    """The minutes were drafted from the log, up to this link of its chain."""

    audience: ClassVar[str] = "desk"
    log_seq: int
    log_hash: str


@dataclass(frozen=True, kw_only=True)
class MinutesEdited(MinutesEvent):
    """The secretary changed prose; says which lines, not how."""

    audience: ClassVar[str] = "desk"
    revision: int
    line_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class MinutesCirculated(MinutesEvent):
    """Those who took part were asked whether the draft is right; says how many, not who."""

    audience: ClassVar[str] = "desk"
    revision: int
    readers: int
    objections_until: datetime
    read_out: bool


@dataclass(frozen=True, kw_only=True)
class MinutesReopened(MinutesEvent):
    """The secretary took the draft back to word it anew; what was objected to stays on file."""

    audience: ClassVar[str] = "desk"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReaderReplied(MinutesEvent):
    """Someone who took part said what the draft is to them; leaves out why they would not confirm."""

    audience: ClassVar[str] = "desk"
    person_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class LineObjectedTo(MinutesEvent):
    """Someone who took part says that a line is not right; the words are with the objection."""

    audience: ClassVar[str] = "desk"
    objection_id: int
    line_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ObjectionEnded(MinutesEvent):
    """An objection was accepted, declined with an answer, or taken back; the words are with the objection."""

    audience: ClassVar[str] = "desk"
    objection_id: int
    state: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class DissentRecorded(MinutesEvent):
    """A participant asked to have their dissent recorded; the words are in the line."""

    audience: ClassVar[str] = "desk"
    line_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class MinutesSigned(MinutesEvent):
    """The chair or the recorder signed the text with this hash; never says by which password."""

    capacity: str
    method: str
    shown_as: str
    signed_hash: str


@dataclass(frozen=True, kw_only=True)
class MinutesFrozen(MinutesEvent):
    """Both signed: from here on the text cannot change."""

    text_hash: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class MinutesPublished(MinutesEvent):
    """The minutes were published; the hash is over their whole text."""

    number: str
    text_hash: str
    matter_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class ErratumAppended(MinutesEvent):
    """A correction was appended to published minutes; its hash is over the correction's own words."""

    nth: int
    erratum_hash: str
