"""The pages of ways: how a body meets and what a community has set, changed from a day on, with what was before."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Body, WayChange
from consult.community.queries.ways import as_of, to_come, way_history
from consult.community.rules.seats import GIVEN
from consult.community.rules.ways import cadences_of, least_of
from consult.core.errors import NotFound, RuleBroken
from consult.meeting import actions as meetings
from consult.meeting.actions.bodies import fitting_rules
from consult.meeting.queries.sittings import kind_of_body, kinds
from consult.web.bodies.forms import BodyWaysForm, CommunityWaysForm
from consult.web.bodies.shown import shown_way
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, back_with_words, gone_on, on_form
from consult.web.shell import display, moment_filters
from consult.web.shell.page import draw
from consult.web.wording.meetings import CADENCES, POSTS, body_name
from consult.web.wording.ways import BODY_WAYS, OUR_WAYS

Answer = str | Response | tuple[str, int]
TEXTS = ("name", "name_en", "notice_days", "cadence", "sitting", "vote_rule", "answered_by_id", "answer_days",
         "reopen_percent", "reopen_least")
LISTS = ("convened_by", "seated_posts")


class WaysPage(TypedDict):
    """What bodies/ways.html is handed; of the community where there is no body."""

    form: FlaskForm
    body: Body | None
    kind: Any
    least_notice: int
    to_come: Sequence[WayChange]
    history: list[tuple[WayChange, str]]
    called: dict[str, Any]
    shown_way: Any


@open_to("residents")
def body_ways(id: int) -> Answer:
    """The ways of a body as they are today, to be changed from a day on."""
    body = _body(id)
    now = as_of(db(), g.community, body, moment_filters.today())
    return _show(BodyWaysForm(data={**now, "answered_by_id": str(now["answered_by_id"]), "holds_from": _today()}), body)


@open_to("residents")
def set_body_ways(id: int) -> Answer:
    """Ways of a body from a day on."""
    body, form = _body(id), BodyWaysForm()
    given = {name: form[name].data or None for name in TEXTS}
    # Nothing ticked is said as such: left out would mean "as before".
    given |= {name: ",".join(form[name].data or ()) or " " for name in LISTS}
    if given["answered_by_id"] in (None, "0"):
        given["answer_days"] = None
    return attempt(
        lambda: act(meetings.set_body_ways, body_id=id, holds_from=form.holds_from.data or "",
                    asks_for_post="true" if form.asks_for_post.data else "false", **given).value["changed"],
        on_form(form, lambda: _show(form, body)),
        lambda changed: gone_on(url_for("bodies.body_ways", id=id), _told(changed)))


@open_to("residents")
def our_ways() -> Answer:
    """Thresholds and desk of the community as they are today, to be changed from a day on."""
    policy.require(actor_here(), "keep_register", g.community)
    now = as_of(db(), g.community, None, moment_filters.today())
    return _show(CommunityWaysForm(data={**now, "holds_from": _today()}), None)


@open_to("residents")
def set_our_ways() -> Answer:
    """Thresholds and desk of the community from a day on."""
    policy.require(actor_here(), "keep_register", g.community)
    form = CommunityWaysForm()
    given = {name: form[name].data or None for name in OUR_WAYS}
    return attempt(
        lambda: act(actions.set_community_ways, community_id=g.community.id, holds_from=form.holds_from.data or "",
                    **given).value["changed"],
        on_form(form, lambda: _show(form, None)),
        lambda changed: gone_on(url_for("bodies.our_ways"), _told(changed)))


@open_to("residents")
def drop(id: int) -> Answer:
    """A change whose day has not come is taken back."""
    change = db().get(WayChange, id)
    if change is None or change.community_id != g.community.id:
        raise NotFound("way_change")
    there = url_for("bodies.body_ways", id=change.body_id) if change.body_id else url_for("bodies.our_ways")
    return attempt(
        lambda: act(actions.drop_change, change_id=id), back_with_words(there, about=(RuleBroken,)),
        lambda told: gone_on(there, _("取消了，还照原来的办。")))


def _told(changed: int) -> str:
    return _("记下了。改之前的也留着。") if changed else _("没有什么不一样，还照原来的办。")


def _today() -> str:
    return moment_filters.today().isoformat()


def _body(id: int) -> Body:
    policy.require(actor_here(), "keep_register", g.community)
    return register.body(db(), id, g.community.id)


def _show(form: FlaskForm, body: Body | None) -> str:
    kind = kind_of_body(db(), body) if body else None
    if body and isinstance(form, BodyWaysForm):
        _choices(form, body, kind)
    return draw("bodies/ways.html", WaysPage(
        form=form, body=body, kind=kind, least_notice=least_of(kind, "notice_days") if kind else 0,
        to_come=to_come(db(), g.community.id, body), history=way_history(db(), g.community.id, body),
        called={**BODY_WAYS, **OUR_WAYS}, shown_way=shown_way))


def _choices(form: BodyWaysForm, body: Body, kind: Any) -> None:
    """What may be chosen: only rules that fit, kinds of its own family, and never less often than is fixed."""
    english = display.language() == "en"
    form.convened_by.choices = form.seated_posts.choices = _options([(post, POSTS[post]) for post in GIVEN])
    form.cadence.choices = _options([(cadence, CADENCES[cadence]) for cadence in cadences_of(kind)])
    own = [one for one in kinds(db()).values() if one.family == body.kind]
    form.sitting.choices = _options([(one.code, one.name_en if english else one.name) for one in own])
    form.sitting.data = form.sitting.data or kind.code
    rules = fitting_rules(db(), body, kind, moment_filters.today())
    form.vote_rule.choices = _options([(rule.code, rule.name_en if english else rule.name) for rule in rules])
    others = [one for one in register.bodies(db(), g.community.id) if one.id != body.id and one.closed_on is None]
    form.answered_by_id.choices = _options([(0, _("不用答复")), *((one.id, body_name(one)) for one in others)])


def _options(those: Sequence[tuple[Any, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value=str(code), label=label) for code, label in those]


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of bodies."""
    blueprint.add_url_rule("/bodies/<int:id>/ways", "body_ways", body_ways, methods=["GET"])
    blueprint.add_url_rule("/bodies/<int:id>/ways", "set_body_ways", set_body_ways, methods=["POST"])
    blueprint.add_url_rule("/ways", "our_ways", our_ways, methods=["GET"])
    blueprint.add_url_rule("/ways", "set_our_ways", set_our_ways, methods=["POST"])
    blueprint.add_url_rule("/ways/<int:id>/drop", "drop", drop, methods=["POST"])
