"""No request that another site made a browser send does anything: every POST wants a token of its own session."""
from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.authorisation.rows import rows
from tests.authorisation.samples import COMMANDS, PAGES
from tests.authorisation.site import HERE, Site
from tests.authorisation.test_matrix import here

POSTS = [row for row in rows("POST") if not row.situation]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def guarded(site: Site) -> Iterator[Site]:
    """The site with its guard on, as it is served."""
    site.app.config["WTF_CSRF_ENABLED"] = True
    yield site
    site.app.config["WTF_CSRF_ENABLED"] = False


def address_and_form(site: Site, action: str) -> tuple[str, dict[str, object]]:
    """Where a page's form goes, and what it sends."""
    sample, endpoint = PAGES[action, ""], action.split()[1]
    with site.app.test_request_context():
        address = site.app.url_for(endpoint, **{**here(site, endpoint), **sample.at(site.estate)})
    return address, sample.form(site.estate)


def token_of(client: FlaskClient) -> str:
    """The token that a page gives this browser."""
    found = TOKEN.search(client.get("/display").get_data(as_text=True))
    assert found
    return found[1]


def test_nothing_is_exempt(site: Site) -> None:
    guard = site.app.extensions["csrf"]
    assert (guard._exempt_views, guard._exempt_blueprints) == (set(), set())
    assert site.app.config["WTF_CSRF_METHODS"] >= {"POST", "PUT", "PATCH", "DELETE"}
    assert site.app.config["WTF_CSRF_CHECK_DEFAULT"] is True


@pytest.mark.drawn("postgresql")
@pytest.mark.parametrize("role", ["visitor", "owner", "secretary"])
@pytest.mark.parametrize("action", [row.action for row in POSTS])
def test_without_a_token_no_post_does_anything(guarded: Site, action: str, role: str) -> None:
    address, form = address_and_form(guarded, action)
    answer = guarded.request(role, "POST", address, form, owner=PAGES[action, ""].owner)
    told = guarded.settle("", answer, writes=False)
    assert (answer.status_code, told.changed, told.told) == (400, {}, [])


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_without_a_token_no_command_of_a_room_does_anything(guarded: Site, name: str) -> None:
    meeting = guarded.estate.rooms[COMMANDS[name].room].meeting_id
    address, args = f"/c/{HERE}/s/{meeting}/commands/{name}", COMMANDS[name].args(guarded.estate)
    answer = guarded.request("facilitator", "POST", address, args)
    told = guarded.settle("", answer, writes=False)
    assert (answer.status_code, told.changed, told.told) == (400, {}, [])


def test_a_token_of_another_browser_is_none(guarded: Site) -> None:
    theirs = token_of(guarded.browser("visitor"))
    client = guarded.browser("secretary")
    token_of(client)
    answer = client.post("/sign-out", data={"csrf_token": theirs})
    assert answer.status_code == 400
    assert guarded.settle("", answer, writes=False).changed == {}


def test_with_its_own_token_a_form_is_taken(guarded: Site) -> None:
    client = guarded.browser("owner")
    address, form = address_and_form(guarded, "POST matters.put_forward")
    answer = client.post(address, data={**form, "csrf_token": token_of(client)})
    assert guarded.settle("", answer, writes=False).changed and answer.status_code == 303


def test_every_form_that_posts_carries_a_token(guarded: Site) -> None:
    """On every page, for whoever sees most: a form without one would be a form that never works."""
    for role in ("visitor", "owner", "facilitator", "secretary"):
        for (action, _situation), sample in PAGES.items():
            method, endpoint = action.split()
            if method != "GET" or endpoint in ("assets.file", "static"):
                continue
            with guarded.app.test_request_context():
                address = guarded.app.url_for(endpoint, **{**here(guarded, endpoint), **sample.at(guarded.estate)})
            answer = guarded.request(role, "GET", address, owner=sample.owner)
            page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            answer.close()
            for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", page, re.DOTALL | re.IGNORECASE):
                assert TOKEN.search(form), f"{address}: {form[:200]}"
                target = re.search(r'action="([^"]*)"', form)
                assert target is None or not urlsplit(target[1]).netloc


def test_over_https_a_form_from_elsewhere_is_refused_even_with_a_token(guarded: Site) -> None:
    """With https on, the page that sent the form has to be of this host."""
    guarded.app.config["WTF_CSRF_SSL_STRICT"] = True
    client = guarded.browser("owner")
    token = token_of(client)
    answers = [client.post("/display", data={"csrf_token": token}, base_url="https://localhost", headers=headers)
               for headers in ({"Referer": "https://elsewhere.example/"}, {})]
    guarded.app.config["WTF_CSRF_SSL_STRICT"] = False
    assert [answer.status_code for answer in answers] == [400, 400]
