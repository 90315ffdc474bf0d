"""The composition root: the only module that knows every other."""
from __future__ import annotations

from datetime import timedelta

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from consult import api, live, web
from consult.config import LARGEST_FORM, Settings, settings_from, shipped
from consult.core.clock import Clock, system_clock
from consult.meeting.actions.finishing import finish_what_was_cut_off
from consult.reactions import REACTIONS
from consult.rehearsing import Beside, Rehearsal
from consult.storage.looks import Looks
from consult.storage.store import Store
from consult.storage.vault import vault_for
from consult.web.doorway.known_hosts import KnownHosts
from consult.web.doorway.methods import KnownMethods
from consult.web.wording.tables import OPEN_DATA


def create_app(settings: Settings | None = None, *, clock: Clock = system_clock) -> Flask:
    """The whole application on one database: pages, live room, and the store beneath them; with the rehearsal beside it."""
    here = settings or settings_from()
    return with_rehearsal(open_on(every_page(), here, clock=clock), here, clock=clock)


def with_rehearsal(app: Flask, settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Let an application hand what stands under the rehearsal's address to a second one, while there is a rehearsal."""
    def opened(apart: Settings) -> Flask:
        beside = open_on(every_page(), apart, clock=clock)
        beside.extensions["looks"].by_itself = app.extensions["looks"].by_itself
        finish_what_was_cut_off(beside.extensions["store"])
        return beside

    app.extensions["rehearsal"] = Rehearsal(settings, opened)
    app.wsgi_app = Beside(app.wsgi_app, app.extensions["rehearsal"])  # type: ignore[method-assign]
    return app


def every_page() -> Flask:
    """The pages and the open data, on no database yet. It takes a third of a second, and may be opened again and again."""
    app = Flask("consult", static_folder=str(shipped("static")), template_folder=str(shipped("templates")))
    web.register(app)
    api.register(app, OPEN_DATA)
    return app


def open_on(app: Flask, settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Open the pages on a database: settings, store, live room, and who may come in by which name."""
    app.config.update(
        SECRET_KEY=settings.secret, MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SESSION_COOKIE_NAME=settings.cookie("consult"),
        SESSION_COOKIE_SECURE=settings.https, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=settings.https,
    )
    if settings.strict_templates:
        app.jinja_env.undefined = StrictUndefined
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock
    app.extensions["store"] = store_for(settings, clock=clock)
    app.extensions["looks"] = Looks(app.extensions["store"])
    app.wsgi_app = KnownHosts(app.wsgi_app, settings.trusted_hosts)  # type: ignore[method-assign]
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)
    live.register(app)
    app.wsgi_app = KnownMethods(app.wsgi_app, app.url_map)  # type: ignore[method-assign]
    return app


def store_for(settings: Settings, *, clock: Clock = system_clock) -> Store:
    """The store with its reactions; what the command line uses without pages."""
    vault = vault_for(
        settings.database_url, settings.data, secret=settings.key_secret or settings.secret, escrow=settings.escrow)
    return Store(settings.database_url, clock=clock, reactions=REACTIONS, secret=settings.secret, vault=vault)
