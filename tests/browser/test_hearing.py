"""A hearing held in its order, from the notice to the confirmed record: a real server, four real screens."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from consult.core.clock import SetClock
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import vault_for
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.browser.test_corridor import form, has_stayed, part, press, stays
from tests.builders import Memory, Neighbourhood, Settled, settle
from tests.builders_sittings import form_body
from tests.databases import Databases

pytestmark = [pytest.mark.browser, pytest.mark.timeout(500)]
PARTS = (("吴志强", "panel"), ("邓涛", "panel"), ("宋雅琴", "panel"), ("林晓梅", "recorder"), ("白峰", "presenter"),
         ("钱国平", "monitor"), ("马建军", "representative"))
STEPS = ("陈述人说明", "提问", "代表陈述意见", "辩论", "最后陈述", "宣读并确认笔录")


@pytest.fixture(scope="module")
def settled(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Settled]:
    """The neighbourhood with a body for hearings, and an admitted matter to hear."""
    folder = tmp_path_factory.mktemp("hearing")
    url = databases.fresh(folder)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, reactions=REACTIONS, clock=clock, vault=vault_for(url, folder, secret="a secret for these tests"))
    try:
        told = settle(store)
        n = Neighbourhood(store, clock, told, Memory({}, {}))
        n.run(None, lambda work: None)
        form_body(n, "hearing")
        n.a_matter(state="admitted")
        return url, told
    finally:
        store.close()


def test_a_hearing_from_its_notice_to_its_confirmed_record(arrive: Callable[..., Person]) -> None:
    lin, zhou = arrive("lin", LAPTOP), arrive("zhou", LAPTOP)
    room = convenes(lin)
    names_the_people(lin, room)
    phones = {who: arrive(who, PHONE) for who in ("chen", "wang", "li", "he", "gu", "bai")}
    for who, group in (("chen", "stakeholder"), ("wang", "stakeholder"), ("li", "stakeholder"), ("he", "public"), ("gu", "public")):
        signs_up(phones[who], room, group)
    for who in ("wang", "li", "he", "gu"):
        phones.pop(who).context.close()
    publishes(lin, room)
    chen, bai = phones["chen"], phones["bai"]
    opens(zhou, chen, bai, room)
    goes_through_its_order(zhou, chen, bai)
    confirms_the_record(zhou, chen, bai)
    ends(zhou, chen)
    for person in (zhou, chen, bai):
        assert has_stayed(person.page), "somebody's page was loaded anew"
        assert person.troubles == []


def convenes(lin: Person) -> str:
    page = lin.go("/c/qinghe/meetings/new")
    page.locator("nav a", has_text="社区听证会").click()
    page.select_option("select[name=matter_id]", index=1)
    soon = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(minutes=1)
    page.fill("[name=day]", soon.date().isoformat())
    page.fill("[name=at]", soon.strftime("%H:%M"))
    page.fill("[name=place]", "党群服务中心二楼")
    page.select_option("select[name=chair_id]", label="周建国")
    page.locator("main form button[type=submit]", has_text="召集会议").click()
    expect(page.locator(".errors")).to_be_visible()
    page.fill("[name=paper_title]", "加装电梯方案")
    page.fill("[name=paper_text]", "两家公司的报价、分摊表和采光分析。")
    page.locator("main form button[type=submit]", has_text="召集会议").click()
    expect(page.locator(".errors")).to_contain_text("提前10天公示")
    assert page.input_value("[name=paper_title]") == "加装电梯方案"
    page.fill("[name=extraordinary_reason]", "补贴申报月底截止，来不及按常规公示。")
    page.locator("main form button[type=submit]", has_text="召集会议").click()
    page.wait_for_url("**/notice*")
    for words in ("加装电梯方案", "这个会不表决", "宣读并确认笔录"):
        expect(page.locator("main")).to_contain_text(words)
    return page.url.removeprefix(lin.url).split("/notice")[0]


def names_the_people(lin: Person, room: str) -> None:
    page = lin.go(f"{room}/people")
    for name, role in PARTS:
        given = page.locator("form[data-command=give_part]")
        given.locator("[name=person_id]").select_option(label=name)
        given.locator("[name=role]").select_option(role)
        if role == "representative":
            given.locator("[name=group]").select_option("invited")
        given.locator("button[type=submit]").click()
        expect(page.locator("section[aria-labelledby=parts-h]")).to_contain_text(name.replace("马建军", "马师傅"))


def signs_up(resident: Person, room: str, group: str) -> None:
    page = resident.go(f"{room}/people")
    page.check(f"input[name=group][value={group}]")
    page.locator("form[data-command=sign_up] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("您报了名")


def publishes(lin: Person, room: str) -> None:
    page = lin.go(f"{room}/people")
    for command in ("draw_lots", "publish_participants"):
        press(page, command)
        page.wait_for_load_state()
    expect(page.locator("section[aria-labelledby=parts-h]")).to_contain_text("公布")
    expect(page.locator("section[aria-labelledby=parts-h]")).to_contain_text("陈美兰")


def opens(zhou: Person, chen: Person, bai: Person, room: str) -> None:
    chen.go(room), bai.go(room), zhou.go(f"{room}/desk")
    for person in (zhou, chen, bai):
        expect(person.page.locator("#conn")).to_contain_text("已连")
        stays(person.page)
    press(zhou.page, "open_meeting")
    for person in (chen, bai):
        press(person.page, "check_in")
    for name in ("王德福", "李秀英"):
        part(zhou.page, "roll").locator("tr", has_text=name).get_by_role("button", name="签到").click()
        expect(part(zhou.page, "roll").locator("tr", has_text=name)).to_contain_text("大厅")
    press(zhou.page, "enter_phase")
    expect(zhou.page.locator("body")).to_contain_text("到会的听证代表3人")
    part(zhou.page, "roll").locator("tr", has_text="何女士").get_by_role("button", name="签到").click()
    expect(part(zhou.page, "quorum")).to_contain_text("实到4人")
    press(zhou.page, "enter_phase")
    expect(part(chen.page, "order")).to_contain_text("第1步，共7步")


def goes_through_its_order(zhou: Person, chen: Person, bai: Person) -> None:
    press(zhou.page, "enter_phase")
    expect(zhou.page.locator("body")).to_contain_text("规则还没有宣读")
    press(zhou.page, "read_rules")
    expect(form(zhou.page, "read_rules")).to_have_count(0)
    for nth, step in enumerate(STEPS, start=2):
        press(zhou.page, "enter_phase")
        for person in (chen, bai):
            expect(part(person.page, "order")).to_contain_text(f"第{nth}步，共7步：{step}")
        if step == "陈述人说明":
            expect(chen.page.locator("details.raise")).to_be_hidden()
            speaks(zhou, bai, "白峰")
        if step == "代表陈述意见":
            speaks(zhou, chen, "陈美兰")


def speaks(zhou: Person, who: Person, name: str) -> None:
    who.page.locator("details.raise > summary").click()
    who.page.locator("form[data-command=raise_hand] button[value=addition]").click()
    expect(part(zhou.page, "queue")).to_contain_text(name)
    press(zhou.page, "give_floor")
    expect(part(who.page, "speaker")).to_be_visible()
    press(zhou.page, "end_turn")
    expect(part(zhou.page, "now")).not_to_contain_text("结束发言")


def confirms_the_record(zhou: Person, chen: Person, bai: Person) -> None:
    asked = chen.page.locator("form[data-command=confirm_record]")
    expect(asked).to_be_hidden()
    press(zhou.page, "read_record")
    expect(asked).to_be_visible()
    asked.locator("input[value=refused]").check()
    press(chen.page, "confirm_record")
    expect(chen.page.locator("main")).to_contain_text("这一项要填")
    asked.locator("[name=reason]").fill("采光一段没有写全。")
    press(chen.page, "confirm_record")
    expect(part(zhou.page, "order")).to_contain_text("采光一段没有写全")
    for_him = zhou.page.locator("form[data-command=confirm_record_for]").first
    for_him.locator("input[value=confirmed]").check()
    press(zhou.page, "confirm_record_for")
    expect(zhou.page.locator("form[data-command=confirm_record_for]")).to_have_count(0)


def ends(zhou: Person, chen: Person) -> None:
    end = zhou.page.locator("form[data-command=close_discussion]")
    if not end.is_visible():
        zhou.page.locator("summary", has_text="宣布结论").locator("visible=true").first.click()
    end.locator("input[value=escalated]").check()
    end.locator("[name=escalated_to]").select_option(label="社区党建联席会议")
    end.locator("[name=reason]").fill("意见已经记录，请联席会议研究。")
    press(zhou.page, "close_discussion")
    expect(part(chen.page, "outcome")).to_contain_text("社区党建联席会议")
    press(zhou.page, "close_meeting")
    expect(part(zhou.page, "now")).to_contain_text("会议结束了")
