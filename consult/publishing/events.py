"""What happens to public versions, notices, consents and heads. Texts stay in their rows; the log keeps hashes."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from consult.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PublicVersionEvent(Event):
    """A fact of the public version of one meeting's minutes; holds no text."""

    minutes_id: int
    version_id: int

    @property
    def stream(self) -> str:
        return f"public_minutes:{self.minutes_id}"


@dataclass(frozen=True, kw_only=True)
class PublicVersionPrepared(PublicVersionEvent):
    """The public text was made of the record; says how much was hidden, never what."""

    text_hash: str
    line_hashes: list[str]
    hidden: int
    withheld: list[int]


@dataclass(frozen=True, kw_only=True)
class PublicVersionApproved(PublicVersionEvent):
    """A second person read the public text and let it out."""

    number: str
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class PublicVersionWithdrawn(PublicVersionEvent):
    """The public text was taken back, with the reason; it may be approved anew."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class NoticeEvent(Event):
    """A fact of one notice."""

    notice_id: int

    @property
    def stream(self) -> str:
        return f"notice:{self.notice_id}"


@dataclass(frozen=True, kw_only=True)
class NoticePrepared(NoticeEvent):
    """A notice was written; a second person has to read it."""

    audience: ClassVar[str] = "desk"
    community_id: int
    kind: str
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class NoticeReworded(NoticeEvent):
    """Its words were changed before it was posted; another person than the one who changed them has to read it."""

    audience: ClassVar[str] = "desk"
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class NoticePosted(NoticeEvent):
    """It hangs, from this day to the end of that; the hash is over its whole text."""

    community_id: int
    number: str
    kind: str
    text_hash: str
    posted_on: date
    until: date


@dataclass(frozen=True, kw_only=True)
class NoticeTakenDown(NoticeEvent):
    """It hangs no more; `early` says that its time was not over, and then the reason is never empty."""

    early: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class NoticePutBack(NoticeEvent):
    """It hangs again, until the day it should have hung anyway, or so many days longer as it was gone."""

    reason: str
    until: date


@dataclass(frozen=True, kw_only=True)
class ObjectionEvent(Event):
    """A fact of an objection; not on the notice's own stream, which anyone may download."""

    notice_id: int
    objection_id: int
    text_hash: str

    @property
    def stream(self) -> str:
        return f"objections:{self.notice_id}"


@dataclass(frozen=True, kw_only=True)
class NoticeObjected(ObjectionEvent):
    """A resident objected; keeps a hash of the words, not who it was."""


@dataclass(frozen=True, kw_only=True)
class NoticeObjectionAnswered(ObjectionEvent):
    """The office answered an objection in public."""


@dataclass(frozen=True, kw_only=True)
class PaperPhotographed(NoticeEvent):
    """The paper notice was photographed when it was put up or taken down."""

    photo_id: int
    moment: str
    image_hash: str


@dataclass(frozen=True, kw_only=True)
class ConsentEvent(Event):
    """A fact of one person's consent to be named; on the register's stream, for the office."""

    audience: ClassVar[str] = "desk"
    community_id: int
    person_id: int

    @property
    def stream(self) -> str:
        return f"community:{self.community_id}"


@dataclass(frozen=True, kw_only=True)
class NamingConsented(ConsentEvent):
    """A resident agreed, separately, to be named in full in public (个人信息保护法 art. 25)."""


@dataclass(frozen=True, kw_only=True)
class NamingConsentWithdrawn(ConsentEvent):
    """A resident took the consent back (art. 15)."""


@dataclass(frozen=True, kw_only=True)
class RecordSealed(Event):
    """The rows of something that is finished, as one hash; the short hash of each row tells which was changed."""

    audience: ClassVar[str] = "desk"
    kind: str
    record_id: int
    columns: dict[str, Any]
    rows: dict[str, Any]
    digest: str

    @property
    def stream(self) -> str:
        return f"seal_{self.kind}:{self.record_id}"


@dataclass(frozen=True, kw_only=True)
class HeadSigned(Event):
    """The head of the day: one hash over the newest event of every log, signed by the installation's key."""

    audience: ClassVar[str] = "desk"
    number: int
    day: date
    root: str
    signature: str

    @property
    def stream(self) -> str:
        return "heads"
