"""What every answer carries: a strict content policy, no framing, no caching of what is someone's own."""
from __future__ import annotations

from urllib.parse import quote

from flask import Flask, request
from werkzeug.http import parse_options_header
from werkzeug.wrappers import Response

from consult.web.shell import display

STATIC = ("assets.file", "static")
OPEN_DATA = "api"
REHEARSAL = "Consult-Rehearsal"
"""On every answer of a rehearsal, for whoever reads its data by machine."""
SAVED_AS = "演练-"
"""What the name of every file begins with that is saved from a rehearsal."""


def content_policy(host: str) -> str:
    """The content security policy; the socket's address is named for browsers whose 'self' leaves it out."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self' ws://{host} wss://{host}; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _add(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = content_policy(request.host)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["X-Frame-Options"] = "DENY"
    if display.rehearsing():
        _mark(answer)
    if request.is_secure:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.blueprint == OPEN_DATA:
        # The same for everyone, for any page that asks; it says itself how long it stays fresh.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    elif request.endpoint not in STATIC:
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.add("Cookie")
    return answer


def _mark(answer: Response) -> None:
    """Say that this comes from a rehearsal, in a header and in the name under which a file is saved."""
    answer.headers[REHEARSAL] = "1"
    way, said = parse_options_header(answer.headers.get("Content-Disposition", ""))
    if name := said.get("filename"):
        answer.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(SAVED_AS + name)}"


def register(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_add)
