"""Who asks: the actor behind the cookie, the community of the page, and the rule that pages are closed by default."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from consult.account import queries as accounts
from consult.community import policy as register_policy
from consult.community import queries as communities
from consult.core.actor import Actor
from consult.core.errors import NotFound
from consult.storage.store import Store

Opening = Literal["everyone", "signed_in", "residents"]
View = TypeVar("View", bound=Callable[..., Any])
OPEN_TO = "open_to"
SHELL_ENDPOINTS = {"static", "assets.file", "front.display", "front.change_display"}


def open_to(whom: Opening) -> Callable[[View], View]:
    """Say for whom a page is open: everyone who passes by, whoever is signed in, or this community's people."""

    def mark(view: View) -> View:
        setattr(view, OPEN_TO, whom)
        return view

    return mark


def store() -> Store:
    """The store of this application."""
    found: Store = current_app.extensions["store"]
    return found


def db() -> Session:
    """This request's reading session, opened when first asked for."""
    if "db" not in g:
        g.reading = store().read()
        g.db = g.reading.__enter__()
    session: Session = g.db
    return session


def current_actor() -> Actor | None:
    """Who is signed in, or None."""
    if "actor" not in g:
        token = request.cookies.get(cookie_name())
        g.actor = accounts.actor_by_token(db(), token, store().clock()) if token else None
    found: Actor | None = g.actor
    return found


def signed_in() -> Actor:
    """Who is signed in, on a page that is open to no one else."""
    actor = current_actor()
    if actor is None:
        raise NotFound("page")
    return actor


def cookie_name() -> str:
    """The name of the sign-in cookie."""
    name: str = current_app.extensions["settings"].cookie("sid")
    return name


def remember_sign_in(answer: AnyResponse, token: str) -> AnyResponse:
    """Put the token of a new session into the answer's cookie."""
    answer.set_cookie(
        cookie_name(), token, max_age=30 * 24 * 3600, httponly=True, samesite="Lax", path="/",
        secure=current_app.extensions["settings"].https,
    )
    return answer


def forget_sign_in(answer: AnyResponse) -> AnyResponse:
    """Take the sign-in cookie away."""
    answer.delete_cookie(
        cookie_name(), path="/", httponly=True, samesite="Lax", secure=current_app.extensions["settings"].https)
    return answer


def _open_community(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.community = None
    if values and "slug" in values:
        g.slug = values.pop("slug")


def _let_in() -> AnyResponse | None:
    # PostgreSQL has no text with a zero character in it, so nothing of that name is anywhere.
    if "\x00" in request.path or b"%00" in request.query_string:
        abort(404)
    if request.endpoint is None:
        return None
    if "slug" in g:
        g.community = communities.community_by_slug(db(), g.slug)
    if request.endpoint in SHELL_ENDPOINTS:
        return None
    whom = getattr(current_app.view_functions[request.endpoint], OPEN_TO, None)
    return _decide(whom)


def _decide(whom: str | None) -> AnyResponse | None:
    actor = current_actor()
    if whom == "everyone":
        return None
    if whom not in ("signed_in", "residents"):
        abort(404)
    if actor is None:
        return _to_sign_in()
    if whom == "residents" and not register_policy.permits(actor, "enter", g.community):
        raise NotFound("page")
    return None


def _to_sign_in() -> AnyResponse:
    back = request.script_root + request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("front.sign_in", next=back), code=303)


def at_home() -> bool:
    """Whether who is signed in belongs to the community of the page."""
    actor = current_actor()
    return g.community is not None and register_policy.permits(actor, "enter", g.community)


def actor_here() -> Actor | None:
    """Who is signed in, if of this community; a neighbour from elsewhere is a passer-by here."""
    return current_actor() if at_home() else None


def _context() -> dict[str, Any]:
    community = g.get("community")
    actor = current_actor() if community is None else actor_here()
    roster = community is not None and register_policy.permits(actor, "see_register", community)
    return {"community": community, "actor": actor, "nav_roster": roster}


def _close_db(_: BaseException | None) -> None:
    if "reading" in g:
        g.reading.__exit__(None, None, None)


def register(app: Flask) -> None:
    """Close every page that does not say for whom it is open."""
    app.url_value_preprocessor(_open_community)
    app.before_request(_let_in)
    app.teardown_appcontext(_close_db)
    app.context_processor(_context)
    app.url_default_functions.setdefault(None, []).append(_keep_slug)


def _keep_slug(endpoint: str, values: dict[str, Any]) -> None:
    if "slug" in g and "slug" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "slug"):
        values["slug"] = g.slug


