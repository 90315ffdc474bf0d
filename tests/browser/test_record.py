"""A record among people: two edit at once, one objects to line 12, it is answered, signed, frozen, and taken home."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import expect

from consult.community import actions as register
from consult.community.models import Community
from consult.community.models import Person as Person_
from consult.community.rules.kinds import PostKind
from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.minutes.rules.papers import pdf
from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.builders import PASSWORD, Memory, Neighbourhood, Room, Settled
from tests.builders_publishing import let_out

pytestmark = pytest.mark.browser
SAID = "第{n}次发言：先把费用和采光讲清楚，再表决。"


@pytest.fixture
def town(settled: tuple[str, Settled]) -> Iterator[Neighbourhood]:
    """The neighbourhood of the server, from beside; 何静 is a second secretary."""
    store = Store(settled[0], reactions=REACTIONS)
    n = Neighbourhood(store, SetClock(store.clock()), settled[1], Memory({}, {}))
    n.run(None, lambda work: register.appoint(
        work, community=work.get(Community, n.community), person=work.get(Person_, n.people["he"]),
        kind=PostKind.SECRETARY) and None)
    yield n
    store.close()


def _sitting(n: Neighbourhood) -> Room:
    """A meeting that is over, with enough said for a line 12."""
    matter = n.a_matter(by="gu", state="admitted")
    made = n.do("lin", meetings.convene, body_id=n.bodies["council"], matter_id=matter, place="二楼",
                starts_at=n.clock() + timedelta(minutes=5), extraordinary_reason="电梯井道要限期答复")
    here = {"meeting_id": made["meeting_id"]}
    n.do("zhou", meetings.open_meeting, **here)
    for who in ("chen", "wang", "li", "zhao", "sun"):
        n.do(who, meetings.check_in, **here)
    n.do("zhou", meetings.open_discussion, **here, discussion_id=made["discussion_id"])
    for turn in range(10):
        who = ("chen", "wang", "li", "zhao", "sun")[turn % 5]
        n.do(who, meetings.raise_hand, **here, stance="for" if turn % 2 else "against")
        turn_id = n.do("zhou", meetings.give_floor, **here)["turn_id"]
        n.do("zhou", meetings.note_turn, **here, turn_id=turn_id, text=SAID.format(n=turn + 1))
        n.do("zhou", meetings.end_turn, **here)
    n.do("zhou", meetings.close_discussion, **here, outcome="rejected", reason="分摊没有说清楚")
    n.do("zhou", meetings.close_meeting, **here)
    return Room(made["meeting_id"], made["discussion_id"], matter)


@pytest.mark.skipif(pdf.faces() is None, reason="no Chinese font on this machine (make run installs one)")
def test_a_record_from_two_editors_to_a_resident_s_phone(
    arrive: Callable[..., Person], town: Neighbourhood, tmp_path: Path
) -> None:
    room = _sitting(town)
    path = f"/c/qinghe/s/{room.meeting_id}/minutes"
    lin, he = arrive("lin", LAPTOP), arrive("he", LAPTOP)
    two_edit_at_once(lin, he, path)
    one_sends_it_round(lin, path)
    chen, zhou = arrive("chen", PHONE), arrive("zhou", LAPTOP)
    one_objects_to_line_12(chen, path)
    it_is_answered(lin, path)
    everybody_replies_and_both_sign(arrive, lin, zhou, chen, path)
    it_is_published(lin, path)
    let_out(town, room)
    a_resident_takes_it_home(arrive("gu", PHONE), path, tmp_path)


def two_edit_at_once(lin: Person, he: Person, path: str) -> None:
    one, other = lin.go(f"{path}/edit"), he.go(f"{path}/edit")
    fields = "section.edit:has-text('第1次发言') textarea"
    other.locator("section.edit textarea").nth(4).fill("另一位秘书改的另一行。")
    other.locator("button[type=submit]", has_text="保存").first.click()
    expect(other.locator("main")).to_contain_text("另一位秘书改的另一行。")
    one.locator(fields).nth(1).fill("先看图纸，再议分摊。")
    expect(one.locator("[data-autosave-note]")).to_contain_text("自动保存")
    other.locator(fields).nth(1).fill("两家都报价以后再议。")
    other.locator("button[type=submit]", has_text="保存").first.click()
    expect(other.locator("[role=alert]").first).to_contain_text("有人刚刚保存过")
    both = other.locator(".edit--both")
    expect(both).to_contain_text("先看图纸，再议分摊。")
    assert both.locator("ins").count() and both.locator("textarea").input_value() == "两家都报价以后再议。"
    shot(other, "record-two-editors")
    both.locator("textarea").fill("先看图纸；两家都报价以后再议分摊。")
    other.locator("button[type=submit]", has_text="保存").first.click()
    expect(other.locator("main")).to_contain_text("先看图纸；两家都报价以后再议分摊。")


def one_sends_it_round(lin: Person, path: str) -> None:
    page = lin.go(path)
    for words in ("先看图纸；两家都报价以后再议分摊。", "另一位秘书改的另一行。"):
        expect(page.locator("article")).to_contain_text(words)
    page.locator("button", has_text="发给到会的人核对").click()
    expect(page.locator("main")).to_contain_text("正在请到会的人核对")


def one_objects_to_line_12(chen: Person, path: str) -> None:
    page = chen.go("/c/qinghe/")
    page.locator("main a", has_text="居民议事会").first.click()
    page.wait_for_url(lambda url: url.endswith("/minutes"))
    page.locator("#l12 .line__acts a").click()
    page.locator("#l12 textarea").fill("我说的是采光，不是费用。")
    shot(page, "record-objecting")
    page.locator("#l12 button[type=submit]").click()
    expect(page.locator("#l12 .object")).to_contain_text("还没有答复")


def it_is_answered(lin: Person, path: str) -> None:
    page = lin.go(path)
    shot(page, "record-objection")
    page.locator("#l12 summary", has_text="采纳").click()
    page.locator("#l12 textarea[name=new_text]").fill("先把采光讲清楚，再表决。")
    page.locator("#l12 button", has_text="采纳").click()
    expect(page.locator("#l12")).to_contain_text("先把采光讲清楚，再表决。")
    expect(page.locator("#l12 .object")).to_contain_text("已采纳")


def everybody_replies_and_both_sign(arrive: Callable[..., Person], lin: Person, zhou: Person, chen: Person, path: str) -> None:
    for person in (chen, *(arrive(who, PHONE) for who in ("wang", "li", "zhao", "sun"))):
        person.go(path).locator("button", has_text="核对无误").click()
        expect(person.page.locator("main")).to_contain_text("您已经核对过了")
    others = lin.go(path)
    while others.locator("button", has_text="没有联系上").count():
        others.locator("details:has-text('还没有答复') summary").first.click()
        others.locator("button", has_text="没有联系上").first.click()
    for person in (lin, zhou):
        page = person.go(f"{path}/sign")
        page.fill("#password", "not-the-password")
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("main [role=alert]")).to_contain_text("密码不对")
        page.fill("#password", PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda url: url.endswith("/minutes"))
    expect(zhou.page.locator("main")).to_contain_text("文字不能再改")
    assert lin.go(f"{path}/edit").url.endswith("/minutes"), "what is signed is not edited"


def it_is_published(lin: Person, path: str) -> None:
    page = lin.go(path)
    page.locator("summary", has_text="看过了，公布").click()
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator(".record__no")).to_contain_text("第1号")
    shot(page, "record-published")


def a_resident_takes_it_home(gu: Person, path: str, folder: Path) -> None:
    page = gu.go(path)
    shot(page, "record-phone")
    link = page.locator("#papers a[download]", has_text="PDF").first
    answer = page.request.get(gu.url + (link.get_attribute("href") or ""))
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment") and answer.headers["etag"]
    saved = folder / "record.pdf"
    saved.write_bytes(answer.body())
    with pdfplumber.open(saved) as file:
        said = "".join(page.extract_text() for page in file.pages).replace("\n", "").replace(" ", "")
    assert "先把采光讲清楚，再表决。" in said and "第1号" in said


def shot(page: object, name: str) -> None:
    """A picture, where CONSULT_PICTURES names a folder."""
    if folder := os.environ.get("CONSULT_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)  # type: ignore[attr-defined]
