"""What the pages of residents and of the hall show: the folded room, the reader's own part in it, the open vote."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

from flask import g, url_for

from consult.ballot import queries as ballots
from consult.ballot.models import Ballot, CastBallot, RollEntry
from consult.ballot.rules.reading import read_rule
from consult.ballot.rules.vote_rule import VoteRule
from consult.community import queries as register
from consult.community.queries import Seat
from consult.core.actor import Actor
from consult.core.clock import local_date
from consult.core.events import plain
from consult.meeting import policy, queries
from consult.meeting.models import Meeting
from consult.meeting.queries import order as procedure
from consult.meeting.rules.own_steps import bar_mode
from consult.meeting.rules.room_state import picked
from consult.meeting.rules.steps import Step
from consult.minutes import policy as minutes_policy
from consult.minutes import queries as minutes
from consult.web.doorway.access import db
from consult.web.rooms import sitting
from consult.web.rooms.forms import MotionForm, NoteForm, StatementForm
from consult.web.rooms.order import own_forms
from consult.web.rooms.presses import filled
from consult.web.rooms.reading import Reading
from consult.web.rooms.tried import form_for
from consult.web.shell import display, moment_filters
from consult.web.wording import room as wording_room
from consult.web.wording import votes as wording_votes
from consult.web.wording.room_order import PRESSES, Press


@dataclass(frozen=True)
class OpenVote:
    """The ballot that is open: its rule in words, the reader's voices with what each says now, how many were given."""

    ballot: Ballot
    rule: VoteRule
    voices: list[tuple[RollEntry, CastBallot | None]]
    turnout: int

    @property
    def passes(self) -> str:
        """How many votes pass it."""
        joint = " " if display.language() == "en" else ""
        return wording_votes.needed_now(self.rule, self.ballot) or joint.join(wording_votes.passes_when(self.rule))

    @property
    def citation(self) -> str:
        """Where its rule comes from."""
        return wording_votes.citation(self.rule)


class RoomPart(TypedDict):
    """What every page of a room is handed."""

    meeting: Meeting
    r: Reading
    at_desk: bool
    start: dict[str, Any]
    words: dict[str, Any]


class OwnForms(TypedDict):
    """The small forms of a resident."""

    note_form: NoteForm
    statement_form: StatementForm
    motion_form: MotionForm
    reword_form: MotionForm


class RoomPage(RoomPart, OwnForms, sitting.SittingPart):
    """What rooms/show.html, elder.html and vote.html are handed."""

    steps: dict[str, Step]
    bar: str
    vote: OpenVote | None
    helping: bool
    roll: list[Seat] | list[Any]
    record: bool
    of: dict[str, Any]
    presses: dict[str, Press]
    filled: dict[str, Any]


class HallPage(RoomPart):
    """What rooms/hall.html is handed."""

    turnout: int
    address: str


def room(meeting: Meeting, actor: Actor) -> RoomPage:
    """Everything the resident's page shows."""
    common = shared(meeting, actor, kind="room")
    reading: Reading = common["r"]
    steps = reading.steps
    calls = queries.help_calls(db(), meeting.id) if meeting.state == "open" else []
    return {
        **common, "steps": steps, "bar": bar_mode(steps), "vote": _open_vote(reading, actor),
        "helping": any(call.person_id == actor.person_id for call in calls),
        "roll": _roll(meeting) if meeting.state == "convened" else [],
        "record": _record(meeting, actor), **_forms(reading), **sitting.context(meeting, reading),
        "of": own_forms(meeting, reading), "presses": PRESSES, "filled": filled(reading.s, reading.me),
    }


def hall(meeting: Meeting, actor: Actor) -> HallPage:
    """Everything the hall's screen shows."""
    common = shared(meeting, actor, kind="hall")
    ballot = common["r"].s["ballot"]
    open_id = ballot["ballot_id"] if ballot is not None and ballot["state"] == "open" else 0
    common["start"]["me"] = 0  # a screen for everyone is nobody's own
    return {**common, "turnout": ballots.turnout(db(), open_id) if open_id else 0,
            "address": url_for("rooms.show", id=meeting.id, _external=True)}


def shared(meeting: Meeting, actor: Actor, *, kind: str) -> RoomPart:
    """What every page of a room begins with: its state, folded for this reader, and what its script needs."""
    at_desk = policy.permits(actor, "see_desk", meeting)
    epoch, seq, state = queries.room_state(db(), meeting.id, desk=at_desk)
    state = procedure.with_own_row(db(), meeting.id, actor.person_id, state)
    reading = Reading(state, actor.person_id, moment_filters.now())
    return {
        "meeting": meeting, "r": reading, "at_desk": at_desk,
        "start": start(meeting, reading, kind=kind, epoch=epoch, seq=seq), "words": wording_room.for_scripts(),
    }


def start(meeting: Meeting, reading: Reading, *, kind: str, epoch: int, seq: int) -> dict[str, Any]:
    """What the page's script begins with: the state it was drawn from and where that stands in the log."""
    return {
        "kind": kind, "meeting_id": meeting.id, "epoch": epoch, "seq": seq, "state": reading.s,
        "me": reading.me, "now": plain(reading.now), "lang": display.language(), "zone": g.community.timezone,
        "urls": {
            "vote": url_for("rooms.show", id=meeting.id, part="vote"),
            "live": url_for("rooms.desk", id=meeting.id, part="live"),
            "result": url_for("ballots.result", id=0),
            "sign_in": url_for("front.sign_in", next=url_for("rooms.show", id=meeting.id)),
        },
    }


def _open_vote(reading: Reading, actor: Actor) -> OpenVote | None:
    found = reading.s["ballot"]
    if found is None or found["state"] != "open":
        return None
    ballot = ballots.ballot(db(), found["ballot_id"], g.community.id)
    voices = [
        (voice, ballots.own_cast(db(), ballot.id, voice.voter_key))
        for voice in ballots.voices(db(), ballot.id, actor.person_id)
    ]
    return OpenVote(ballot, read_rule(ballot.rule), voices, ballots.turnout(db(), ballot.id))


def _roll(meeting: Meeting) -> list[register.Seat]:
    return register.roll_of(db(), meeting.body, local_date(meeting.starts_at, g.community.timezone))


def _record(meeting: Meeting, actor: Actor) -> bool:
    """Whether there are minutes that this reader may see."""
    if meeting.state != "closed":
        return False
    state = minutes.state_of(db(), meeting.id)
    return state == "published" or (bool(state) and (
        minutes_policy.permits(actor, "see_draft", g.community) or minutes.is_asked(db(), meeting.id, actor.person_id)))


def _forms(reading: Reading) -> OwnForms:
    turn, motion = reading.s["turn"], reading.motion
    noted = turn.get("text", "") if turn and reading.own.speaks else ""
    words: dict[str, Any] = picked(motion, "what", "who", "by_when", "with_what") if motion else {}
    return {
        "note_form": form_for(NoteForm, "note_turn", text=noted),
        "statement_form": form_for(StatementForm, "submit_statement"),
        "motion_form": form_for(MotionForm, "move_motion"),
        "reword_form": form_for(MotionForm, "reword_motion", **words),
    }
