"""The server: one process that keeps a worker alive, and the worker, which holds the application."""
from __future__ import annotations

import argparse
import gc
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module

from flask import Flask
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config

from consult.cli import demo, first_code, gunicorn_settings, migrate
from consult.cli.access_log import AccessLog
from consult.cli.gunicorn_log import GunicornLog
from consult.cli.installation import at_this_version, settings
from consult.config import LogSettings, Settings, log_settings_from
from consult.storage import migrations

APPLICATION = "consult.app"
"""Given by name, as to any WSGI server: this door lies below the module that puts all of them together."""


def serve(*, migrate_first: bool, demo_first: bool) -> int:
    """Do what is to be done first, then serve; does not return while it serves."""
    import_module(APPLICATION)
    here = settings()
    if migrate_first or migrations.current(here.database_url) is None:
        migrate.run(argparse.Namespace())
    at_this_version()
    if demo_first and (status := _apart(_fill_if_empty)):
        return status
    print(f"Consult: http://{here.host}:{here.port}", flush=True)
    _apart(lambda: first_code.run(here))
    # A core dump would hold whatever the process holds, an opened box for instance.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return _until_stopped(Served(here, log_settings_from()))


def _until_stopped(served: Served) -> int:
    # What every worker has from here is not gone through by its garbage collector, so they share it to the end.
    gc.freeze()
    keeper = os.getpid()
    status = 0
    try:
        Arbiter(served).run()
    except SystemExit as end:
        if os.getpid() != keeper:
            raise
        status = end.code if isinstance(end.code, int) else 1
    # It holds nothing that has to be closed: taking all modules apart would only keep who stopped it waiting.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


class Served:
    """What gunicorn asks of an application: how it is run, and, in each worker, the application itself."""

    def __init__(self, here: Settings, logs: LogSettings) -> None:
        self.here, self.logs = here, logs
        self.cfg = Config(prog="consult")
        told = {name: value for name, value in vars(gunicorn_settings).items() if name in self.cfg.settings}
        for name, value in {**told, "logger_class": GunicornLog, "bind": f"{here.host}:{here.port}"}.items():
            self.cfg.set(name, value)
        self._app: Flask | None = None

    def wsgi(self) -> Flask:
        """The application of this process."""
        if self._app is None:
            app: Flask = import_module(APPLICATION).create_app(self.here)
            self._app = app
            if self.logs.access:
                app.wsgi_app = AccessLog(  # type: ignore[method-assign]
                    app, with_addresses=self.logs.access == "addresses")
        return self._app

    def reload(self) -> None:
        """On SIGHUP a new worker takes over; settings and code are those of the start."""


def _fill_if_empty() -> int:
    return demo.run(argparse.Namespace(if_empty=True, reset=False, others_vote=False, year=False))


def _apart(act: Callable[[], int]) -> int:
    """Do something in a process of its own: the server begins without its connections, threads and memory."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        status = act()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
