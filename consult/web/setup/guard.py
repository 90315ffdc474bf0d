"""While nothing is founded every page leads to the set-up page; and who may be in it."""
from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from consult.core.errors import NotFound
from consult.founding import queries
from consult.founding.rules.codes import STAYS_OPEN
from consult.web.doorway.access import SHELL_ENDPOINTS, db, store

KEY = "setup"
STAYS = {*SHELL_ENDPOINTS, "health.live", "health.ready"}
"""What answers as ever: styles, how pages look, and what a machine asks."""


def _lead_here() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in STAYS or endpoint.startswith(("setup.", "api.")) or _known_founded():
        return None
    return redirect(url_for("setup.show"), code=303)


def _known_founded() -> bool:
    """Asked of the database until it is so; what is founded stays so while this application is open on it."""
    if current_app.extensions.get("founded_in") is store():
        return True
    if not queries.founded(db()):
        return False
    current_app.extensions["founded_in"] = store()
    return True


def require_open() -> None:
    """NotFound once the first keeper has signed in: the page is not there any more."""
    if not queries.still_open(db()):
        raise NotFound("page")


def let_in() -> None:
    """This browser gave the code."""
    session[KEY] = (store().clock() + STAYS_OPEN).isoformat()


def is_in() -> bool:
    """Whether this browser gave the code lately."""
    until = session.get(KEY)
    return isinstance(until, str) and store().clock() < datetime.fromisoformat(until)


def require_in() -> None:
    """NotFound for whoever did not give the code."""
    require_open()
    if not is_in():
        raise NotFound("page")


def leave() -> None:
    """The set-up is over in this browser."""
    session.pop(KEY, None)


def register(app: Flask) -> None:
    """Lead there before anything else is looked at."""
    app.before_request(_lead_here)
