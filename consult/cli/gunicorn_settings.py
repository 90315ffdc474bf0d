"""How gunicorn runs the application: one gevent worker, which holds every socket of the installation."""
from __future__ import annotations

import logging
import signal
from types import FrameType
from typing import Any

import gevent

from consult.deadlines import sweep
from consult.meeting.actions.finishing import finish_what_was_cut_off

log = logging.getLogger(__name__)
worker_class = "consult.cli.worker.Worker"
workers = 1
worker_connections = 5000
graceful_timeout = 5
timeout = 120
keepalive = 30
limit_request_line = 8190
forwarded_allow_ips = ""
# Nobody steers this server by a socket in somebody's home directory.
control_socket_disable = True
SWEEP_SECONDS = 300


def post_worker_init(worker: Any) -> None:
    """Finish what a crash cut off, before the first request. On SIGTERM, tell every screen when to come back, then
    close the sockets, so that the worker can go."""
    finish_what_was_cut_off(worker.wsgi.extensions["store"])
    _sweep_now_and_then(worker)
    worker.wsgi.extensions["looks"].by_itself = True
    stop = signal.getsignal(signal.SIGTERM)

    def tell_and_stop(number: int, frame: FrameType | None) -> None:
        for app in _in_use(worker):
            gevent.spawn(app.extensions["live"].farewell)
        if callable(stop):
            stop(number, frame)

    signal.signal(signal.SIGTERM, tell_and_stop)


def worker_exit(_: Any, worker: Any) -> None:
    """Write the looks that still wait."""
    if hasattr(worker.wsgi, "extensions"):
        for app in _in_use(worker):
            app.extensions["looks"].write()


def _in_use(worker: Any) -> list[Any]:
    """The application, and that of the rehearsal beside it where somebody is in it. A signal may wait for nothing."""
    return [worker.wsgi, *filter(None, [worker.wsgi.extensions["rehearsal"].in_use])]


def _sweep_now_and_then(worker: Any) -> None:
    """Note what days have passed, every few minutes for as long as the worker lives."""
    def for_ever() -> None:
        while True:
            gevent.sleep(SWEEP_SECONDS)
            sweep(worker.wsgi.extensions["store"])
            _sweep_the_rehearsal(worker.wsgi.extensions["rehearsal"])

    gevent.spawn(for_ever)


def _sweep_the_rehearsal(rehearsal: Any) -> None:
    """The same for the rehearsal, if there is one; whatever is wrong with it holds up nothing of the real community."""
    try:
        if (beside := rehearsal.app()) is not None:
            sweep(beside.extensions["store"])
    except Exception:
        log.exception("the rehearsal was not swept")
