"""The names under which people reach this installation; a request to any other is answered before a page is made.

An absolute address (the one on the hall's screen) is made from the name in the request. Were any name taken,
whoever can make a browser or a cache ask under another could put their own address on the wall.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

from werkzeug.sansio.utils import host_is_trusted

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?", re.IGNORECASE)
UNDER_ANY_NAME = ("/livez", "/readyz")
"""What the machine asks of itself, by whatever name it has for itself; these say nothing about anybody."""
WORDS = """\
这个地址不是这里的。装机的人请把它写进CONSULT_HOSTS，例如CONSULT_HOSTS=yishi.example.cn
This address is not one of ours. Whoever installed Consult: name it in CONSULT_HOSTS.
""".encode()
HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(WORDS))),
           ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]


def is_known(host: str, named: Sequence[str]) -> bool:
    """Whether a Host header names this installation; when no names were given, whether nobody else can own it:
    an IP address, localhost, a name without a dot, or one of the local network (RFC 6762)."""
    found = HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1].lower()
    if named:
        return host_is_trusted(host.lower(), named)
    return "." not in name or name.endswith((".localhost", ".local")) or _is_ip(name)


def _is_ip(name: str) -> bool:
    try:
        return bool(ip_address(name.strip("[]")))
    except ValueError:
        return False


class KnownHosts:
    """Turns away a request under a name that is not ours."""

    def __init__(self, application: Application, named: Sequence[str]) -> None:
        self.application, self.named = application, named

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in UNDER_ANY_NAME or is_known(environ.get("HTTP_HOST", ""), self.named):
            return self.application(environ, start_response)
        start_response("400 Bad Request", HEADERS)
        return [WORDS]
