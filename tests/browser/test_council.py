"""A council in the hall and on phones at once: one phone drops out and comes back, every clock agrees; and a desk run
by keys alone."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

import pytest
from playwright.sync_api import Page, expect

from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import vault_for
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.browser.test_corridor import has_stayed, part, press, stays, unfold
from tests.builders import Memory, Neighbourhood, Settled, settle
from tests.databases import Databases

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
TABLET = {"width": 1024, "height": 768}
HALL = {"width": 1920, "height": 1080}
WATCH = """() => {
  window.changes = {};
  setInterval(() => {
    const face = document.querySelector(".clock__t")?.textContent;
    if (face && !(face in window.changes)) window.changes[face] = Date.now();
  }, 10);
}"""
ROOMS: dict[str, str] = {}


@pytest.fixture(scope="module")
def settled(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Settled]:
    """Two communities: in one a council discusses already, in the other it is about to begin."""
    folder = tmp_path_factory.mktemp("council")
    url = databases.fresh(folder)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, reactions=REACTIONS, clock=clock, vault=vault_for(url, folder, secret="a secret for these tests"))
    try:
        told = settle(store)
        n = Neighbourhood(store, clock, told, Memory({}, {}))
        n.run(None, lambda work: None)
        room = n.a_meeting()
        n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
        for who in ("chen", "wang", "li"):
            n.do(who, meetings.check_in, meeting_id=room.meeting_id)
        n.do("zhou", meetings.open_discussion, meeting_id=room.meeting_id, discussion_id=room.discussion_id)
        n.move(room, "chen")
        ROOMS["hall"] = f"/c/qinghe/s/{room.meeting_id}"
        ROOMS["desk"] = f"/c/baihua/s/{n.a_meeting(body='next_door_council').meeting_id}"
        return url, told
    finally:
        store.close()


def test_a_council_in_the_hall_and_on_phones_keeps_together_while_one_drops_out(arrive: Callable[..., Person]) -> None:
    zhou, screen = arrive("zhou", LAPTOP), arrive("lin", HALL)
    chen, wang, li = (arrive(who, PHONE) for who in ("chen", "wang", "li"))
    screen.go(f"{ROOMS['hall']}/screen")
    touches_the_tablet(zhou, arrive(None, TABLET))
    zhou.go(f"{ROOMS['hall']}/desk")
    for phone in (chen, wang, li):
        phone.go(ROOMS["hall"])
    expect(part(zhou.page, "quorum")).to_contain_text("实到4人")
    everyone = (chen, wang, li, zhou, screen)
    for person in everyone:
        stays(person.page)
    a_seat_in_the_hall_speaks(zhou, everyone)
    clocks_agree([person.page for person in everyone])
    drops_out(wang)
    life_goes_on(zhou, chen, li)
    comes_back(wang, zhou)
    for person in everyone:
        assert has_stayed(person.page), "somebody's page was loaded anew"


def touches_the_tablet(zhou: Person, tablet: Person) -> None:
    page = zhou.go(f"{ROOMS['hall']}/door")
    page.locator("button", has_text="开一台平板").click()
    address = page.locator("code").inner_text()
    tablet.page.goto(address)
    tablet.page.get_by_role("button", name="赵卫东").click()
    expect(tablet.page.get_by_role("button", name="赵卫东")).to_have_attribute("aria-disabled", "true")
    tablet.context.close()


def a_seat_in_the_hall_speaks(zhou: Person, everyone: tuple[Person, ...]) -> None:
    expect(zhou.page.locator("#conn")).to_contain_text("已连")
    zhou.page.keyboard.press("s")
    zhou.page.keyboard.type("12")
    zhou.page.locator("form[data-command=raise_hand_at] button[value=against]").click()
    for person in everyone[:3]:
        expect(part(person.page, "queue")).to_contain_text("12")
    zhou.page.keyboard.press("Escape")
    press(zhou.page, "give_floor")
    for person in everyone:
        expect(person.page.locator("[role=timer] .clock__t").first).to_contain_text(":")


def clocks_agree(pages: list[Page]) -> None:
    """Each face shows a second within half a second of the others, and of what the server's deadline says."""
    for page in pages:
        page.evaluate(WATCH)
    pages[0].wait_for_timeout(5000)
    seen = [page.evaluate("window.changes") for page in pages]
    ends = {page.evaluate("Date.parse(document.querySelector('[data-clock]').dataset.endsAt)") for page in pages}
    assert len(ends) == 1
    faces = [face for face in seen[0] if all(face in other for other in seen)][1:]
    assert len(faces) >= 2
    apart = [max(s[face] for s in seen) - min(s[face] for s in seen) for face in faces]
    assert median(apart) <= 500, apart
    late = [s[face] - (ends.copy().pop() - 1000 * seconds(face)) for s in seen for face in faces]
    assert -1500 <= median(late) <= 500, late


def seconds(face: str) -> int:
    minutes, rest = face.split(":")
    return int(minutes) * 60 + int(rest)


def drops_out(wang: Person) -> None:
    wang.context.set_offline(True)
    expect(wang.page.locator("#conn")).not_to_contain_text("已连上", timeout=30_000)
    unfold(wang.page, "写一条书面意见")
    words = wang.page.locator("form[data-command=submit_statement]")
    words.locator("input[value=question]").check()
    words.locator("[name=text]").fill("断线时写的：采光谁来测？")
    press(wang.page, "submit_statement")
    words.locator("[name=text]").fill("还没写完的下一条")


