"""The letterhead, the static front pages and the refusals, in both languages and in large print."""
from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from flask import Flask, render_template

from consult.web.shell import drafts
from tests.web.bare_pages import COMMUNITY, bare_app

HAN = re.compile("[\u3400-\u9fff]")
FRONT_PAGES = ["help", "rules", "privacy", "a11y"]
REFUSALS = [400, 403, 404, 413, 429]
RESIDENT = SimpleNamespace(person_id=7, called="王女士")
VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle"}


class Reader(HTMLParser):
    """Collects text that is not marked as another language, headings, ids and what is left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag not in VOID:
            self.open.append((tag, given.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1:]}"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        language = next((lang for _tag, lang in reversed(self.open) if lang), None)
        if language != "zh-Hans":
            self.text.append(data)


def page(app: Flask, template: str, language: str = "zh", cookie: str = "", **context: object) -> str:
    headers = {"Accept-Language": language, **({"Cookie": f"display={cookie}"} if cookie else {})}
    with app.test_request_context("/somewhere?q=1", headers=headers):
        return render_template(template, **context)


@pytest.fixture(scope="module")
def app() -> Flask:
    return bare_app()


ALL_PAGES = [f"front/{name}.html" for name in FRONT_PAGES] + [f"errors/{code}.html" for code in REFUSALS]


@pytest.mark.parametrize("template", [*ALL_PAGES, "errors/500.html"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("community", [None, COMMUNITY])
def test_a_page_is_well_formed(app: Flask, template: str, language: str, community: object) -> None:
    read = Reader(page(app, template, language, community=community))
    assert read.open == []
    assert read.headings.count("h1") == 1
    assert len(read.ids) == len(set(read.ids))


@pytest.mark.parametrize("template", ALL_PAGES)
def test_an_english_page_holds_no_chinese_of_ours(app: Flask, template: str) -> None:
    text = "".join(Reader(page(app, template, "en", community=COMMUNITY)).text)
    assert not HAN.search(text), HAN.findall(text)


def test_the_letterhead_names_the_community_and_marks_where_we_are(app: Flask) -> None:
    shown = page(app, "front/help.html", community=COMMUNITY, actor=RESIDENT, here="docket")
    assert "青禾议事" in shown and "柳荫街道青禾社区" in shown
    assert shown.count('aria-current="page"') == 2  # the top and the tab bar
    assert "名册" not in shown


def test_the_secretary_also_finds_the_roster(app: Flask) -> None:
    assert "/c/qinghe/roster" in page(app, "front/help.html", community=COMMUNITY, nav_roster=True)


def test_without_a_community_the_page_names_the_product_and_has_no_tabs(app: Flask) -> None:
    shown = page(app, "front/help.html")
    assert "tabbar" not in shown and "<title>怎么用·议事</title>" in shown


def test_a_guest_is_offered_to_sign_in_and_to_come_back(app: Flask) -> None:
    shown = page(app, "front/help.html", community=COMMUNITY)
    assert 'href="/sign-in?next=/somewhere?q%3D1"' in shown.replace("%3F", "?")


def test_large_print_has_no_tab_bar_and_a_few_big_ways_on(app: Flask) -> None:
    shown = page(app, "front/help.html", cookie="mode=elder", community=COMMUNITY, actor=RESIDENT)
    assert 'data-mode="elder"' in shown and "tabbar" not in shown and "普通版" in shown
    assert shown.count("btn--big btn--block") == 4
    assert re.findall(r'href="tel:([^"]*)"', shown) == ["023-55500101"] * 3


def test_every_page_has_the_two_live_regions_and_the_way_past_the_letterhead(app: Flask) -> None:
    shown = page(app, "front/help.html")
    assert 'id="announce"' in shown and 'aria-live="polite"' in shown
    assert 'id="alert"' in shown and 'aria-live="assertive"' in shown
    assert shown.index('class="skip" href="#main"') < shown.index("<header")


def test_a_message_is_shown_once_and_a_received_draft_is_told_to_the_browser(app: Flask) -> None:
    from flask import flash

    with app.test_request_context("/", headers={"Accept-Language": "zh"}):
        flash("已登记")
        drafts.forget_draft("propose", COMMUNITY, RESIDENT)
        shown = render_template("front/help.html")
    assert shown.count("已登记") == 1
    assert '<meta name="draft-done" content="qinghe:7:propose">' in shown
    assert shown.count("qinghe:7:propose") == 1


def test_drafts_of_two_people_at_one_browser_have_two_keys(app: Flask) -> None:
    other = SimpleNamespace(person_id=8)
    assert drafts.draft_key("x", COMMUNITY, RESIDENT) != drafts.draft_key("x", COMMUNITY, other)
    with app.test_request_context("/"):
        template = app.jinja_env.from_string("{{ draft_key('propose') }}")
        assert template.render(community=COMMUNITY, actor=RESIDENT) == "qinghe:7:propose"
        assert template.render() == "front:guest:propose"


def test_the_way_to_wait_is_said_when_it_is_known(app: Flask) -> None:
    assert "请过30秒再试" in page(app, "errors/429.html", wait=30)


def test_the_last_page_needs_nothing_but_the_stylesheets(app: Flask) -> None:
    shown = page(app, "errors/500.html", reference="8f3a")
    assert "8f3a" in shown and "<form" not in shown and "<script" not in shown


def test_the_stylesheets_and_the_script_are_under_the_stamp(app: Flask) -> None:
    shown = page(app, "front/help.html")
    addresses = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js|svg))"', shown)
    assert addresses and all(re.match(r"/assets/[0-9a-f]{10}/", address) for address in addresses)
    client = app.test_client()
    assert {client.get(address).status_code for address in addresses} == {200}
