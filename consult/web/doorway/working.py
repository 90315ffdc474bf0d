"""Work that a page asked for (consult/jobs), set going: what is short is done at once, the rest beside the requests."""
from __future__ import annotations

import logging
import threading

from consult.jobs.kinds import work_off
from consult.storage.store import Store
from consult.storage.writer import under_gevent
from consult.web.doorway.access import store

log = logging.getLogger(__name__)


def set_to_work(job_id: int, *, at_once: bool) -> None:
    """Begin what was asked for; nobody waits for it unless it is short."""
    if at_once:
        work_off(store(), job_id)
    else:
        take_up(store())


def take_up(here: Store) -> None:
    """Do what waits, in a greenlet or a thread of its own; a job that somebody does already is left to them."""
    if under_gevent():
        import gevent

        gevent.spawn(_work, here)
    else:
        threading.Thread(target=_work, args=(here,), daemon=True).start()


def _work(here: Store) -> None:
    try:
        work_off(here)
    except Exception:
        log.exception("what was asked for was not taken up")
