"""Pages of a record while it is checked: circulating, objecting, answering, replying, having a dissent recorded."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.core.errors import NotFound, Refusal
from consult.minutes import actions, queries
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, perform
from consult.web.doorway.trying import attempt, gone_on
from consult.web.minutes.editing import numbered
from consult.web.minutes.page import Answer, show_again

Verb = Callable[..., Any]


def _minutes_id(id: int) -> int:
    return queries.of_meeting(db(), id, g.community.id).id


def _done(id: int, said: str, at: str = "") -> Response:
    return gone_on(url_for("minutes.show", id=id) + at, said)


def _carry(id: int, verb: Verb, said: str, /, *, at: str = "", **given: Any) -> Answer:
    return attempt(lambda: act(verb, **given), lambda refusal: _again(id, refusal), lambda told: _done(id, said, at))


def _again(id: int, refusal: Refusal) -> Answer:
    if isinstance(refusal, NotFound):
        raise refusal
    return show_again(id, refusal)


@open_to("residents")
def circulate(id: int) -> Answer:
    """Ask those who took part whether the draft is right."""
    read_out = request.form.get("read_out", "") == "y"
    said = _("记好了：当场读过，没有异议。现在请主持人和记录人签名。") if read_out else _("发出去了，到会的人现在可以核对。")
    return _carry(id, actions.circulate, said, minutes_id=_minutes_id(id), revision=request.form.get("revision", ""),
                  hours=None if read_out else request.form.get("hours", ""), read_out=read_out)


@open_to("residents")
def reopen(id: int) -> Answer:
    """Take the draft back."""
    return _carry(id, actions.reopen, _("收回来了，可以再改。改好以后重新发给到会的人核对。"),
                  minutes_id=_minutes_id(id), reason=request.form.get("reason", ""))


@open_to("residents")
def object_to(id: int) -> Answer:
    """Say that a line is not right."""
    line = request.form.get("line_id", "")
    return _carry(id, actions.object_to_line, _("您的异议交上去了，秘书会逐条答复。"), at=f"#line-{line}",
                  minutes_id=_minutes_id(id), line_id=line, text=request.form.get("text", ""))


@open_to("residents")
def dissent(id: int) -> Answer:
    """Have one's dissent recorded below a decision."""
    return _carry(id, actions.ask_dissent, _("您的不同意见写进记录了，照您的原话。"), minutes_id=_minutes_id(id),
                  line_id=request.form.get("line_id", ""), text=request.form.get("text", ""))


@open_to("residents")
def withdraw_objection(id: int, objection: int) -> Answer:
    """Take one's objection back."""
    return _carry(id, actions.withdraw_objection, _("异议撤回了。"), objection_id=_objection_of(id, objection))


@open_to("residents")
def answer_objection(id: int, objection: int) -> Answer:
    """Accept an objection, or answer why not."""
    accept = request.form.get("accept", "") == "yes"
    said = _("改好了，这一条记为已采纳。") if accept else _("答复记下了，会随记录一起公布。")
    return _carry(id, actions.answer_objection, said, objection_id=_objection_of(id, objection), accept=accept,
                  answer=request.form.get("answer", ""), new_text=request.form.get("new_text", "") if accept else "")


def _objection_of(id: int, objection: int) -> int:
    found, minutes = queries.objection(db(), objection, g.community.id)
    if minutes.meeting_id != id:
        raise NotFound("minutes")
    return found.id


@open_to("residents")
def reply(id: int) -> Answer:
    """Confirm the record, or refuse to with a reason."""
    confirm = request.form.get("confirm", "") == "yes"
    said = _("谢谢，记下了：核对无误。") if confirm else _("记下了，连同您的理由。")
    return _carry(id, actions.reply, said, minutes_id=_minutes_id(id), confirm=confirm,
                  reason="" if confirm else request.form.get("reason", ""))


@open_to("residents")
def own_words(id: int) -> Answer:
    """Put one's own words right in the record of a hearing."""
    args: dict[str, Any] = {"minutes_id": _minutes_id(id), "texts": numbered(request.form, "line_")}
    signed_in()
    return attempt(
        lambda: perform("correct_own_words", lambda work: actions.correct_own_words(work, **args), args),
        lambda refusal: _again(id, refusal), lambda told: _done(id, _("您的话改好了，记为“更正后确认”。")))


@open_to("residents")
def not_reached(id: int) -> Answer:
    """Note that somebody could not be reached."""
    return _carry(id, actions.mark_not_reached, _("记下了：没有联系上。"), minutes_id=_minutes_id(id),
                  person_id=request.form.get("person_id", ""))


def add_to(blueprint: Blueprint) -> None:
    """Hang these acts on the blueprint of minutes."""
    base = "/s/<int:id>/minutes"
    for path, view in (
        ("circulate", circulate), ("reopen", reopen), ("object", object_to), ("dissent", dissent),
        ("objections/<int:objection>/withdraw", withdraw_objection),
        ("objections/<int:objection>/answer", answer_objection),
        ("reply", reply), ("own-words", own_words), ("not-reached", not_reached),
    ):
        blueprint.add_url_rule(f"{base}/{path}", view.__name__, view, methods=["POST"])


