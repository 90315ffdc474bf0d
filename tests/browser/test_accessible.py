"""axe finds nothing on any screen, on a phone and a laptop, in three ways of showing them, after live changes too."""
from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consult.core.clock import SetClock
from consult.matter.queries import matter as matter_of
from consult.meeting import actions as meetings
from consult.reactions import REACTIONS
from consult.storage.store import Store
from consult.storage.vault import vault_for
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.browser.test_corridor import form, part, press, unfold
from tests.builders import Memory, Neighbourhood, Room, Settled, settle
from tests.builders_ballots import standing
from tests.builders_sealed import a_secret_vote, cast_sealed, close
from tests.builders_sittings import form_body, tell_sittings
from tests.databases import Databases
from tests.draws import in_this_draw

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`);
}"""
PUBLIC = ("/", "/sign-in", "/join", "/help", "/privacy", "/c/qinghe/", "/c/qinghe/matters", "/c/qinghe/meetings",
          "/c/qinghe/docket", "/c/qinghe/notices", "/c/qinghe/search", "/c/qinghe/services/", "/c/qinghe/services/needs",
          "/c/qinghe/services/projects", "/c/qinghe/work", "/c/qinghe/mirror", "/c/qinghe/ballots", "/c/qinghe/promises",
          "/c/qinghe/bodies", "/secrecy", "/heads")
OWN = ("/c/qinghe/propose", "/c/qinghe/me", "/c/qinghe/services/mine")
OFFICE = ("/c/qinghe/roster",)
ROOMS: dict[str, str] = {}
BALLOTS: list[str] = []
OF_A_ROOM = {"hearing": ("", "/people", "/minutes"), "forum": ("/questions",), "live": ("", "/notice"), "sealed": ("",)}
OF_THE_OFFICE = {"hearing": ("/minutes/edit",), "live": ("/door", "/screen"), "held": ("/desk",)}
WAYS = {"zh": ("lang=zh", PHONE), "en": ("lang=en", LAPTOP), "elder": ("lang=zh.mode=elder", PHONE)}


@pytest.fixture(scope="module")
def settled(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Settled]:
    """The neighbourhood with a hearing and a forum held, and a council discussing a motion."""
    folder = tmp_path_factory.mktemp("accessible")
    url = databases.fresh(folder)
    clock = SetClock(datetime.now(UTC))
    store = Store(url, reactions=REACTIONS, clock=clock, vault=vault_for(url, folder, secret="a secret for these tests"))
    try:
        told = settle(store)
        n = Neighbourhood(store, clock, told, Memory({}, {}))
        n.run(None, lambda work: None)
        form_body(n, "hearing")
        held = tell_sittings(n)
        live = n.a_sitting(matter_id=n.a_matter(state="admitted", title="夜间停车"))
        n.do("zhou", meetings.open_discussion, meeting_id=live.meeting_id, discussion_id=live.discussion_id)
        n.move(live)
        secret, standing_id = _secret_votes(n)
        hall = n.a_sitting(matter_id=n.a_matter(state="admitted", title="楼道杂物"))
        ROOMS.update({name: f"/c/qinghe/s/{room.meeting_id}" for name, room in (
            ("hearing", held["a hearing held"]), ("forum", held["a forum"]), ("live", live), ("sealed", secret), ("held", hall))})
        ballot = f"/c/qinghe/b/{secret.ballot_id}"
        BALLOTS.extend((f"{ballot}/box", f"{ballot}/result", f"{ballot}/recount", f"/c/qinghe/v/{standing_id}"))
        BALLOTS.append(f"/c/qinghe/m/{n.see(matter_of, live.matter_id, n.community).no}")
        return url, told
    finally:
        store.close()


def _secret_votes(n: Neighbourhood) -> tuple[Room, int]:
    """A secret vote that was closed, its box to be looked into, and a ballot that stands open."""
    room = a_secret_vote(n, matter_id=n.a_matter(state="admitted", title="门禁换不换"))
    cast_sealed(n, room, chen="for", wang="for", li="for", zhao="against", sun="for")
    close(n, room)
    return room, standing(n)


def found_on(person: Person, where: str) -> list[str]:
    """What axe finds on the page as it stands; drawn whole, since a bar at the foot covers what would scroll away."""
    page = person.page
    seen = page.viewport_size
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": seen["width"], "height": min(max(seen["height"], whole), 9000)})
    page.evaluate(AXE)
    found = [f"{where} {found}" for found in page.evaluate(RUN)]
    page.set_viewport_size(seen)
    return found


def looked_at(person: Person, path: str, display: str) -> list[str]:
    """What axe finds on one page, shown one way."""
    person.context.add_cookies([{"name": "display", "value": display, "url": person.url}])
    person.go(path).wait_for_load_state("networkidle")
    return found_on(person, path)


def in_rooms() -> list[str]:
    """The pages of the hearing, the forum and the council that sits."""
    return [ROOMS[name] + page for name, pages in OF_A_ROOM.items() for page in pages]


def of_the_office() -> list[str]:
    """Pages of those rooms for whoever runs them: the record being written, the door, the hall, the desk."""
    return [ROOMS[name] + page for name, pages in OF_THE_OFFICE.items() for page in pages]


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing(arrive, way: str) -> None:
    display, size = WAYS[way]
    lin, visitor = arrive("lin", size), arrive(None, size)
    looks = [*((visitor, path) for path in PUBLIC),
             *((lin, path) for path in (*OWN, *OFFICE, *in_rooms(), *of_the_office(), *BALLOTS))]
    found = [f for person, path in in_this_draw(f"axe {way}", looks) for f in looked_at(person, path, display)]
    assert found == []


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 700}], ids=["390", "320"])
def test_no_page_scrolls_sideways_on_a_phone(arrive, size: dict[str, int]) -> None:
    lin = arrive("lin", size)
    paths = (*PUBLIC[:1], *PUBLIC[3:], *OWN, *OFFICE, *in_rooms(), *of_the_office(), *BALLOTS)
    for path in in_this_draw(f"sideways {size['width']}", paths):
        page = lin.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def drawn_alike(person: Person, name: str) -> bool:
    """Whether a part that a script drew says what the server would: nothing more, nothing less, and not nothing."""
    page = person.page
    part_of = re.compile(rf'<section[^>]*data-part="{name}"[^>]*>(.*?)</section>', re.DOTALL)
    live, fresh = (re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", found[1]))) for source in (
        page.content(), page.request.get(page.url).text()) if (found := part_of.search(source)))
    return live == fresh != ""


def procedure_of(desk: Page) -> Iterator[str]:
    """The desk takes a straw poll, asks the room, and pauses; told at each what every screen must say."""
    unfold(desk, "摸底或者测温度")
    form(desk, "ask_straw").locator("input[name=text]").fill("分两次付行不行？")
    press(desk, "ask_straw")
    yield "分两次付行不行？"
    press(desk, "close_straw")
    unfold(desk, "提出停止讨论")
    form(desk, "move_close_debate").locator("select").select_option(label="陈美兰")
    press(desk, "move_close_debate")
    yield "停止讨论"
    press(desk, "withdraw_question")
    unfold(desk, "休息")
    form(desk, "suspend").locator("input[name=reason]").fill("请看墙上的图")
    press(desk, "suspend")
    yield "请看墙上的图"
    press(desk, "resume")
    expect(part(desk, "now")).not_to_contain_text("请看墙上的图")


def test_axe_finds_nothing_after_each_live_change(arrive) -> None:
    zhou, screen, chen, elder = arrive("zhou", LAPTOP), arrive("lin", LAPTOP), arrive("chen", PHONE), arrive("li", PHONE)
    elder.context.add_cookies([{"name": "display", "value": "lang=zh.mode=elder", "url": elder.url}])
    elder.go(ROOMS["live"])
    zhou.go(f"{ROOMS['live']}/desk"), screen.go(f"{ROOMS['live']}/screen"), chen.go(ROOMS["live"])
    expect(zhou.page.locator("#conn")).to_contain_text("已连")
    found: list[str] = []

    def look(now: str) -> None:
        found.extend(f for who, at in ((zhou, "desk"), (screen, "hall"), (chen, "phone")) for f in found_on(who, f"{now}: {at}"))

    look("a motion")
    for now in procedure_of(zhou.page):
        expect(part(screen.page, "hall-main")).to_contain_text(now)
        expect(part(elder.page, "elder-asked")).to_contain_text(now)
        expect(part(chen.page, "procedure")).to_contain_text(now)
        look(now)
        found.extend(found_on(elder, f"{now}: large print"))
        assert drawn_alike(screen, "hall-main") and drawn_alike(elder, "elder-asked"), now
    chen.page.locator("details.raise > summary").click()
    chen.page.locator("form[data-command=raise_hand] button[value=for]").click()
    expect(part(zhou.page, "queue")).to_contain_text("陈美兰")
    press(zhou.page, "give_floor")
    expect(part(chen.page, "speaker").locator("[role=timer]")).to_be_visible()
    look("somebody speaks")
    press(chen.page, "end_turn")
    press(zhou.page, "put_to_vote")
    chen.page.locator("[data-part=bar] a, [data-part=bar] button").first.click()
    expect(chen.page.locator("form[data-command=cast_vote]")).to_be_visible()
    look("a vote")
    press(zhou.page, "close_vote")
    expect(part(chen.page, "result")).to_be_visible()
    look("a result")
    assert found == []
