"""What happens to minutes. The texts are in the minutes themselves; the log keeps a hash of what was published."""
from __future__ import annotations

from dataclasses import dataclass
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
class MinutesPublished(MinutesEvent):
    """The minutes were published; the hash is over their whole text."""

    number: str
    text_hash: str
    matter_ids: list[int]
