"""Page area: minutes: the public record, the editor, publishing."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import BadShape, NotFound, RuleBroken
from consult.meeting import queries as meetings
from consult.meeting.models import Meeting
from consult.minutes import actions, policy, queries
from consult.minutes.models import Minutes
from consult.resolution import queries as resolutions
from consult.web import drafts, record_editing
from consult.web.access import actor_here, db, open_to, signed_in, store
from consult.web.acting import act, perform
from consult.web.record_editing import Typed
from consult.web.wording import say, say_field
from consult.web.wording_record import jumps

blueprint = Blueprint("minutes", __name__, url_prefix="/c/<slug>")
Answer = str | Response | tuple[str, int]


@blueprint.get("/s/<int:id>/minutes")
@open_to("everyone")
def show(id: int) -> Answer:
    """The record once it is published; before that its draft, for those who may see it."""
    meeting = meetings.meeting(db(), id, g.community.id)
    return _show(meeting, _record_of(meeting))


def _record_of(meeting: Meeting) -> Minutes | None:
    """The record as far as this reader may see it."""
    try:
        minutes = queries.of_meeting(db(), meeting.id, g.community.id)
    except NotFound:
        return None
    shown = minutes.state == "published" or policy.permits(actor_here(), "see_draft", minutes)
    return minutes if shown else None


def _show(meeting: Meeting, minutes: Minutes | None, refused: str = "") -> str:
    if minutes is None:
        return render_template("minutes/not_yet.html", meeting=meeting)
    return render_template(
        "minutes/show.html", meeting=meeting, minutes=minutes, refused=refused, jumps=jumps(minutes.lines),
        may_edit=minutes.state == "draft" and policy.permits(actor_here(), "edit", minutes),
        puts=meetings.motions_put(db(), [d.id for d in meeting.discussions]),
        entries=resolutions.entries_of_meeting(db(), meeting.id),
    )


@blueprint.get("/s/<int:id>/minutes/edit")
@open_to("residents")
def edit(id: int) -> Answer:
    """The editor, one part at a time."""
    minutes = _to_edit(id)
    if minutes.state == "published":
        return redirect(url_for("minutes.show", id=id), code=303)
    divided = record_editing.parts(minutes.lines)
    part = min(max(request.args.get("part", 1, type=int), 1), len(divided))
    return _editor(minutes, record_editing.as_saved(divided[part - 1]), part)


@blueprint.post("/s/<int:id>/minutes/edit")
@open_to("residents")
def save(id: int) -> Answer:
    """Save what was changed; when somebody saved before, show both and lose nothing."""
    minutes, typed = _to_edit(id), record_editing.read(request.form)
    if problems := record_editing.checked(typed):
        return _typed_again(minutes, typed, problems), 400
    args: dict[str, Any] = {
        "minutes_id": minutes.id, "revision": typed.revision, "texts": typed.touched,
        "added": record_editing.tidy(typed.added),
    }
    try:
        perform("edit", lambda work: actions.edit(work, **args), args)
    except BadShape as refusal:
        return _typed_again(minutes, typed, refusal.fields), 400
    except RuleBroken as refusal:
        return _typed_again(
            _as_it_is_now(id), typed, {}, refused=_why(refusal), meanwhile=refusal.code == "edited_meanwhile",
        ), 409
    part = record_editing.part_of(minutes, min(typed.texts, default=0))
    drafts.forget_draft(f"minutes-{id}-{part}", g.community, signed_in())
    flash(_("保存好了。"))
    return redirect(_after_saving(id, part), code=303)


def _to_edit(id: int) -> Minutes:
    minutes = queries.of_meeting(db(), id, g.community.id)
    policy.require(signed_in(), "edit", minutes)
    return minutes


def _as_it_is_now(id: int) -> Minutes:
    with store().read() as now:
        return queries.of_meeting(now, id, g.community.id)


def _why(refusal: RuleBroken) -> str:
    if refusal.code == "not_now":
        return _("记录刚刚公布了，不能再改。您写的还在下面，可以抄下来另作补充。")
    return say(refusal)


def _after_saving(id: int, part: int) -> str:
    then = request.form.get("then", "")
    if then == "look":
        return url_for("minutes.show", id=id)
    return url_for("minutes.edit", id=id, part=part + 1 if then == "next" else part)


def _typed_again(minutes: Minutes, typed: Typed, problems: Mapping[str, str], **said_above: Any) -> str:
    said = {name: say_field(problem) for name, problem in problems.items()}
    lines = record_editing.as_typed(minutes, typed, said)
    part = record_editing.part_of(minutes, min(typed.texts, default=0))
    return _editor(minutes, lines, part, added=typed.added, added_problem=said.get("added", ""), **said_above)


def _editor(minutes: Minutes, lines: list[record_editing.EditedLine], part: int, **more: Any) -> str:
    divided = record_editing.parts(minutes.lines)
    return render_template(
        "minutes/edit.html", minutes=minutes, lines=lines, part=part, parts=len(divided), jumps=jumps(minutes.lines),
        part_of={line.id: n for n, listed in enumerate(divided, start=1) for line in listed},
        own_words=actions.IN_THEIR_OWN_WORDS, **({"meanwhile": False} | more),
    )


@blueprint.post("/s/<int:id>/minutes/publish")
@open_to("residents")
def publish(id: int) -> Answer:
    """Publish the record for everyone; from here on it does not change."""
    minutes = _to_edit(id)
    try:
        answer = act(actions.publish, minutes_id=minutes.id, revision=request.form.get("revision", ""))
    except RuleBroken as refusal:
        words = _("刚才有人又改过，请把最新的再看一遍，再公布。") if refusal.code == "edited_meanwhile" else say(refusal)
        return _show(meetings.meeting(db(), id, g.community.id), _as_it_is_now(id), refused=words), 409
    flash(_("公布了，编号%(number)s。", number=answer.value["number"]))
    return redirect(url_for("minutes.show", id=id), code=303)
