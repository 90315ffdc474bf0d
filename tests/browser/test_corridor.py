"""The corridor, end to end: a real server, three real screens; each is looked at after each step without a reload."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.builders import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
WORDS = {
    "title": "3幢1单元加装电梯", "place": "3幢1单元", "affected": "本单元12户，一楼两户的采光",
    "what": "六层十二户，平均年龄六十七岁，想请大家议一议加装电梯的费用怎么分。",
    "expected": "委托两家公司出图报价，分摊表先贴出来",
}
STAYED = "stayed"

A_COUNT_OF_VOTES = re.compile("赞成1(?!次)")
"""赞成1次 is a turn that somebody took for it."""


def stays(page: Page) -> None:
    """Mark the page as it is now: a reload would lose the mark."""
    page.evaluate(f"document.documentElement.dataset.{STAYED} = 'yes'")


def has_stayed(page: Page) -> bool:
    """Whether the page is still the one that was marked."""
    return bool(page.evaluate(f"document.documentElement.dataset.{STAYED} === 'yes'"))


def form(page: Page, command: str) -> Locator:
    """The visible form that sends a command of the room."""
    return page.locator(f"form[data-command={command}]").locator("visible=true").first


def press(page: Page, command: str) -> None:
    """Press the button of a room's command, no sooner than a hand can; confirm where the page asks."""
    page.wait_for_timeout(600)
    form(page, command).locator("button[type=submit]").first.click()
    ask = page.locator("dialog[open]")
    if ask.count():
        ask.locator("button.btn--primary, button.btn--warm, button[value=yes]").first.click()


def unfold(page: Page, words: str) -> None:
    """Open a folded form."""
    page.locator("summary", has_text=words).locator("visible=true").first.click()


def part(page: Page, name: str) -> Locator:
    """A live part of a room's page."""
    return page.locator(f"[data-part={name}]").first


def test_one_matter_from_proposal_to_answer_on_three_screens(arrive: Callable[..., Person]) -> None:
    chen, zhou, lin = arrive("chen", PHONE), arrive("zhou", LAPTOP), arrive("lin", LAPTOP)
    matter = proposes(chen)
    for name in ("he", "gu", "ma"):
        endorses(arrive(name, PHONE), matter)
    screens(lin, matter)
    room = convenes(lin, matter)
    meets(chen, zhou, lin, room)
    debates(chen, zhou, lin)
    votes(chen, zhou, lin)
    concludes(chen, zhou, lin)
    publishes(lin, zhou, room)
    lets_out(arrive("wu", LAPTOP), room)
    answers(lin, matter)
    sees_the_answer(chen, matter)


def proposes(chen: Person) -> str:
    page = chen.go("/c/qinghe/propose")
    for name, words in WORDS.items():
        page.fill(f"[name={name}]", words)
    page.select_option("select[name=category]", "facilities")
    page.locator("main form button[type=submit]", has_text="提交这件事").click()
    page.wait_for_url("**/m/*")
    expect(page.locator(".receipt")).to_contain_text("现在轮到")
    assert page.locator("main").inner_text().count("3幢1单元加装电梯")
    return page.url.removeprefix(chen.url).split("#")[0].split("?")[0]


