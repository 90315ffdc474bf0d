"""How this door answers: who may ask, what is hidden, pages, caching, errors."""
from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, current_app, g, request, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from consult.community import queries as communities
from consult.community.models import Community
from consult.core.clock import local_date
from consult.core.errors import NotFound, Refusal
from consult.minutes.rules.redaction import Redactor
from consult.publishing import queries as publishing
from consult.storage.store import Store

View = TypeVar("View", bound=Callable[..., Any])
OPEN_TO = "open_to"
SIZES = range(1, 101)
USUAL_SIZE = 50
FARTHEST_PAGE = 100_000
FRESH_SECONDS = 60


blueprint = Blueprint("api", __name__)


def public(view: View) -> View:
    """Say that everyone may ask for this; nothing here is open to anybody otherwise."""
    setattr(view, OPEN_TO, "everyone")
    return view


@blueprint.before_request
def _only_what_is_public() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, OPEN_TO, None) != "everyone":
        abort(404)


def db() -> Session:
    """This request's reading session."""
    if "api_db" not in g:
        store: Store = current_app.extensions["store"]
        g.api_reading = store.read()
        g.api_db = g.api_reading.__enter__()
    session: Session = g.api_db
    return session


@blueprint.teardown_app_request
def _close(_: BaseException | None) -> None:
    if "api_reading" in g:
        g.pop("api_reading").__exit__(None, None, None)
        g.pop("api_db")


def community(place: str) -> Community:
    """The community with this short name; NotFound otherwise."""
    return communities.community_by_slug(db(), place)


def redactor(home: Community) -> Redactor:
    """The redactor of a community today."""
    store: Store = current_app.extensions["store"]
    return publishing.redactor_for(db(), home, local_date(store.clock(), home.timezone))


def number(text: str, what: str = "page") -> int:
    """A number of an address; NotFound when it is none."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound(what)
    return int(text)


def page_and_size() -> tuple[int, int]:
    """The page asked for and how many things a page has; 400 when they are no such numbers."""
    return _asked("page", 1, range(1, FARTHEST_PAGE)), _asked("per_page", USUAL_SIZE, SIZES)


def _asked(name: str, usual: int, allowed: range) -> int:
    given = request.args.get(name)
    if given is None:
        return usual
    if not (given.isascii() and given.isdecimal() and len(given) < 8 and int(given) in allowed):
        abort(400, f"{name} is not a number from {allowed.start} to {allowed.stop - 1}")
    return int(given)


def said(value: Any, home: Community | None = None) -> Response:
    """A value as JSON, made public, with a tag by which it is not sent twice."""
    if home is not None:
        value = redactor(home).plain(value)
    return tagged(Response(json.dumps(value, ensure_ascii=False), mimetype="application/json"))


def tagged(answer: Response) -> Response:
    """An answer that a reader who has it already need not be sent again."""
    answer.set_etag(sha256(answer.get_data()).hexdigest()[:32])
    answer.cache_control.public = True
    answer.cache_control.max_age = FRESH_SECONDS
    return answer.make_conditional(request)  # type: ignore[return-value]


def paged(items: list[Any], count: int, home: Community) -> Response:
    """One page of a list, saying how many there are and where the next one is."""
    page, size = page_and_size()
    pages = max(1, -(-count // size))
    answer = said({"items": items, "page": page, "pages": pages, "per_page": size, "total": count}, home)
    links = [f'<{_page_url(at, size)}>; rel="{name}"' for name, at, there in (
        ("prev", page - 1, page > 1), ("next", page + 1, page < pages)) if there]
    if links:
        answer.headers["Link"] = ", ".join(links)
    return answer


def _page_url(page: int, size: int) -> str:
    assert request.endpoint is not None
    return url_for(request.endpoint, **(request.view_args or {}), page=page, per_page=size, _external=True)


@blueprint.after_request
def _for_everyone(answer: Response) -> Response:
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@blueprint.errorhandler(Refusal)
def _refused(refusal: Refusal) -> tuple[Response, int]:
    status = 404 if isinstance(refusal, NotFound) else 400
    return Response(json.dumps({"error": refusal.code}), mimetype="application/json"), status


@blueprint.errorhandler(HTTPException)
def _http(problem: HTTPException) -> tuple[Response, int]:
    status = problem.code or 500
    said = {"error": "bad_request", "said": problem.description} if status == 400 else {"error": "not_found"}
    if status == 429:
        said = {"error": "too_many_requests"}
    return Response(json.dumps(said), mimetype="application/json"), status
