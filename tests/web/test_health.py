"""What a service manager asks: alive, and able to serve."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from consult.core.clock import SetClock
from consult.web.doorway import health
from tests.applications import application


@pytest.fixture
def app(database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty database."""
    with application(database_url, tmp_path, clock=clock) as app:
        yield app


def test_a_server_that_can_serve_says_so(app: Flask) -> None:
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"database": True, "disk": True, "serving": True})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_server_that_closes_is_alive_and_not_ready(app: Flask) -> None:
    app.extensions["live"].closing = True
    assert app.test_client().get("/livez").json == {"alive": True}
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503 and answer.json is not None and answer.json["serving"] is False


def test_a_full_disk_is_noticed_before_it_is_full(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(".")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=health.LEAST_DISK - 1))
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503 and answer.json == {"database": True, "disk": False, "serving": True}


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:9/nothing"])
def test_a_database_that_is_gone_is_not_ready_and_the_process_still_alive(
    app: Flask, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(app.extensions["store"], "url", url)
    assert app.test_client().get("/livez").status_code == 200
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503 and answer.json is not None and answer.json["database"] is False


def test_a_database_of_another_release_is_not_ready(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_newest", lambda: "9999")
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503 and answer.json is not None and answer.json["database"] is False
