"""What comes before the motion for everyone in the room, the first that there is; static/js/rooms/views/asked.js is its twin."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.meeting.rules.next_order import amendment_pending, question_open
from consult.meeting.rules.procedure import ANSWERS, StrawKind
from consult.meeting.rules.room import State
from consult.meeting.rules.room_state import there
from consult.meeting.rules.sittings.room_steps import phase_of
from consult.web.rooms.drafts import Part, difference
from consult.web.rooms.sittings import kind_word
from consult.web.wording import room_order as wording_room_order
from consult.web.wording.room import say


@dataclass(frozen=True)
class Asked:
    """A heading, with a mark beside it; the one thing to read, or words with what is new in them; what to do; counts."""

    head: str
    mark: str = ""
    title: str = ""
    words: Sequence[Part] = ()
    note: str = ""
    counts: Sequence[tuple[str, int]] = ()

    @property
    def length(self) -> int:
        """How many letters the words have."""
        return sum(len(text) for _, text in self.words)


def asked(s: State) -> Asked | None:
    """A pause, a point that is heard, a question, an amendment or a straw poll."""
    if not s["meeting"] or s["meeting"]["state"] != "open":
        return None
    if s["suspended"]:
        return Asked(say("order.suspended"), title=s["suspended"]["reason"])
    if point := s["point"]:
        return Asked(say("order.point", called=point["called"]), title=_kind(point["kind"]), note=point["text"])
    if question_open(s) and not (there(s["question"])["kind"] == "amendment" and amendment_pending(s)):
        return Asked(say("order.asked"), title=_kind(there(s["question"])["kind"]), note=say("order.hands"))
    if amendment_pending(s):
        words = difference(there(s["amendment"])["before"], there(s["amendment"])["text"], replaced=True)
        note = say("order.hands") if question_open(s) else ""
        return Asked(say("order.amendment", mover=there(s["amendment"])["mover"]), words=words, note=note)
    return _straw(s) if s["straw"] and s["straw"]["state"] == "open" else None


def _straw(s: State) -> Asked:
    straw = there(s["straw"])
    counts = [(str(wording_room_order.ANSWERS[a]), straw["counts"].get(a, 0)) for a in ANSWERS[StrawKind(straw["kind"])]]
    asks = wording_room_order.straw_words(straw)
    words = [("same", asks)] if asks else []
    return Asked(_kind(straw["kind"]), mark=say("order.not_binding"), words=words, counts=counts)


def _kind(name: str) -> str:
    return wording_room_order.kind(name)


def phase_name(s: State) -> str:
    """The step that a sitting with an order is in; empty elsewhere."""
    return kind_word(phase_of(s))


def phase_line(s: State) -> str:
    """The same with its place in the order."""
    phase = phase_of(s)
    if phase is None:
        return ""
    phases = there(s["sitting"])["phases"] or []
    return say("order.now", now=phases.index(phase) + 1, all=len(phases), phase=kind_word(phase))


FOR_TEMPLATES = {"room_asked": asked, "room_phase_name": phase_name, "room_phase_line": phase_line}
