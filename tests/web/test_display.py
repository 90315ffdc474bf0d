"""The reader's choice of text size, large print, contrast, theme and language."""
from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from consult.web.shell import display
from consult.web.shell.display import Display
from tests.web.bare_pages import bare_app


@pytest.fixture
def client() -> FlaskClient:
    return bare_app().test_client()


@pytest.mark.parametrize("chosen", [
    Display(), Display(mode="elder"), Display(text="larger", contrast="more", theme="dark", lang="en"),
])
def test_a_choice_survives_the_cookie(chosen: Display) -> None:
    assert display.parse(display.to_cookie(chosen)) == chosen


@pytest.mark.parametrize("cookie", [
    None, "", "mode", "mode=", "mode=ELDER", "mode=elder;x", "theme=\"><script>", "colour=red", "=elder",
    "x" * 5000, "mode=elder " * 3,
])
def test_whatever_is_not_a_known_choice_is_dropped(cookie: str | None) -> None:
    assert display.parse(cookie) == Display()


def test_known_choices_beside_unknown_ones_are_kept() -> None:
    assert display.parse("mode=elder.colour=red.lang=en") == Display(mode="elder", lang="en")


def test_a_switch_changes_one_thing_and_an_empty_value_goes_back() -> None:
    before = Display(mode="elder", lang="en")
    assert display.changed(before, {"theme": "dark"}) == Display(mode="elder", lang="en", theme="dark")
    assert display.changed(before, {"mode": ""}) == Display(lang="en")
    assert display.changed(before, {"mode": "huge", "account": "1"}) == before


def test_a_press_on_large_print_sets_the_cookie_and_goes_back(client: FlaskClient) -> None:
    answer = client.post("/display", data={"mode": "elder", "next": "/rules?x=1"})
    assert answer.status_code == 303 and answer.location == "/rules?x=1"
    cookie = client.get_cookie("display")
    assert cookie is not None and cookie.value == "mode=elder"
    assert cookie.http_only and cookie.same_site == "Lax"
    assert 'data-mode="elder"' in client.get("/display").text


def test_all_as_usual_takes_the_cookie_away(client: FlaskClient) -> None:
    client.set_cookie("display", "mode=elder")
    client.post("/display", data={"mode": "", "next": "/rules"})
    assert client.get_cookie("display") is None


@pytest.mark.parametrize("wanted", [
    "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "rules", "",
    "/x\r\nSet-Cookie: a=b", "/\t/evil.example", "http:/x", "/" + "a" * 3000,
])
def test_nobody_is_sent_to_another_site(client: FlaskClient, wanted: str) -> None:
    assert client.post("/display", data={"next": wanted}).location == "/"


def test_a_path_with_a_search_in_chinese_comes_back(client: FlaskClient) -> None:
    page = client.get("/display", query_string={"next": "/c/qinghe/matters?q=电梯"}).text
    assert 'value="/c/qinghe/matters?q=电梯"' in page
    answer = client.post("/display", data={"next": "/c/qinghe/matters?q=电梯"})
    assert answer.location == "/c/qinghe/matters?q=%E7%94%B5%E6%A2%AF"


@pytest.mark.parametrize(("accepts", "cookie", "lang"), [
    (None, None, "zh-Hans"),
    ("zh-CN,zh;q=0.9,en;q=0.8", None, "zh-Hans"),
    ("en-GB,en;q=0.9,zh;q=0.5", None, "en"),
    ("fr", None, "zh-Hans"),
    ("en", "lang=zh", "zh-Hans"),
    ("zh", "lang=en", "en"),
])
def test_the_language_is_the_cookies_then_the_browsers(
    client: FlaskClient, accepts: str | None, cookie: str | None, lang: str
) -> None:
    if cookie:
        client.set_cookie("display", cookie)
    page = client.get("/display", headers={"Accept-Language": accepts} if accepts else {}).text
    assert f'<html lang="{lang}"' in page
