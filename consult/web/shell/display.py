"""How a reader likes the pages: text size, large print, contrast, theme and language, in one cookie."""
from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response

from consult.web.shell import catalogue

COOKIE = "display"
COOKIE_SECONDS = 365 * 24 * 3600
DEFAULT_TIMEZONE = "Asia/Shanghai"

CHOICES: dict[str, tuple[str, ...]] = {
    "text": ("large", "larger"),
    "mode": ("elder",),
    "contrast": ("more", "standard"),
    "theme": ("dark",),
    "lang": ("zh", "en"),
}


@dataclass(frozen=True)
class Display:
    """What the reader chose; None is the usual, or for language what the browser asks for."""

    text: str | None = None
    mode: str | None = None
    contrast: str | None = None
    theme: str | None = None
    lang: str | None = None

    @property
    def elder(self) -> bool:
        """Whether pages are drawn as 长辈版."""
        return self.mode == "elder"


def parse(cookie: str | None) -> Display:
    """A Display from the cookie text `mode=elder.lang=en`; whatever is not a known choice is dropped."""
    chosen: dict[str, str] = {}
    for part in (cookie or "")[:200].split("."):
        name, _sep, value = part.partition("=")
        if value in CHOICES.get(name, ()):
            chosen[name] = value
    return Display(**chosen)


def to_cookie(display: Display) -> str:
    """The cookie text of a Display; empty when everything is as usual."""
    pairs = ((f.name, getattr(display, f.name)) for f in fields(display))
    return ".".join(f"{name}={value}" for name, value in pairs if value)


def changed(display: Display, wanted: dict[str, str]) -> Display:
    """`display` with the known choices of `wanted` taken over; an empty value goes back to the usual."""
    known = {
        name: value or None
        for name, value in wanted.items()
        if name in CHOICES and (value == "" or value in CHOICES[name])
    }
    return replace(display, **known)


def current() -> Display:
    """The reader's Display for this request."""
    if not has_request_context():
        return Display()
    if "display" not in g:
        g.display = parse(request.cookies.get(COOKIE))
    chosen: Display = g.display
    return chosen


def remember(answer: Response, display: Display) -> Response:
    """Put the choice into the answer's cookie, or take the cookie away when all is as usual."""
    text = to_cookie(display)
    if not text:
        answer.delete_cookie(COOKIE, path="/", samesite="Lax", httponly=True)
        return answer
    answer.set_cookie(
        COOKIE, text, max_age=COOKIE_SECONDS, path="/", samesite="Lax", httponly=True,
        secure=request.is_secure,
    )
    return answer


def choose_language() -> str:
    """zh or en: the cookie first, then what the browser asks for, else zh."""
    if not has_request_context():
        return "zh"
    return current().lang or request.accept_languages.best_match(CHOICES["lang"]) or "zh"


def choose_timezone() -> str:
    """The IANA zone of the community whose page this is."""
    community = getattr(g, "community", None) if has_request_context() else None
    return getattr(community, "timezone", None) or DEFAULT_TIMEZONE


def language() -> str:
    """The language pages are written in now, as for an HTML lang attribute: zh-Hans or en."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh-Hans"


def this_page() -> str:
    """The path and query of this request, to come back to after a switch of display or a sign-in."""
    if not has_request_context():
        return "/"
    query = request.query_string.decode("ascii", "replace")
    return quote(request.script_root + request.path) + (f"?{query}" if query else "")


def rehearsing() -> bool:
    """Whether these are the pages of a rehearsal."""
    return getattr(current_app.extensions.get("settings"), "rehearsal", False)


def _context() -> dict[str, Any]:
    """What every page starts from; a template may set density, theme and own_ways anew (templates/base.html)."""
    return {
        "lang": language(), "display": current(), "this_page": this_page(),
        "script_root": request.script_root if has_request_context() else "",
        "rehearsal": rehearsing(), "density": None, "theme": current().theme, "own_ways": False,
    }


def register(app: Flask) -> Babel:
    """Language, time zone and display settings for every page."""
    babel = Babel(
        app,
        locale_selector=choose_language,
        timezone_selector=choose_timezone,
        default_locale="zh",
        default_timezone=DEFAULT_TIMEZONE,
    )
    babel.domain_instance = catalogue.CatalogueDomain()
    app.context_processor(_context)
    return babel
