"""Pages of orders: drawing one up from needs and resources, its page, putting it on the list, dropping it."""
from __future__ import annotations

from flask import Blueprint, g, redirect, render_template
from flask_babel import gettext as _

from consult.project import actions, policy, queries
from consult.project.rules.categories import categories
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.doorway.acting import act, form_values
from consult.web.services.forms import DropForm, ProjectForm, one_of
from consult.web.services.reading import read, show
from consult.web.services.trying import Answer, order_address, place_choices, press, try_form, wanted_id
from consult.web.shell import drafts
from consult.web.wording.services import category


@open_to("residents")
def drawing() -> Answer:
    """The form of an order; a need and a resource may be named in the address."""
    policy.require(signed_in(), "run_project", g.community)
    form = ProjectForm(formdata=None, need_id=wanted_id("need"), resource_id=wanted_id("resource"))
    if wanted_id("need"):
        need = queries.need(db(), int(wanted_id("need")), g.community.id)
        form.title.data, form.aim.data, form.category.data = need.title, need.what, need.category
        form.building_id.data = str(need.building_id or "")
    return _draw(form)


@open_to("residents")
def draw() -> Answer:
    """Make an order of it."""
    def to(answer: dict[str, int]) -> str:
        drafts.forget_draft("order", g.community, signed_in())
        return order_address(answer["project_id"])

    return try_form(
        ProjectForm(), actions.draw_project, _draw, _("服务单做好了。看一遍，没有问题就交单。"), to,
        community_id=g.community.id)


def _draw(form: ProjectForm) -> str:
    one_of(form.category, [(each.code, category(each.code)) for each in categories()], _("请选一类"))
    one_of(form.building_id, place_choices(), _("全社区"))
    one_of(form.need_id, [(n.id, n.title) for n in queries.needs_to_match(db(), g.community.id)], _("请选一条"))
    one_of(form.resource_id, [(r.id, r.title) for r in queries.all_listed(db(), g.community.id)], _("先不选"))
    return render_template("services/draw.html", form=form)


@open_to("everyone")
def order(id: int) -> Answer:
    """One order, from 点单 to 结单."""
    return show(read(id))


@open_to("residents")
def add(id: int) -> Answer:
    """Another need, or another resource, that somebody confirmed to belong here."""
    found, given = read(id), form_values()
    if given.get("need_id"):
        act(actions.add_need, project_id=found.id, need_id=given["need_id"])
    if given.get("resource_id"):
        act(actions.add_resource, project_id=found.id, resource_id=given["resource_id"])
    return redirect(order_address(id), code=303)


@open_to("residents")
def dispatch(id: int) -> Answer:
    """交单."""
    return press(actions.dispatch, _("交单了，放到清单上，谁都可以来接。"), order_address(id), project_id=read(id).id)


@open_to("residents")
def drop(id: int) -> Answer:
    """It will not be done."""
    found = read(id)
    return try_form(
        DropForm(), actions.drop, lambda tried: show(found, drop=tried), _("这一单不办了，需求回到清单。"),
        lambda _answer: order_address(id), project_id=id)


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of services."""
    blueprint.add_url_rule("/projects/new", "drawing", drawing, methods=["GET"])
    blueprint.add_url_rule("/projects/new", "draw", draw, methods=["POST"])
    blueprint.add_url_rule("/projects/<int:id>", "order", order, methods=["GET"])
    blueprint.add_url_rule("/projects/<int:id>/add", "add", add, methods=["POST"])
    blueprint.add_url_rule("/projects/<int:id>/dispatch", "dispatch", dispatch, methods=["POST"])
    blueprint.add_url_rule("/projects/<int:id>/drop", "drop", drop, methods=["POST"])
