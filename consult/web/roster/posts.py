"""The pages of posts: who holds which for how long, appointing somebody, ending a term."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Body, Person, Post
from consult.community.queries.seats import seated_in
from consult.community.rules.kinds import PostKind
from consult.community.rules.seats import GIVEN
from consult.core.errors import BadShape, NotFound
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.roster.forms import AppointForm
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.meetings import POSTS, body_name
from consult.web.wording.posts import POST_DOES
from consult.web.wording.roster import shown_day

LONGEST_SEARCH = 40
MOST_HOMES = 60
Answer = str | Response | tuple[str, int]


class AppointPage(TypedDict):
    """What roster/appoint.html is handed."""

    form: AppointForm
    person: Person
    terms: Sequence[tuple[Post, Person, Body | None]]
    given: list[PostKind]
    does: dict[str, Any]


@open_to("residents")
def posts() -> Answer:
    """Every post with its holder and term; and a search for somebody to appoint."""
    policy.require(actor_here(), "see_register", g.community)
    words, today = request.args.get("q", "").strip()[:LONGEST_SEARCH], moment_filters.today()
    return render_template(
        "roster/posts.html", terms=register.terms(db(), g.community.id, today), words=words,
        people=register.matching_people(db(), g.community.id, words) if words else [], doors=_doors(words),
    )


@open_to("residents")
def appointing(id: int) -> Answer:
    """The form for one person."""
    person = _person(id)
    return _show(AppointForm(
        starts_on=moment_filters.today().isoformat(), kind=request.args.get("kind"), body_id=request.args.get("body")), person)


@open_to("residents")
def appoint(id: int) -> Answer:
    """Give the post, or the form back."""
    form, person = AppointForm(), _person(id)
    given = {name: form[name].data or None for name in ("kind", "body_id", "grid_id", "building_id", "starts_on", "ends_on")}
    return attempt(
        lambda: act(actions.give_post, community_id=g.community.id, person_id=id, as_alternate=bool(form.as_alternate.data),
                    **given),
        on_form(form, lambda: _show(form, person)),
        lambda told: gone_on(url_for("roster.posts"), _said(form, person), forget=f"appoint-{id}"))


def _said(form: AppointForm, person: Person) -> str:
    """What was done: the post with its first day, and that the seat goes with it."""
    words = {"name": person.name, "post": POSTS[form.kind.data], "day": shown_day(date.fromisoformat(form.starts_on.data or ""))}
    if form.as_alternate.data:
        return _("%(name)s做%(post)s的候补，从%(day)s起。接任以前不在名册上。", **words)
    if seated_in(db(), g.community.id, PostKind(form.kind.data)):
        return _("%(name)s任%(post)s，从%(day)s起，同一天进名册。", **words)
    return _("%(name)s任%(post)s，从%(day)s起。", **words)


@open_to("residents")
def end_post(id: int) -> Answer:
    """End a term on a day."""
    there = url_for("roster.posts")
    return attempt(
        lambda: act(actions.end_term, community_id=g.community.id, post_id=id, ends_on=request.form.get("ends_on", "")),
        back_with_words(
            there, words=lambda refusal: _("没有改：请填一个日期，不早于任期开始的那天。"), about=(BadShape,)),
        lambda told: gone_on(there, _("任期改好了，以前的记录还在。")))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the roster."""
    blueprint.add_url_rule("/posts", "posts", posts, methods=["GET"])
    blueprint.add_url_rule("/people/<int:id>/appoint", "appointing", appointing, methods=["GET"])
    blueprint.add_url_rule("/people/<int:id>/appoint", "appoint", appoint, methods=["POST"])
    blueprint.add_url_rule("/posts/<int:id>/end", "end_post", end_post, methods=["POST"])


def _doors(words: str) -> dict[int, str]:
    """Where the people live whose names hold the words, so that two of one name can be told apart."""
    ids = register.doors(db(), g.community.id, moment_filters.today(), words=words) if words else []
    homes = register.homes(db(), ids[:MOST_HOMES], moment_filters.today())
    return {person.id: home.household.building.name + home.household.door for home in homes for person in home.residents}


def _person(id: int) -> Person:
    policy.require(actor_here(), "keep_register", g.community)
    person = db().get(Person, id)
    if person is None or person.community_id != g.community.id:
        raise NotFound("person")
    return person


def _show(form: AppointForm, person: Person) -> str:
    here: int = g.community.id
    form.kind.choices = _choices(_("请选一个职务"), [(kind.value, POSTS[kind]) for kind in GIVEN])
    form.body_id.choices = _choices(_("不在某个机构里"), [(b.id, body_name(b)) for b in register.bodies(db(), here)])
    form.grid_id.choices = _choices(_("不管某个网格"), [(grid.id, grid.name) for grid in register.grids(db(), here)], "zh-Hans")
    form.building_id.choices = _choices(
        _("不管某幢楼"), [(one.id, one.name) for one in register.buildings(db(), here)], "zh-Hans")
    return draw("roster/appoint.html", AppointPage(
        form=form, person=person, terms=register.terms(db(), here, moment_filters.today(), person_id=person.id),
        given=list(GIVEN), does=POST_DOES))


def _choices(none: str, those: list[tuple[Any, Any]], lang: str | None = None) -> list[SelectChoice]:
    written = {"lang": lang} if lang else None
    return [SelectChoice(value="", label=none), *(
        SelectChoice(value=str(id), label=name, render_kw=written) for id, name in those)]
