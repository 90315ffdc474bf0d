"""How the services' forms are sent: tried, given back with everything that was typed, or answered with a notice."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import flash, g, redirect, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from consult.community import queries as register
from consult.core.errors import BadShape, NotFound, Refusal
from consult.web.doorway.access import db
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.shell import moment_filters

Answer = str | Response | tuple[str, int]
Filled = TypeVar("Filled", bound=FlaskForm)
ON_FIELDS = ("unit", "building", "grid", "need", "resource", "meeting", "body")


def try_form(
    form: Filled, verb: Callable[..., Any], show: Callable[[Filled], str], done: str,
    to: Callable[[Any], str], given: dict[str, Any] | None = None, **ids: Any
) -> Answer:
    """Try a verb with what the form sent; show the form again where a rule says no."""
    return attempt(
        lambda: act(verb, **{**(form_values() if given is None else given), **ids}),
        on_form(form, lambda: show(form), meant=lambda refusal: _on_field(form, refusal)),
        lambda answer: gone_on(to(answer.value), done))


def press(verb: Callable[..., Any], done: str, to: str, /, **ids: Any) -> Response:
    """One button, one verb; a refusal has the page of refusals."""
    act(verb, **ids)
    flash(done)
    return redirect(to, code=303)


def _on_field(form: FlaskForm, refusal: Refusal) -> Refusal:
    what = refusal.facts.get("what") if isinstance(refusal, NotFound) else None
    if what in ON_FIELDS and f"{what}_id" in form:
        return BadShape({f"{what}_id": "not_a_choice"})
    return refusal


def order_address(id: int) -> str:
    """The page of an order."""
    return url_for("services.order", id=id)


def place_choices() -> list[tuple[str, str]]:
    """Every building of the community."""
    return [(str(building.id), building.name) for building in register.buildings(db(), g.community.id)]


def local_moment(day: str, at: str) -> str:
    """A day and an hour of the community as one moment in ISO 8601; empty where they make none."""
    try:
        local = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=moment_filters.zone())
    except ValueError:
        return ""
    return local.astimezone(UTC).isoformat()


def wanted_id(name: str) -> str:
    """An id from the address, or nothing."""
    given = request.args.get(name, "")
    return given if given.isdecimal() and len(given) < 10 else ""
