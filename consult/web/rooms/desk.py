"""What the desk shows: who is there, what can be done now and why the rest cannot, what comes later."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import g, url_for
from wtforms.fields.choices import SelectChoice

from consult.ballot import queries as ballots
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.secrecy import SECRET, K, ways
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import queries as register
from consult.community.models import Person
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.meeting.queries.bases import foreseen_base
from consult.meeting.queries.sittings import kind_of_meeting
from consult.meeting.rules.next_steps import big_step, desk_steps, outcomes
from consult.meeting.rules.room_order import ATTENDEES_KEPT
from consult.meeting.rules.room_state import picked
from consult.web.doorway.access import db
from consult.web.rooms import sitting
from consult.web.rooms.forms import (
    AttendanceForm,
    HandForForm,
    HandsForm,
    MotionForm,
    NoteForm,
    OutcomeForm,
    ReasonForm,
)
from consult.web.rooms.order import desk_forms
from consult.web.rooms.page import RoomPart, shared
from consult.web.rooms.reading import Reading
from consult.web.rooms.tried import form_for
from consult.web.shell import moment_filters
from consult.web.wording import votes as wording_votes
from consult.web.wording.roll_health import Health, health_of_sitting


@dataclass(frozen=True)
class Row:
    """One line of the roll."""

    person_id: int
    called: str
    capacity: str
    voting: bool
    status: str
    channel: str | None
    where: str
    seat: str
    turns: int

    def matches(self, words: str) -> bool:
        """Whether the name or the seat holds what was searched for."""
        return words in self.called or (bool(self.seat) and words == self.seat)


class VotePart(TypedDict):
    """The vote at the desk."""

    hands: bool
    hands_form: HandsForm | None
    hands_counted: int
    may_raise_hands: bool
    voting: bool
    may_be_secret: bool
    turnout: int
    rule_name: str
    citation: str
    binding: Any
    passes_when: list[str]
    counts_present: bool


class DeskForms(TypedDict):
    """The small forms of the desk."""

    hand_for: HandForForm
    move_form: MotionForm
    noted: Any
    of: dict[str, Any]
    reword_form: MotionForm
    note_form: NoteForm | None
    end_form: OutcomeForm
    ends: dict[Any, Any]
    hand_forms: dict[Any, Any]


class DeskPage(RoomPart, VotePart, DeskForms, sitting.SittingPart):
    """What rooms/desk.html and desk_live.html are handed."""

    rows: list[Row]
    q: str
    others: list[Person]
    listed: list[Any]
    marking: tuple[Row, AttendanceForm] | None
    steps: dict[Any, Any]
    blocked: list[Any]
    big: str
    back: str
    health: Health | None


def context(meeting: Meeting, actor: Actor, asked: Mapping[str, str]) -> DeskPage:
    """Everything the desk shows; `asked` may search the roll (q) and name whom to mark (who)."""
    common = shared(meeting, actor, kind="desk")
    reading: Reading = common["r"]
    rows, q = _rows(meeting, reading), asked.get("q", "").strip()[:40]
    steps = desk_steps(reading.s, reading.now)
    return {
        **common, "rows": rows, "q": q, "others": _others(rows, q), "listed": [r for r in rows if r.matches(q)],
        "marking": _marking(rows, asked.get("who", "")), "steps": {step.name: step for step in steps},
        "blocked": [step for step in steps if not step.legal], "big": big_step(reading.s, reading.now),
        "back": url_for("rooms.desk", id=meeting.id, q=q or None),
        "health": _health(meeting, reading), **_vote(meeting, reading), **_forms(meeting, reading, rows),
        **sitting.context(meeting, reading),
    }


def _health(meeting: Meeting, reading: Reading) -> Health | None:
    """How many of the roll could come, before the sitting opens."""
    if meeting.state != "convened":
        return None
    kind = kind_of_meeting(db(), meeting.id)
    return health_of_sitting(foreseen_base(db(), meeting, kind, _rule(meeting, reading), moment_filters.today()))


def _rows(meeting: Meeting, reading: Reading) -> list[Row]:
    if not reading.s["attendees"]:
        day = local_date(meeting.starts_at, g.community.timezone)
        return [Row(seat.person_id, seat.shown_as, seat.capacity, True, "expected", None, "", "", 0)
                for seat in register.roll_of(db(), meeting.body, day) or sitting.expected(meeting)]
    if len(reading.s["attendees"]) >= ATTENDEES_KEPT:
        return _all_rows(meeting, reading)
    rows = [
        Row(int(id), p["called"], p["capacity"], p["voting"], p["status"], p["channel"],
            reading.whereabouts(int(id), p["channel"]), p["seat"], p["turns"])
        for id, p in reading.s["attendees"].items() if p["capacity"] != "seat"
    ]
    return sorted(rows, key=lambda row: not row.voting)


def _all_rows(meeting: Meeting, reading: Reading) -> list[Row]:
    """Everyone, from the tables: a room's state does not carry so many."""
    talk = reading.s["discussion"]
    turns = meetings.turns_taken(db(), talk["id"]) if talk else {}
    return [
        Row(a.person_id, a.shown_as, a.capacity, a.voting, a.status, a.channel,
            reading.whereabouts(a.person_id, a.channel), a.seat, turns.get(a.person_id, 0))
        for a in meetings.attendees(db(), meeting.id)
    ]


