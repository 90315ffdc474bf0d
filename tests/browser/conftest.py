"""A real server, real Chromium, one context a person."""
from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.builders import PASSWORD, Settled, settle
from tests.databases import Databases
from tests.serving import ServerProcess

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
expect.set_options(timeout=20_000)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


def chromium_path() -> str | None:
    """The system's Chromium; None lets Playwright take its own."""
    named = os.environ.get("CONSULT_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the module: while Playwright runs, its event loop is in the way of tests with asyncio."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def settled(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Settled]:
    """A database with the neighbourhood in it, for the whole module: (its url, who and what is there)."""
    url = databases.fresh(tmp_path_factory.mktemp("served"))
    store = Store(url, reactions=REACTIONS)
    try:
        return url, settle(store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def server(settled: tuple[str, Settled], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """The real server on it."""
    process = ServerProcess(settled[0], tmp_path_factory.mktemp("data")).start()
    yield process
    process.stop()


class Person:
    """Somebody at a screen of their own."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda problem: self.troubles.append(str(problem)))
        self.page.on("console", self._note)

    def _note(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind == "error" and "status of 4" not in text and "ERR_CONNECTION" not in text and "ERR_INTERNET" not in text:
            self.troubles.append(text)

    def go(self, path: str) -> Page:
        """Open a page of the server."""
        self.page.goto(self.url + path)
        return self.page

    def signs_in(self, name: str, password: str = PASSWORD) -> Person:
        """Sign in by name and password, as people do."""
        page = self.go("/sign-in")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return self


@pytest.fixture
def arrive(
    chromium: Browser, server: ServerProcess, tmp_path: Path
) -> Iterator[Callable[..., Person]]:
    """arrive("chen", PHONE) → a person at a new screen, signed in; fails the test on any script error."""
    contexts: list[BrowserContext] = []
    people: list[Person] = []

    def come(name: str | None = None, size: dict[str, int] | None = None, locale: str = "zh-CN") -> Person:
        context = chromium.new_context(viewport=size or LAPTOP, locale=locale, timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        person = Person(context, server.url)
        people.append(person)
        return person.signs_in(name) if name else person

    yield come
    for number, person in enumerate(people):
        if not person.page.is_closed():
            person.page.screenshot(path=tmp_path / f"last-{number}.png")
    for context in contexts:
        context.close()
    assert [trouble for person in people for trouble in person.troubles] == []
