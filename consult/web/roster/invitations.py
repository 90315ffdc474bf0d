"""Invitations for many: who has joined by building, and what is printed for a stairwell, a building, or all."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from flask import Blueprint, g, redirect, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.account import policy, queries
from consult.account.rules.cards import Form, sheets
from consult.community import queries as register
from consult.community.models import Building, Household
from consult.community.rules.doors import stairwell_of
from consult.jobs.papers import ask_for_invitations
from consult.web.doorway.access import actor_here, db, open_to
from consult.web.doorway.acting import perform
from consult.web.doorway.trying import attempt, back_with_words
from consult.web.doorway.working import set_to_work
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.slips import WHOM

Answer = str | Response | tuple[str, int]


@dataclass
class Joining:
    """How far a building is: its homes, those where somebody has an account, those with an invitation in hand."""

    building: Building
    homes: int = 0
    joined: int = 0
    invited: int = 0
    stairwells: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Chosen:
    """For whom papers are to be printed, and how."""

    building_id: int
    stairwell: str
    whom: str
    form: Form

    def takes(self, home: Household, joined: frozenset[int]) -> bool:
        """Whether a home is among them."""
        return (self.building_id in (0, home.building_id)
                and (not self.stairwell or stairwell_of(home.door) == self.stairwell)
                and (self.whom == "all" or home.id not in joined))


class InvitationsPage(TypedDict):
    """What roster/invitations.html is handed."""

    rows: Sequence[Joining]
    chosen: Chosen
    count: int
    paper: int
    ended: int
    homes: Sequence[tuple[Household, bool, bool]]


@open_to("residents")
def invitations() -> Answer:
    """Who has joined, building by building; and what printing the chosen ones would make and end."""
    policy.require(actor_here(), "invite", g.community)
    homes, joined, held = _homes(), _joined(), _held()
    chosen = _chosen(request.args)
    wanted = [home for home in homes if chosen.takes(home, joined)]
    shown = [home for home in homes if chosen.building_id == home.building_id
             and (not chosen.stairwell or stairwell_of(home.door) == chosen.stairwell)]
    return draw("roster/invitations.html", InvitationsPage(
        rows=_by_building(homes, joined, held), chosen=chosen, count=len(wanted), paper=sheets(len(wanted), chosen.form),
        ended=sum(home.id in held for home in wanted),
        homes=[(home, home.id in joined, home.id in held) for home in shown]))


@open_to("residents")
def print_invitations() -> Answer:
    """Make the codes and the paper; more than twenty sheets beside the page."""
    policy.require(actor_here(), "invite", g.community)
    chosen, joined = _chosen(request.form), _joined()
    ids = [home.id for home in _homes() if chosen.takes(home, joined)]
    address, name = url_for("front.join", _external=True), _file_name(chosen)
    community = g.community.id
    given = {"building": chosen.building_id, "stairwell": chosen.stairwell, "whom": chosen.whom, "form": chosen.form.value}
    return attempt(
        lambda: perform("ask_for_invitations", lambda work: ask_for_invitations(
            work, community_id=community, household_ids=ids, form=chosen.form, address=address, name=name), given).value,
        back_with_words(url_for("roster.invitations")), _going_on)


def _going_on(made: dict[str, Any]) -> Response:
    set_to_work(made["job_id"], at_once=made["at_once"])
    return redirect(url_for("jobs.show", id=made["job_id"]), code=303)


def _chosen(given: Any) -> Chosen:
    building = given.get("building", "")
    form = given.get("form", "")
    return Chosen(
        building_id=int(building) if building.isascii() and building.isdecimal() and len(building) < 10 else 0,
        stairwell=given.get("stairwell", "")[:40], whom=given.get("whom") if given.get("whom") in WHOM else "nobody_joined",
        form=Form(form) if form in set(Form) else Form.CARDS)


def _file_name(chosen: Chosen) -> str:
    building = next((one.name for one in register.buildings(db(), g.community.id) if one.id == chosen.building_id), "")
    with force_locale(g.community.language):
        return _("邀请单") + f"-{building}{chosen.stairwell}.pdf" if building else _("邀请单") + ".pdf"


def _homes() -> list[Household]:
    """The homes that people live in, by building and door."""
    ids = register.doors(db(), g.community.id, moment_filters.today())
    found = {home.id: home for home in register.households(db(), g.community.id)}
    return [found[id] for id in ids if id in found and found[id].use == "home" and found[id].lived_in]


def _joined() -> frozenset[int]:
    return queries.households_joined(db(), g.community.id, moment_filters.today())


def _held() -> frozenset[int]:
    return frozenset(one.household_id for one in queries.invitations_in_force(db(), g.community.id, moment_filters.now()))


def _by_building(homes: Sequence[Household], joined: frozenset[int], held: frozenset[int]) -> list[Joining]:
    rows: dict[int, Joining] = {}
    for home in homes:
        row = rows.setdefault(home.building_id, Joining(home.building))
        row.homes += 1
        row.joined += home.id in joined
        row.invited += home.id in held and home.id not in joined
        if (stairwell := stairwell_of(home.door)) and stairwell not in row.stairwells:
            row.stairwells.append(stairwell)
    return list(rows.values())


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of the roster."""
    blueprint.add_url_rule("/invitations", "invitations", invitations, methods=["GET"])
    blueprint.add_url_rule("/invitations", "print_invitations", print_invitations, methods=["POST"])
