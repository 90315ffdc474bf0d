"""The page before a term ends: what goes with the post, and what then lacks."""
from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from flask import Blueprint, g
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import policy
from consult.community import queries as register
from consult.community.models import Body, Person, Post
from consult.community.queries.seats import people_in, seated_in
from consult.community.rules.kinds import PostKind
from consult.community.rules.seats import seats
from consult.core.errors import NotFound
from consult.meeting.queries.touched import touched
from consult.web.bodies.forms import DayForm
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.meetings import body_name
from consult.web.wording.touched import Line, touched_lines

Answer = str | Response | tuple[str, int]


class EndingPage(TypedDict):
    """What bodies/ending.html is handed."""

    post: Post
    person: Person
    form: DayForm
    lines: list[Line]
    lacking: list[str]


@open_to("residents")
def ending(id: int) -> Answer:
    """What ends with a post, before its last day is said."""
    policy.require(actor_here(), "keep_register", g.community)
    post = db().get(Post, id)
    if post is None or post.community_id != g.community.id:
        raise NotFound("post")
    return draw("bodies/ending.html", EndingPage(
        post=post, person=db().get_one(Person, post.person_id), form=DayForm(ends_on=moment_filters.today().isoformat()),
        lines=_lines(post), lacking=_lacking(post)))


def _lines(post: Post) -> list[Line]:
    """Seats that go with the post, then votes and meetings that run or are called."""
    today, theirs = moment_filters.today(), [b for b in seated_in(db(), g.community.id, post.kind) if seats(b, post)]
    found = touched(db(), g.community.id, person_ids=[post.person_id], on=today)
    kept = replace(found, posts=(), seats=(), speaks_for=(), delegate_of=(), owns=(), gives_voice_of=(),
                   coming=[m for m in found.coming if m.body_id in {body.id for body in theirs}])
    return [*(Line(_("%(body)s的席位", body=body_name(body)), _("同一天空出来，要另外补人。")) for body in theirs),
            *touched_lines(kept)]


def _lacking(post: Post) -> list[str]:
    """What nobody could do, and which body would have nobody, once this post is over."""
    today, words = moment_filters.today(), []
    others = {who.id for who in register.holders(db(), g.community.id, post.kind, today)} - {post.person_id}
    if post.kind == PostKind.FACILITATOR and not others:
        words.append(_("这是最后一位主持人。以后召集会议，要另选人主持。"))
    if post.kind == PostKind.SECRETARY and not others:
        words.append(_("这是最后一位社区秘书。以后没有人写记录，也没有人管会场。"))
    return words + [_("%(body)s会一个人也没有，开不成会。", body=body_name(body)) for body in _emptied(post)]


def _emptied(post: Post) -> list[Body]:
    today, found = moment_filters.today(), []
    for body in seated_in(db(), g.community.id, post.kind):
        if seats(body, post) and people_in(db(), body, today) == {post.person_id}:
            found.append(body)
    return found


def add_to(blueprint: Blueprint) -> None:
    """Hang this page on the blueprint of bodies."""
    blueprint.add_url_rule("/posts/<int:id>/ending", "ending", ending, methods=["GET"])
