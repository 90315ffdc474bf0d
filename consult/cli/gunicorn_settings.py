"""How gunicorn runs the application: one gevent worker, which holds every socket of the installation."""
from __future__ import annotations

import signal
from types import FrameType
from typing import Any

worker_class = "gevent"
workers = 1
worker_connections = 5000
graceful_timeout = 5
timeout = 120
keepalive = 30
errorlog = "-"
loglevel = "warning"
limit_request_line = 8190
forwarded_allow_ips = ""


def post_worker_init(worker: Any) -> None:
    """On SIGTERM, tell every screen when to come back before the sockets close."""
    stop = signal.getsignal(signal.SIGTERM)

    def tell_and_stop(number: int, frame: FrameType | None) -> None:
        import gevent

        gevent.spawn(worker.wsgi.extensions["live"].say_closing)
        if callable(stop):
            stop(number, frame)

    signal.signal(signal.SIGTERM, tell_and_stop)
