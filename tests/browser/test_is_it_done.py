"""A resident with a telephone looks at what was reported done, and says that it is not."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.unit_of_work import Store
from tests.browser.conftest import PHONE, Person
from tests.builders import Memory, Neighbourhood, Settled
from tests.builders_answers import reported
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


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


def test_a_resident_reopens_the_work_on_a_phone(task: int, arrive: Callable[..., Person]) -> None:
    page = arrive("gu", PHONE).go(f"/c/qinghe/work/{task}")
    expect(page.get_by_role("heading", name="办好了没有，居民说了算")).to_be_visible()
    page.get_by_text("还没有办好", exact=True).click()
    page.get_by_label("还差什么").fill("只贴了一家的报价，另一家的没有贴。")
    page.get_by_role("button", name="退回再办").click()
    expect(page.get_by_text("已经放进社区党建联席会议下次会的议程")).to_be_visible()
    expect(page.locator(".worklog")).to_contain_text("只贴了一家的报价")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
