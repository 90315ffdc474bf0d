"""Pages of resources: 我能出力, putting one on the list, taking it off."""
from __future__ import annotations

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext as _

from consult.community import queries as register
from consult.project import actions, policy, queries
from consult.project.rules.categories import categories
from consult.web.doorway.access import db, open_to, signed_in
from consult.web.services.forms import ResourceForm, one_of
from consult.web.services.trying import Answer, press, try_form
from consult.web.shell import drafts, moment_filters
from consult.web.wording.services import category


@open_to("residents")
def offer() -> Answer:
    """The form of a resource."""
    return _offer(ResourceForm(formdata=None))


@open_to("residents")
def offer_resource() -> Answer:
    """Offer it; the office asks back before it is listed."""
    def to(_answer: dict[str, int]) -> str:
        drafts.forget_draft("resource", g.community, signed_in())
        return url_for("services.resources")

    return try_form(
        ResourceForm(), actions.offer_resource, _offer, _("收到了。社区会和您联系，问清楚以后列进资源清单。"), to,
        community_id=g.community.id)


def _offer(form: ResourceForm) -> str:
    one_of(form.category, [(each.code, category(each.code)) for each in categories()], _("请选一类"))
    office = policy.permits(signed_in(), "list_resource", g.community)
    units = register.units(db(), g.community.id) if office else queries.units_of(
        db(), signed_in().person_id, g.community.id, moment_filters.today())
    one_of(form.unit_id, [(unit.id, unit.name) for unit in units], _("我个人"))
    return render_template("services/offer.html", form=form)


@open_to("residents")
def list_resource(id: int) -> Answer:
    """The office puts it on the list."""
    return press(actions.list_resource, _("列进资源清单了。"), url_for("services.resources"),
                 resource_id=queries.resource(db(), id, g.community.id).id)


@open_to("residents")
def withdraw_resource(id: int) -> Answer:
    """The provider or the office takes it off."""
    return press(actions.withdraw_resource, _("从清单上拿下来了。"), url_for("services.resources"),
                 resource_id=queries.resource(db(), id, g.community.id).id)


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of services."""
    blueprint.add_url_rule("/resources/new", "offer", offer, methods=["GET"])
    blueprint.add_url_rule("/resources/new", "offer_resource", offer_resource, methods=["POST"])
    blueprint.add_url_rule("/resources/<int:id>/list", "list_resource", list_resource, methods=["POST"])
    blueprint.add_url_rule("/resources/<int:id>/withdraw", "withdraw_resource", withdraw_resource, methods=["POST"])
