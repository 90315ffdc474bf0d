"""What a sitting of some kind adds to the pages of its room: its order, the record, another day."""
from __future__ import annotations

from typing import Any, TypedDict

from flask_babel import lazy_gettext as later

from consult.community.queries import Seat
from consult.meeting.models import Meeting
from consult.meeting.queries import sittings as held
from consult.meeting.rules.sittings.room_steps import awaits_confirmation
from consult.web.doorway.access import db
from consult.web.rooms import sitting_forms
from consult.web.rooms.reading import Reading
from consult.web.rooms.sitting_forms import ConfirmForm, PostponeForm
from consult.web.rooms.tried import form_for

CONFIRMED: dict[str, Any] = {
    "confirmed": later("确认"), "corrected": later("要改"), "refused": later("不确认"), "not_reached": later("找不到人"),
}


class SittingPart(TypedDict):
    """What the templates of rooms/sitting want."""

    takes_questions: bool
    takes_record: bool
    confirming: bool
    confirm_form: ConfirmForm
    confirm_forms: dict[Any, Any]
    postpone_form: PostponeForm


def heard(meeting_id: int) -> dict[int, str]:
    """Everybody who spoke or wrote, by the name the room saw."""
    return held.heard(db(), meeting_id)


def expected(meeting: Meeting) -> list[Seat]:
    """Who has a part, before the meeting is opened, where no body has a list."""
    return [Seat(f"person:{p.person_id}", p.person_id, p.shown_as, "member") for p in held.parts(db(), meeting.id)]


def context(meeting: Meeting, reading: Reading) -> SittingPart:
    """What the templates of rooms/sitting want."""
    sitting = reading.s["sitting"]
    phases = (sitting["phases"] if sitting else None) or []
    allowed = {act for phase in phases for act in phase["allows"]}
    confirming = "confirm" in allowed and sitting is not None and sitting["record_read"]
    return {
        "takes_questions": "questions" in allowed, "takes_record": "confirm" in allowed,
        "confirming": awaits_confirmation(reading.s, reading.me),
        "confirm_form": form_for(sitting_forms.ConfirmForm, "confirm_record"),
        "confirm_forms": {id: form_for(sitting_forms.ConfirmForForm, "confirm_record_for", belongs={"person_id": id})
                          for id in heard(meeting.id)} if confirming else {},
        "postpone_form": form_for(sitting_forms.PostponeForm, "postpone", at="19:00"),
    }


FOR_TEMPLATES: dict[str, Any] = {"room_heard": heard, "room_confirmed": CONFIRMED}
