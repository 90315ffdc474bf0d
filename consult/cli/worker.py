"""The worker that gunicorn runs: gevent's, which serves also whoever came in the moment the door was closing."""
from __future__ import annotations

import socket
from typing import Any

from gunicorn.workers.ggevent import GeventWorker


class Worker(GeventWorker):  # type: ignore[misc]
    """A connection that was accepted before the listener was closed is answered, within the graceful time."""

    def handle(self, listener: socket.socket, client: socket.socket, addr: Any) -> None:
        """Serve a connection. gunicorn asks the listener for its name, which fails once that is closed; the
        connection has the same name and knows it for as long as it lives."""
        super().handle(client, client, addr)