def endorses(neighbour: Person, matter: str) -> None:
    page = neighbour.go(matter)
    page.locator("form[action$='/endorse'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("您附议了这件事")
    neighbour.context.close()


def screens(lin: Person, matter: str) -> None:
    page = lin.go("/c/qinghe/")
    expect(page.locator("main")).to_contain_text("3幢1单元加装电梯")
    page = lin.go(f"{matter}/screen")
    page.check("input[name=decision][value=admit]")
    page.fill("[name=reason]", "关系到一个单元的住户，属于社区公共事务，可以提交议事会。")
    page.locator("main form button[type=submit]", has_text="公开答复").click()
    page.wait_for_url(f"**{matter}*")
    expect(page.locator("main")).to_contain_text("属于社区公共事务")


def convenes(lin: Person, matter: str) -> str:
    page = lin.go(f"/c/qinghe/meetings/new?matter={matter.rsplit('/', 1)[1]}")
    soon = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(minutes=1)
    page.fill("[name=day]", soon.date().isoformat())
    page.fill("[name=at]", soon.strftime("%H:%M"))
    page.fill("[name=place]", "党群服务中心二楼")
    page.locator("main form button[type=submit]", has_text="召集会议").click()
    expect(page.locator(".errors")).to_contain_text("提前3天公示")
    assert page.input_value("[name=place]") == "党群服务中心二楼"
    page.fill("[name=extraordinary_reason]", "补贴申报月底截止，来不及按常规公示。")
    page.locator("main form button[type=submit]", has_text="召集会议").click()
    page.wait_for_url("**/notice*")
    expect(page.locator("main")).to_contain_text("补贴申报月底截止")
    return page.url.removeprefix(lin.url).split("/notice")[0]


def meets(chen: Person, zhou: Person, lin: Person, room: str) -> None:
    chen.go(room), lin.go(room), zhou.go(f"{room}/desk")
    for person in (chen, zhou, lin):
        expect(person.page.locator("#conn")).to_contain_text("已连")
        stays(person.page)
    press(zhou.page, "open_meeting")
    press(chen.page, "check_in")
    for name in ("王德福", "李秀英", "赵卫东"):
        row = part(zhou.page, "roll").locator("tr", has_text=name)
        row.get_by_role("button", name="签到").click()
        expect(row).to_contain_text("大厅")
    for person in (chen, zhou, lin):
        expect(person.page.locator("body")).to_contain_text("到会4人" if person is not zhou else "实到4人")
    press(zhou.page, "open_discussion")
    expect(part(chen.page, "queue")).to_be_visible()
    expect(part(lin.page, "queue")).to_be_visible()


def debates(chen: Person, zhou: Person, lin: Person) -> None:
    writes_while_things_happen(chen, zhou)
    chen.page.locator("details.raise > summary").click()
    chen.page.locator("form[data-command=raise_hand] button[value=for]").click()
    expect(part(zhou.page, "queue")).to_contain_text("陈美兰")
    expect(part(lin.page, "queue")).to_contain_text("陈美兰")
    press(zhou.page, "give_floor")
    for person in (chen, lin):
        expect(part(person.page, "speaker").locator("[role=timer]")).to_contain_text(":")
    expect(part(lin.page, "speaker")).to_contain_text("陈美兰")
    chen.page.locator("form[data-command=note_turn] [name=text]").locator("visible=true").fill("我半年没有下过楼了。")
    press(chen.page, "note_turn")
    press(chen.page, "end_turn")
    expect(part(lin.page, "speaker")).not_to_contain_text("陈美兰")
    moves(chen)
    for person in (zhou, lin):
        expect(part(person.page, "motion")).to_contain_text("委托两家公司出图报价。由青禾物业负责")


def writes_while_things_happen(chen: Person, zhou: Person) -> None:
    unfold(chen.page, "写一条书面意见")
    box = chen.page.locator("form[data-command=submit_statement] [name=text]")
    box.fill("写到一半的话，")
    unfold(zhou.page, "替现场的人举手")
    hand = zhou.page.locator("form[data-command=raise_hand_for]")
    hand.locator("[name=person_id]").select_option(label="李秀英")
    hand.locator("[name=stance]").select_option("against")
    hand.locator("button[type=submit]").click()
    expect(part(chen.page, "queue")).to_contain_text("李秀英")
    press(zhou.page, "give_floor")
    expect(part(chen.page, "speaker")).to_contain_text("李秀英")
    press(zhou.page, "end_turn")
    assert box.input_value() == "写到一半的话，"
    box.press_sequentially("写完了。")
    chen.page.locator("form[data-command=submit_statement] input[value=question]").check()
    press(chen.page, "submit_statement")
    expect(part(zhou.page, "statements")).to_contain_text("写到一半的话，写完了。")


def moves(chen: Person) -> None:
    unfold(chen.page, "提出动议")
    motion = chen.page.locator("form[data-command=move_motion]")
    motion.locator("[name=what]").fill("委托两家公司出图报价")
    motion.locator("[name=who]").fill("青禾物业")
    motion.locator("[name=by_when]").fill((datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=60)).date().isoformat())
    motion.locator("[name=with_what]").fill("公共收益列支")
    motion.locator("button[type=submit]").click()
    expect(part(chen.page, "motion")).to_contain_text("委托两家公司出图报价")


