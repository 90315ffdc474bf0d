"""From the log of a meeting to the lines of its minutes: each event an entry, in the order it happened."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from consult.core.events import parse_moment
from consult.core.house_words import in_words
from consult.minutes.rules.phrases import OUTCOMES, STANCES, duration, phrase_of
from consult.minutes.rules.procedure_phrases import PROCEDURE, STRAW_ANSWERS, SUSTAINED, VARIANT

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line: `lead` comes from the log and cannot be edited; `text` is prose and can."""

    kind: str
    lead: str
    text: str = ""
    source_seq: int | None = None
    key: int | None = None
    at: datetime | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Fact:
    """One event of the log, as drafting reads it."""

    seq: int
    name: str
    at: datetime
    data: Data


class Draft:
    """Lines as they grow while the log is read."""

    def __init__(self, language: str, timezone: str) -> None:
        self.language, self.zone = language, ZoneInfo(timezone)
        self.lines: list[Line] = []
        self.meeting: dict[str, Any] = {}
        self.seats: dict[int, dict[str, Any]] = {}
        self.speeches: dict[int, dict[str, Any]] = {}
        self.taken_up: set[int] = set()

    def words(self, phrase: str, **facts: Any) -> str:
        """A phrase in the language of the minutes and the words of its kind of body."""
        return phrase_of(phrase, self.language, str(self.meeting.get("kind", ""))).format(
            **{name: in_words(fact, self.language) if isinstance(fact, str) else fact for name, fact in facts.items()})

    def clock(self, at: datetime) -> str:
        """The time of day where the meeting was."""
        return at.astimezone(self.zone).strftime("%H:%M")

    def day(self, value: date | str) -> str:
        """A date in written language."""
        d = date.fromisoformat(value) if isinstance(value, str) else value
        return f"{d.year}年{d.month}月{d.day}日" if self.language == "zh" else f"{d.day} {d:%B} {d.year}"

    def shown(self, name: str, value: Any) -> Any:
        """A value of an event as a sentence shows it: dates in words, a ruling's sustained or not."""
        if name == "sustained":
            return SUSTAINED[self.language][bool(value)]
        if name in ("until", "due_on") and value:
            return self.day(value)
        if isinstance(value, str):
            return in_words(value, self.language)
        return "" if value is None else value

    def add(
        self, kind: str, lead: str, fact: Fact, *, text: str = "", key: int | None = None, by: int | None = None
    ) -> None:
        """One more line; `by` is the person whose words it holds (below zero: a floor seat, which is nobody's row)."""
        whose = by if by is not None and by > 0 else None
        self.lines.append(Line(kind, lead, text, fact.seq, key, fact.at, whose))

    def rewrite(self, kind: str, key: int, **changed: Any) -> None:
        """Change the line of a thing that is already there."""
        self.lines = [
            replace(line, **changed) if (line.kind, line.key) == (kind, key) else line for line in self.lines
        ]


def draft(facts: Iterable[Fact], language: str, timezone: str) -> tuple[str, list[Line]]:
    """The title and the lines of a meeting's minutes."""
    d = Draft(language, timezone)
    for fact in facts:
        WRITERS.get(fact.name, _procedure)(d, fact)
    _attendance(d)
    return d.words("title", **d.meeting), d.lines


def _convened(d: Draft, f: Fact) -> None:
    d.meeting = dict(f.data)


def _opened(d: Draft, f: Fact) -> None:
    at = f.at.astimezone(d.zone)
    d.meeting |= {"quorum": f.data["quorum"], "chair": f.data["chair"], "expected": f.data.get("expected", 0)}
    d.add("opening", d.words("opening", **d.meeting, day=d.day(at.date()), clock=d.clock(f.at)), f)
    if d.meeting["extraordinary_reason"]:
        d.add("opening", d.words("extraordinary", reason=d.meeting["extraordinary_reason"]), f)
    d.add("attendance", "", f)
    for seat in f.data["roll"]:
        d.seats[seat["person_id"]] = {**seat, "came": False, "status": "expected"}


def _marked(d: Draft, f: Fact) -> None:
    seat = d.seats.setdefault(f.data["person_id"], {"came": False})
    seat |= {k: f.data[k] for k in ("called", "capacity", "voting", "status")}
    seat["came"] = seat["came"] or f.data["status"] == "present"


def _attendance(d: Draft) -> None:
    voices = [s for s in d.seats.values() if s["voting"]]
    others = [s for s in d.seats.values() if not s["voting"] and s["came"]]
    present = sum(s["came"] for s in voices)
    excused = sum(not s["came"] and s["status"] == "excused" for s in voices)
    invited = sum(s["capacity"] == "proposer" for s in others)
    expected = max(d.meeting.get("expected", 0), len(voices))
    counted = d.words(
        "attendance", expected=expected, present=present, excused=excused,
        absent=expected - present - excused, invited=invited, observers=len(others) - invited,
    )
    quorum = d.meeting.get("quorum", {"needed": 1, "citation": "", "citation_en": ""})
    met = "quorum_met" if present >= quorum["needed"] else "quorum_not_met"
    citation = quorum["citation"] if d.language == "zh" else quorum["citation_en"]
    lead = counted + ("" if d.language == "zh" else " ") + d.words(met, needed=quorum["needed"], citation=citation)
    d.lines = [replace(line, lead=lead) if line.kind == "attendance" else line for line in d.lines]


