"""A day of paper ballots at real screens: print, two people who read differently and then alike, a helper, a proxy."""
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from consult.ballot import actions as ballots
from consult.ballot.actions.announcing import Electors, Hours, ToAsk
from consult.core.actor import THE_SYSTEM
from consult.core.clock import system_clock
from consult.storage.store import Store
from consult.storage.work import Work
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.builders import Settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def owners_ballot(settled: tuple[str, Settled]) -> int:
    """Six owners, a ballot that stands open for a week."""
    from consult.account.queries import actor_of_person
    from consult.community import actions as register
    from consult.community.models import Community, Household, Person

    url, there = settled
    store = Store(url)

    def enter(work: Work) -> None:
        for who in ("chen", "wang", "li", "zhao", "sun", "qian"):
            register.enter_ownership(
                work, community=work.get(Community, there.community), area_cm2=900_000,
                household=work.get(Household, there.households[who]), owner=work.get(Person, there.people[who]))

    try:
        store.carry_out(enter, actor=THE_SYSTEM)
        with store.read() as db:
            lin = actor_of_person(db, there.people["lin"], system_clock())
        told = store.carry_out(lambda work: ballots.announce_ballot(
            work, community_id=there.community, rule="owners_ordinary", electors=Electors("community"),
            asks=ToAsk("翻修3幢屋面防水，从维修资金支出，您同意吗？"),
            hours=Hours(system_clock(), system_clock() + timedelta(days=7))), actor=lin).value
        opened: int = store.carry_out(
            lambda work: ballots.open_announced(work, announcement_id=told["announcement_id"]), actor=lin).value["ballot_id"]
        return opened
    finally:
        store.close()


def act(page: Page, act: str) -> None:
    page.locator(f"form:has(input[name=act][value={act}]) button[type=submit]").first.click()
    page.wait_for_load_state()


def enter(page: Page, number: int, choice: str) -> None:
    form = page.locator("form#enter")
    form.locator("input[name=number]").fill(str(number))
    form.locator(f"#p-{choice}").check()
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()


def state_of(page: Page, number: int) -> str:
    return page.locator("table.roll tbody tr").nth(number - 1).inner_text()


def test_a_day_of_paper(arrive: Callable[..., Person], owners_ballot: int) -> None:
    desk = f"/c/qinghe/v/{owners_ballot}/desk"
    lin, zhou = arrive("lin", LAPTOP), arrive("zhou", LAPTOP)
    act(lin.go(desk), "issue")
    lin.go(f"/c/qinghe/v/{owners_ballot}/papers")
    expect(lin.page.locator("section.paper")).to_have_count(6)
    expect(lin.page.locator("section.paper svg[role=img]")).to_have_count(6)

    enter(lin.go(desk), 1, "for")
    assert "等第二个人" in state_of(lin.page, 1)
    enter(zhou.go(desk), 1, "against")
    assert "不一致" in state_of(zhou.page, 1)
    enter(zhou.go(desk), 1, "for")
    assert "有效" in state_of(zhou.page, 1)


def test_a_helper_s_entry_is_corrected_by_the_voter(arrive: Callable[..., Person], owners_ballot: int) -> None:
    lin, qian = arrive("lin", LAPTOP), arrive("qian", PHONE)
    page = lin.go(f"/c/qinghe/v/{owners_ballot}/desk")
    form = page.locator("form:has(input[name=act][value=help])")
    form.locator("select[name=voter_key]").select_option(label=next(
        label for label in form.locator("select[name=voter_key] option").all_inner_texts() if "钱先生" in label))
    form.locator("#h-for").check()
    form.locator("input[name=reason]").fill("打电话来的，眼睛看不清")
    form.locator("button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("代填回执")
    assert "赞成" not in page.locator("main").inner_text()

    mine = qian.go(f"/c/qinghe/v/{owners_ballot}")
    expect(mine.locator("form.vote")).to_contain_text("请人代填")
    mine.locator("#v1-against").check()
    mine.locator("form.vote button[type=submit]").click()
    expect(mine.locator("form.vote")).to_contain_text("手机")


def test_a_proxy_over_the_limit_is_refused(arrive: Callable[..., Person], owners_ballot: int) -> None:
    lin = arrive("lin", LAPTOP)
    page = lin.go(f"/c/qinghe/v/{owners_ballot}/desk")
    form = page.locator("form:has(input[name=act][value=proxy])")
    names = form.locator("select[name=voter_key] option").all_inner_texts()
    holder = next(n for n in names if "孙女士" in n)
    givers = [n for n in names if not any(k in n for k in ("孙女士", "钱先生"))]
    for giver in [*givers[1:4], givers[0]]:
        form.locator("select[name=voter_key]").select_option(label=giver)
        form.locator("select[name=holder_id]").select_option(label=holder)
        form.locator("input[name=document]").fill("书面委托书")
        form.locator("button[type=submit]").click()
        page.wait_for_load_state()
        if page.locator(".errors").count():
            break
    assert "最多3份" in page.locator(".errors").inner_text() or "已经投过" in page.locator(".errors").inner_text()
    page.go_back()
