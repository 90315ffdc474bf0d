"""What the page of a record shows one reader: how far it is, what they may do, and what was objected to each line."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from consult.core.actor import Actor
from consult.meeting.models import Meeting
from consult.minutes import policy, queries
from consult.minutes.models import Minutes, MinutesReader, Objection
from consult.minutes.rules.fingerprint import text_hash
from consult.minutes.rules.kinds import Capacity, ObjectionState, ReaderState
from consult.minutes.rules.windows import Window, window_of
from consult.web.shell import display
from consult.web.wording.record import record_word

STEPS = (later("起草"), later("核对"), later("签名"), later("公布"))


@dataclass(frozen=True)
class RecordView:
    """A record as one reader has it before them."""

    minutes: Minutes
    meeting: Meeting
    actor: Actor | None
    now: datetime

    @property
    def step(self) -> int:
        """The step in progress, counted from one; one more than there are when all are done."""
        if self.minutes.state == "circulated":
            return 3 if self.ripe else 2
        return {"draft": 1, "signed": 4}.get(self.minutes.state, 5)

    @property
    def steps(self) -> list[str]:
        """The steps in words."""
        return [str(step) for step in STEPS]

    @property
    def may_edit(self) -> bool:
        """Whether the reader keeps this record."""
        return policy.permits(self.actor, "edit", self.minutes)

    @property
    def may_word(self) -> bool:
        """Whether the reader may change words now."""
        return self.may_edit and self.minutes.state == "draft"

    @property
    def reader(self) -> MinutesReader | None:
        """The reader as one who took part."""
        return queries.reader_of(self.actor, self.minutes)

    @property
    def hearing(self) -> bool:
        """Whether it is the record of a hearing, in which those who spoke confirm their own words."""
        return self.meeting.body.kind == "hearing"

    @property
    def window_is_open(self) -> bool:
        """Whether objections are taken now."""
        until = self.minutes.objections_until
        return self.minutes.state == "circulated" and until is not None and self.now < until

    @property
    def may_object(self) -> bool:
        """Whether this reader may object to a line now."""
        return self.window_is_open and self.reader is not None

    @property
    def may_reply(self) -> bool:
        """Whether this reader's word is still wanted."""
        return self.minutes.state == "circulated" and self.reader is not None and self.reader.state == ReaderState.ASKED

    @property
    def own_speeches(self) -> list[Any]:
        """The lines that hold this reader's words, where a speaker may put them right."""
        mine = self.actor.person_id if self.actor else 0
        return [line for line in self.minutes.lines if line.person_id == mine] if self.hearing and self.reader else []

    @property
    def window(self) -> Window:
        """For how long it may be circulated."""
        return window_of(self.meeting.body.kind, self.meeting.rules_of_order)

    @property
    def replies(self) -> dict[str, int]:
        """How many of those asked said what."""
        said = [reader.state for reader in self.minutes.readers]
        return {str(state): said.count(state) for state in ReaderState if state in said}

    @property
    def ripe(self) -> bool:
        """Whether it can be signed: the window is over, or everybody has replied."""
        everybody = all(reader.state != ReaderState.ASKED for reader in self.minutes.readers)
        return self.minutes.state == "circulated" and (not self.window_is_open or everybody)

    @property
    def open_objections(self) -> list[Objection]:
        """What waits for an answer."""
        return [o for o in self.minutes.objections if o.state == ObjectionState.OPEN]

    def objections_to(self, line_id: int) -> Sequence[Objection]:
        """What this reader sees of the objections to a line: before publishing all, afterwards what was not taken over."""
        seen = queries.published_objections(self.minutes) if self.minutes.state == "published" else self.minutes.objections
        return [o for o in seen if o.line_id == line_id and o.state != ObjectionState.WITHDRAWN]

    @property
    def capacities(self) -> list[str]:
        """As what this reader may sign and has not yet."""
        if not self.ripe:
            return []
        return [str(c) for c in Capacity if policy.permits(self.actor, f"sign_as_{c}", self.meeting)
                and queries.signature(self.minutes, c) is None]

    @property
    def text_hash(self) -> str:
        """The hash of the text as it is shown."""
        return text_hash(self.minutes.title, self.minutes.lines)

    def replies_in_words(self) -> str:
        """24人核对无误，1人不予确认，8人还没有答复."""
        joint = " " if display.language() == "en" else ""
        return _("，").join(f"{_('%(n)s人', n=n)}{joint}{record_word('reader', state)}" for state, n in self.replies.items())