def _discussion(d: Draft, f: Fact) -> None:
    d.taken_up.add(f.data["discussion_id"])
    d.add("matter", d.words("discussion", clock=d.clock(f.at), **f.data), f, key=f.data["discussion_id"])


def _floor(d: Draft, f: Fact) -> None:
    if f.data["override_reason"]:
        d.add("order", d.words("override", reason=f.data["override_reason"]), f)
    said = d.speeches[f.data["turn_id"]] = _spoken(d, f)
    d.add("speech", d.words("speech_running", **said), f, key=f.data["turn_id"], by=f.data["person_id"])


def _spoken(d: Draft, f: Fact) -> dict[str, Any]:
    return {**f.data, "stance": STANCES[d.language][f.data["stance"]]}


def _floor_ended(d: Draft, f: Fact) -> None:
    said = d.speeches[f.data["turn_id"]]
    spent = duration(f.data["spoke_seconds"], d.language)
    d.rewrite("speech", f.data["turn_id"], lead=d.words("speech", **said, duration=spent))


def _noted(d: Draft, f: Fact) -> None:
    d.rewrite("speech", f.data["turn_id"], text=f.data["text"])


def _lowered(d: Draft, f: Fact) -> None:
    if f.data["reason"]:
        d.add("order", d.words("removed", **f.data), f)


def _statement(d: Draft, f: Fact) -> None:
    d.add("statement", d.words("statement", **_spoken(d, f)), f, text=f.data["text"], key=f.data["statement_id"],
          by=f.data["person_id"])


def _motion(phrase: str) -> Callable[[Draft, Fact], None]:
    def write(d: Draft, f: Fact) -> None:
        d.add("motion", d.words(phrase, **f.data), f)

    return write


def _put(d: Draft, f: Fact) -> None:
    rule = f.data["rule"]["name" if d.language == "zh" else "name_en"]
    d.meeting["vote_citation"] = f.data["rule"]["citation" if d.language == "zh" else "citation_en"]
    d.add("vote", d.words("put", clock=d.clock(f.at), rule=rule), f)


def _voted(d: Draft, f: Fact) -> None:
    said = f.data["result"]["said"][d.language]
    d.add("vote", d.words("vote", said=said, citation=d.meeting["vote_citation"]), f)


def _decided(d: Draft, f: Fact) -> None:
    due = d.day(f.data["due_on"]) if f.data["due_on"] else ""
    lead = OUTCOMES[d.language][f.data["outcome"]].format(**{**f.data, "due_on": due})
    d.add("outcome", lead, f, key=f.data["discussion_id"])


def _procedure(d: Draft, f: Fact) -> None:
    """What is worded by its table alone; what no table knows is passed over."""
    variant = "unopposed" if _unopposed(f) else str(f.data.get(VARIANT.get(f.name, ""), ""))
    found = PROCEDURE.get(f"{f.name}.{variant}") or PROCEDURE.get(f.name)
    if found is None:
        return
    kind, zh, en = found
    told = _Told({k: d.shown(k, v) for k, v in f.data.items()}, clock=d.clock(f.at))
    told |= {"said": _said(d, f.data), "tallied": _tallied(d, f.data)}
    d.add(kind, (zh if d.language == "zh" else en).format_map(told).strip(), f)


def _unopposed(f: Fact) -> bool:
    """Whether something was settled because nobody objected, which is no count and has no figures."""
    return f.name == "RoomAnswered" and f.data.get("way") == "no_objection" and bool(f.data.get("carried"))


class _Told(dict[str, Any]):
    """Facts by name; what an event does not say is left blank."""

    def __missing__(self, key: str) -> str:
        return ""


def _said(d: Draft, data: Data) -> str:
    result = data.get("result")
    said = result.get("said", {}) if isinstance(result, dict) else {}
    return str(said.get(d.language, "")) if isinstance(said, dict) else ""


def _tallied(d: Draft, data: Data) -> str:
    counts = data.get("counts")
    words = STRAW_ANSWERS[d.language]
    told = (f"{words.get(name, name)}{'' if d.language == 'zh' else ' '}{n}" for name, n in (counts or {}).items())
    return ("，" if d.language == "zh" else ", ").join(told)


def _closed(d: Draft, f: Fact) -> None:
    if any(item["discussion_id"] not in d.taken_up for item in d.meeting["agenda"]):
        d.add("closing", d.words("dropped"), f)
    d.add("closing", d.words("closing", clock=d.clock(parse_moment(f.data["closed_at"]))), f)


WRITERS: dict[str, Callable[[Draft, Fact], None]] = {
    "MeetingConvened": _convened, "MeetingOpened": _opened, "AttendanceMarked": _marked,
    "DiscussionOpened": _discussion, "FloorGiven": _floor, "FloorEnded": _floor_ended, "TurnNoted": _noted,
    "HandLowered": _lowered, "StatementSubmitted": _statement, "MotionMoved": _motion("motion"),
    "MotionReworded": _motion("reworded"), "MotionWithdrawn": _motion("withdrawn"), "VoteOpened": _put,
    "VoteClosed": _voted, "DiscussionClosed": _decided, "MeetingClosed": _closed,
}
