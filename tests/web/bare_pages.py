"""An app with nothing but the shell of pages: the shell is tested without the rest of the house."""
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from flask import Blueprint, Flask
from jinja2 import StrictUndefined

from consult.web.front import display as front_display
from consult.web.shell import base as shell

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 26, 11, 42, tzinfo=UTC)
"""19:42 on a Thursday in Shanghai."""

COMMUNITY = SimpleNamespace(
    slug="qinghe", name="青禾社区", name_en="Qinghe Community", timezone="Asia/Shanghai",
    street=SimpleNamespace(name="柳荫街道", name_en="Liuyin Street"),
    desk_place="社区党群服务中心一楼", desk_hours="工作日8:30–17:30", desk_phone="023-5550 0101",
)

ADDRESSES = {
    "home": {"show": "/c/<slug>/", "mine": "/c/<slug>/me"},
    "matters": {"index": "/c/<slug>/matters"},
    "meetings": {"index": "/c/<slug>/meetings"},
    "docket": {"index": "/c/<slug>/docket"},
    "roster": {"index": "/c/<slug>/roster"},
    "services": {"index": "/c/<slug>/services/"},
    "tasks": {"index": "/c/<slug>/work"},
    "board": {"index": "/c/<slug>/notices", "search": "/c/<slug>/search"},
    "standing": {"index": "/c/<slug>/ballots"},
    "light": {"index": "/c/<slug>/light"},
    "sittings": {"bodies": "/c/<slug>/bodies"},
    "grids": {"index": "/c/<slug>/grids"},
    "mirror": {"show": "/c/<slug>/mirror"},
    "heads": {"index": "/heads"},
    "api": {"notices_feed": "/c/<place>/feeds/notices.atom", "matters_feed": "/c/<place>/feeds/matters.atom",
            "calendar": "/c/<place>/meetings.ics"},
}
FRONT = {"index": "/", "sign_in": "/sign-in", "sign_out": "/sign-out", "join": "/join", "help": "/help",
         "rules": "/rules", "privacy": "/privacy", "privacy_text": "/privacy/text", "a11y": "/a11y"}


def bare_app() -> Flask:
    """The shell, its front blueprint with /display, and addresses that answer nothing."""
    app = Flask("consult", static_folder=str(ROOT / "static"), template_folder=str(ROOT / "templates"))
    app.secret_key = "for tests"
    app.jinja_env.undefined = StrictUndefined
    app.extensions["store"] = SimpleNamespace(clock=lambda: NOW)
    shell.register(app)
    front = Blueprint("front", __name__)
    front_display.add_to(front)
    for name, rule in FRONT.items():
        front.add_url_rule(rule, name, lambda **_: "")
    app.register_blueprint(front)
    for chapter, rules in ADDRESSES.items():
        pages = Blueprint(chapter, __name__)
        for name, rule in rules.items():
            pages.add_url_rule(rule, name, lambda **_: "")
        app.register_blueprint(pages)
    return app
