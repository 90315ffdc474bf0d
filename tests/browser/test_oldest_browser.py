"""The oldest browser that we serve, a real Chromium 86 of 2020: pages are drawn, the room is live, the console is clean."""
from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS, LAPTOP, PHONE, Person
from tests.browser.test_accessible import BALLOTS, ROOMS, settled  # noqa: F401  (the same pages, told there)
from tests.builders import PASSWORD
from tests.node import NODE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
ROOT = Path(__file__).parents[2]
UNPACKED = ROOT / "node_modules/.cache"
VERSION = "86."
STRAW = 'form[data-command="ask_straw"]'
SEALS = """async (module) => {
  const { envelopeOf, newTracker } = await import(module);
  return envelopeOf({ ballot: 7, bind: "ab".repeat(32), choice: "for", tracker: newTracker(), paddedTo: 256 }, "11".repeat(32));
}"""
LEAST_LETTERS = 256
PAPER, SHEET, INDIGO = "rgb(241, 243, 239)", "rgb(252, 253, 251)", "rgb(29, 70, 119)"


def oldest() -> str:
    """Where Chromium 86 is, unpacked once; it comes for Linux on x86-64 only."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("NOT TESTED: the oldest browser, because its binary is for Linux on x86-64")
    UNPACKED.mkdir(exist_ok=True)
    if not (UNPACKED / "chromium").exists():
        subprocess.run([NODE, "make/browser/unpack.mjs", str(UNPACKED)], cwd=ROOT, check=True, timeout=120)
    return str(UNPACKED / "chromium")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """In place of the system's: `arrive` brings people to this one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=oldest(), args=[*FLAGS, "--no-zygote"])
        yield browser
        browser.close()


# Playwright's own look at a page calls what this browser does not have: here the page is asked by scripts of ours alone.


def style(page: Page, selector: str, name: str) -> str:
    """What became of a property of the first such element."""
    return str(page.evaluate("([at, name]) => getComputedStyle(document.querySelector(at))[name]", [selector, name]))


def says(page: Page, selector: str, words: str) -> None:
    """Wait until a part of the page says something."""
    page.wait_for_function("([at, words]) => document.querySelector(at)?.textContent.includes(words)", arg=[selector, words])


def press(page: Page, selector: str) -> None:
    """Press something."""
    page.evaluate("(at) => document.querySelector(at).click()", selector)


def fill(page: Page, selector: str, words: str) -> None:
    """Write into a field."""
    page.evaluate("([at, words]) => { document.querySelector(at).value = words; }", [selector, words])


def keep(page: Page, name: str) -> None:
    """A picture to look at: test-results is not kept in the repository."""
    page.screenshot(path=ROOT / f"test-results/oldest-{name}.png")


def shown(person: Person, path: str, display: str = "lang=zh") -> Page:
    """A page, as it is once its scripts have run."""
    person.context.add_cookies([{"name": "display", "value": display, "url": person.url}])
    page = person.go(path)
    page.wait_for_load_state("networkidle")
    return page


def signed_in(person: Person, name: str) -> Person:
    """By name and password."""
    page = person.go("/sign-in")
    fill(page, "input[name=login]", name)
    fill(page, "input[name=password]", PASSWORD)
    with page.expect_navigation():
        press(page, "main button[type=submit]")
    assert "/sign-in" not in page.url
    return person


def test_it_is_the_browser_that_the_floor_names(chromium: Browser) -> None:
    assert chromium.version.startswith(VERSION)


def test_the_home_page_is_styled(arrive: Callable[..., Person]) -> None:
    page = shown(arrive(None, PHONE), "/c/qinghe/")
    assert style(page, "body", "backgroundColor") == PAPER
    assert style(page, ".topbar__in", "display") == "flex"
    assert style(page, ".tabbar ul", "display") == "grid" and style(page, ".tabbar", "bottom") == "0px"
    keep(page, "home")


def test_a_matter_shows_its_way(arrive: Callable[..., Person]) -> None:
    page = shown(signed_in(arrive(None, PHONE), "chen"), BALLOTS[-1])
    assert style(page, ".receipt", "backgroundColor") == SHEET
    assert style(page, ".hop", "display") == "grid"
    keep(page, "matter")


def test_a_room_is_live_on_a_phone_and_at_the_desk(arrive: Callable[..., Person]) -> None:
    zhou, chen = signed_in(arrive(None, LAPTOP), "zhou"), signed_in(arrive(None, PHONE), "chen")
    phone, desk = shown(chen, ROOMS["live"]), shown(zhou, f"{ROOMS['live']}/desk")
    says(phone, "#conn", "已连")
    says(desk, "#conn", "已连")
    assert style(phone, ".motion", "borderTopWidth") == "4px"
    assert len(style(desk, ".desk", "gridTemplateColumns").split()) == 3
    fill(desk, STRAW + " input[name=text]", "老手机看得见吗？")
    press(desk, STRAW + " button")
    says(phone, '[data-part="procedure"]', "老手机看得见吗？")
    keep(phone, "room")
    keep(desk, "desk")


def test_the_hall_shows_the_words(arrive: Callable[..., Person]) -> None:
    page = shown(signed_in(arrive(None, LAPTOP), "lin"), f"{ROOMS['live']}/screen")
    assert style(page, ".hall", "display") == "grid"
    box = page.evaluate("() => document.querySelector('.hall__qr').getBoundingClientRect().toJSON()")
    assert abs(box["width"] - box["height"]) <= 1
    keep(page, "hall")


def test_large_print_is_large(arrive: Callable[..., Person]) -> None:
    page = shown(signed_in(arrive(None, PHONE), "li"), ROOMS["live"], "lang=zh.mode=elder")
    assert style(page, "body", "fontSize") == "24px"
    assert style(page, ".btn", "borderTopWidth") == "2px"
    keep(page, "elder")


def test_a_ballot_is_sealed_there_and_a_box_counted_again(arrive: Callable[..., Person]) -> None:
    chen = signed_in(arrive(None, PHONE), "chen")
    ballot = shown(chen, BALLOTS[-2])
    assert style(ballot, ".btn--primary", "backgroundColor") == INDIGO
    keep(ballot, "ballot")
    recount = shown(chen, next(path for path in BALLOTS if path.endswith("/recount")))
    recount.wait_for_function("() => !document.querySelector('[data-summary]').hidden")
    marks = recount.evaluate("() => [...document.querySelectorAll('.check__mark')].map((mark) => mark.textContent)")
    assert marks and set(marks) <= {"✓", "–"}
    sealing = recount.evaluate("() => [...document.scripts].map((one) => one.src).find((src) => src.includes('/js/ballots/'))")
    sealed = recount.evaluate(SEALS, sealing.replace("recount_page.js", "sealing.js"))
    assert len(sealed) > LEAST_LETTERS
