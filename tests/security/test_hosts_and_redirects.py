"""Where a page sends its reader, and under which name of ours it does so: only here, only ours."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask

from consult.web.doorway.known_hosts import is_known
from consult.web.shell.drawing import qr
from tests.applications import application
from tests.authorisation.site import HERE, Site
from tests.builders import PASSWORD

ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example",
    "https://evil.example", "http:evil.example", "https:/evil.example", "https:\\\\evil.example", "HTTPS://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>1</script>",
    "vbscript:msgbox(1)", "//evil.example/%2f..", "//evil%00.example", "https://localhost@evil.example", "//localhost@evil.example",
    "//localhost:80@evil.example/", "http://localhost.evil.example", "evil.example", "@evil.example", ".evil.example", "",
    "//[::ffff:203.0.113.1]", "//①②③.example", "//evil。example", "/\x7f/evil.example", "//evil.example" + "a" * 3000,
    "?next=//evil.example", "#//evil.example", "/sign-in\r\nSet-Cookie: sid=1", "/a\r\nLocation: //evil.example",
]
OURS = ["/", "/c/qinghe/", "/c/qinghe/matters?q=电梯", "/c/qinghe/m/2026-001#words", "/c/qinghe/find?q=//evil.example"]


def lands(location: str) -> str:
    """The host a browser comes to, which takes a backslash for a slash and drops tabs and line ends."""
    cleaned = "".join(c for c in location if c not in "\t\r\n").strip().replace("\\", "/")
    return urlsplit(urljoin("http://localhost/sign-in", cleaned)).netloc


def signing_in(site: Site, wanted: str) -> str:
    """Where the sign-in form leads."""
    client = site.app.test_client()
    answer = client.post("/sign-in", data={"login": "chen", "password": PASSWORD, "next": wanted})
    site.settle("", None, writes=False)
    return answer.location


def signed_in_already(site: Site, wanted: str) -> str:
    """Where the sign-in page leads somebody who is signed in."""
    return site.request("owner", "GET", f"/sign-in?next={quote(wanted)}").location


def choosing_display(site: Site, wanted: str) -> str:
    """Where the switches of the letterhead lead."""
    return site.request("visitor", "POST", "/display", {"mode": "elder", "next": wanted}).location


def in_the_room(site: Site, wanted: str) -> str:
    """Where a command of the room leads."""
    meeting = site.estate.rooms["gathering"].meeting_id
    answer = site.request("owner", "POST", f"/c/{HERE}/s/{meeting}/commands/ask_help", {"next": wanted})
    site.settle("", None, writes=False)
    return answer.location


LEADING: list[Callable[[Site, str], str]] = [signed_in_already, choosing_display, in_the_room]


@pytest.mark.parametrize("lead", LEADING)
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_elsewhere(site: Site, lead: Callable[[Site, str], str], wanted: str) -> None:
    location = lead(site, wanted)
    assert lands(location) == "localhost", location
    assert not any(ord(letter) < 32 for letter in location)


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nobody_elsewhere(site: Site, wanted: str) -> None:
    assert lands(signing_in(site, wanted)) == "localhost"


def test_a_way_with_a_zero_character_in_it_is_no_way(site: Site) -> None:
    """Such a request is refused whole: no page, no answer that leads anywhere."""
    wanted = quote("/\x00/evil.example")
    for address in ("/sign-in", "/display"):
        answer = site.request("visitor", "GET", f"{address}?next={wanted}")
        assert answer.status_code == 404 and answer.location is None


@pytest.mark.parametrize("wanted", OURS)
def test_a_page_of_ours_is_come_back_to(site: Site, wanted: str) -> None:
    for lead in LEADING:
        assert urlsplit(lead(site, wanted)).path == urlsplit(wanted).path


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_page_offers_a_way_elsewhere(site: Site, wanted: str) -> None:
    """The sign-in and display pages carry `next` on in a hidden field: what is not ours is dropped there already."""
    for address in ("/sign-in", "/display"):
        page = site.request("visitor", "GET", f"{address}?next={quote(wanted)}").get_data(as_text=True)
        assert 'name="next" value=""' in page or not wanted


def test_the_way_back_from_a_refusal_stays_here(site: Site) -> None:
    """A request that another page sent is refused without a link to that page."""
    client = site.browser("secretary")
    no = site.estate.nos[site.estate.matters["withdrawn"]]
    pages = [client.get(f"/c/{HERE}/m/{no}/screen", headers={"Referer": referrer}).get_data(as_text=True)
             for referrer in ("https://evil.example/trap", f"http://localhost/c/{HERE}/matters", "javascript:alert(1)", "http://[")]
    assert "evil.example" not in pages[0] and "javascript" not in pages[2]
    assert f'href="/c/{HERE}/matters"' in pages[1]


# --- names of this installation ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def named(site: Site) -> Iterator[Flask]:
    """The application told under which names people reach it."""
    data = site.app.extensions["settings"].data
    names = ("consult.example", ".street.example")
    with application(site.store.url, data, clock=site.town.clock, trusted_hosts=names) as app:
        yield app


@pytest.mark.parametrize("host", ["consult.example", "consult.example:8443", "CONSULT.example", "qinghe.street.example"])
def test_our_own_names_are_answered(named: Flask, host: str) -> None:
    assert named.test_client().get("/help", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", [
    "evil.example", "consult.example.evil.example", "evil.example/consult.example", "consult.example@evil.example", "localhost",
    "evil.example:80@consult.example", "127.0.0.1", "", "a; script-src *", "consult.example, evil.example", "consult.example\x00",
])
def test_any_other_name_is_refused_on_every_page(named: Flask, host: str) -> None:
    client = named.test_client()
    for address in ("/", "/help", f"/c/{HERE}/", "/nowhere", "/assets/x/css/base.css"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400 and "evil" not in str(answer.headers) + answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_machine_may_ask_after_itself_by_any_name(named: Flask) -> None:
    for address in ("/livez", "/readyz"):
        answer = named.test_client().get(address, headers={"Host": "127.0.0.1:8000"})
        assert answer.status_code == 200 and answer.is_json


@pytest.mark.parametrize("host", ["consult.example", "evil.example"])
def test_another_name_that_a_client_claims_a_proxy_gave_is_not_believed(named: Flask, host: str) -> None:
    answer = named.test_client().get(f"/c/{HERE}", headers={
        "Host": "consult.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example",
        "X-Forwarded-Proto": "https", "X-Original-Host": "evil.example", "X-Forwarded-For": "203.0.113.9"})
    assert "evil" not in str(answer.headers)


def test_the_address_on_the_hall_s_screen_is_of_a_name_of_ours(site: Site, named: Flask) -> None:
    meeting = site.estate.rooms["talk"].meeting_id
    client = named.test_client()
    client.set_cookie("sid", site.estate.tokens["zhou"], domain="consult.example")
    address = f"/c/{HERE}/s/{meeting}/screen"
    page = client.get(address, base_url="http://consult.example").get_data(as_text=True)
    drawn = {name: path_of(qr(f"http://{name}/c/{HERE}/s/{meeting}", "")) for name in ("consult.example", "evil.example")}
    assert drawn["consult.example"] in page and drawn["evil.example"] not in page
    client.set_cookie("sid", site.estate.tokens["zhou"], domain="evil.example")
    assert client.get(address, base_url="http://evil.example").status_code == 400


def path_of(drawing: str) -> str:
    """The squares of a QR code."""
    found = re.search(r' d="([^"]+)"', drawing)
    assert found
    return found[1]


@pytest.mark.parametrize(("host", "known"), [
    ("localhost", True), ("localhost:8000", True), ("127.0.0.1:8000", True), ("[::1]:8000", True), ("192.168.1.7", True),
    ("consult", True), ("minipc.local", True), ("a.localhost", True), ("consult.example", False), ("evil.com", False),
    ("127.0.0.1.evil.com", False), ("localhost.evil.com", False), ("", False), ("local", True), ("evil.com:8000", False),
    ("[::1].evil.com", False), ("0x7f.1", False), ("127.1", False),
])
def test_untold_it_answers_to_addresses_and_names_of_the_house(host: str, known: bool) -> None:
    """A name that somebody could own in the wide net has to be said in CONSULT_HOSTS."""
    assert is_known(host, ()) is known
