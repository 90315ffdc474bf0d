"""What the desk and the resident's page show of a room's procedure: its forms, filled where something was refused."""
from __future__ import annotations

from typing import Any

from wtforms.fields.choices import SelectChoice

from consult.matter.rules.lifecycle import Category
from consult.meeting.models import Meeting
from consult.meeting.queries import order as procedure
from consult.meeting.rules.procedure import ANSWERS, StrawKind
from consult.web.doorway.access import db
from consult.web.rooms.forms import MotionForm, ReasonForm
from consult.web.rooms.order_forms import (
    AppealForm,
    ChairForm,
    CivilityForm,
    CountForm,
    OnBehalfForm,
    ParkedProposalForm,
    ParkForm,
    PointForm,
    PostponeForm,
    RulingForm,
    SeatForm,
    SecondForm,
    StrawCountForm,
    StrawForm,
)
from consult.web.rooms.reading import Reading
from consult.web.rooms.tried import form_for
from consult.web.wording import room_order as wording_room_order
from consult.web.wording.matters import CATEGORIES

Choices = list[SelectChoice]


def desk_forms(meeting: Meeting, reading: Reading, present: Choices, voices: Choices) -> dict[str, Any]:
    """Everything the desk can write down of the procedure; `present` and `voices` are those who are there."""
    s = reading.s
    present = present + [SelectChoice(value=str(-seat.id), label=seat.shown_as)
                         for seat in procedure.floor_seats(db(), meeting.id)]
    forms: dict[str, Any] = {
        "seat": form_for(SeatForm, "raise_hand_at"), "point": form_for(PointForm, "raise_point"),
        "civility": form_for(CivilityForm, "moderate"), "count": form_for(CountForm, "count_room"),
        "straw": form_for(StrawForm, "ask_straw"), "park": form_for(ParkForm, "park"),
        "chair": form_for(ChairForm, "hand_over_chair"), "suspend": form_for(ReasonForm, "suspend"),
        "adjourn": form_for(ReasonForm, "adjourn"), "postpone": form_for(PostponeForm, "postpone_motion"),
        "close_debate": form_for(OnBehalfForm, "move_close_debate"), "second": form_for(SecondForm, "second_motion"),
        "amend": form_for(MotionForm, "move_amendment", **_words(reading)), "appeal": form_for(AppealForm, "appeal"),
    }
    forms["civility"].speaker_id.choices = forms["park"].speaker_id.choices = present
    forms["point"].speaker_id.choices = forms["appeal"].speaker_id.choices = present
    forms["appeal"].ruling_id.choices = _standing(reading)
    forms["chair"].person_id.choices = voices
    forms["amend"].mover_id.choices = forms["second"].seconder_id.choices = voices
    forms["close_debate"].speaker_id.choices = forms["postpone"].speaker_id.choices = voices
    if s["straw"] and s["straw"]["state"] == "open":
        forms["straw_count"] = form_for(StrawCountForm, "count_straw")
        forms["straw_count"].answer.choices = answers(s["straw"]["kind"])
    points = [*([s["point"]] if s["point"] else []), *s["points"]]
    forms["rulings"] = {p["point_id"]: form_for(RulingForm, "rule_on_point", belongs={"point_id": p["point_id"]})
                        for p in points}
    forms["parked"] = parked_forms(meeting, reading)
    return forms


def own_forms(meeting: Meeting, reading: Reading) -> dict[str, Any]:
    """What a resident can do of the procedure."""
    forms: dict[str, Any] = {
        "point": form_for(PointForm, "raise_point"), "park": form_for(ParkForm, "park"),
        "postpone": form_for(PostponeForm, "postpone_motion"), "appeal": form_for(AppealForm, "appeal"),
        "amend": form_for(MotionForm, "move_amendment", **_words(reading)),
    }
    forms["appeal"].ruling_id.choices = _standing(reading)
    forms["parked"] = {id: form for id, form in parked_forms(meeting, reading).items()
                       if _parked_by(reading, id) == reading.me}
    straw = reading.s["straw"]
    forms["mine"] = procedure.own_straw(db(), straw["straw_id"], reading.me) if straw else ""
    return forms


def parked_forms(meeting: Meeting, reading: Reading) -> dict[int, ParkedProposalForm]:
    """A form for each thing that is parked, filled with what was said."""
    found: dict[int, ParkedProposalForm] = {}
    for entry in reading.s["parked"]:
        form = form_for(ParkedProposalForm, "propose_parked", belongs={"parked_id": entry["parked_id"]},
                        title=entry["text"][:60], what=entry["text"])
        form["category"].choices = [SelectChoice(value=str(c), label=str(CATEGORIES[c])) for c in Category]
        found[entry["parked_id"]] = form
    return found


def _standing(reading: Reading) -> Choices:
    """The rulings that can be appealed, the newest first."""
    return [SelectChoice(value=str(r["ruling_id"]), label=f"{r['called']} {wording_room_order.KINDS[r['kind']]}")
            for r in reversed(reading.s["rulings"]) if r["state"] == "stands"]


def answers(kind: str) -> Choices:
    """What one may answer to a straw poll or a temperature."""
    return [SelectChoice(value=a, label=str(wording_room_order.ANSWERS[a])) for a in ANSWERS[StrawKind(kind)]]


def _parked_by(reading: Reading, parked_id: int) -> int:
    return int(next(entry["person_id"] for entry in reading.s["parked"] if entry["parked_id"] == parked_id))


def _words(reading: Reading) -> dict[str, Any]:
    motion = reading.motion
    return {name: motion[name] for name in ("what", "who", "by_when", "with_what")} if motion else {}
