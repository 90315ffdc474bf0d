"""The rehearsal (演练): a second community beside the real one, to try everything out in. It is reached under a first path
part of its own, on a database of its own, with sign-ins, cookies and sockets of its own, and it can be deleted whole.

A file `made` in its folder says that it is there; whichever process makes or deletes it, the others see that by the file.
"""
from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import uuid4

from consult.config import Settings, rehearsal_of
from consult.core.actor import THE_SYSTEM
from consult.core.clock import Clock, local_date, system_clock
from consult.core.errors import RuleBroken
from consult.founding import actions as founding
from consult.founding.queries.rehearsal import ways_of
from consult.founding.rules.rehearsal import rehearsal_plan
from consult.reactions import REACTIONS
from consult.storage import migrations
from consult.storage.store import Store
from consult.storage.vault import vault_for
from consult.storage.writer import Lock

log = logging.getLogger(__name__)
PREFIX = "/rehearsal"
SECONDS = 120
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Opened(Protocol):
    """What is asked of the rehearsal's application."""

    wsgi_app: Application
    extensions: dict[str, Any]


def possible(settings: Settings) -> bool:
    """Whether there can be one: with Redis several processes serve, and each would have a rehearsal room of its own."""
    return not settings.redis_url


def stands(settings: Settings) -> int:
    """Which rehearsal stands beside an installation, by the moment it was made; 0 where none does."""
    try:
        return (rehearsal_of(settings).data / "made").stat().st_mtime_ns if possible(settings) else 0
    except OSError:
        return 0


def make(settings: Settings, slug: str, *, clock: Clock = system_clock) -> dict[str, str]:
    """Make one after a community, with invented people; the first sign-in codes by login name, told once. RuleBroken where
    one is there already or none can be."""
    if stands(settings) or not possible(settings):
        raise RuleBroken("rehearsal_there" if possible(settings) else "rehearsal_not_here")
    with _store(settings, clock) as real, real.read() as db:
        ways = ways_of(db, slug)
    aside = rehearsal_of(settings, f"rehearsal-{uuid4().hex}")
    try:
        slips = _founded(aside, ways, clock)
        _put_in_place(settings, aside)
    finally:
        shutil.rmtree(aside.data, ignore_errors=True)
    return slips


def _founded(aside: Settings, ways: Mapping[str, Any], clock: Clock) -> dict[str, str]:
    aside.data.mkdir(parents=True, mode=0o700)
    migrations.upgrade(aside.database_url)
    plan, readings = rehearsal_plan(**ways, today=local_date(clock(), ways["community"]["timezone"]))
    with _store(aside, clock) as store:
        slips: dict[str, str] = store.carry_out(
            lambda work: founding.found_with_lists(work, plan=plan, readings=readings), actor=THE_SYSTEM).value["slips"]
    return slips


def _put_in_place(settings: Settings, aside: Settings) -> None:
    """Of two that are made at once the first is there whole; the second finds the folder full."""
    (aside.data / "made").touch(mode=0o600)
    try:
        aside.data.rename(rehearsal_of(settings).data)
    except OSError:
        raise RuleBroken("rehearsal_there") from None


def delete(settings: Settings) -> None:
    """Delete it whole: its database, keys and papers are gone. RuleBroken where there is none.

    It leaves its place in one step, so that a deleting that is cut off leaves nothing there; the next one clears the rest.
    """
    gone = rehearsal_of(settings, f"rehearsal-gone-{uuid4().hex}").data
    try:
        rehearsal_of(settings).data.rename(gone)
    except OSError:
        raise RuleBroken("rehearsal_gone") from None
    for left in settings.data.glob("rehearsal-gone-*"):
        shutil.rmtree(left)


@contextmanager
def _store(settings: Settings, clock: Clock) -> Any:
    vault = vault_for(
        settings.database_url, settings.data, secret=settings.key_secret or settings.secret, escrow=settings.escrow)
    store = Store(settings.database_url, clock=clock, reactions=REACTIONS, secret=settings.secret, vault=vault)
    try:
        yield store
    finally:
        store.close()


class Rehearsal:
    """The rehearsal beside an installation, as its server has it: its application, opened when it is first asked for."""

    def __init__(self, settings: Settings, opened: Callable[[Settings], Any]) -> None:
        self.settings, self._opened = settings, opened
        self._app: Opened | None = None
        self._stood = 0
        self._lock = Lock()

    @property
    def possible(self) -> bool:
        """Whether there can be one here."""
        return possible(self.settings)

    @property
    def there(self) -> bool:
        """Whether there is one now."""
        return bool(stands(self.settings))

    def app(self) -> Opened | None:
        """The application of the one that stands now; None where none does."""
        with self._lock:
            now = stands(self.settings)
            if now != self._stood:
                self._close()
                if now:
                    migrations.upgrade(rehearsal_of(self.settings).database_url)
                    self._app = self._opened(rehearsal_of(self.settings))
                self._stood = now
            return self._app

    @property
    def in_use(self) -> Opened | None:
        """The application, where it was asked for and is open; asking this waits for nothing and opens nothing."""
        return self._app

    def make(self, slug: str) -> dict[str, str]:
        """Make one, in a process of its own: it takes seconds, and nobody who is here now waits for it."""
        if self.there or not self.possible:
            raise RuleBroken("rehearsal_there" if self.possible else "rehearsal_not_here")
        told = {"CONSULT_DATA": str(self.settings.data), "DATABASE_URL": self.settings.database_url,
                "CONSULT_SECRET": self.settings.secret, "CONSULT_KEK": self.settings.key_secret, "REDIS_URL": ""}
        done = subprocess.run(  # noqa: S603 (our own program, and a slug)
            [sys.executable, "-m", "consult", "rehearsal", "make", slug, "--json"], env={**os.environ, **told},
            capture_output=True, text=True, timeout=SECONDS, check=False)
        if done.returncode:
            log.error("the rehearsal was not made: %s", done.stderr[-2000:])
            raise RuleBroken("went_wrong")
        slips: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return slips

    def delete(self) -> None:
        """Delete it whole, and close its sockets first."""
        with self._lock:
            self._close()
            delete(self.settings)

    def _close(self) -> None:
        app, self._app, self._stood = self._app, None, 0
        if app is not None:
            app.extensions["live"].close_all()
            app.extensions["store"].close()


class Beside:
    """Hands requests under the prefix to the rehearsal, while there is one."""

    def __init__(self, application: Application, rehearsal: Rehearsal) -> None:
        self.application, self.rehearsal = application, rehearsal

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        app = self.rehearsal.app() if path == PREFIX or path.startswith(f"{PREFIX}/") else None
        if app is None:
            return self.application(environ, start_response)
        inside = {**environ, "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + PREFIX, "PATH_INFO": path[len(PREFIX):] or "/"}
        return app.wsgi_app(inside, start_response)