def votes(chen: Person, zhou: Person, lin: Person) -> None:
    press(zhou.page, "put_to_vote")
    chen.page.locator("[data-part=bar] a, [data-part=bar] button").first.click()
    ballot = chen.page.locator("form[data-command=cast_vote]")
    assert ballot.locator("input[name=choice]:checked").count() == 0
    for choice, words in (("against", "反对"), ("for", "赞成")):
        ballot.locator(f"input[value={choice}]").check()
        ballot.locator("button[type=submit]").click()
        expect(ballot.locator("[data-answer]")).to_contain_text(words)
    expect(part(zhou.page, "vote").locator("[data-turnout]").first).to_have_text("1")
    for person in (zhou, lin):
        assert not A_COUNT_OF_VOTES.search(person.page.locator("main").inner_text())
    press(zhou.page, "close_vote")
    said = "应到6名代表，实到4名代表，达到法定人数4；赞成1票，反对0票，弃权0票；赞成1名代表≤到会4名代表的一半，即2，不通过。"
    expect(part(zhou.page, "vote")).to_contain_text(said)
    for person in (chen, lin):
        expect(part(person.page, "result")).to_contain_text(said)


def concludes(chen: Person, zhou: Person, lin: Person) -> None:
    end = zhou.page.locator("form[data-command=close_discussion]")
    if not end.is_visible():
        unfold(zhou.page, "宣布结论")
    assert end.locator("input[value=adopted]").count() == 0, "nothing passed, so it cannot be adopted"
    end.locator("input[value=escalated]").check()
    end.locator("[name=escalated_to]").select_option(label="社区党建联席会议")
    press(zhou.page, "close_discussion")
    expect(zhou.page.locator("main")).to_contain_text("这一项要填")
    end.locator("[name=reason]").fill("到会的人意见不一，费用要驻区单位一起商量。")
    press(zhou.page, "close_discussion")
    for person in (chen, lin):
        expect(part(person.page, "outcome")).to_contain_text("社区党建联席会议")
    press(zhou.page, "close_meeting")
    expect(part(zhou.page, "now")).to_contain_text("会议结束了")
    for person in (chen, zhou, lin):
        assert has_stayed(person.page), "somebody's page was loaded anew"


def signs(person: Person, room: str) -> None:
    page = person.go(f"{room}/minutes/sign")
    page.fill("#password", PASSWORD)
    page.locator("main button[type=submit]", has_text="签名").first.click()
    expect(page.locator("body")).to_contain_text("签好了")


def publishes(lin: Person, zhou: Person, room: str) -> None:
    page = lin.go(f"{room}/minutes/edit")
    speech = page.locator("section.edit", has_text="陈美兰（赞成").locator("textarea")
    assert speech.input_value() == "我半年没有下过楼了。"
    speech.fill("我半年没有下过楼了，请大家体谅。")
    page.locator("button[type=submit]", has_text="保存，通读全文").click()
    page.locator("summary", has_text="会上当场读过").click()
    page.locator("button", has_text="确实当场读过").click()
    signs(lin, room)
    signs(zhou, room)
    page = lin.go(f"{room}/minutes")
    page.locator("summary", has_text="看过了，公布").click()
    page.locator("form[action$='/publish'] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("第1号")


def lets_out(wu: Person, room: str) -> None:
    page = wu.go(f"{room}/public")
    page.locator("button", has_text="看过了，公开").click()
    visitor = page.context.browser.new_context(locale="zh-CN")
    public = visitor.new_page()
    public.goto(wu.url + f"{room}/minutes")
    for words in ("请大家体谅", "写到一半的话，写完了", "委托两家公司出图报价", "赞成1名代表≤到会4名代表的一半，即2",
                  "提交社区党建联席会议"):
        expect(public.locator("main")).to_contain_text(words)
    visitor.close()


def answers(lin: Person, matter: str) -> None:
    page = lin.go("/c/qinghe/docket")
    expect(page.locator("main")).to_contain_text("3幢1单元加装电梯")
    page.locator("main a[href*='/reply']").first.click()
    page.check("input[name=decision][value=adopt_in_part]")
    page.fill("[name=reason]", "经联席会议商量，先请物业委托两家公司出图报价，费用分摊表张贴十五天，再议是否动工。")
    page.locator("main form button[type=submit]", has_text="登记答复").click()
    expect(page.locator(".errors")).to_be_visible()
    page.locator("select[name=unit_id]").select_option(label="青禾物业")
    page.fill("[name=between_rule]", "联席会议议事规则第八条：闭会期间由召集人答复")
    page.fill("[name=due_on]", (datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=90)).date().isoformat())
    page.locator("main form button[type=submit]", has_text="登记答复").click()
    page.wait_for_load_state()


def sees_the_answer(chen: Person, matter: str) -> None:
    page = chen.go(matter)
    for words in ("部分采纳", "张贴十五天", "青禾物业"):
        expect(page.locator("main")).to_contain_text(words)
    links: Any = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for target in ("/b/", "/minutes", "/s/"):
        assert any(target in (link or "") for link in links), f"the matter does not lead to {target}"
