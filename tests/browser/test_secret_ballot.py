"""A secret ballot on a real phone's browser: sealed there, found there after the close, forgotten there, counted again."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, expect

from consult.ballot import queries
from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.unit_of_work import Store
from consult.storage.vault import vault_for
from tests.browser.conftest import PHONE, Person
from tests.builders import Memory, Neighbourhood, Settled
from tests.builders_sealed import EVERYONE, a_secret_vote, ballot_of, cast_sealed, close
from tests.serving import ServerProcess

THOUSANDS = count(1_000, 1_000)
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def beside(settled: tuple[str, Settled], server: ServerProcess) -> Iterator[Neighbourhood]:
    """The neighbours who do what they do without a browser, on the server's own database and vault."""
    url, known = settled
    clock = SetClock(datetime.now(UTC))
    vault = vault_for(url, server.data, secret=(server.data / "secret.key").read_text().strip())
    store = Store(url, clock=clock, reactions=REACTIONS, vault=vault)
    n = Neighbourhood(store, clock, known, Memory({}, {}))
    n._numbers = count(next(THOUSANDS))  # two neighbourhoods on one database number their commands apart
    yield n
    store.close()


def chooses(page: Page, kind: str) -> None:
    """Tap a choice, check it in the dialog, seal and send it."""
    page.locator(f"label.ballot--{kind}").click()
    page.locator("form[data-sealing] button[type=submit]").click()
    page.locator("#asks button.btn--primary").click()
    expect(page.locator("#cast-h")).to_be_visible()


def kept(page: Page) -> dict[str, Any]:
    """What the browser keeps of secret ballots."""
    held = json.loads(page.evaluate("JSON.stringify(localStorage)"))
    return {name: json.loads(value) for name, value in held.items() if name.startswith("consult.ballot.")}


def test_a_phone_seals_finds_and_forgets(arrive: Callable[..., Person], beside: Neighbourhood) -> None:
    n = beside
    room = a_secret_vote(n)
    here, sent = f"/c/qinghe/b/{room.ballot_id}", list[Request]()
    chen = arrive("chen", PHONE)
    chen.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page = chen.go(here)
    chooses(page, "against")
    page.click("a:has-text('改我的票')")
    chooses(page, "for")

    bodies = [parse_qs(request.post_data or "") for request in sent]
    assert len(bodies) == 2 and all("choice" not in body and "tracker" not in body for body in bodies)
    assert len({len(request.post_data or "") for request in sent}) == 1
    [mine] = kept(page).values()
    assert set(mine) == {"tracker", "receipt"} and not any(word in json.dumps(mine) for word in ('"for"', "against"))
    assert "赞成" not in page.locator("#cast-h").locator("..").inner_text()

    cast_sealed(n, room, **dict.fromkeys(EVERYONE[1:], "against"))
    close(n, room)
    assert (mine["tracker"], "for") in [(row.tracker, row.choice) for row in n.see(queries.box, ballot_of(n, room))]
    page.goto(chen.url + here)
    expect(page.locator("[data-own-words]")).to_contain_text("赞成")
    page.click("a:has-text('在票箱里找我的票')")
    own = mine["tracker"]
    expect(page.locator(f"[data-tracker='{own}']")).to_have_class("is-mine")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.click("form[data-forget] button")
    page.locator("#asks button.btn--primary").click()
    expect(page.locator("[data-own-words]")).to_contain_text("这部设备上没有记着您的票")
    assert kept(page) == {}

    page.goto(f"{chen.url}{here}/recount")
    expect(page.locator("[data-summary]")).to_have_text("全部对得上。")
    assert page.locator("[data-check] .check__mark").all_inner_texts() == ["✓"] * 7


def test_a_lost_answer_is_asked_for_again_with_the_same_envelope(arrive: Callable[..., Person], beside: Neighbourhood) -> None:
    n = beside
    room = a_secret_vote(n)
    wang = arrive("wang", PHONE)
    page = wang.go(f"/c/qinghe/b/{room.ballot_id}")
    envelopes: list[str] = []

    def lose_the_answer(route: Any) -> None:
        envelopes.append(parse_qs(route.request.post_data)["envelope"][0])
        if len(envelopes) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/sealed/cast", lose_the_answer)
    page.locator("label.ballot--abstain").click()
    page.locator("form[data-sealing] button[type=submit]").click()
    page.locator("#asks button.btn--primary").click()
    expect(page.locator("[data-answer]")).to_contain_text("没有收到回音")
    page.click("form[data-sealing] button[type=submit]")
    expect(page.locator("#cast-h")).to_be_visible()
    assert len(envelopes) == 2 and envelopes[0] == envelopes[1]
    expect(page.locator(".vote--cast")).to_contain_text("投了一次")
    wang.troubles.clear()  # the aborted answer is a line in the browser's console
