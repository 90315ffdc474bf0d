"""A unit's delegate takes an order on with a phone: two presses, no script needed for the second; then the agreement."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.browser.conftest import PHONE, Person
from tests.builders import Memory, Neighbourhood, Settled
from tests.builders_projects import Services

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]


def test_a_units_delegate_claims_a_project_on_a_phone(
    settled: tuple[str, Settled], arrive: Callable[..., Person]
) -> None:
    url, told = settled
    store = Store(url, clock=SetClock(datetime.now(UTC)), reactions=REACTIONS)
    town = Neighbourhood(store, store.clock, told, Memory({}, {}))  # type: ignore[arg-type]
    order = Services(town).an_order()
    store.close()

    deng = arrive("deng", PHONE)
    page = deng.go("/c/qinghe/services/mine")
    expect(page.locator("h1")).to_have_text("我接的单")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("summary", has_text="我们来接").click()
    button = page.get_by_role("button", name="接这一单")
    box = button.bounding_box()
    assert box is not None and box["height"] >= 44
    button.click()
    expect(page.locator("main")).to_contain_text("接下了")
    expect(page).to_have_url(f"{deng.url}/c/qinghe/services/projects/{order.project_id}")
    page.get_by_role("link", name="写协议").click()
    page.get_by_label("接单的一方做什么").fill("无偿提供菜苗二十四份，派人教种两次。")
    page.get_by_label("分几步，几号前").fill("2027-12-05：把菜苗送到社区")
    page.get_by_role("button", name="写好了，请双方确认").click()
    page.get_by_role("button", name="我代表接单的一方确认").click()
    page.locator("dialog[open]").locator("button.btn--primary, button.btn--warm, button[value=yes]").first.click()
    expect(page.locator("main")).to_contain_text("已确认")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert deng.troubles == []
