"""The camera: a browser in which somebody is signed in, a page at three sizes, a small file."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

OUT = Path(__file__).parents[1] / "screenshots"
"""Not kept in the repository: what the docs show of it is composed into docs/screenshots."""
PASSWORD = "qinghe-2026"  # noqa: S105 (the demonstration's)
SIZES = {390: 844, 1280: 800, 1920: 1080}
"""Width and height of a phone, a laptop and a projector, in pixels."""
COLOURS = 256
SETTLES_MS = 500


@dataclass(frozen=True)
class Screen:
    """One screen: its name, whose it is, which page, in which language and mode, and what is opened on it first."""

    name: str
    path: str
    who: str | None = None
    display: str = "lang=zh"
    press: str = ""
    sizes: tuple[int, ...] = tuple(SIZES)


class Camera:
    """Signs in once for each person and takes pictures."""

    def __init__(self, browser: Browser, url: str, only: Iterable[str] = ()) -> None:
        self.browser, self.url, self.only = browser, url, tuple(only)
        self._signed_in: dict[str | None, Any] = {None: None}

    def take(self, screens: Iterable[Screen]) -> None:
        """Every screen at each of its sizes, as it stands now."""
        for screen in screens:
            if self.only and not screen.name.startswith(self.only):
                continue
            with self._as(screen.who) as context:
                context.add_cookies([{"name": "display", "value": screen.display, "url": self.url}])
                page = context.new_page()
                for width in screen.sizes:
                    self._picture(page, screen, width)

    def _picture(self, page: Page, screen: Screen, width: int) -> None:
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        page.goto(screen.path if screen.path.startswith("http") else self.url + screen.path)
        page.wait_for_timeout(SETTLES_MS)
        if screen.press:
            page.locator(screen.press).first.click()
            page.wait_for_timeout(SETTLES_MS)
        path = OUT / f"{screen.name}-{width}.png"
        page.screenshot(path=path)
        keep(path)

    def _as(self, who: str | None) -> BrowserContext:
        if who not in self._signed_in:
            with self._as(None) as context:
                sign_in(context.new_page(), self.url, str(who))
                self._signed_in[who] = context.storage_state()
        return self.browser.new_context(
            storage_state=self._signed_in[who], locale="zh-CN", timezone_id="Asia/Shanghai")

    def tablet_address(self, room: str) -> str:
        """Open a tablet at the door's page; where it is."""
        with self._as("zhuchi") as context:
            page = context.new_page()
            page.goto(f"{self.url}{room}/door")
            page.locator("button", has_text="开一台平板").click()
            return page.locator("code").inner_text()


def sign_in(page: Page, url: str, who: str) -> None:
    """By name and password, as people do; names of the demonstration's sign-ins, or full names."""
    page.goto(f"{url}/sign-in")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda at: "/sign-in" not in at)


def keep(path: Path) -> None:
    """In few colours, which a page of text has no more of: a third of the size."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.name, flush=True)
