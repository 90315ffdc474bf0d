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

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.rules import sealed_text
from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import vault_for
from tests.browser.conftest import PHONE, Person
from tests.builders import Memory, Neighbourhood, Settled
from tests.builders_ballots import standing
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


def seals(page: Page, kind: str) -> None:
    """Tap a choice, check it in the dialog, seal and send it; the page comes back."""
    page.locator(f"label.ballot--{kind}").click()
    page.locator("form[data-sealing] button[type=submit]").click()
    with page.expect_navigation():
        page.locator("#asks button.btn--primary").click()


def chooses(page: Page, kind: str) -> None:
    """The same in a room, where the page says what came of it."""
    seals(page, kind)
    expect(page.locator("#cast-h")).to_be_visible()


def cast_alone(n: Neighbourhood, who: str, ballot_id: int, choice: str) -> None:
    """A neighbour casts without a browser."""
    n.store.beside(lambda work: ballots.cast_for_sealing(
        work, ballot_id=ballot_id, key=f"key-of-{who}", tracker=sealed_text.new_tracker(), choice=choice), actor=n.actor(who))


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

    page.route("**/record/record.json", lambda route: route.fulfill(status=200, body="cut off"))
    page.goto(f"{chen.url}{here}/recount")
    expect(page.locator("[data-summary]")).to_contain_text("什么也没有核对")
    page.unroute("**/record/record.json")
    page.reload()
    expect(page.locator("[data-summary]")).to_contain_text("钥匙还没有比对")
    assert page.locator("[data-check] .check__mark").all_inner_texts() == [*["✓"] * 10, "–"]
    assert page.locator("[data-counted] b").all_inner_texts() == ["1", "5", "0", "0"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.fill("#key", "ab" * 32)
    page.click("[data-compare] button")
    expect(page.locator("[data-summary]")).to_contain_text("有对不上的地方")
    page.fill("#key", page.inner_text("[data-signed-by]"))
    page.click("[data-compare] button")
    expect(page.locator("[data-summary]")).to_have_text("全部对得上。")
    assert page.locator("[data-check] .check__mark").all_inner_texts() == ["✓"] * 11


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


def test_a_ballot_between_meetings_is_sealed_on_the_phone_and_found_after_its_hour(
    arrive: Callable[..., Person], beside: Neighbourhood
) -> None:
    n = beside
    ballot, sent = standing(n, secrecy_chosen="secret", days=1), list[Request]()
    here = f"/c/qinghe/v/{ballot}"
    chen = arrive("chen", PHONE)
    chen.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page = chen.go(here)
    page.locator("form[data-sealing] button[type=submit]").click()
    expect(page.locator("[data-choice-error]")).to_contain_text("还没有选")
    for choice in ("against", "for"):
        seals(page, choice)
        expect(page.locator("main")).to_contain_text("您的票已经封好收下")
    bodies = [parse_qs(request.post_data or "") for request in sent]
    assert len(bodies) == 2 and all("envelope" in body and "choice" not in body and "tracker" not in body for body in bodies)
    assert len({len(body["envelope"][0]) for body in bodies}) == 1
    [mine] = kept(page).values()
    assert not any(word in json.dumps(mine) for word in ('"for"', "against"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    for who in EVERYONE[1:]:
        cast_alone(n, who, ballot, "against")
    n.clock.forward(days=2)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    box = {row.tracker: row.choice for row in n.see(queries.box, n.see(queries.ballot, ballot, n.community))}
    assert box[mine["tracker"]] == "for" and sorted(box.values()).count("against") == len(EVERYONE) - 1
    page.goto(f"{chen.url}/c/qinghe/b/{ballot}/box")
    expect(page.locator(f"[data-tracker='{mine['tracker']}']")).to_have_class("is-mine")
