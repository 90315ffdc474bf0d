"""Pictures of the demonstration in screenshots/: starts it afresh, lets its people act, looks at each screen."""
from __future__ import annotations

import os
import shutil
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
SHOWN = ROOT / "docs" / "screenshots"
"""What the docs show, and nothing else."""
sys.path.insert(0, str(ROOT))

import acting  # noqa: E402
import screens  # noqa: E402
from camera import OUT, Camera, keep  # noqa: E402

from consult import cli  # noqa: E402
from consult.cli.installation import the_store  # noqa: E402
from consult.storage import migrations  # noqa: E402
from tests.browser.conftest import FLAGS, chromium_path  # noqa: E402
from tests.serving import ServerProcess  # noqa: E402

COMPOSED = """<!doctype html><body style="margin:0;background:#dfe4dd;display:flex;gap:28px;padding:28px;width:max-content">
<img style="height:800px" src="{desk}"><img style="height:800px" src="{phone}">
<img style="height:450px;align-self:end" src="{hall}"></body>"""
IN_THE_ROOM = (
    (acting.an_amendment_is_put, "amendment", ("desk", "room", "elder", "hall", "observer", "hall-en")),
    (acting.the_amendment_is_lost, "", ()),
    (acting.a_straw_poll, "straw", ("desk", "room", "elder", "hall", "observer")),
    (acting.debate_is_to_end, "close-debate", ("desk", "room", "elder", "hall")),
    (acting.a_pause, "pause", ("desk", "room", "elder", "hall")),
    (acting.a_vote, "vote", ("desk", "room", "elder", "hall", "observer", "room-en")),
    (acting.a_result, "result", ("desk", "room", "elder", "hall", "observer", "hall-en")),
)


def everything(camera: Camera, cast: acting.Cast) -> None:
    """Every screen, in the order in which things happen."""
    at = acting.found(cast)
    room = f"{screens.HERE}/s/{cast.room}"
    camera.take(screens.around(at, f"{screens.HERE}/m/{cast.shown()['discussion']['no']}"))
    acting.somebody_speaks(cast)
    camera.take(screens.speaking(room, camera.tablet_address(room)))
    for act, moment, names in IN_THE_ROOM:
        act(cast)
        camera.take(screens.at_moment(moment, room, *names))
    camera.take(screens.hearing(f"{screens.HERE}/s/{acting.a_hearing(cast)}"))


def compose(browser: Browser) -> None:
    """One picture of the same moment on three screens, for the README: the only one that is kept."""
    page = browser.new_page(viewport={"width": 2600, "height": 860})
    names = {"desk": "desk-1280", "phone": "room-390", "hall": "hall-1920"}
    page.set_content(COMPOSED.format(**{place: _inline(name) for place, name in names.items()}))
    page.locator("body").screenshot(path=SHOWN / "room.png")
    keep(SHOWN / "room.png")


def _inline(name: str) -> str:
    return "data:image/png;base64," + b64encode((OUT / f"{name}.png").read_bytes()).decode()


@contextmanager
def demonstration() -> Iterator[ServerProcess]:
    """A fresh demonstration, served."""
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


def main(only: list[str]) -> int:
    """Take every picture anew, or only those whose names begin so."""
    if not only:
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    with demonstration() as server, the_store() as store, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        everything(Camera(browser, server.url, only), acting.Cast(store))
        if not only:
            compose(browser)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
