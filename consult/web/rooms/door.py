"""Page area: the door: a code on the screen or a sheet to check in with, and a tablet for who has no phone."""
from __future__ import annotations

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask import Response as Page
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import Forbidden, NotFound
from consult.meeting import policy, queries
from consult.meeting.actions import sittings as verbs
from consult.meeting.actions.sittings.door import hashed
from consult.meeting.models import Meeting
from consult.meeting.queries import doors
from consult.meeting.rules.sittings.door_code import MINUTES, SHEET, code_now, door_code
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on, on_form, with_words
from consult.web.rooms.sitting_forms import SeatForm
from consult.web.shell import moment_filters

blueprint = Blueprint("door", __name__, url_prefix="/c/<slug>")
Answer = str | Response | tuple[str | Page, int]


@blueprint.get("/s/<int:id>/door")
@open_to("residents")
def show(id: int) -> Answer:
    """The code for the hall's screen, which changes, and the sheet to print, which does not; tablets are let in here."""
    return _door(_run(id))


@blueprint.post("/s/<int:id>/kiosk")
@open_to("residents")
def open_kiosk(id: int) -> Answer:
    """Let a tablet check people in; its link is shown this once."""
    meeting = _run(id)
    token = act(verbs.open_kiosk, meeting_id=id).value["token"]
    if token is None:
        flash(_("平板的链接只显示一次，这一个已经显示过了。要新的，请再按一次。"), "warm")
        return redirect(url_for("door.show", id=id), code=303)
    return _door(meeting, url_for("door.kiosk", token=token, _external=True))


@blueprint.post("/s/<int:id>/kiosk/close")
@open_to("residents")
def close_kiosks(id: int) -> Answer:
    """Take every tablet's link back."""
    act(verbs.close_kiosks, meeting_id=id)
    flash(_("平板的链接收回了，要用再开。"))
    return redirect(url_for("door.show", id=id), code=303)


@blueprint.get("/s/<int:id>/in")
@open_to("residents")
def arrive(id: int) -> Answer:
    """One tap after scanning the code at the door."""
    meeting = queries.meeting(db(), id, g.community.id)
    policy.require(signed_in(), "enter_room", meeting)
    return render_template("rooms/door/arrive.html", meeting=meeting, form=SeatForm(), code=request.args.get("k", "")[:16])


@blueprint.post("/s/<int:id>/in")
@open_to("residents")
def check_in(id: int) -> Answer:
    """Present, in the hall; then into the room."""
    form, meeting = SeatForm(), queries.meeting(db(), id, g.community.id)
    code = request.form.get("code", "")
    return attempt(
        lambda: act(verbs.check_in_at_door, meeting_id=id, code=code, seat=form.seat.data or ""),
        on_form(form, lambda: render_template("rooms/door/arrive.html", meeting=meeting, form=form, code=code[:16]),
                status=status_of),
        lambda told: gone_on(url_for("rooms.show", id=id), _("签到好了，您在大厅。")))


@blueprint.get("/kiosk/<token>")
@open_to("everyone")
def kiosk(token: str) -> Answer:
    """The tablet: find your name, touch it. It keeps nothing of who touched it, and goes back by itself."""
    return _tablet(token, _found(token))


@blueprint.post("/kiosk/<token>")
@open_to("everyone")
def press_kiosk(token: str) -> Answer:
    """Somebody touched a name."""
    meeting = _found(token)
    return attempt(
        lambda: act(verbs.check_in_at_kiosk, token=token, person_id=request.form.get("person_id", "")),
        with_words(lambda words: _tablet(token, meeting, said=words)),
        lambda told: _tablet(token, meeting, said=_("签到好了，请入座。")))


def _run(id: int) -> Meeting:
    meeting = queries.meeting(db(), id, g.community.id)
    if not policy.permits(signed_in(), "run", meeting):
        raise Forbidden("not_yours_to_do", verb="run")
    return meeting


def _door(meeting: Meeting, tablet: str = "") -> str:
    secret = doors.secret(db(), meeting.id)
    addresses = {name: url_for("door.arrive", id=meeting.id, k=code, _external=True) for name, code in
                 (("screen", code_now(secret, moment_filters.now())), ("sheet", door_code(secret, SHEET)))}
    return render_template("rooms/door/show.html", meeting=meeting, addresses=addresses, tablet=tablet, minutes=MINUTES,
                           kiosks=doors.kiosks(db(), meeting.id))


def _found(token: str) -> Meeting:
    meeting = doors.meeting_of_kiosk(db(), hashed(token))
    if meeting is None or meeting.community_id != g.community.id:
        raise NotFound("kiosk")
    return meeting


def _tablet(token: str, meeting: Meeting, said: str = "") -> Page:
    words = request.args.get("q", "").strip()[:20]
    seats = doors.seats(db(), meeting.id, words)
    page = make_response(render_template("rooms/door/kiosk.html", meeting=meeting, token=token, seats=seats, said=said, q=words))
    page.headers["Cache-Control"] = "no-store"
    if said:
        page.headers["Refresh"] = f"5; url={url_for('door.kiosk', token=token)}"
    return page
