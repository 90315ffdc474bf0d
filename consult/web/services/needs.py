"""Pages of needs: 我要点单, the page of one, its review, taking it back."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext as _

from consult.meeting import queries as meetings
from consult.project import actions, policy, queries
from consult.project.models import Need, Project
from consult.project.rules.categories import categories
from consult.project.rules.lifecycle import NEED_LISTED
from consult.project.rules.matching import Fit
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.doorway.acting import form_values
from consult.web.services.forms import NeedForm, ReviewForm, one_of
from consult.web.services.trying import Answer, place_choices, press, try_form
from consult.web.shell import drafts, moment_filters
from consult.web.shell.page import draw
from consult.web.wording.meetings import meeting_name
from consult.web.wording.services import category

VERBS: dict[str, Callable[..., Any]] = {"accept": actions.accept_need, "merge": actions.merge_need, "return": actions.return_need}


@open_to("residents")
def ask() -> Answer:
    """The form of a need."""
    return _ask(NeedForm(formdata=None))


@open_to("residents")
def file_need() -> Answer:
    """File it, for oneself, for somebody else, or without a name."""
    form = NeedForm()

    def to(answer: dict[str, int]) -> str:
        drafts.forget_draft("need", g.community, signed_in())
        if "need_id" in answer:
            return url_for("services.need", id=answer["need_id"])
        return url_for("services.needs")

    given = form_values()
    done = (_("收到了，没有留名字。社区5个工作日内核实，结果在需求清单里看。") if given.get("filing") == "anonymous"
            else _("收到了。社区5个工作日内核实，答复写在这一页。"))
    return try_form(form, actions.file_need, _ask, done, to, community_id=g.community.id)


def _ask(form: NeedForm) -> str:
    one_of(form.category, [(each.code, category(each.code)) for each in categories()], _("请选一类"))
    one_of(form.building_id, place_choices(), _("全社区"))
    return render_template("services/ask.html", form=form)


@open_to("everyone")
def need(id: int) -> Answer:
    """One need: what is needed, what the answer was, and which order meets it."""
    return _show(_read(id), ReviewForm(formdata=None))


@open_to("residents")
def review(id: int) -> Answer:
    """Put it on the list, merge it, or give it back; always with a reason."""
    read, form = _read(id), ReviewForm()
    policy.require(signed_in(), "review_need", read)
    given = form_values()
    decision = given.pop("decision", "")
    if decision not in VERBS:
        form.decision.errors = [_("还没选。三样里选一样。")]
        return _show(read, form), 400
    if decision != "merge":
        given.pop("into_id", None)
    if decision == "merge":
        given.pop("meeting_id", None)
    return try_form(form, VERBS[decision], lambda tried: _show(read, tried), _("答复登记好了。"),
                   lambda _answer: url_for("services.need", id=id), given, need_id=id)


@open_to("residents")
def withdraw_need(id: int) -> Answer:
    """Whoever filed it takes it back."""
    read = _read(id)
    return press(actions.withdraw_need, _("收回了。"), url_for("services.need", id=read.id), need_id=read.id)


def _read(id: int) -> Need:
    return queries.need(db(), id, g.community.id)


class NeedPage(TypedDict):
    """What services/need.html is handed."""

    need: Need
    form: ReviewForm
    may_review: bool
    may_match: bool
    may_withdraw: bool
    order: Project | None
    fits: list[Fit]
    resources: dict[Any, Any]


def _show(read: Need, form: ReviewForm) -> str:
    actor = actor_here()
    may_review = read.state == "filed" and policy.permits(actor, "review_need", read)
    if may_review:
        others = [each for each in queries.needs(db(), g.community.id, states=NEED_LISTED)[0] if each.id != read.id]
        one_of(form.into_id, [(each.id, each.title) for each in others], _("请选一条"))
        held = meetings.meetings(db(), g.community.id, states=["open", "closed"])
        one_of(form.meeting_id, [(each.id, meeting_name(each)) for each in held], _("不是在会上定的"))
    resources = queries.all_listed(db(), g.community.id) if read.state == "accepted" else []
    found = queries.fits([read], resources, moment_filters.today())
    return draw(
        "services/need.html", NeedPage(need=read, form=form, may_review=may_review,
        may_match=policy.permits(actor, "match", read),
        may_withdraw=read.state == "filed" and policy.permits(actor, "withdraw_need", read),
        order=queries.project_of_need(db(), read.id), fits=found[:3], resources={each.id: each for each in resources},
    ))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of services."""
    blueprint.add_url_rule("/needs/new", "ask", ask, methods=["GET"])
    blueprint.add_url_rule("/needs/new", "file_need", file_need, methods=["POST"])
    blueprint.add_url_rule("/needs/<int:id>", "need", need, methods=["GET"])
    blueprint.add_url_rule("/needs/<int:id>/review", "review", review, methods=["POST"])
    blueprint.add_url_rule("/needs/<int:id>/withdraw", "withdraw_need", withdraw_need, methods=["POST"])
