"""Page area: rooms: a meeting as residents see it, the desk, the hall's screen, and every command of a room."""
from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, abort, g, request, url_for
from werkzeug.wrappers import Response

from consult.core.errors import Forbidden, NotFound, Refusal
from consult.meeting import policy, queries
from consult.meeting.actions import COMMANDS
from consult.meeting.models import Meeting
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.refusals import status_of
from consult.web.doorway.same_site import same_site_path
from consult.web.doorway.trying import attempt, gone_on
from consult.web.rooms import asked as room_asked
from consult.web.rooms import desk as room_desk
from consult.web.rooms import drafts as room_drafts
from consult.web.rooms import order, reading, sitting, sittings, tried
from consult.web.rooms import page as room_page
from consult.web.shell import display
from consult.web.shell.page import draw
from consult.web.wording import room as wording_room
from consult.web.wording import room_log as wording_room_log
from consult.web.wording import room_order as wording_room_order

blueprint = Blueprint("rooms", __name__, url_prefix="/c/<slug>")
Answer = str | Response | tuple[str, int]
_GLOBALS: dict[str, Any] = {
    "room_say": wording_room.say, "room_why": wording_room.why, "room_shut": wording_room.shut, "room_json": wording_room.as_json,
    "room_difference": room_drafts.difference,
    "room_moment": reading.moment_of, "room_said_in": reading.said_in,
    "room_minutes": reading.minutes_of, "room_tried": tried.tried, "room_line": wording_room_log.line,
    "room_statuses": wording_room_log.STATUSES, "room_capacities": wording_room_log.CAPACITIES,
    "room_steps": wording_room_log.STEPS, "room_kind": wording_room_order.kind, "room_decided": wording_room_order.decided,
    "room_straw": wording_room_order.straw_words,
    "room_answers": order.answers,
}
_GLOBALS |= sitting.FOR_TEMPLATES | room_asked.FOR_TEMPLATES
for _name, _function in _GLOBALS.items():
    blueprint.add_app_template_global(_function, _name)


@blueprint.get("/s/<int:id>")
@open_to("residents")
def show(id: int) -> Answer:
    """The room for residents: what is to come, what happens now, how it ended."""
    return _room(_meeting(id), only=request.args.get("part"))


@blueprint.get("/s/<int:id>/desk")
@open_to("residents")
def desk(id: int) -> Answer:
    """The facilitator's desk; with part=live only what changes."""
    return _desk(_meeting(id), request.args.to_dict(), only=request.args.get("part"))


@blueprint.get("/s/<int:id>/screen")
@open_to("residents")
def hall(id: int) -> Answer:
    """The screen in the hall."""
    meeting = _meeting(id)
    return draw("rooms/hall.html", room_page.hall(meeting, signed_in()))


@blueprint.post("/s/<int:id>/commands/<name>")
@open_to("residents")
def command(id: int, name: str) -> Answer:
    """Carry out any verb of the room from a form, then go back to the page it stood on."""
    meeting, verb = _meeting(id), COMMANDS.get(name) or abort(404)
    given = {name: value for name, value in form_values().items() if name != "draft"}
    return attempt(
        lambda: act(verb, **{**given, "meeting_id": id}), lambda refusal: _refused(meeting, name, refusal),
        lambda answer: gone_on(
            _back(id), wording_room.said(name, answer.value), forget=request.form.get("draft", "")[:80]))


def _meeting(id: int) -> Meeting:
    meeting = queries.meeting(db(), id, g.community.id)
    policy.require(signed_in(), "enter_room", meeting)
    return meeting


def _back(id: int) -> str:
    return same_site_path(request.form.get("next")) or url_for("rooms.show", id=id)


def _refused(meeting: Meeting, name: str, refusal: Refusal) -> Answer:
    if isinstance(refusal, (NotFound, Forbidden)):
        raise refusal
    tried.note(name, refusal)
    back = urlsplit(_back(meeting.id))
    if back.path == url_for("rooms.desk", id=meeting.id):
        asked = {key: values[0] for key, values in parse_qs(back.query).items()}
        return _desk(meeting, asked), status_of(refusal)
    if (page := sittings.shown_again(meeting, back.path)) is not None:
        return page, status_of(refusal)
    return _room(meeting), status_of(refusal)


def _room(meeting: Meeting, only: str | None = None) -> str:
    context = room_page.room(meeting, signed_in())
    if only == "vote":
        return draw("rooms/vote.html", context)
    page = "elder" if display.current().elder else "show"
    return draw(f"rooms/{page}.html", context)


def _desk(meeting: Meeting, asked: dict[str, Any], only: str | None = None) -> str:
    policy.require(signed_in(), "see_desk", meeting)
    page = "desk_live" if only == "live" else "desk"
    return draw(f"rooms/{page}.html", room_desk.context(meeting, signed_in(), asked))
