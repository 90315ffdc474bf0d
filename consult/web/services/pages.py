"""Page area: services 点单服务: the board of the five steps, the lists, and what is the reader's own."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict

from flask import Blueprint, g, render_template, request

from consult.community.models import Unit
from consult.core.actor import Actor
from consult.project import policy, queries
from consult.project.models import Need, PostClaim, Project, Resource
from consult.project.rules.categories import Category, categories
from consult.project.rules.lifecycle import STEPS, UNCLAIMED_DAYS
from consult.project.rules.satisfaction import Tally
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.doorway.acting import page_number
from consult.web.services import claims as services_claims
from consult.web.services import closing, posts
from consult.web.services import needs as services_needs
from consult.web.services import orders as services_orders
from consult.web.services import resources as services_resources
from consult.web.services.lists import tabs
from consult.web.services.trying import Answer
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording import services as wording_services

blueprint = Blueprint("services", __name__, url_prefix="/c/<slug>/services")
for _area in (services_needs, services_resources, services_orders, services_claims, closing, posts):
    _area.add_to(blueprint)
blueprint.record_once(lambda setup: setup.app.jinja_env.globals.update(wording_services.FOR_TEMPLATES))
SHOWN = 3
"""How many orders of a step the board shows before it says how many more there are."""
FITS = 4


class IndexPage(TypedDict):
    """What services/index.html is handed."""

    tabs: dict[str, int]
    steps: tuple[str, ...]
    asked: list[Need]
    shown: int
    columns: dict[Any, Any]
    fits: list[Any]
    lonely: Sequence[Project]
    tallies: dict[int, Tally]
    may_match: bool
    unclaimed_days: int
    now: datetime


@blueprint.get("/")
@open_to("everyone")
def index() -> Answer:
    """The five steps, what may go together, and what nobody has taken on."""
    orders = queries.on_the_board(db(), g.community.id)
    asked = [*queries.needs_waiting(db(), g.community.id), *queries.needs_to_match(db(), g.community.id)]
    accepted = [need for need in asked if need.state == "accepted"]
    resources = queries.all_listed(db(), g.community.id)
    found = queries.fits(accepted, resources, moment_filters.today())
    needed, given = {need.id: need for need in accepted}, {each.id: each for each in resources}
    lonely = queries.unclaimed_since(db(), g.community.id, moment_filters.now() - timedelta(days=UNCLAIMED_DAYS))
    reported = [(order.id, order.round) for order in orders if order.state in ("reported", "closed")]
    return draw(
        "services/index.html", IndexPage(tabs=tabs(), steps=STEPS, asked=asked, shown=SHOWN,
        columns={name: [order for order in orders if wording_services.step(order) == name] for name in STEPS},
        fits=[(fit, needed[fit.need_id], given[fit.resource_id]) for fit in _best_each(found)[:FITS]],
        lonely=lonely, tallies=queries.tallies(db(), reported), may_match=may_run(),
        unclaimed_days=UNCLAIMED_DAYS, now=moment_filters.now(),
    ))


def _best_each(found: list[Any]) -> list[Any]:
    """For every need the resource that fits it best."""
    best: dict[int, Any] = {}
    for fit in found:
        best.setdefault(fit.need_id, fit)
    return list(best.values())


def may_run() -> bool:
    """Whether the reader runs orders for this community."""
    return policy.permits(actor_here(), "run_project", g.community)


class NeedsPage(TypedDict):
    """What services/needs.html is handed."""

    tabs: dict[str, int]
    rows: Sequence[Need]
    waiting: Sequence[Need]
    count: int
    page: int
    chosen: str
    pages: int
    categories: tuple[Category, ...]
    may_review: bool


@blueprint.get("/needs")
@open_to("everyone")
def needs() -> Answer:
    """需求清单: what was accepted; and, for the office, what waits for its review."""
    page, category = page_number(), _category()
    rows, count = queries.needs(db(), g.community.id, category=category, page=page)
    waiting = queries.needs_waiting(db(), g.community.id)
    return draw(
        "services/needs.html", NeedsPage(
        tabs=tabs(), rows=rows, waiting=waiting, count=count, page=page, chosen=category,
        pages=-(-count // queries.PAGE), categories=categories(), may_review=may_run(),
    ))


class ResourcesPage(TypedDict):
    """What services/resources.html is handed."""

    tabs: dict[str, int]
    rows: Sequence[Resource]
    offered: Sequence[Resource]
    count: int
    page: int
    chosen: str
    pages: int
    categories: tuple[Category, ...]
    in_full: bool


@blueprint.get("/resources")
@open_to("everyone")
def resources() -> Answer:
    """资源清单; how to reach a provider is for the office alone."""
    page, category = page_number(), _category()
    rows, count = queries.resources(db(), g.community.id, category=category, page=page)
    offered = queries.resources(db(), g.community.id, state="offered")[0] if may_run() else []
    return draw(
        "services/resources.html", ResourcesPage(
        tabs=tabs(), rows=rows, offered=offered, count=count, page=page, chosen=category,
        pages=-(-count // queries.PAGE), categories=categories(), in_full=may_run(),
    ))


def _category() -> str:
    wanted = request.args.get("category", "")
    return wanted if wanted in {each.code for each in categories()} else ""


@blueprint.get("/projects")
@open_to("everyone")
def projects() -> Answer:
    """项目清单: every order, the newest first."""
    page = page_number()
    rows, count = queries.projects(db(), g.community.id, page=page)
    return render_template(
        "services/projects.html", tabs=tabs(), rows=rows, page=page, pages=-(-count // queries.PAGE))


class MinePage(TypedDict):
    """What services/mine.html is handed."""

    units: Sequence[Unit]
    claims: list[Any]
    past: list[Any]
    open: list[Project]
    slots: Sequence[PostClaim]
    needs: Sequence[Need]
    resources: Sequence[Resource]


@blueprint.get("/mine")
@open_to("residents")
def mine() -> Answer:
    """我接的单: what waits for the reader to take on, what was taken on, slots, and what was asked for."""
    actor, today = signed_in(), moment_filters.today()
    units = queries.units_of(db(), actor.person_id, g.community.id, today)
    ids = [unit.id for unit in units]
    claims = queries.claims_of(db(), actor.person_id, ids)
    return draw(
        "services/mine.html", MinePage(
        units=units, claims=[each for each in claims if each[0].state in ("claimed", "agreed")],
        past=[each for each in claims if each[0].state not in ("claimed", "agreed")],
        open=_for_me_first(actor, ids, [project.id for held, project in claims if held.state in ("claimed", "agreed")]),
        slots=queries.slots_of(db(), actor.person_id), needs=queries.needs_filed_by(db(), actor.person_id),
        resources=queries.resources_offered_by(db(), actor.person_id, ids),
    ))


def _for_me_first(actor: Actor, unit_ids: list[int], held: list[int]) -> list[Project]:
    """Orders with places left that the reader does not hold; those that count on the own resources on top."""
    found = [order for order in queries.open_to_claim(db(), g.community.id) if order.id not in held]
    return sorted(found, key=lambda order: not any(
        each.unit_id in unit_ids or each.person_id == actor.person_id for each in order.resources))
