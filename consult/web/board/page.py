"""The page of one notice: who may see it, what stands on it, and what its reader may do with it."""
from __future__ import annotations

from typing import Any

from flask import g, render_template

from consult.core.errors import NotFound
from consult.publishing import policy, queries
from consult.publishing.models import Notice
from consult.publishing.rules.notice_period import kind_named
from consult.storage.event_log import all_events
from consult.web.board.forms import AnswerForm, ObjectionForm, PhotoForm, ReasonForm
from consult.web.doorway.access import actor_here, db
from consult.web.wording import board as wording_board


def to_read(id: int) -> Notice:
    """A notice that this reader may see: a prepared one is for those who read it before it hangs."""
    notice = queries.notice(db(), id, g.community.id)
    if notice.state == "prepared" and not policy.permits(actor_here(), "see_prepared", notice):
        raise NotFound("notice")
    return notice


def shown(notice: Notice, **forms: Any) -> str:
    """The page of a notice; `forms` are those that came back with something to mend."""
    actor, objections = actor_here(), queries.objections(db(), notice.id)
    running = wording_board.is_running(notice)
    blank: dict[str, Any] = {
        "objecting": ObjectionForm(formdata=None), "answering": AnswerForm(formdata=None), "answering_id": 0,
        "down": ReasonForm(formdata=None), "photographing": PhotoForm(formdata=None), "refused": "",
    }
    may_object = running and kind_named(notice.kind).objections and policy.permits(actor, "object_to_notice", notice)
    return render_template(
        "board/show.html", notice=notice, objections=objections, photos=queries.photos(db(), notice.id),
        running=running, kind=kind_named(notice.kind), story=_story(notice), may_object=may_object,
        waits=actor is not None and any(o.person_id == actor.person_id and not o.answer for o in objections),
        may_post=notice.state == "prepared" and policy.permits(actor, "post_notice", notice),
        own=actor is not None and notice.prepared_by_id == actor.person_id,
        may_write=policy.permits(actor, "prepare_notice", notice),
        may_answer=policy.permits(actor, "answer_objection", notice),
        may_photograph=notice.state != "prepared" and policy.permits(actor, "photograph_paper", notice),
        **(blank | forms),
    )


def _story(notice: Notice) -> list[Any]:
    """What happened to it that everyone may know."""
    told = {"NoticePosted", "NoticeTakenDown", "NoticePutBack"}
    return [e for e in all_events(db(), f"notice:{notice.id}") if e.name in told]
