"""Pictures of the demonstration for docs/screenshots: starts it on a fresh database, signs in, looks at each screen."""
from __future__ import annotations

import os
import shutil
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from consult.ballot.models import Ballot  # noqa: E402
from consult.community.models import Body  # noqa: E402
from consult.meeting.models import Meeting  # noqa: E402
from consult.minutes.models import Minutes  # noqa: E402
from consult.storage import migrations  # noqa: E402
from tests.browser.conftest import FLAGS, LAPTOP, PHONE, chromium_path  # noqa: E402
from tests.serving import ServerProcess  # noqa: E402

OUT = ROOT / "docs" / "screenshots"
PASSWORD = "qinghe-2026"  # noqa: S105 (the demonstration's)
WIDE = {"width": 1920, "height": 1080}


@dataclass(frozen=True)
class Look:
    """One picture: whose screen, which page, how large, in which language and mode."""

    name: str
    path: str
    who: str | None = None
    size: tuple[int, int] = (LAPTOP["width"], LAPTOP["height"])
    display: str = "lang=zh"
    whole: bool = False


def looks(room: str, matter: str) -> list[Look]:
    """The screens worth a picture."""
    phone, wide = (PHONE["width"], PHONE["height"]), (WIDE["width"], WIDE["height"])
    return [
        Look("home-1280", "/c/qinghe/"),
        Look("home-390", "/c/qinghe/", "wangnvshi", phone),
        Look("home-en-1280", "/c/qinghe/", None, display="lang=en"),
        Look("home-elder-390", "/c/qinghe/", "chenayi", phone, "lang=zh.mode=elder"),
        Look("matter-1280", matter, "wangnvshi", whole=True),
        Look("matter-390", matter, None, phone),
        Look("propose-390", "/c/qinghe/propose", "wangnvshi", phone),
        Look("desk-1280", f"{room}/desk", "zhuchi"),
        Look("room-390", room, "zhangshifu", phone),
        Look("room-elder-390", room, "chenayi", phone, "lang=zh.mode=elder"),
        Look("room-en-1280", room, "zhangshifu", display="lang=en"),
        Look("hall-1920", f"{room}/screen", "zhuchi", wide),
        Look("docket-1280", "/c/qinghe/docket", None, whole=True),
        Look("desk-1920", f"{room}/desk", "zhuchi", wide),
        Look("desk-en-1280", f"{room}/desk", "zhuchi", display="lang=en"),
        Look("observer-1280", room, "wangnvshi"),
        Look("room-1920", room, "zhangshifu", wide),
    ]


@dataclass(frozen=True)
class Around:
    """Where the demonstration's hearing, forum, record in draft and secret ballot are."""

    hearing: str
    forum: str
    draft: str
    ballot: str


def around(found: Around) -> list[Look]:
    """The screens before and after the room."""
    phone = (PHONE["width"], PHONE["height"])
    return [
        Look("hearing-1280", found.hearing, "zhangshifu"),
        Look("hearing-390", found.hearing, "zhangshifu", phone),
        Look("forum-1280", f"{found.forum}/questions"),
        Look("board-1280", "/c/qinghe/notices"),
        Look("board-390", "/c/qinghe/notices", None, phone),
        Look("services-1280", "/c/qinghe/services/", "zhangshifu"),
        Look("services-390", "/c/qinghe/services/", "zhangshifu", phone),
        Look("work-1280", "/c/qinghe/work"),
        Look("mirror-1280", "/c/qinghe/mirror"),
        Look("mirror-390", "/c/qinghe/mirror", None, phone),
        Look("minutes-check-1280", f"{found.draft}/minutes", "mishu"),
        Look("ballots-1280", "/c/qinghe/ballots", "zhangshifu"),
        Look("ballot-result-1280", f"{found.ballot}/result", "zhangshifu"),
        Look("ballot-result-390", f"{found.ballot}/result", "zhangshifu", phone),
        Look("box-1280", f"{found.ballot}/box"),
    ]


