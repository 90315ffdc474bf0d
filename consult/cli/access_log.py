"""The access log: one line a request, without anything private.

Not the path but the route that answers it: a path may hold an invitation, a tablet's token or a ballot's number, and
who reads along could tell who voted when. No query, no name, and no address of a reader unless it is asked for.
"""
from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request, request_started

from consult.cli.log_lines import ACCESS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(ACCESS)
NOTED = "consult.access"
"""Where the request notes what the line is to say; a dictionary, since those between may copy what is around it."""
SOCKET = "/socket.io/"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class AccessLog:
    """Stands before the whole application; `app.wsgi_app = AccessLog(app)`."""

    def __init__(self, app: Flask, *, with_addresses: bool = False) -> None:
        self.inner, self.with_addresses = app.wsgi_app, with_addresses
        request_started.connect(_note, app)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, and write the line: for a socket when it closes."""
        begun, method = time.monotonic(), environ["REQUEST_METHOD"]
        noted = environ[NOTED] = {
            "method": method if method in METHODS else "-",
            "route": SOCKET if environ.get("PATH_INFO", "").startswith(SOCKET) else "-",
            "status": 101 if environ.get("HTTP_UPGRADE") else 500,
            "address": environ.get("REMOTE_ADDR") or "-",
        }

        def noting(status: str, *rest: Any) -> Any:
            noted["status"] = int(status[:3])
            return start_response(status, *rest)

        try:
            return self.inner(environ, noting)
        finally:
            self._write(noted, round((time.monotonic() - begun) * 1000))

    def _write(self, noted: dict[str, Any], milliseconds: int) -> None:
        told = {name: noted[name] for name in ("method", "route", "status")} | {"ms": milliseconds}
        words = "{method} {route} {status} {ms} ms".format_map(told)
        if self.with_addresses:
            told["address"] = noted["address"]
            words += f" {noted['address']}"
        log.info("%s", words, extra={"fields": told})


def _note(_: Flask, **__: Any) -> None:
    """The rule that the path fits (a path that fits none is not told), and the address behind the proxies."""
    noted = request.environ[NOTED]
    noted["address"] = request.remote_addr or "-"
    if request.url_rule is not None:
        noted["route"] = request.url_rule.rule
