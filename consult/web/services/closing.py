"""Pages of 议单 and 结单: discuss it, begin, tick steps off, report, say how content one is, close, thank."""
from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _

from consult.core.errors import BadShape, NotFound
from consult.project import actions, policy, queries
from consult.project.models import Milestone, Project, Thanks
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import form_values
from consult.web.meetings.convening import bodies_for
from consult.web.services import forms
from consult.web.services.forms import DeliberateForm, one_of
from consult.web.services.reading import read, show
from consult.web.services.trying import Answer, local_moment, order_address, press, try_form
from consult.web.wording.meetings import body_name


@open_to("residents")
def deliberating(id: int) -> Answer:
    """When and where to discuss it."""
    order = read(id)
    policy.require(signed_in(), "run_project", order)
    return _deliberating(order, DeliberateForm(formdata=None))


@open_to("residents")
def deliberate(id: int) -> Answer:
    """议单: call a body together on it."""
    order, given = read(id), form_values()
    given["starts_at"] = local_moment(given.pop("day", ""), given.pop("at", ""))
    return try_form(
        DeliberateForm(), actions.deliberate, lambda tried: _deliberating(order, tried),
        _("会召集好了，公告已经贴出。会后单子接着办。"), lambda _answer: order_address(id), given, project_id=id)


def _deliberating(order: Project, form: DeliberateForm) -> str:
    bodies = bodies_for(signed_in())
    one_of(form.body_id, [(body.id, body_name(body)) for body in bodies])
    return render_template("services/deliberate.html", order=order, form=form, bodies=bodies)


@open_to("residents")
def begin(id: int) -> Answer:
    """The work begins."""
    order = read(id)
    return try_form(
        forms.BeginForm(), actions.begin_work, lambda tried: show(order, begin=tried), _("开始办了。"),
        lambda _answer: order_address(id), project_id=id)


@open_to("residents")
def do_milestone(id: int) -> Answer:
    """A dated step was done."""
    step = db().get(Milestone, id)
    held = queries.claim(db(), queries.milestone_claim(db(), id), g.community.id)
    assert step is not None
    return press(
        actions.do_milestone, _("这一步办好了。"), order_address(held.project_id), milestone_id=step.id,
        note=request.form.get("note", ""))


@open_to("residents")
def report(id: int) -> Answer:
    """The closing report."""
    order = read(id)
    return try_form(
        forms.ReportForm(), actions.report, lambda tried: show(order, report=tried),
        _("报告交上去了，受益的邻居可以评价了。"), lambda _answer: order_address(id), project_id=id)


@open_to("residents")
def say_satisfaction(id: int) -> Answer:
    """满意, 基本满意 or 不满意; once a household."""
    order = read(id)
    return try_form(
        forms.SatisfactionForm(), actions.say_satisfaction, lambda tried: show(order, satisfaction=tried),
        _("收到了，谢谢。只记数，不记是谁说的。"), lambda _answer: order_address(id), project_id=id)


@open_to("residents")
def send_back(id: int) -> Answer:
    """退回重办."""
    order = read(id)
    return try_form(
        forms.SendBackForm(), actions.send_back, lambda tried: show(order, again=tried), _("退回重办了。"),
        lambda _answer: order_address(id), project_id=id)


@open_to("residents")
def close(id: int) -> Answer:
    """结单."""
    return press(actions.close, _("结单了。"), order_address(id), project_id=read(id).id)


@open_to("residents")
def thank(id: int) -> Answer:
    """Thank who did it, in public."""
    order = read(queries.claim(db(), id, g.community.id).project_id)
    return try_form(
        forms.ThanksForm(), actions.thank, lambda tried: show(order, thanks=tried), _("感谢的话贴出来了。"),
        lambda _answer: order_address(order.id), claim_id=id)


@open_to("residents")
def agree_to_be_named(id: int) -> Answer:
    """The person who was thanked lets the name be shown, or not."""
    thanks = db().get(Thanks, id)
    if thanks is None:
        raise NotFound("thanks")
    held = queries.claim(db(), thanks.claim_id, g.community.id)
    if request.form.get("agreed") not in ("yes", "no"):
        raise BadShape({"agreed": "not_a_choice"})
    return press(
        actions.agree_to_be_named, _("记下了。"), order_address(held.project_id), thanks_id=id,
        agreed=request.form["agreed"])


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of services."""
    for path, view in (
        ("deliberate", deliberate), ("begin", begin), ("report", report), ("satisfaction", say_satisfaction),
        ("again", send_back), ("close", close),
    ):
        blueprint.add_url_rule(f"/projects/<int:id>/{path}", view.__name__, view, methods=["POST"])
    blueprint.add_url_rule("/projects/<int:id>/deliberate", "deliberating", deliberating, methods=["GET"])
    blueprint.add_url_rule("/steps/<int:id>/done", "do_milestone", do_milestone, methods=["POST"])
    blueprint.add_url_rule("/claims/<int:id>/thanks", "thank", thank, methods=["POST"])
    blueprint.add_url_rule("/thanks/<int:id>/name", "agree_to_be_named", agree_to_be_named, methods=["POST"])
