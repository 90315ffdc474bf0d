"""The mirror as anybody meets it: figures that equal a recount, files to take along, no names, few questions asked."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from consult.community.models import Community
from consult.core.clock import SetClock
from consult.core.errors import Refusal
from consult.matter.models import Matter
from consult.mirror.queries import Period, turnout
from consult.mirror.queries.kept import works
from consult.resolution import actions as resolutions
from tests.applications import application
from tests.builders import COUNCIL, RESIDENTS, Neighbourhood
from tests.builders_answers import a_task, reported, the_task
from tests.builders_projects import Services

MOST_QUERIES = 20
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on the neighbourhood."""
    neighbourhood.a_vote()
    with application(database_url, tmp_path, clock=clock) as app:
        yield app


def table_of(app: Flask, path: str, language: str = "zh") -> list[list[str]]:
    """A file, read as a spreadsheet would."""
    answer = app.test_client().get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def rows_of(app: Flask, name: str) -> list[list[str]]:
    """A file of the mirror by its stable codes: without the columns that say them, and the words of the headings."""
    head, *body = table_of(app, f"/c/qinghe/mirror/{name}.csv")
    codes = [at for at, heading in enumerate(head) if heading.isascii() or " " in heading]
    return [[head[at].split(" ")[0] for at in codes], *([row[at] for at in codes] for row in body)]


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


def test_each_figure_leads_to_its_rows_and_a_row_to_its_matter(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/c/qinghe/mirror").get_data(as_text=True)
    for name in ("stages", "ways", "promises", "works", "content", "heard", "turnout"):
        assert f'href="/c/qinghe/mirror/{name}"' in page, name
        assert client.get(f"/c/qinghe/mirror/{name}?year=2026").status_code == 200, name
    _head, *rows = rows_of(app, "ways")
    listed = client.get("/c/qinghe/mirror/ways").get_data(as_text=True)
    assert rows and all(f'href="/c/qinghe/m/{row[0]}"' in listed for row in rows)
    assert client.get("/c/qinghe/mirror/persons").status_code == 404


def test_a_promise_is_kept_when_it_was_done_by_the_day_first_given(
    app: Flask, neighbourhood: Neighbourhood, clock: SetClock
) -> None:
    n = neighbourhood
    kept_one, late_one, extended = reported(n), reported(n), a_task(n)
    today = clock.at.date()
    for who in ("he", "gu", "chen", "wang"):
        with suppress(Refusal):
            n.do(who, resolutions.confirm_done, task_id=kept_one)
    the_day = the_task(n, kept_one).first_due_on
    n.do("deng", resolutions.extend, task_id=extended, due_on=the_day + timedelta(days=60), reason="厂家排产，要晚两个月。")
    found = {w.no: w for w in n.look(lambda db: works(db, [n.community], Period(today, the_day, "Asia/Shanghai")))}
    assert [found[the_matter_no(n, id)].kept for id in (kept_one, late_one, extended)] == [True, False, False]
    assert {w.due_on for w in found.values()} == {the_day}
    clock.forward(days=60)
    head, *rows = rows_of(app, "works")
    assert head[:3] == ["no", "title", "unit_kind"] and {row[2] for row in rows} == {"property_manager"}


def test_satisfaction_counts_only_orders_of_which_enough_spoke(app: Flask, neighbourhood: Neighbourhood) -> None:
    services = Services(neighbourhood)
    services.an_order(state="closed")
    head, *rows = rows_of(app, "content")
    assert head == ["order", "title", "answers", "satisfied", "mostly", "dissatisfied"] and len(rows) == 1
    page = app.test_client().get("/c/qinghe/mirror").get_data(as_text=True)
    assert "评价满5份的才算进来" in page


def test_votes_are_counted_by_channel_and_small_cells_stay_unsaid(app: Flask, neighbourhood: Neighbourhood) -> None:
    rows = dict(row[:2] for row in rows_of(app, "turnout")[1:])
    counted = neighbourhood.look(lambda db: turnout(db, neighbourhood.community, Period(*YEAR, "Asia/Shanghai"))).votes
    assert {f"voted_{channel}": "<5" if 0 < count < 5 else str(count) for channel, count in counted.items()}.items() <= rows.items()


def test_a_street_has_a_mirror_of_its_communities_that_names_nobody(app: Flask, neighbourhood: Neighbourhood) -> None:
    street = neighbourhood.look(lambda db: db.get(Community, neighbourhood.community).street_id)
    client = app.test_client()
    page = client.get(f"/street/{street}/mirror").get_data(as_text=True)
    assert "青禾社区" in page and "全街道" in page and 'href="/c/qinghe/mirror"' in page
    assert not [name for name, called in (COUNCIL | RESIDENTS).values() if name in page or called in page]
    rows = table_of(app, f"/street/{street}/mirror.csv")
    assert rows[0][:3] == ["community", "社区", "proposed 提议的议题"] and rows[-1][:2] == ["all", "全街道"]
    assert int(rows[-1][2]) == sum(int(row[2]) for row in rows[1:-1]) > 0


def test_a_file_says_headings_and_codes_in_the_readers_language_beside_the_codes(app: Flask) -> None:
    for language, stage, words in (("zh", "走到哪一步", "正在议"), ("en", "State", "Being discussed")):
        head, *body = table_of(app, "/c/qinghe/mirror/ways.csv", language)
        at = head.index("state")
        assert {tuple(row[at:at + 2]) for row in body} == {("in_meeting", words)}
        assert head[0].startswith("no ") and head[at + 1] == stage



def test_the_streets_page_asks_few_questions_however_many_communities(app: Flask, neighbourhood: Neighbourhood) -> None:
    street = neighbourhood.look(lambda db: db.get(Community, neighbourhood.community).street_id)
    asked: list[str] = []
    event.listen(app.extensions["store"].reading, "before_cursor_execute", lambda *args: asked.append(args[2]))
    app.test_client().get(f"/street/{street}/mirror")
    assert len(asked) <= 8, asked


def the_matter_no(n: Neighbourhood, task_id: int) -> str:
    no: str = the_task(n, task_id).matter.no
    return no
