"""Pages of volunteer posts: the list, one post, taking a slot, hours. Nobody is asked where they are registered."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from consult.core.errors import NotFound
from consult.project import actions, policy, queries
from consult.project.models import PostClaim, VolunteerHours, VolunteerPost
from consult.project.rules.categories import volunteering
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.services.forms import ClosePostForm, HoursForm, PostForm, one_of
from consult.web.services.lists import tabs
from consult.web.services.trying import Answer, press, try_form
from consult.web.shell import drafts
from consult.web.shell.page import draw
from consult.web.wording.services import purpose


@open_to("everyone")
def posts() -> Answer:
    """Every post: what, when, how many slots are left."""
    rows = queries.volunteer_posts(db(), g.community.id)
    return render_template(
        "services/posts.html", tabs=tabs(), rows=rows, minutes=queries.minutes_of(db(), [post.id for post in rows]),
        may_set=policy.permits(actor_here(), "set_post", g.community))


@open_to("residents")
def setting() -> Answer:
    """The form of a post."""
    policy.require(signed_in(), "set_post", g.community)
    return _set(PostForm(formdata=None))


@open_to("residents")
def set_post() -> Answer:
    """Set it."""
    def to(answer: dict[str, int]) -> str:
        drafts.forget_draft("post", g.community, signed_in())
        return url_for("services.post", id=answer["post_id"])

    return try_form(
        PostForm(), actions.set_post, _set, _("岗位设好了，等人来认领。"), to, community_id=g.community.id)


def _set(form: PostForm) -> str:
    one_of(form.category, [(each.code, purpose(each.code)) for each in volunteering()], _("请选一类"))
    return render_template("services/set_post.html", form=form)


@open_to("everyone")
def post(id: int) -> Answer:
    """One post; who holds a slot is for the office and for oneself."""
    return _show(_read(id), HoursForm(formdata=None))


@open_to("residents")
def take_slot(id: int) -> Answer:
    """岗位认领."""
    return press(actions.take_slot, _("认领好了，谢谢您。做完回来记一下时间。"), _address(id), post_id=_read(id).id)


@open_to("residents")
def leave_slot(id: int) -> Answer:
    """Give it back."""
    return press(actions.leave_slot, _("名额退回了。"), _address(id), post_id=_read(id).id)


@open_to("residents")
def report_hours(id: int) -> Answer:
    """Write time down."""
    found = _read(id)
    return try_form(
        HoursForm(), actions.report_hours, lambda tried: _show(found, tried), _("记下了，社区核过就算数。"),
        lambda _answer: _address(id), post_id=id)


@open_to("residents")
def decide_hours(id: int) -> Answer:
    """The office confirms time, or does not."""
    hours = db().get(VolunteerHours, id)
    if hours is None or hours.community_id != g.community.id:
        raise NotFound("volunteer_hours")
    held = db().get_one(PostClaim, hours.claim_id)
    return press(
        actions.decide_hours, _("登记好了。"), _address(held.post_id), hours_id=id,
        confirmed=request.form.get("confirmed", ""))


@open_to("residents")
def close_post(id: int) -> Answer:
    """The post is over."""
    found = _read(id)
    return try_form(
        ClosePostForm(), actions.close_post, lambda tried: _show(found, HoursForm(formdata=None)),
        _("岗位结束了。"), lambda _answer: _address(id), post_id=id)


def _read(id: int) -> VolunteerPost:
    return queries.volunteer_post(db(), id, g.community.id)


def _address(id: int) -> str:
    return url_for("services.post", id=id)


class PostPage(TypedDict):
    """What services/post.html is handed."""

    post: VolunteerPost
    form: FlaskForm
    closing: ClosePostForm
    office: bool
    slot: PostClaim | None
    hours: Sequence[VolunteerHours] | list[Any]
    minutes: int
    volunteers: Sequence[PostClaim] | list[Any]
    waiting: Sequence[VolunteerHours] | list[Any]


def _show(found: VolunteerPost, form: FlaskForm) -> str:
    actor = actor_here()
    slot = queries.slot_of(db(), found.id, actor.person_id) if actor else None
    office = policy.permits(actor, "decide_hours", found)
    return draw(
        "services/post.html", PostPage(
        post=found, form=form, closing=ClosePostForm(formdata=None), office=office,
        slot=slot if slot and slot.state == "taken" else None,
        hours=queries.hours_of(db(), [slot.id]) if slot else [], minutes=queries.minutes_of(db(), [found.id]).get(found.id, 0),
        volunteers=queries.volunteers(db(), found.id) if office else [],
        waiting=queries.hours_waiting(db(), found.id) if office else [],
    ))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of services."""
    blueprint.add_url_rule("/posts", "posts", posts, methods=["GET"])
    blueprint.add_url_rule("/posts/new", "setting", setting, methods=["GET"])
    blueprint.add_url_rule("/posts/new", "set_post", set_post, methods=["POST"])
    blueprint.add_url_rule("/posts/<int:id>", "post", post, methods=["GET"])
    blueprint.add_url_rule("/posts/<int:id>/take", "take_slot", take_slot, methods=["POST"])
    blueprint.add_url_rule("/posts/<int:id>/leave", "leave_slot", leave_slot, methods=["POST"])
    blueprint.add_url_rule("/posts/<int:id>/hours", "report_hours", report_hours, methods=["POST"])
    blueprint.add_url_rule("/posts/<int:id>/close", "close_post", close_post, methods=["POST"])
    blueprint.add_url_rule("/posts/hours/<int:id>", "decide_hours", decide_hours, methods=["POST"])
