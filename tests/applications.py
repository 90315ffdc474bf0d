"""The application for a test: built once a worker, then opened again and again, each time on another database."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from consult.app import every_page, open_on
from consult.config import Settings
from consult.core.clock import Clock, system_clock

SECRET = "a secret for the tests alone, thirty-two characters"
_EMPTY: list[_Built] = []
"""Applications of this worker that nobody uses just now."""
_OPEN: dict[int, _Built] = {}
_templates: FileSystemBytecodeCache | None = None


class _Built:
    """An application as it was built, and what it has to be again when a test gives it back."""

    def __init__(self) -> None:
        self.app = every_page()
        self.app.jinja_env.bytecode_cache = _templates
        self.config, self.extensions = dict(self.app.config), dict(self.app.extensions)
        self.routes = len(self.app.view_functions)
        self.of_jinja = {name: copy(getattr(self.app.jinja_env, name)) for name in ("globals", "filters")}

    def empty(self) -> None:
        """Take out what it was opened with, and what a test put into it."""
        assert len(self.app.view_functions) == self.routes, "a test added pages: it needs an application of its own"
        vars(self.app).pop("wsgi_app", None)
        for now, then in ((self.app.config, self.config), (self.app.extensions, self.extensions)):
            now.clear()
            now.update(then)
        for name, then in self.of_jinja.items():
            assert getattr(self.app.jinja_env, name) == then, f"a test changed the {name} of templates"


def open_application(
    database_url: str, data: Path, *, clock: Clock = system_clock, csrf: bool = False, secret: str = SECRET,
    **settings: Any,
) -> Flask:
    """The whole application on a test's database, at a test's moment; CSRF tokens only when they are asked for.

    Whoever opens it gives it back.
    """
    built = _EMPTY.pop() if _EMPTY else _Built()
    app = open_on(built.app, Settings(data=data, database_url=database_url, secret=secret, **settings), clock=clock)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=csrf)
    _OPEN[id(app)] = built
    return app


def give_back(app: Flask) -> None:
    """Close an application; once is enough."""
    if built := _OPEN.pop(id(app), None):
        app.extensions["store"].close()
        built.empty()
        _EMPTY.append(built)


@contextmanager
def application(database_url: str, data: Path, **more: Any) -> Iterator[Flask]:
    """The same, open as long as the context lasts."""
    app = open_application(database_url, data, **more)
    try:
        yield app
    finally:
        give_back(app)


def share_templates(folder: Path) -> None:
    """Compile every template once for all workers, into a folder."""
    global _templates
    folder.mkdir(parents=True, exist_ok=True)
    _templates = FileSystemBytecodeCache(str(folder))
