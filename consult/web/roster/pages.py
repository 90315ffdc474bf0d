"""Page area: roster: households and who lives there, invitations, posts with their terms, bodies. For the office."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.account import actions as accounts
from consult.account import queries
from consult.account.models import Invitation
from consult.community import policy
from consult.community import queries as register
from consult.community.models import Building, Community
from consult.community.queries import Home
from consult.community.rules.cadence import next_due
from consult.community.rules.kinds import HomeUse
from consult.core.errors import NotFound
from consult.core.events import parse_moment
from consult.meeting import queries as meetings
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import act, page_number
from consult.web.roster import households, invitations, numbers, posts, units
from consult.web.shell import moment_filters, moments
from consult.web.shell.page import draw
from consult.web.wording import roster as wording_roster

blueprint = Blueprint("roster", __name__, url_prefix="/c/<slug>/roster")
posts.add_to(blueprint)
units.add_to(blueprint)
households.add_to(blueprint)
numbers.add_to(blueprint)
invitations.add_to(blueprint)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(wording_roster.FOR_TEMPLATES))
HOMES_A_PAGE = 20
LONGEST_SEARCH = 40
Answer = str | Response | tuple[str, int]


class IndexPage(TypedDict):
    """What roster/index.html is handed."""

    homes: list[Home]
    count: int
    page: int
    pages: int
    words: str
    building_id: int
    buildings: Sequence[Building]
    with_accounts: frozenset[int]
    invitations: dict[int, Invitation]
    uses: list[HomeUse]


@blueprint.get("")
@open_to("residents")
def index() -> Answer:
    """Households by building and door, with their people, accounts and invitations."""
    policy.require(actor_here(), "see_register", g.community)
    words, building_id, page = request.args.get("q", "").strip()[:LONGEST_SEARCH], _building_id(), page_number()
    ids = register.doors(db(), g.community.id, moment_filters.today(), building_id=building_id, words=words)
    shown = ids[HOMES_A_PAGE * (page - 1):HOMES_A_PAGE * page]
    homes = register.homes(db(), shown, moment_filters.today())
    return draw(
        "roster/index.html", IndexPage(
        homes=homes, count=len(ids), page=page, pages=-(-len(ids) // HOMES_A_PAGE), words=words,
        building_id=building_id, buildings=register.buildings(db(), g.community.id),
        with_accounts=queries.with_accounts(db(), _people(homes)),
        invitations=queries.invitations_of(db(), shown, moment_filters.now()), uses=list(HomeUse),
    ))


@blueprint.post("/households/<int:id>/invite")
@open_to("residents")
def invite(id: int) -> Answer:
    """Make an invitation and show its code, this once, on a sheet to print in the community's language."""
    home = _home(id)
    made = act(accounts.invite_household, household_id=id).value
    if made["code"] is None:
        flash(_("邀请码只显示一次，这张已经显示过了。要新的一张，请再按一次“发邀请单”。"), "warm")
        return redirect(url_for("roster.index"), code=303)
    with force_locale(g.community.language):
        return render_template(
            "roster/invitation.html", home=home, code=made["code"], expires_at=parse_moment(made["expires_at"]))


@blueprint.post("/invitations/<int:id>/revoke")
@open_to("residents")
def revoke(id: int) -> Answer:
    """Take an invitation back: its code stops working."""
    act(accounts.revoke_invitation, invitation_id=id)
    flash(_("邀请作废了，那张单子上的码不能再用。"))
    return redirect(url_for("roster.index", q=request.form.get("q") or None), code=303)


@blueprint.get("/bodies")
@open_to("residents")
def bodies() -> Answer:
    """What can convene here: who sits in it, who may call it together, how long before."""
    policy.require(actor_here(), "see_register", g.community)
    return render_template(
        "roster/bodies.html", bodies=register.bodies(db(), g.community.id),
        members=register.members(db(), g.community.id, moment_filters.today()), due=_due_to_meet(),
    )


def _due_to_meet() -> dict[int, date | None]:
    """By when each body is to meet again; None for one that meets on demand."""
    bodies, today, zone = register.bodies(db(), g.community.id), moment_filters.today(), moment_filters.zone()
    met = meetings.last_met(db(), [body.id for body in bodies])
    return {body.id: next_due(body, today, moments.local_day(met[body.id], zone) if body.id in met else None) for body in bodies}


def _building_id() -> int:
    given = request.args.get("building", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _people(homes: Sequence[register.Home]) -> list[int]:
    return [person.id for home in homes for person in home.residents]


def _home(id: int) -> register.Home:
    here: Community = g.community
    policy.require(actor_here(), "see_register", here)
    found = register.homes(db(), [id], moment_filters.today())
    if not found or found[0].household.community_id != here.id:
        raise NotFound("household")
    return found[0]
