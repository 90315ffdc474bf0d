"""Page area: minutes: the record, and its editor. Checking, signing and papers are in modules of their own."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import BadShape, Refusal, RuleBroken
from consult.meeting import queries as meetings
from consult.minutes import actions, policy, queries
from consult.minutes.actions.editing import mark_of, tidy
from consult.minutes.models import Minutes
from consult.web.doorway.access import db, open_to, signed_in, store
from consult.web.doorway.acting import act, perform
from consult.web.doorway.trying import attempt, with_words
from consult.web.minutes import checking, editing, papers, signing
from consult.web.minutes.editing import Typed
from consult.web.minutes.page import Answer, bad_or_not_now, record_of, refused_words, show_record
from consult.web.shell import drafts, moment_filters, moments
from consult.web.wording.record import PROSE, jumps, record_word
from consult.web.wording.refusals import say, say_field

blueprint = Blueprint("minutes", __name__, url_prefix="/c/<slug>")
blueprint.add_app_template_global(record_word, "record_word")
checking.add_to(blueprint)
signing.add_to(blueprint)
papers.add_to(blueprint)


@blueprint.get("/s/<int:id>/minutes")
@open_to("everyone")
def show(id: int) -> Answer:
    """The record once it is published; before that its draft, for those who may see it."""
    meeting = meetings.meeting(db(), id, g.community.id)
    return show_record(meeting, record_of(meeting))


@blueprint.get("/s/<int:id>/minutes/edit")
@open_to("residents")
def edit(id: int) -> Answer:
    """The editor, one part at a time."""
    minutes = _to_edit(id)
    if minutes.state != "draft":
        return redirect(url_for("minutes.show", id=id), code=303)
    divided = editing.parts(minutes.lines)
    part = min(max(request.args.get("part", 1, type=int), 1), len(divided))
    return _editor(minutes, editing.as_saved(divided[part - 1]), part)


@blueprint.post("/s/<int:id>/minutes/edit")
@open_to("residents")
def save(id: int) -> Answer:
    """Save what was changed; when somebody saved before, show both and lose nothing."""
    minutes, typed = _to_edit(id), editing.read(request.form)
    if problems := editing.checked(typed):
        return _typed_again(minutes, typed, problems), 400
    args: dict[str, Any] = {
        "minutes_id": minutes.id, "revision": typed.revision, "texts": typed.touched,
        "added": tidy(typed.added), "bases": dict(typed.bases),
    }
    return attempt(
        lambda: perform("edit", lambda work: actions.edit(work, **args), args),
        lambda refusal: _not_saved(id, minutes, typed, refusal), lambda told: _saved(id, minutes, typed))


def _not_saved(id: int, minutes: Minutes, typed: editing.Typed, refusal: Refusal) -> Answer:
    if isinstance(refusal, BadShape):
        return _typed_again(minutes, typed, refusal.fields), 400
    if isinstance(refusal, RuleBroken):
        return _typed_again(
            _as_it_is_now(id), typed, {}, refused=_why(refusal), meanwhile=refusal.code == "edited_meanwhile",
        ), 409
    raise refusal


def _saved(id: int, minutes: Minutes, typed: editing.Typed) -> Answer:
    part = editing.part_of(minutes, min(typed.texts, default=0))
    drafts.forget_draft(f"minutes-{id}-{part}", g.community, signed_in())
    if request.form.get("then") == "quiet":
        return _saved_quietly(id)
    flash(_("保存好了。"))
    return redirect(_after_saving(id, part), code=303)


def _saved_quietly(id: int) -> Response:
    """What the page needs to go on from: the revision, and the marks of the texts as they are saved now."""
    minutes = _as_it_is_now(id)
    return jsonify(
        revision=minutes.revision, said=_("%(time)s自动保存", time=moments.clock(moment_filters.now(), zone=moment_filters.zone())),
        bases={line.id: mark_of(line.text) for line in minutes.lines})


@blueprint.post("/s/<int:id>/minutes/lines")
@open_to("residents")
def add_line(id: int) -> Answer:
    """Add a line of prose anywhere."""
    return _arranged(id, actions.add_line, after=request.form.get("after", ""), kind=request.form.get("kind", ""),
                     text=request.form.get("text", ""))


@blueprint.post("/s/<int:id>/minutes/lines/<int:line>/merge")
@open_to("residents")
def merge_line(id: int, line: int) -> Answer:
    """Join a line of prose to the one above it."""
    return _arranged(id, actions.merge_up, line_id=line)


@blueprint.post("/s/<int:id>/minutes/lines/<int:line>/move")
@open_to("residents")
def move_line(id: int, line: int) -> Answer:
    """Move a line of prose one place."""
    return _arranged(id, actions.move_line, line_id=line, up=request.form.get("way", "") == "up")


def _arranged(id: int, verb: Any, **given: Any) -> Answer:
    minutes = _to_edit(id)
    return attempt(
        lambda: act(verb, minutes_id=minutes.id, revision=request.form.get("revision", ""), **given),
        with_words(lambda words: _editor_again(id, words, given), words=refused_words, status=bad_or_not_now),
        lambda answer: _arranged_at(id, answer.value.get("line_id", given.get("line_id", 0))))


def _editor_again(id: int, words: str, given: dict[str, Any]) -> str:
    now = _as_it_is_now(id)
    divided = editing.parts(now.lines)
    part = min(max(request.form.get("part", 1, type=int), 1), len(divided))
    return _editor(now, editing.as_saved(divided[part - 1]), part, refused=words, new_line=given)


def _arranged_at(id: int, line_id: int) -> Answer:
    flash(_("保存好了。"))
    part = editing.part_of(_as_it_is_now(id), line_id)
    return redirect(url_for("minutes.edit", id=id, part=part) + f"#line-{line_id}", code=303)


def _to_edit(id: int) -> Minutes:
    minutes = queries.of_meeting(db(), id, g.community.id)
    policy.require(signed_in(), "edit", minutes)
    return minutes


def _as_it_is_now(id: int) -> Minutes:
    with store().read() as now:
        return queries.of_meeting(now, id, g.community.id)


def _why(refusal: RuleBroken) -> str:
    if refusal.code == "not_now":
        return _("记录刚刚发给大家核对了，现在不能再改。您写的还在下面，可以抄下来，收回草稿以后再改。")
    return say(refusal)


def _after_saving(id: int, part: int) -> str:
    then = request.form.get("then", "")
    if then == "look":
        return url_for("minutes.show", id=id)
    return url_for("minutes.edit", id=id, part=part + 1 if then == "next" else part)


def _typed_again(minutes: Minutes, typed: Typed, problems: Mapping[str, str], **said_above: Any) -> str:
    said = {name: say_field(problem) for name, problem in problems.items()}
    lines = editing.as_typed(minutes, typed, said)
    part = editing.part_of(minutes, min(typed.texts, default=0))
    return _editor(minutes, lines, part, added=typed.added, added_problem=said.get("added", ""), **said_above)


def _editor(minutes: Minutes, lines: list[editing.EditedLine], part: int, **more: Any) -> str:
    divided = editing.parts(minutes.lines)
    return render_template(
        "minutes/edit.html", minutes=minutes, lines=lines, part=part, parts=len(divided), jumps=jumps(minutes.lines),
        part_of={line.id: n for n, listed in enumerate(divided, start=1) for line in listed},
        own_words=actions.IN_THEIR_OWN_WORDS, prose_kinds=PROSE,
        **({"refused": "", "meanwhile": False, "new_line": {}, "added": "", "added_problem": ""} | more),
    )


