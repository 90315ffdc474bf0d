"""A resident with a telephone looks at what was reported done, and says that it is not."""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pdfplumber
import pytest
import segno
from playwright.sync_api import Page, expect

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.builders import Memory, Neighbourhood, Settled
from tests.builders_answers import reported
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
MM = 72 / 25.4


@pytest.fixture
def task(settled: tuple[str, Settled], tmp_path: Path) -> int:
    """Work that its unit reported done, a moment ago."""
    url, found = settled
    clock = SetClock(NOW)
    store = Store(url, clock=clock, reactions=REACTIONS)
    try:
        return reported(Neighbourhood(store, clock, found, Memory({}, {})))
    finally:
        store.close()


def test_two_residents_reopen_the_work_on_their_phones_and_one_alone_is_answered(task: int, arrive: Callable[..., Person]) -> None:
    page = arrive("gu", PHONE).go(f"/c/qinghe/work/{task}")
    expect(page.get_by_role("heading", name="办好了没有，居民说了算")).to_be_visible()
    say_not_done(page, "只贴了一家的报价，另一家的没有贴。")
    expect(page.get_by_text("等青禾物业答复")).to_be_visible()
    expect(page.get_by_text("满2户就退回再办")).to_be_visible()
    page = arrive("ma", PHONE).go(f"/c/qinghe/work/{task}")
    say_not_done(page, "第二家的报价没有看到。")
    expect(page.get_by_text("已经放进社区党建联席会议下次会的议程")).to_be_visible()
    expect(page.locator(".worklog")).to_contain_text("只贴了一家的报价")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def say_not_done(page: Page, reason: str) -> None:
    """What is missing, said for one's household."""
    page.get_by_text("还没有办好", exact=True).click()
    page.get_by_label("还差什么").fill(reason)
    page.get_by_role("button", name="说还没办好").click()


def test_the_secretary_prints_the_receipt_on_a4(task: int, arrive: Callable[..., Person], tmp_path: Path) -> None:
    lin = arrive("lin", LAPTOP)
    page = lin.go(f"/c/qinghe/work/{task}")
    page.get_by_role("link", name="议题全程").first.click()
    page.get_by_role("link", name="看全程图").first.click()
    expect(page.get_by_role("button", name="打印一张")).to_be_visible()
    address = page.url.removesuffix("/chain")
    no = address.rsplit("/", 1)[-1]
    hops = [words.strip() for words in page.locator(".hop__name").evaluate_all("all => all.map(h => h.firstChild.textContent)")]
    paper = tmp_path / "receipt.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=False)
    with pdfplumber.open(paper) as file:
        first = file.pages[0]
        assert (round(first.width / MM), round(first.height / MM)) == (210, 297)
        text = as_typed("".join(sheet.extract_text() for sheet in file.pages))
        assert len(file.pages) == 1
    assert no in text and "打印一张" not in text
    assert len(hops) > 8 and [name for name in hops if as_typed(name) not in text] == []
    code = [[bool(dark) for dark in row] for row in segno.make(address, error="m", micro=False).matrix]
    assert modules_on(paper, len(code)) == code, "what a phone scans on paper is the page of the matter"


def as_typed(text: str) -> str:
    """Without spaces, and with characters where Chromium's PDF names the radical that looks the same."""
    return normalize("NFKC", re.sub(r"\s", "", text)).translate(str.maketrans("⺠⻚⻅⻋⻓⻔⻛⻜⻢", "民页见车长门风飞马"))


def modules_on(paper: Path, size: int) -> list[list[bool]]:
    """The QR code as it stands on the first sheet, at its upper right: runs of dark modules, drawn row by row."""
    with pdfplumber.open(paper) as file:
        sheet = file.pages[0]
        runs = [line for line in sheet.lines if line["x0"] > sheet.width * 0.6 and line["top"] < sheet.height / 4
                and line["bottom"] == line["top"]]
    left, top = min(run["x0"] for run in runs), min(run["top"] for run in runs)
    module = (max(run["x1"] for run in runs) - left) / size
    code = [[False] * size for _ in range(size)]
    for run in runs:
        for column in range(round((run["x0"] - left) / module), round((run["x1"] - left) / module)):
            code[round((run["top"] - top) / module)][column] = True
    return code