def find(database: str) -> Around:
    """Look them up in the demonstration's database."""
    engine = create_engine(database)
    kinds = select(Meeting.id).join(Body, Body.id == Meeting.body_id).order_by(Meeting.id.desc())
    try:
        with Session(engine) as db:
            hearing = db.scalars(kinds.where(Body.kind == "hearing")).first()
            forum = db.scalars(kinds.where(Body.kind == "public_forum")).first()
            draft = db.scalars(select(Minutes.meeting_id).where(Minutes.state == "draft").order_by(Minutes.id.desc())).first()
            ballots = db.scalars(select(Ballot).where(Ballot.community_id == 1).order_by(Ballot.id.desc())).all()
            sealed = next(b.id for b in ballots if b.result and b.rule.get("secrecy") == "secret")
    finally:
        engine.dispose()
    here = "/c/qinghe"
    return Around(f"{here}/s/{hearing}", f"{here}/s/{forum}", f"{here}/s/{draft}", f"{here}/b/{sealed}")


def tablet(browser: Browser, url: str, room: str) -> None:
    """The tablet by the door: opened at the door's page, shown as somebody without a phone sees it."""
    context = browser.new_context(viewport={"width": 1024, "height": 768}, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    _sign_in(page, url, "zhuchi")
    page.goto(f"{url}{room}/door")
    page.locator("button", has_text="开一台平板").click()
    address = page.locator("code").inner_text()
    context.clear_cookies()
    page.goto(address)
    page.wait_for_timeout(900)
    page.screenshot(path=OUT / "tablet-1024.png")
    context.close()
    _keep(OUT / "tablet-1024.png")


def take(browser: Browser, url: str, look: Look) -> None:
    """Sign in where needed, open the page, keep the picture."""
    context = browser.new_context(
        viewport={"width": look.size[0], "height": look.size[1]}, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.add_cookies([{"name": "display", "value": look.display, "url": url}])
    page = context.new_page()
    if look.who:
        _sign_in(page, url, look.who)
    page.goto(url + look.path)
    page.wait_for_timeout(900)
    page.screenshot(path=OUT / f"{look.name}.png", full_page=look.whole)
    context.close()
    _keep(OUT / f"{look.name}.png")


def _sign_in(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/sign-in")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda at: "/sign-in" not in at)


COMPOSED = """<!doctype html><body style="margin:0;background:#dfe4dd;display:flex;gap:28px;padding:28px;width:max-content">
<img style="height:800px" src="{desk}"><img style="height:800px" src="{phone}">
<img style="height:450px;align-self:end" src="{hall}"></body>"""


def compose(browser: Browser) -> None:
    """One picture of the same moment on three screens, for the README."""
    page = browser.new_page(viewport={"width": 2600, "height": 860})
    names = {"desk": "desk-1280", "phone": "room-390", "hall": "hall-1920"}
    page.set_content(COMPOSED.format(**{place: _inline(name) for place, name in names.items()}))
    page.locator("body").screenshot(path=OUT / "room.png")
    _keep(OUT / "room.png")


def _keep(path: Path) -> None:
    """In 256 colours, which a page of text has no more of: a third of the size."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.relative_to(ROOT), flush=True)


def _inline(name: str) -> str:
    return "data:image/png;base64," + b64encode((OUT / f"{name}.png").read_bytes()).decode()


@contextmanager
def demonstration() -> Iterator[ServerProcess]:
    """A fresh demonstration, served."""
    from consult import cli

    data = Path(tempfile.mkdtemp(prefix="consult-pictures-"))
    database = f"sqlite:///{data / 'consult.db'}"
    os.environ.update(CONSULT_DATA=str(data), DATABASE_URL=database)
    migrations.upgrade(database)
    cli.main(["demo"])
    server = ServerProcess(database, data).start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(data, ignore_errors=True)


def main() -> int:
    """Take every picture anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    with demonstration() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page()
        page.goto(f"{server.url}/c/qinghe/")
        room = page.get_attribute("a[href*='/s/']", "href") or ""
        page.goto(f"{server.url}/c/qinghe/docket")
        matter = page.get_attribute("main a[href*='/m/']", "href") or ""
        for look in (*looks(room, matter), *around(find(os.environ["DATABASE_URL"]))):
            take(browser, server.url, look)
        tablet(browser, server.url, room)
        compose(browser)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
