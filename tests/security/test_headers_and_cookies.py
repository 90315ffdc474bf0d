"""Every answer, fine or refused, says what a browser may do with it; every cookie keeps to itself."""
from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.applications import application
from tests.authorisation.rows import rows
from tests.authorisation.samples import PAGES
from tests.authorisation.site import Site
from tests.authorisation.test_matrix import here
from tests.builders import PASSWORD

KEPT = ("assets.file", "static")
"""Files that are the same for everyone."""
POLICY = {
    "default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"},
    "connect-src": {"'self'", "ws://localhost", "wss://localhost"}, "form-action": {"'self'"}, "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"}, "require-trusted-types-for": {"'script'"}, "trusted-types": {"'none'"},
}


OPEN_DATA = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
"""What anybody's page may read: public, the same for everyone, and without a cookie."""


def faults(answer: TestResponse, *, kept: bool = False, open_data: bool = False) -> list[str]:
    """What an answer should say and does not."""
    headers = answer.headers
    wanted = {
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    } | ({} if kept or open_data else {"Cache-Control": "no-store"}) | (OPEN_DATA if open_data else {})
    if open_data and ("private" in headers.get("Cache-Control", "") or "Set-Cookie" in headers):
        return ["open data that is somebody's own"]
    wrong = [f"{name}: {headers.get(name)}" for name, value in wanted.items() if headers.get(name) != value]
    if policy(answer) != POLICY:
        wrong.append(f"policy: {headers.get('Content-Security-Policy')}")
    if not (kept or open_data) and "Cookie" not in headers.get("Vary", ""):
        wrong.append(f"Vary: {headers.get('Vary')}")
    if "Server" in headers or "X-Powered-By" in headers:
        wrong.append("says what serves it")
    return wrong


def policy(answer: TestResponse) -> dict[str, set[str]]:
    """The content security policy, read."""
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: set(values) for name, *values in parts}


@pytest.mark.drawn("postgresql")
@pytest.mark.parametrize("row", rows("GET POST"), ids=[str(row) for row in rows("GET POST")])
def test_every_page_fine_or_refused(site: Site, row: object) -> None:
    action, situation = row.action, row.situation  # type: ignore[attr-defined]
    sample, (method, endpoint) = PAGES[action, situation], action.split()
    with site.app.test_request_context():
        address = site.app.url_for(endpoint, **{**here(site, endpoint), **sample.at(site.estate)})
    for role in ("visitor", "secretary", "other_resident"):
        answer = site.request(role, method, address, sample.form(site.estate), owner=sample.owner)
        site.settle("", None, writes=False)
        assert faults(answer, kept=endpoint in KEPT, open_data=endpoint.startswith("api.")) == [], (role, answer.status)


@pytest.mark.parametrize(("method", "address", "status"), [
    ("GET", "/nowhere", 404), ("GET", "/c/nowhere/", 404), ("GET", "/assets/x/nowhere.css", 404),
    ("GET", "/static/nowhere", 404), ("PUT", "/", 404), ("DELETE", "/c/qinghe/", 404), ("GET", "/c/qinghe", 308),
    ("GET", "/c/qinghe/s/99999999999999999999999/notice", 404), ("GET", "/%00", 404), ("GET", "/c/%00/", 404),
    ("GET", "/c/qinghe/m/%00", 404), ("GET", "/c/qinghe/m/2026-%E2%80%AE031", 404), ("OPTIONS", "/", 200),
    ("GET", "/c/qinghe/s/9223372036854775808/notice", 404), ("GET", "/c/qinghe/s/4294967296/notice", 404),
    ("GET", "/c/qinghe/s/" + "9" * 5000, 404), ("GET", "/c/qinghe/s/007/notice", 200),
    ("GET", "/c/qinghe/b/9223372036854775808/result", 404), ("GET", "/c/qinghe/m/9999-999999", 404),
])
def test_what_is_not_there(site: Site, method: str, address: str, status: int) -> None:
    answer = site.request("secretary", method, address)
    assert (answer.status_code, faults(answer, kept="/assets/" in address or "/static/" in address)) == (status, [])


# --- with https on ------------------------------------------------------------------------------------


@pytest.fixture
def secure(site: Site) -> Iterator[Flask]:
    """The same application told that people reach it by https."""
    data = site.app.extensions["settings"].data
    with application(site.store.url, data, clock=site.town.clock, https=True) as app:
        yield app
    site.settle("", None, writes=False)


def cookies(answer: TestResponse) -> dict[str, dict[str, str]]:
    """The cookies an answer sets, with their attributes."""
    found = {}
    for line in answer.headers.getlist("Set-Cookie"):
        for name, morsel in SimpleCookie(line).items():
            found[name] = {k: str(v) for k, v in morsel.items() if v}
    return found


def sign_in(client: FlaskClient, scheme: str) -> TestResponse:
    """Sign in as chen."""
    return client.post("/sign-in", data={"login": "chen", "password": PASSWORD}, base_url=f"{scheme}://localhost")


def test_cookies_over_https_are_bound_to_the_host(secure: Flask) -> None:
    client = secure.test_client()
    seen = cookies(sign_in(client, "https")) | cookies(client.get("/display", base_url="https://localhost"))
    seen |= cookies(client.post("/display", data={"mode": "elder"}, base_url="https://localhost"))
    assert {"__Host-sid", "__Host-consult", "display"} <= set(seen)
    for name, cookie in seen.items():
        assert (cookie.get("secure"), cookie.get("httponly"), cookie.get("samesite"), cookie.get("path")) == (
            "True", "True", "Lax", "/"), name
        assert "domain" not in cookie


def test_over_https_the_browser_is_told_to_stay_there(secure: Flask) -> None:
    answer = secure.test_client().get("/help", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_cookies_without_https_are_still_closed_to_scripts_and_other_sites(site: Site) -> None:
    client = site.app.test_client()
    seen = cookies(sign_in(client, "http")) | cookies(client.post("/display", data={"mode": "elder"}))
    site.settle("", None, writes=False)
    assert {"sid", "display"} <= set(seen)
    assert all((c.get("httponly"), c.get("samesite"), c.get("path")) == ("True", "Lax", "/") for c in seen.values())


def test_signing_out_takes_the_cookie_away_with_the_same_attributes(secure: Flask) -> None:
    """A browser keeps a __Host- cookie that is taken away without Secure and Path."""
    client = secure.test_client()
    sign_in(client, "https")
    gone = cookies(client.post("/sign-out", base_url="https://localhost"))["__Host-sid"]
    assert (gone.get("secure"), gone.get("path"), gone.get("max-age")) == ("True", "/", "0")
