"""Lines as they open, and frames that nobody can read: those close the line and leave nothing in the log."""
from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import socketio

log = logging.getLogger(__name__)


def close_on_malformed(server: socketio.Server) -> None:
    """Close a line whose message is no Socket.IO packet; stock Engine.IO prints a traceback and goes on."""
    take = server.eio.handlers["message"]

    def taken(line: str, data: Any) -> None:
        try:
            take(line, data)
        except Exception as problem:
            log.info("a frame that nobody can read (%s)", type(problem).__name__)
            close_connection(server, line)

    server.eio.on("message", taken)


def on_connect(server: socketio.Server, do: Callable[[], None]) -> None:
    """Do something each time a client opens a line, before it says who it is."""
    take = server.eio.handlers["connect"]

    def came(line: str, environ: Any) -> Any:
        do()
        return take(line, environ)

    server.eio.on("connect", came)


def close_connection(server: socketio.Server, line: str) -> None:
    """Close a line after what was said on it so far."""
    found = server.eio.sockets.get(line)
    if found is not None:
        found.close(wait=False)
