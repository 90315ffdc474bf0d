"""The pages of posts: who holds which for how long, appointing somebody, ending a term."""
from __future__ import annotations

from datetime import date

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Body, Community, Person
from consult.community.rules.kinds import PostKind
from consult.core.errors import BadShape, NotFound, Refusal
from consult.storage.work import Work
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.roster.forms import AppointForm
from consult.web.shell import moment_filters
from consult.web.wording.meetings import POSTS, body_name
from consult.web.wording.roster import shown_day

NOT_APPOINTED = (PostKind.HOUSEHOLD_REPRESENTATIVE,)
"""The household itself sends its representative."""
IN_A_BODY = (PostKind.COUNCIL_MEMBER,)
BACKWARDS = "ends_before_it_starts"
LONGEST_SEARCH = 40
MOST_HOMES = 60
Answer = str | Response | tuple[str, int]


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
    return _show(AppointForm(starts_on=moment_filters.today().isoformat()), person)


@open_to("residents")
def appoint(id: int) -> Answer:
    """Give the post, or the form back."""
    form, person = AppointForm(), _person(id)
    given = {"kind": form.kind.data, "body_id": form.body_id.data or None, "starts_on": form.starts_on.data,
             "ends_on": form.ends_on.data or None}
    return attempt(
        lambda: act(give_post, community_id=g.community.id, person_id=id, **given),
        lambda refusal: _again(form, person, refusal),
        lambda told: gone_on(url_for("roster.posts"), _(
            "%(name)s任%(post)s，从%(day)s起。", name=person.name, post=POSTS[form.kind.data],
            day=shown_day(date.fromisoformat(form.starts_on.data or ""))), forget=f"appoint-{id}"))


def _again(form: AppointForm, person: Person, refusal: Refusal) -> Answer:
    def shown() -> str:
        if isinstance(refusal, BadShape) and refusal.fields.get("ends_on") == BACKWARDS:
            form.ends_on.errors = [_("任期不能在开始以前结束。")]
        return _show(form, person)
    return on_form(form, shown)(refusal)


@open_to("residents")
def end_post(id: int) -> Answer:
    """End a term on a day."""
    there = url_for("roster.posts")
    return attempt(
        lambda: act(end_term, community_id=g.community.id, post_id=id, ends_on=request.form.get("ends_on", "")),
        back_with_words(
            there, words=lambda refusal: _("没有改：请填一个日期，不早于任期开始的那天。"), about=(BadShape,)),
        lambda told: gone_on(there, _("任期改好了，以前的记录还在。")))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the roster."""
    blueprint.add_url_rule("/posts", "posts", posts, methods=["GET"])
    blueprint.add_url_rule("/people/<int:id>/appoint", "appointing", appointing, methods=["GET"])
    blueprint.add_url_rule("/people/<int:id>/appoint", "appoint", appoint, methods=["POST"])
    blueprint.add_url_rule("/posts/<int:id>/end", "end_post", end_post, methods=["POST"])


def give_post(
    work: Work, *, community_id: int, person_id: int, kind: PostKind, starts_on: date, body_id: int | None = None,
    ends_on: date | None = None,
) -> None:
    """Appoint, by ids: what a form can name."""
    if ends_on and ends_on < starts_on:
        raise BadShape({"ends_on": BACKWARDS})
    if kind in NOT_APPOINTED:
        raise BadShape({"kind": "not_a_choice"})
    if kind in IN_A_BODY and body_id is None:
        raise BadShape({"body_id": "missing"})
    community = work.get(Community, community_id, lock=False)
    actions.appoint(
        work, community=community, person=work.get(Person, person_id, lock=False), kind=kind,
        body=work.get(Body, body_id, lock=False) if body_id else None, term=actions.Term(starts_on, ends_on),
    )


def end_term(work: Work, *, community_id: int, post_id: int, ends_on: date) -> None:
    """End a post, by ids."""
    actions.end_post(work, community=work.get(Community, community_id, lock=False), post_id=post_id, ends_on=ends_on)


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
    form.kind.choices = [SelectChoice(value="", label=_("请选一个职务"))] + [
        SelectChoice(value=kind.value, label=POSTS[kind]) for kind in PostKind if kind not in NOT_APPOINTED]
    form.body_id.choices = [SelectChoice(value="", label=_("不在某个机构里"))] + [
        SelectChoice(value=str(body.id), label=body_name(body)) for body in register.bodies(db(), g.community.id)]
    terms = register.terms(db(), g.community.id, moment_filters.today(), person_id=person.id)
    return render_template("roster/appoint.html", form=form, person=person, terms=terms)
