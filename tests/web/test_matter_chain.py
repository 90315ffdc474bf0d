"""The whole chain of a matter on one sheet, its links, and following it with one tap."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from consult.core.clock import SetClock
from consult.matter.models import Matter
from tests.applications import application
from tests.builders import PASSWORD, Neighbourhood
from tests.builders_chain import a_link
from tests.security.pages import read


@pytest.fixture
def app(neighbourhood: Neighbourhood, database_url: str, clock: SetClock, tmp_path: Path) -> Iterator[Flask]:
    """The application on the neighbourhood, with two matters that are linked."""
    a_link(neighbourhood)
    with application(database_url, tmp_path, clock=clock) as app:
        yield app


@pytest.fixture
def first(neighbourhood: Neighbourhood, app: Flask) -> str:
    """The address of the matter that continues the other."""
    no = neighbourhood.look(lambda db: db.query(Matter).order_by(Matter.id).first().no)
    return f"/c/qinghe/m/{no}"


def signed_in(app: Flask, who: str):  # type: ignore[no-untyped-def]
    """A browser in which someone is signed in."""
    client = app.test_client()
    client.post("/sign-in", data={"login": who, "password": PASSWORD})
    return client


def test_the_sheet_shows_every_step_as_a_picture_and_as_a_list(app: Flask, first: str) -> None:
    page = read("/", app.test_client().get(f"{first}/chain"))
    stations = [a for tag, a in page.elements if tag == "circle" and a.get("class", "").startswith("chain__")]
    steps = [a for tag, a in page.elements if tag == "li" and "hop--" in a.get("class", "")]
    assert len(stations) == 2 * len(steps) > 6 and sum(a["class"] == "chain__now" for a in stations) == 2


def test_the_picture_says_in_words_how_far_it_is(app: Flask, first: str) -> None:
    said = app.test_client().get(f"{first}/chain").get_data(as_text=True)
    assert "现在是附议" in said


def test_both_ends_of_a_link_are_shown(app: Flask, first: str) -> None:
    client = app.test_client()
    assert "接着办" in client.get(first).get_data(as_text=True)
    assert "后来有" in client.get(f"{first[:-1]}2").get_data(as_text=True)


def test_one_tap_follows_and_one_more_does_not(app: Flask, first: str) -> None:
    client = signed_in(app, "he")
    client.post(f"{first}/follow")
    assert "我关注的事" in client.get("/c/qinghe/me").get_data(as_text=True)
    assert "不再关注" in client.get(first).get_data(as_text=True)
    client.post(f"{first}/unfollow")
    assert "我关注的事" not in client.get("/c/qinghe/me").get_data(as_text=True)


def test_what_was_typed_is_kept_when_a_link_is_refused(app: Flask, first: str) -> None:
    client = signed_in(app, "lin")
    answer = client.post(f"{first}/links", data={"other_no": "777", "kind": "related", "note": "去年那件"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and 'value="777"' in page and "去年那件" in page


def test_a_link_is_revoked_with_a_reason_or_not_at_all(app: Flask, first: str) -> None:
    client = signed_in(app, "lin")
    assert client.post(f"{first}/links/1/revoke", data={"reason": ""}).status_code == 400
    assert client.post(f"{first}/links/1/revoke", data={"reason": "写错了号码"}).status_code == 303
    assert "写错了号码" in client.get(first).get_data(as_text=True)
    assert client.post(f"{first}/links/99/revoke", data={"reason": "写错了号码"}).status_code == 404
