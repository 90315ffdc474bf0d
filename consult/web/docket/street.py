"""Page area: the street: what its communities passed up to its joint meeting. For those who act for that body alone."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.community import queries as register
from consult.community.models import Body, Community, Street
from consult.community.rules.cadence import next_due
from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.resolution import actions, policy, queries
from consult.resolution.models import DocketEntry
from consult.web.docket import replying
from consult.web.docket.forms import ReplyForm
from consult.web.doorway.access import current_actor, db, open_to
from consult.web.doorway.acting import act
from consult.web.shell import moment_filters
from consult.web.shell.page import draw
from consult.web.wording.matters import DECISIONS
from consult.web.wording.meetings import CADENCES, convenors

blueprint = Blueprint("street", __name__, url_prefix="/street/<int:street_id>")
Answer = str | Response | tuple[str, int]


class StreetPage(TypedDict):
    """What docket/street.html is handed."""

    street: Street
    bodies: list[Body]
    waiting: list[DocketEntry]
    today_: date
    decisions: dict[str, Any]
    answered: list[Any]
    due: dict[Any, Any]
    cadence_of: Callable[..., Any]
    convened_by: Callable[..., Any]


@blueprint.get("/docket")
@open_to("signed_in")
def docket(street_id: int) -> Answer:
    """What waits for the street's reply; nothing else of any community is here."""
    street, bodies = _here(street_id)
    rows, today = queries.street_docket(db(), [body.id for body in bodies]), moment_filters.today()
    waiting = [row for row in rows if row.resolution is None]
    return draw(
        "docket/street.html", StreetPage(
        street=street, bodies=bodies, waiting=waiting, today_=today, decisions=DECISIONS,
        answered=[row for row in rows if row.resolution], due={body.id: next_due(body, today) for body in bodies},
        cadence_of=lambda body: CADENCES[body.cadence], convened_by=convenors,
    ))


@blueprint.get("/docket/<int:id>/reply")
@open_to("signed_in")
def reply(street_id: int, id: int) -> Answer:
    """What was passed up, and the form of the reply."""
    entry, place = _entry(street_id, id)
    return replying.show(entry, ReplyForm(formdata=None), place, **_ways(street_id, id))


@blueprint.post("/docket/<int:id>/reply")
@open_to("signed_in")
def give_reply(street_id: int, id: int) -> Answer:
    """Give the street's reply."""
    entry, place = _entry(street_id, id)
    return replying.given(
        entry, lambda form: replying.show(entry, form, place, **_ways(street_id, id)),
        lambda _no: url_for("street.docket", street_id=street_id), None)


@blueprint.post("/docket/<int:id>/acknowledge")
@open_to("signed_in")
def acknowledge(street_id: int, id: int) -> Answer:
    """Say that the street has it."""
    entry, _place = _entry(street_id, id)
    act(actions.acknowledge, entry_id=entry.id)
    flash(_("签收好了，转来的社区和提议人都看得到。"))
    return redirect(url_for("street.docket", street_id=street_id), code=303)


def _here(street_id: int) -> tuple[Street, list[Body]]:
    """The street and those of its bodies for which the reader acts; to anybody else it is not there."""
    street = register.street(db(), street_id)
    bodies = [body for body in register.street_bodies(db(), street.id) if _acts_for(current_actor(), body)]
    if not bodies:
        raise NotFound("street")
    return street, bodies


def _acts_for(actor: Actor | None, body: Body) -> bool:
    return policy.permits(actor, "see_street", _Subject(body))


class _Subject:
    """A body of the street as policy sees it."""

    community_id = None

    def __init__(self, body: Body) -> None:
        self.body = body


def _entry(street_id: int, id: int) -> tuple[DocketEntry, Community]:
    _street, bodies = _here(street_id)
    entry = queries.street_entry(db(), id, street_id)
    if entry.body_id not in {body.id for body in bodies}:
        raise NotFound("docket_entry")
    place = db().get_one(Community, entry.community_id)
    return entry, place


def _ways(street_id: int, id: int) -> dict[str, Any]:
    return {
        "back": url_for("street.docket", street_id=street_id),
        "action": url_for("street.give_reply", street_id=street_id, id=id),
        "acknowledge": url_for("street.acknowledge", street_id=street_id, id=id), "stages_at": "",
    }
