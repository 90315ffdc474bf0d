"""Every page of a rehearsal says that it is one, and so does every file and every answer for machines."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask, request, request_finished
from werkzeug.wrappers import Response

from consult.config import Settings
from consult.core.clock import Clock
from consult.web.doorway.access import open_to
from consult.web.doorway.headers import REHEARSAL, SAVED_AS
from tests.applications import application
from tests.authorisation.conftest import site
from tests.authorisation.site import Site
from tests.builders import Neighbourhood
from tests.web.test_every_template import every_error, every_page, every_room

__all__ = ["site"]
BAND = 'class="rehearsing"'
PART = "?part=live"
"""Not a page: what changes at the desk, for the script of a page that has the band."""


class Seen:
    """What was answered, and what of it did not say that it is a rehearsal's."""

    def __init__(self) -> None:
        self.pages = self.files = 0
        self.unmarked: set[str] = set()

    def answered(self, _app: Flask, response: Response, **_more: object) -> None:
        """Look at one answer."""
        where = f"{request.endpoint} {response.status_code}"
        if response.headers.get(REHEARSAL) != "1":
            self.unmarked.add(f"{where}: no header")
        if "filename" in (saved_as := response.headers.get("Content-Disposition", "")):
            self.files += 1
            if quote(SAVED_AS) not in saved_as:
                self.unmarked.add(f"{where}: {saved_as}")
        if response.mimetype == "text/html" and response.status_code < 300 and PART not in request.full_path:
            self._page(where, response.get_data(as_text=True))

    def _page(self, where: str, page: str) -> None:
        if "<html" not in page:
            return
        self.pages += 1
        title = page.partition("<title>")[2].partition("</title>")[0]
        if BAND not in page or not title.startswith(("演练", "Rehearsal")):
            self.unmarked.add(f"{where}: {title}")


@contextmanager
def rehearsing(app: Flask) -> Iterator[Seen]:
    """The same application as it would be in a rehearsal, with everything it answers looked at."""
    seen, settings = Seen(), app.extensions["settings"]
    app.extensions["settings"] = replace(settings, rehearsal=True)
    with request_finished.connected_to(seen.answered, app):
        yield seen
    app.extensions["settings"] = settings


def test_every_page_and_every_file_is_marked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings, "cookie", lambda _, name: name)  # the readers here have the cookies of the real one
    with rehearsing(site.app) as seen:
        every_page(site)
        every_room(site)
        every_error(site)
    site.settle("", None, writes=False)
    assert sorted(seen.unmarked) == []
    assert seen.pages > 200
    assert seen.files > 20


def test_the_page_that_says_something_broke_is_marked_too(
    neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch,
) -> None:
    with application(database_url, tmp_path, clock=clock, rehearsal=True) as app:
        monkeypatch.setitem(app.view_functions, "front.index", open_to("everyone")(lambda: str(1 // 0)))
        app.testing = False
        answer = app.test_client().get("/")
    assert (answer.status_code, BAND in answer.text, answer.headers[REHEARSAL]) == (500, True, "1")


def test_a_real_installation_marks_nothing(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: Clock) -> None:
    with application(database_url, tmp_path, clock=clock) as app:
        answer = app.test_client().get("/")
    assert BAND not in answer.text
    assert REHEARSAL not in answer.headers
