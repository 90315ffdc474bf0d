"""The mirror as anybody meets it: figures that equal a recount, files to take along, no names, few questions asked."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from consult.core.clock import SetClock
from consult.matter.models import Matter
from tests.authorisation.site import make_app
from tests.builders import COUNCIL, RESIDENTS, Neighbourhood

MOST_QUERIES = 20


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on the neighbourhood."""
    neighbourhood.a_vote()
    app = make_app(database_url, clock, tmp_path)
    yield app
    app.extensions["store"].close()


def rows_of(app: Flask, name: str) -> list[list[str]]:
    """A file of the mirror, read as a spreadsheet would."""
    answer = app.test_client().get(f"/c/qinghe/mirror/{name}.csv")
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_the_page_is_there_for_everyone_in_both_languages(app: Flask) -> None:
    client = app.test_client()
    assert "说到做到了吗" in client.get("/c/qinghe/mirror").get_data(as_text=True)
    client.set_cookie("display", "lang=en")
    assert "were promises kept" in client.get("/c/qinghe/mirror?year=2026").get_data(as_text=True)


def test_nobody_is_named(app: Flask) -> None:
    said = app.test_client().get("/c/qinghe/mirror").get_data(as_text=True)
    said += "".join(str(rows_of(app, name)) for name in ("stages", "ways", "promises", "heard", "turnout"))
    assert not [name for name, called in (COUNCIL | RESIDENTS).values() if name in said or called in said]


def test_a_community_in_which_nothing_happened_says_so(app: Flask) -> None:
    assert "还没有可以照的" in app.test_client().get("/c/baihua/mirror").get_data(as_text=True)


@pytest.mark.parametrize("year", ["0", "9999", "20x6", "", "00000", "-1"])
def test_an_odd_year_is_the_last_twelve_months(app: Flask, year: str) -> None:
    assert app.test_client().get("/c/qinghe/mirror", query_string={"year": year}).status_code == 200


def test_a_file_of_another_name_is_not_there(app: Flask) -> None:
    assert app.test_client().get("/c/qinghe/mirror/persons.csv").status_code == 404


def test_the_ways_are_the_matters_that_were_proposed(app: Flask, neighbourhood: Neighbourhood) -> None:
    head, *rows = rows_of(app, "ways")
    counted = neighbourhood.look(lambda db: db.scalar(select(func.count()).select_from(Matter)))
    assert head[0] == "no" and len(rows) == counted > 0


def test_the_page_asks_the_database_a_few_times(app: Flask) -> None:
    asked: list[str] = []
    engine = app.extensions["store"].reading
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    app.test_client().get("/c/qinghe/mirror")
    assert len(asked) <= MOST_QUERIES, asked
