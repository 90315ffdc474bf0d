"""The facts of a sitting as papers need them: a second reading of its log, which no unknown event disturbs."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consult.minutes.rules.drafting import Fact

Data = Mapping[str, Any]


@dataclass
class Seat:
    """Someone on the roll, or someone who came."""

    person_id: int
    called: str
    capacity: str
    voting: bool
    came: bool = False
    excused: bool = False


@dataclass(frozen=True)
class Speech:
    """One turn: who, with what stance, from when; until when, once it ended."""

    person_id: int
    called: str
    stance: str
    discussion_id: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass
class Item:
    """One discussion: its matter, what was moved, how the votes went, how it ended."""

    discussion_id: int
    no: str
    title: str
    what: str
    motions: list[tuple[str, str]] = field(default_factory=list)
    """(mover, text), the words as they were put at last."""
    votes: dict[int, Data] = field(default_factory=dict)
    """Results by the seq of the event that told them."""
    amended: dict[int, Data] = field(default_factory=dict)
    """Results of votes on amendments, by the seq of the event that told them."""
    written: list[tuple[str, str]] = field(default_factory=list)
    """(called, stance) of the written statements."""
    outcome: str = ""
    motion: str = ""
    reason: str = ""
    owner: str = ""
    due_on: str | None = None
    escalated_to: str = ""


@dataclass
class Sitting:
    """A sitting as its log tells it."""

    body: str = ""
    body_en: str = ""
    kind: str = ""
    year: int = 0
    number: int = 0
    place: str = ""
    chair: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    quorum: Data = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    speeches: dict[int, Speech] = field(default_factory=dict)
    """Turns by the seq of the event that gave the floor."""
    turns: dict[int, int] = field(default_factory=dict)
    straws: dict[int, dict[str, int]] = field(default_factory=dict)
    """Last counts of straw polls and temperatures, by the seq of the event that told them."""

    def item(self, discussion_id: int) -> Item | None:
        """The item of a discussion."""
        return next((item for item in self.items if item.discussion_id == discussion_id), None)

    def of(self, *, voting: bool | None = None, came: bool | None = None, capacity: str = "") -> list[Seat]:
        """Seats of a sort, in the order of the roll."""
        return [seat for seat in self.seats.values()
                if (voting is None or seat.voting == voting) and (came is None or seat.came == came)
                and (not capacity or seat.capacity == capacity)]


def read_sitting(facts: Iterable[Fact]) -> Sitting:
    """Fold the log."""
    sitting = Sitting()
    for fact in facts:
        if reader := READERS.get(fact.name):
            reader(sitting, fact)
    return sitting


def _convened(s: Sitting, f: Fact) -> None:
    s.body, s.body_en, s.kind = f.data["body"], f.data["body_en"], f.data["kind"]
    s.year, s.number, s.place, s.chair = f.data["year"], f.data["number"], f.data["place"], f.data["chair"]


def _opened(s: Sitting, f: Fact) -> None:
    s.opened_at, s.chair, s.quorum = f.at, f.data["chair"], f.data["quorum"]
    for seat in f.data["roll"]:
        s.seats[seat["person_id"]] = Seat(seat["person_id"], seat["called"], seat["capacity"], seat["voting"])


def _marked(s: Sitting, f: Fact) -> None:
    d = f.data
    seat = s.seats.setdefault(d["person_id"], Seat(d["person_id"], d["called"], d["capacity"], d["voting"]))
    seat.capacity, seat.voting = d["capacity"], d["voting"]
    seat.came = seat.came or d["status"] == "present"
    seat.excused = d["status"] == "excused"


def _discussion(s: Sitting, f: Fact) -> None:
    if s.item(f.data["discussion_id"]) is None:
        s.items.append(Item(f.data["discussion_id"], f.data["no"], f.data["title"], f.data["what"]))


def _floor(s: Sitting, f: Fact) -> None:
    d = f.data
    s.turns[d["turn_id"]] = f.seq
    s.speeches[f.seq] = Speech(d["person_id"], d["called"], d["stance"], d["discussion_id"], f.at)


def _floor_ended(s: Sitting, f: Fact) -> None:
    seq = s.turns.get(f.data["turn_id"], 0)
    if turn := s.speeches.get(seq):
        s.speeches[seq] = Speech(turn.person_id, turn.called, turn.stance, turn.discussion_id, turn.started_at, f.at)


def _statement(s: Sitting, f: Fact) -> None:
    if item := s.item(f.data["discussion_id"]):
        item.written.append((f.data["called"], f.data["stance"]))


def _moved(s: Sitting, f: Fact) -> None:
    if item := s.item(f.data["discussion_id"]):
        item.motions.append((f.data["mover"], f.data["text"]))


def _reworded(s: Sitting, f: Fact) -> None:
    item = s.item(f.data["discussion_id"])
    if item and item.motions:
        item.motions[-1] = (item.motions[-1][0], f.data["text"])


def _voted(s: Sitting, f: Fact) -> None:
    if item := s.item(f.data.get("discussion_id", 0)):
        item.votes[f.seq] = f.data["result"]


def _amendment_voted(s: Sitting, f: Fact) -> None:
    if item := s.item(f.data["discussion_id"]):
        item.amended[f.seq] = f.data["result"]


def _straw(s: Sitting, f: Fact) -> None:
    s.straws[f.seq] = dict(f.data["counts"])


def _decided(s: Sitting, f: Fact) -> None:
    if item := s.item(f.data["discussion_id"]):
        for name in ("outcome", "motion", "reason", "owner", "due_on", "escalated_to"):
            setattr(item, name, f.data[name])


def _closed(s: Sitting, f: Fact) -> None:
    s.closed_at = f.at


READERS: dict[str, Callable[[Sitting, Fact], None]] = {
    "MeetingConvened": _convened, "MeetingOpened": _opened, "AttendanceMarked": _marked, "DiscussionOpened": _discussion,
    "FloorGiven": _floor, "FloorEnded": _floor_ended, "StatementSubmitted": _statement, "MotionMoved": _moved,
    "MotionReworded": _reworded, "VoteClosed": _voted, "AmendmentVoted": _amendment_voted, "StrawClosed": _straw,
    "DiscussionClosed": _decided, "MeetingClosed": _closed,
}
