"""The page on which somebody new is entered: in a home, or without one who works for the community elsewhere."""
from __future__ import annotations

from typing import TypedDict

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import actions, policy
from consult.community import queries as register
from consult.community.models import Household, Person
from consult.core.errors import Refusal
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.people.finding import Finding, home_named, looked_for
from consult.web.people.forms import PersonForm
from consult.web.shell import moment_filters
from consult.web.shell.page import draw

Answer = str | Response | tuple[str, int]
NOWHERE = "none"


class EnteringPage(TypedDict):
    """What people/new.html is handed."""

    form: PersonForm
    home: Household | None
    nowhere: bool
    finding: Finding
    same: Person | None


@open_to("residents")
def entering() -> Answer:
    """Which home, then who."""
    return _show(PersonForm(holds_from=moment_filters.today().isoformat()), request.args.get("home", ""))


@open_to("residents")
def enter() -> Answer:
    """Enter them, or the form back; two of one name in a home are asked about."""
    form, given = PersonForm(), request.form.get("household_id", "")
    values = {name: getattr(form, name).data or "" for name in ("name", "called", "comes_of_age", "holds_from")}
    same: list[Person] = []

    def met(refusal: Refusal) -> Refusal:
        if refusal.code == "same_name_in_home":
            same.append(register.person_of(db(), refusal.facts["person_id"], g.community.id))
        return refusal

    return attempt(
        lambda: act(actions.enter_resident, community_id=g.community.id, household_id=given, another=bool(form.another.data),
                    **values),
        on_form(form, lambda: _show(form, given or NOWHERE, *same), meant=met),
        lambda told: gone_on(url_for("people.show", id=told.value["person_id"]), _("登记好了。"), forget="person"))


def _show(form: PersonForm, home: str, same: Person | None = None) -> str:
    policy.require(actor_here(), "keep_register", g.community)
    return draw("people/new.html", EnteringPage(
        form=form, home=home_named(home), nowhere=home == NOWHERE, finding=looked_for(), same=same))


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the people."""
    blueprint.add_url_rule("/new", "entering", entering, methods=["GET"])
    blueprint.add_url_rule("/new", "enter", enter, methods=["POST"])