def _others(rows: list[Row], q: str) -> list[Person]:
    """People of the community who are not in the room yet and whose name holds what was searched for."""
    if not q:
        return []
    known = {row.person_id for row in rows}
    return [p for p in register.matching_people(db(), g.community.id, q) if p.id not in known][:8]


def _marking(rows: list[Row], who: str) -> tuple[Row, AttendanceForm] | None:
    row = next((r for r in rows if str(r.person_id) == who), None)
    if row is None:
        return None
    now = {"status": "present" if row.status == "expected" else row.status, "seat": row.seat, "channel": row.channel or "hall"}
    return row, form_for(AttendanceForm, "mark_attendance", belongs={"person_id": row.person_id}, **now)


def _vote(meeting: Meeting, reading: Reading) -> VotePart:
    ballot = reading.s["ballot"]
    open_id = ballot["ballot_id"] if ballot is not None and ballot["state"] == "open" else 0
    live = open_id > 0
    rule = _rule(meeting, reading)
    hands = live and ballots.ballot(db(), open_id, meeting.community_id).way == "hands"
    return {
        "hands": hands, "hands_form": form_for(HandsForm, "count_hands") if hands else None,
        "hands_counted": len(ballots.hand_counts(db(), open_id)) if hands else 0,
        "may_raise_hands": rule.secrecy != SECRET,
        "voting": live, "may_be_secret": rule.secrecy != SECRET and SECRET in ways(rule) and reading.s["present"] >= K,
        "turnout": ballots.turnout(db(), open_id) if live else 0,
        "rule_name": wording_votes.rule_name(rule), "citation": wording_votes.citation(rule),
        "binding": wording_votes.BINDINGS[rule.binding], "passes_when": wording_votes.passes_when(rule),
        "counts_present": bool(rule.threshold and rule.threshold.base == "present"),
    }


def _rule(meeting: Meeting, reading: Reading) -> VoteRule:
    ballot = reading.s["ballot"]
    if ballot:
        return read_rule(ballot["rule"])
    return ballots.rule_for(meeting.vote_rule, local_date(meeting.starts_at, g.community.timezone), db=db(),
                            community_id=meeting.community_id)


def _forms(meeting: Meeting, reading: Reading, rows: list[Row]) -> DeskForms:
    here = [row for row in rows if row.status == "present"]
    turn = reading.s["turn"] or (reading.s["turns"][-1] if reading.s["turns"] else None)
    motion = reading.motion
    words: dict[str, Any] = picked(motion, "what", "who", "by_when", "with_what") if motion else {}
    hand_for, move = form_for(HandForForm, "raise_hand_for"), form_for(MotionForm, "move_motion")
    hand_for.person_id.choices = _people(here)
    move.mover_id.choices = _people([row for row in here if row.voting])
    return {
        "hand_for": hand_for, "move_form": move, "noted": turn,
        "of": desk_forms(meeting, reading, _people(here), _people([row for row in here if row.voting])),
        "reword_form": form_for(MotionForm, "reword_motion", **words),
        "note_form": form_for(NoteForm, "note_turn", belongs={"turn_id": turn["turn_id"]},
                              text=turn.get("text", "")) if turn else None,
        "end_form": _end_form(meeting, reading), "ends": {end.name: end for end in outcomes(reading.s)},
        "hand_forms": {hand["hand_id"]: form_for(ReasonForm, "give_floor", belongs={"hand_id": hand["hand_id"]})
                       for hand in reading.s["queue"]},
    }


def _people(rows: list[Row]) -> list[SelectChoice]:
    return [SelectChoice(value="", label="—"), *(SelectChoice(value=str(r.person_id), label=r.called) for r in rows)]


def _end_form(meeting: Meeting, reading: Reading) -> OutcomeForm:
    motion = reading.motion
    passed = motion is not None and motion["state"] == "passed"
    filled: dict[str, Any] = {"outcome": "adopted", "owner": motion["who"], "due_on": motion["by_when"]} if passed and motion else {}
    form = form_for(OutcomeForm, "close_discussion", **filled)
    others = [b for b in register.bodies(db(), g.community.id) if b.id != meeting.body_id]
    form.escalated_to.choices = [SelectChoice(value="", label="—")] + [
        SelectChoice(value=str(body.id), label=body.name) for body in others]
    return form
