"""The acts of the board: write, post, take down, put back, object, answer, keep a photograph."""
from __future__ import annotations

from contextlib import closing
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from consult.core.arguments import bind
from consult.matter import queries as matters
from consult.meeting import queries as meetings
from consult.publishing import actions, policy, queries
from consult.publishing.models import Notice
from consult.publishing.rules.photographs import encoded_anew
from consult.web.board import page
from consult.web.board.forms import AnswerForm, NoticeForm, ObjectionForm, PhotoForm, ReasonForm
from consult.web.board.words import words_of_matter, words_of_meeting
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, form_values, perform
from consult.web.doorway.refusals import status_of
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.wording.refusals import say

Answer = str | Response | tuple[str, int]


def add_to(blueprint: Blueprint) -> None:
    """Hang these acts on the board."""
    for rule, view, method in (
        ("/notices/new", write, "GET"), ("/notices/new", prepare, "POST"), ("/notices/<int:id>/edit", reword, "GET"),
        ("/notices/<int:id>/edit", save, "POST"), ("/notices/<int:id>/post", post, "POST"),
        ("/notices/<int:id>/down", take_down, "POST"), ("/notices/<int:id>/up", put_back, "POST"),
        ("/notices/<int:id>/objections", object_to, "POST"),
        ("/notices/objections/<int:id>/answer", answer_objection, "POST"),
        ("/notices/<int:id>/photos", add_photo, "POST"),
    ):
        blueprint.add_url_rule(rule, view.__name__, view, methods=[method])


@open_to("residents")
def write() -> Answer:
    """The form of a notice, filled from the meeting or the matter it is about."""
    policy.require(signed_in(), "prepare_notice", g.community)
    meeting_id, no = request.args.get("meeting", type=int), request.args.get("matter", "")
    if meeting_id:
        given = words_of_meeting(meetings.meeting(db(), meeting_id, g.community.id))
    elif no:
        given = words_of_matter(matters.matter_by_no(db(), g.community.id, no))
    else:
        given = {"kind": "other"}
    return _form(NoticeForm(formdata=None, data=given))


def _form(form: NoticeForm, notice: Notice | None = None) -> str:
    return render_template("board/write.html", form=form, notice=notice)


@open_to("residents")
def prepare() -> Answer:
    """Keep what was written; it waits for a second reader."""
    policy.require(signed_in(), "prepare_notice", g.community)
    form = NoticeForm()
    return attempt(
        lambda: act(actions.prepare_notice, **{**form_values(), "community_id": g.community.id}).value,
        on_form(form, lambda: _form(form)),
        lambda made: gone_on(_address(made["notice_id"]), _("写好了，请另一个人看过再贴。"), forget="notice-new"))


@open_to("residents")
def reword(id: int) -> Answer:
    """The form with what was written."""
    notice = _to_reword(id)
    return _form(NoticeForm(formdata=None, obj=notice), notice)


@open_to("residents")
def save(id: int) -> Answer:
    """Keep the new words."""
    notice, form = _to_reword(id), NoticeForm()
    taken = {"title", "basis", "text", "days", "contact"}
    return attempt(
        lambda: act(actions.reword_notice, notice_id=id, **{k: v for k, v in form_values().items() if k in taken}),
        on_form(form, lambda: _form(form, notice)),
        lambda told: gone_on(_address(id), _("改好了，请另一个人看过再贴。")))


def _to_reword(id: int) -> Notice:
    notice = queries.notice(db(), id, g.community.id)
    policy.require(signed_in(), "prepare_notice", notice)
    return notice


def _address(id: int) -> str:
    return url_for("board.show", id=id)


def _tried(notice: Notice, verb: Any, done: str, form_name: str = "", form: Any = None, **args: Any) -> Answer:
    """Carry out a verb on the page of a notice, and come back to it with what is to mend."""
    again = on_form(form, lambda: page.shown(notice, **{form_name: form})) if form else (
        lambda refusal: (page.shown(notice, refused=say(refusal)), status_of(refusal)))
    return attempt(lambda: act(verb, **args), again, lambda told: gone_on(_address(notice.id), done))


@open_to("residents")
def post(id: int) -> Answer:
    """Hang it, as the second person who read it."""
    notice = page.to_read(id)
    policy.require(signed_in(), "post_notice", notice)
    return _tried(notice, actions.post_notice, _("贴出来了。"), notice_id=id, text_hash=request.form.get("text_hash", ""))


@open_to("residents")
def take_down(id: int) -> Answer:
    """Take it off the board."""
    notice = page.to_read(id)
    policy.require(signed_in(), "take_down_notice", notice)
    return _tried(notice, actions.take_down, _("取下来了，理由留在这里。"), "down", ReasonForm(), notice_id=id,
                  reason=request.form.get("reason", ""))


@open_to("residents")
def put_back(id: int) -> Answer:
    """Hang it again."""
    notice = page.to_read(id)
    policy.require(signed_in(), "take_down_notice", notice)
    return _tried(notice, actions.put_back, _("又贴上了。"), "down", ReasonForm(), notice_id=id,
                  reason=request.form.get("reason", ""))


@open_to("residents")
def object_to(id: int) -> Answer:
    """Object, as a resident."""
    notice = page.to_read(id)
    policy.require(signed_in(), "object_to_notice", notice)
    return _tried(notice, actions.object_to_notice, _("收到了，答复会写在这里，大家都看得到。"), "objecting",
                  ObjectionForm(), notice_id=id, text=request.form.get("text", ""))


@open_to("residents")
def answer_objection(id: int) -> Answer:
    """Answer in public."""
    objection = queries.objection(db(), id, g.community.id)
    policy.require(signed_in(), "answer_objection", objection)
    notice, form = page.to_read(objection.notice_id), AnswerForm()
    return attempt(
        lambda: act(actions.answer_objection, objection_id=id, answer=request.form.get("answer", "")),
        on_form(form, lambda: page.shown(notice, answering=form, answering_id=id)),
        lambda told: gone_on(_address(notice.id), _("答复登出来了。")))


@open_to("residents")
def add_photo(id: int) -> Answer:
    """Keep a photograph of the paper, encoded anew."""
    notice, form = page.to_read(id), PhotoForm()
    policy.require(signed_in(), "photograph_paper", notice)
    return attempt(
        lambda: _keep_photo(id, form), on_form(form, lambda: page.shown(notice, photographing=form)),
        lambda told: gone_on(_address(id), _("照片留下了。")))


def _keep_photo(id: int, form: PhotoForm) -> None:
    photograph = encoded_anew(_sent(form.photo.data))
    args = bind(actions.keep_photo, {
        "notice_id": id, "moment": form.moment.data or "put_up", "place": form.place.data or ""})
    perform("keep_photo", lambda work: actions.keep_photo(work, **{**args, "photograph": photograph}),
            {**args, "photograph": photograph.hash})


def _sent(upload: object) -> bytes:
    """The bytes of a file that was sent; none where none was, or where only words were sent in its name."""
    if not isinstance(upload, FileStorage):
        return b""
    with closing(upload):
        sent: bytes = upload.read()
        return sent
