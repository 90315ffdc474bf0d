"""TRACE is answered with 405 wherever it is sent; open data and assets say so of every method that they do not take."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from consult.core.clock import SetClock
from tests.applications import application
from tests.builders import Neighbourhood

ANYWHERE = ("/", "/help", "/c/qinghe/", "/c/qinghe/b/1", "/sign-in", "/nowhere", "/livez", "/socket.io/", "/heads.atom",
            "/c/qinghe/meetings.ics", "/c/qinghe/feeds/matters.atom", "/static/css/base.css", "/static/nothing", "/assets/nothing",
            "/api/v1", "/api/v1/openapi.json", "/api/v1/qinghe/popolo", "/api/v1/qinghe/votes", "/api/v1/qinghe/matters.csv")


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on the neighbourhood."""
    with application(database_url, tmp_path, clock=clock) as made:
        yield made


@pytest.mark.parametrize("path", ANYWHERE)
def test_trace_is_answered_nowhere_and_sends_nothing_back(app: Flask, path: str) -> None:
    client = app.test_client()
    for method in ("TRACE", "TRACK"):
        answer = client.open(path, method=method, headers={"X-Secret": "kept", "Cookie": "sid=kept"})
        assert answer.status_code == 405 and "Allow" in answer.headers and "TRACE" not in answer.headers["Allow"]
        assert b"kept" not in answer.data and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/communities", "/api/v1/qinghe/matters", "/static/css/base.css"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "ANYTHING"])
def test_open_data_and_assets_name_the_methods_that_they_take(app: Flask, path: str, method: str) -> None:
    answer = app.test_client().open(path, method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    with app.test_client().get(path) as found:
        assert found.status_code == 200


def test_a_page_does_not_say_that_it_is_there(app: Flask) -> None:
    client = app.test_client()
    assert client.put("/c/qinghe/").status_code == client.put("/nowhere").status_code == 404
