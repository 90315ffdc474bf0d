"""What a paper says: a title and blocks of plain text; every form of file is made from this."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from consult.core.rehearsals import WORDS, is_rehearsal
from consult.core.working_days import WEEKENDS_ALONE, WorkingDays
from consult.minutes.rules.papers.sitting import Sitting

Kind = Literal["h1", "h2", "p", "label", "small", "right", "blank"]
KINDS = ("record", "summary", "notice", "report")
"""会议记录 (听证笔录), 会议纪要, 公示, 听证报告."""


@dataclass(frozen=True)
class Block:
    """One paragraph: a heading, plain, one under a label (出席：), small print, at the right, or a blank line."""

    kind: Kind
    text: str = ""
    label: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as it is printed; it is never empty. `apart`: a line of room stands before it."""

    kind: Kind
    text: str
    label: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Paper:
    """A paper, whatever it is printed as."""

    kind: str
    title: str
    blocks: Sequence[Block]
    number: str = ""
    language: str = "zh"
    draft: bool = False
    author: str = ""
    """The body whose sitting it is about, or the office that issues it."""
    on: date | None = None
    """The day it was published; of a draft, the day of the sitting."""
    rehearsal: bool = False
    """Whether it comes from a rehearsal; then its title and every sheet say so."""

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of every form of file: a blank line becomes room before what follows, and a text that was typed
        with blank lines as many paragraphs as it has lines with words."""
        found: list[Paragraph] = []
        apart = False
        for block in self.blocks:
            apart = apart or block.kind == "blank"
            for line in [block.text.replace("\n", " ")] if block.label else block.text.split("\n"):
                if line.strip() or block.label:
                    found.append(Paragraph(block.kind, line, block.label, apart))
                    apart = False
        return found

    def plain(self) -> dict[str, Any]:
        """As plain values, for a template."""
        return {"kind": self.kind, "title": self.title, "number": self.number, "language": self.language,
                "draft": self.draft, "author": self.author, "on": self.on.isoformat() if self.on else "",
                "paragraphs": [vars(paragraph) for paragraph in self.paragraphs()]}


@dataclass(frozen=True)
class Entry:
    """One line of the record as papers read it."""

    position: int
    kind: str
    lead: str
    text: str
    source_seq: int | None = None
    at: datetime | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Remark:
    """An objection that is published with the record, or a correction that follows it."""

    position: int | None
    by: str
    text: str
    answer: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Signed:
    """Who signed as what, when."""

    capacity: str
    name: str
    on: date


@dataclass(frozen=True)
class Office:
    """Where one objects: the office's own place, hours and number, never a private one."""

    name: str
    name_en: str = ""
    place: str = ""
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Record:
    """Everything that papers are made from: the facts of the sitting and the lines as they were signed."""

    title: str
    language: str
    timezone: str
    sitting: Sitting
    entries: Sequence[Entry]
    office: Office
    community: str = ""
    """The short name of the community."""
    body_id: int = 0
    meeting_id: int = 0
    number: str = ""
    published_on: date | None = None
    frozen: bool = False
    read_out: bool = False
    text_hash: str = ""
    signatures: Sequence[Signed] = ()
    objections: Sequence[Remark] = ()
    errata: Sequence[Remark] = ()
    readers: Mapping[str, int] = field(default_factory=dict)
    """How many of those asked said what."""
    working_days: WorkingDays = WEEKENDS_ALONE
    """The days by which a hearing's report is due."""

    @property
    def rehearsal(self) -> bool:
        """Whether its community is one to rehearse in."""
        return is_rehearsal(self.office.name)

    def marked(self, title: str) -> str:
        """A title as it stands on a paper: a rehearsal's says what it is."""
        return f"【{WORDS[self.language]}】{title}" if self.rehearsal else title

    @property
    def hearing(self) -> bool:
        """Whether it is a hearing's."""
        return self.sitting.kind == "hearing"

    def local(self, moment: datetime) -> datetime:
        """A moment where the meeting was."""
        return moment.astimezone(ZoneInfo(self.timezone))

    def with_texts(self, hide: Callable[[str], str], entries: Sequence[Entry]) -> Record:
        """The same record as the public may read it: its lines replaced, every other text passed through `hide`."""
        sitting = _hidden(self.sitting, hide)
        return replace(
            self, title=hide(self.title), sitting=sitting, entries=entries,
            signatures=[replace(each, name=hide(each.name)) for each in self.signatures],
            objections=[_remark(each, hide) for each in self.objections],
            errata=[_remark(each, hide) for each in self.errata],
        )


def _remark(remark: Remark, hide: Callable[[str], str]) -> Remark:
    return replace(remark, by=hide(remark.by), text=hide(remark.text), answer=hide(remark.answer), reason=hide(remark.reason))


def _hidden(sitting: Sitting, hide: Callable[[str], str]) -> Sitting:
    def of(value: Any) -> Any:
        if isinstance(value, str):
            return hide(value)
        if isinstance(value, dict):
            return {key: of(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(of(each) for each in value)
        return type(value)(**{k: of(v) for k, v in vars(value).items()}) if hasattr(value, "__dataclass_fields__") else value

    found: Sitting = of(sitting)
    return found
