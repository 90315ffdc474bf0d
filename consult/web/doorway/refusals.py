"""Refusals as answers: their words and their status."""
from __future__ import annotations

import logging
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests

from consult.core.errors import BadShape, Forbidden, NotFound, Refusal, RepeatDiffers
from consult.web.doorway.same_site import same_site_path
from consult.web.shell import display
from consult.web.wording.refusals import say

log = logging.getLogger(__name__)
OWN_PAGES = (400, 403, 404, 413, 429, 500)
STATUS: list[tuple[type[Refusal], int]] = [(NotFound, 404), (Forbidden, 403), (BadShape, 400), (RepeatDiffers, 409)]


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    if refusal.code == "wait_before_next_try":
        return 429
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), 409)


def _refused(refusal: Refusal) -> tuple[str, int]:
    status = status_of(refusal)
    if status == 404:
        return render_template("errors/404.html"), 404
    return render_template("errors/refused.html", said=say(refusal), back=_back()), status


def _back() -> str | None:
    """The page of ours that the reader came from."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if came_from.netloc != request.host:
        return None
    return same_site_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def _http(problem: HTTPException) -> tuple[str, int]:
    status = problem.code or 500
    if status == 405:
        status = 404
    g.setdefault("community", None)
    shown = status if status in OWN_PAGES else 400 if status < 500 else 500
    wait = problem.retry_after if isinstance(problem, TooManyRequests) else None
    return render_template(
        f"errors/{shown}.html", reason=None, wait=wait if isinstance(wait, int) else None, reference=None,
        root=request.script_root), status


def _csrf(problem: CSRFError) -> tuple[str, int]:
    return render_template("errors/400.html", reason=None), 400


def _broken(problem: Exception) -> tuple[str, int]:
    """The page that needs nothing: what its context would read may be what is broken."""
    reference = uuid4().hex[:8]
    log.error("unexpected %s at %s, %s", type(problem).__name__, request.endpoint, reference, exc_info=problem)
    page = current_app.jinja_env.get_template("errors/500.html")
    return page.render(reference=reference, root=request.script_root, rehearsal=display.rehearsing()), 500


def register(app: Flask) -> None:
    """Answer refusals and errors in plain words."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    if not app.testing:
        app.register_error_handler(Exception, _broken)
