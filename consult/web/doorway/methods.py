"""Methods that are answered with 405 before a page is made: TRACE anywhere, and whatever open data and assets do not take.

TRACE sends a request back with its cookies (RFC 9110, 9.3.8), so no address here knows it. A page that does not know a
method goes on answering like one that is not there, so as not to say which pages there are.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.routing import Map

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
NOWHERE = ("TRACE", "TRACK")
OPEN_TO_ALL = ("/api/", "/assets/", "/static/")
WORDS = b'{"error": "method_not_allowed"}'


class KnownMethods:
    """Turns away a method that its address does not take, naming those that it does (Allow)."""

    def __init__(self, application: Application, addresses: Map) -> None:
        self.application, self.addresses = application, addresses

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if method not in NOWHERE and not path.startswith(OPEN_TO_ALL):
            return self.application(environ, start_response)
        taken = sorted(self.addresses.bind("").allowed_methods(path))
        if method not in NOWHERE and (not taken or method in taken):
            return self.application(environ, start_response)
        start_response("405 Method Not Allowed", [
            ("Allow", ", ".join(taken)), ("Content-Type", "application/json"), ("Content-Length", str(len(WORDS))),
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
        return [WORDS]