def life_goes_on(zhou: Person, chen: Person, li: Person) -> None:
    press(zhou.page, "end_turn")
    expect(part(zhou.page, "now")).not_to_contain_text("结束发言")
    for person, stance in ((chen, "for"), (li, "addition")):
        person.page.locator("details.raise > summary").click()
        person.page.locator(f"form[data-command=raise_hand] button[value={stance}]").click()
    expect(part(zhou.page, "queue")).to_contain_text("李秀英")
    press(zhou.page, "give_floor")
    expect(part(li.page, "speaker").locator("[role=timer]")).to_be_visible()
    expect(part(zhou.page, "statements")).to_be_hidden()


def comes_back(wang: Person, zhou: Person) -> None:
    wang.context.set_offline(False)
    expect(wang.page.locator("#conn")).to_contain_text("已连", timeout=40_000)
    expect(part(wang.page, "speaker")).to_contain_text("陈美兰")
    expect(part(wang.page, "queue")).to_contain_text("李秀英")
    for person in (wang, zhou):
        expect(part(person.page, "statements").get_by_text("断线时写的：采光谁来测？")).to_have_count(1)
    assert wang.page.locator("form[data-command=submit_statement] [name=text]").input_value() == "还没写完的下一条"
    zhou.page.reload()
    expect(part(zhou.page, "statements").get_by_text("断线时写的：采光谁来测？")).to_have_count(1)
    stays(zhou.page)


class Keys:
    """A desk where nobody touches the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """One key after another, no sooner than a hand can."""
        for key in keys:
            self.page.wait_for_timeout(120)
            self.page.keyboard.press(key)

    def step(self, command: str, *, sure: bool = False) -> None:
        """The big button, by N; then yes where the desk asks."""
        self.page.wait_for_timeout(600)
        expect(self.page.locator(f".pane--next form[data-command={command}] .btn--big")).to_be_visible()
        self.press("n")
        if sure:
            expect(self.page.locator("dialog[open]")).to_be_visible()
            self.press("Enter")


def test_a_whole_discussion_is_facilitated_by_keys_alone(arrive: Callable[..., Person]) -> None:
    fang, yu, dong = arrive("fang", LAPTOP), arrive("yu", PHONE), arrive("dong", PHONE)
    page = fang.go(f"{ROOMS['desk']}/desk")
    yu.go(ROOMS["desk"]), dong.go(ROOMS["desk"])
    expect(page.locator("#conn")).to_contain_text("已连")
    keys = Keys(page)
    keys.step("open_meeting")
    for name in ("于海", "董琳"):
        row = part(page, "roll").locator("tr", has_text=name)
        keys.press("g")
        page.keyboard.type(name)
        keys.press("Enter")
        expect(row.locator("button")).to_be_focused()
        keys.press("Enter")
        expect(row).to_contain_text("大厅")
    keys.press("g", "Delete", "Tab")
    keys.step("open_discussion")
    speaks_and_moves(keys)
    keys.step("put_to_vote")
    for phone in (yu, dong):
        phone.page.locator("[data-part=bar] a, [data-part=bar] button").first.click()
        phone.page.check("form[data-command=cast_vote] input[value=for]")
        phone.page.locator("form[data-command=cast_vote] button[type=submit]").click()
    expect(part(page, "vote").locator("[data-turnout]").first).to_have_text("2")
    keys.step("close_vote", sure=True)
    expect(part(page, "vote")).to_contain_text("通过")
    page.wait_for_timeout(800)
    keys.press("c", "Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    keys.press("Enter")
    expect(part(yu.page, "outcome")).to_contain_text("物业")
    keys.step("close_meeting", sure=True)
    expect(part(page, "now")).to_contain_text("会议结束了")


def speaks_and_moves(keys: Keys) -> None:
    page = keys.page
    expect(page.locator("summary[aria-keyshortcuts=F]")).to_be_visible()
    keys.press("f", "ArrowDown", "Tab", "ArrowDown", "Tab", "Enter")
    keys.step("give_floor")
    expect(part(page, "now").locator("[role=timer]")).to_be_visible()
    keys.press("w")
    page.keyboard.type("先把费用摊开说。")
    keys.press("Tab", "Enter")
    page.wait_for_timeout(600)
    keys.press("t")
    expect(page.locator("summary[aria-keyshortcuts=M]")).to_be_visible()
    keys.press("m", "ArrowDown", "Tab")
    for words in ("委托两家公司出图报价", "物业"):
        page.keyboard.type(words)
        keys.press("Tab")
    types_a_date(keys)
    while page.evaluate("document.activeElement.name") != "with_what":
        keys.press("Tab")
    page.keyboard.type("公共收益")
    keys.press("Enter")
    expect(part(page, "motion")).to_contain_text("委托两家公司出图报价")


def types_a_date(keys: Keys) -> None:
    """31 December 2027, as the browser's language orders it: month first, or year first."""
    keys.page.keyboard.type("12312027")
    if keys.page.evaluate("document.activeElement.value") != "2027-12-31":
        keys.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
        keys.page.keyboard.type("2027")
        keys.press("ArrowRight")
        keys.page.keyboard.type("1231")
