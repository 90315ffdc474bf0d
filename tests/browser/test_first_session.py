"""From `consult serve` on an empty machine to an open first session of a council of a community of 1,500 households, by
pages alone; what that takes is counted, and docs/FIRST-SESSION.md says what was counted."""
from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import func, select

from consult.community.models import Household, Person
from consult.meeting.models import Meeting
from consult.reactions import REACTIONS
from consult.storage.store import Store
from tests.browser import lists_of_an_office as office
from tests.browser.conftest import LAPTOP
from tests.databases import Databases
from tests.serving import ROOT, ServerProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
DOCUMENT = ROOT / "docs/FIRST-SESSION.md"
PASSWORD = "qinghe-yishi-2026"
PAGE, FIELD, DECISION = 20, 15, 10
"""Seconds for a page to be read, a field to be filled in, a choice or a button to be decided on: an estimate."""
LISTS = (("homes", "住房.csv", office.of_homes), ("people", "居民.csv", office.of_people), ("posts", "议事会.csv", office.of_council))
PLAN = """households = "住房.csv"
people = "居民.csv"
posts = "议事会.csv"
bodies = ["residents_assembly", "representatives_meeting", "residents_council", "joint_meeting"]
street = { name = "柳荫街道" }
community = { slug = "qinghe", name = "青禾社区", desk_place = "党群服务中心一楼", desk_hours = "工作日8:30至17:30" }
number = [{ kind = "households", count = 1500, source = "2026年10月入户登记", as_of = 2026-10-31 }]
account = [
    { name = "林晓梅", login = "linxiaomei", posts = ["secretary"] },
    { name = "林静", login = "linjing", posts = ["committee_director"] },
    { name = "林志远", login = "linzhiyuan", posts = ["party_secretary"] },
    { name = "林建华", login = "linjianhua", posts = ["facilitator"] },
]
"""
LATER = ("import sys, consult.core.clock as c; from datetime import timedelta; now = c.system_clock; "
         "c.system_clock = lambda: now() + timedelta(seconds={seconds}); from consult.cli import main; sys.exit(main(['serve']))")
"""The same server so many seconds later: the days of notice have passed."""


class Machine(ServerProcess):
    """An empty machine on which `consult serve` is run, and whose terminal is read."""

    def starts(self, *command: str) -> Machine:
        self.command = command or ("-m", "consult", "serve")
        self.start()
        return self

    def _arguments(self) -> list[str]:
        return [sys.executable, *self.command]

    @property
    def code(self) -> str:
        """What it printed."""
        found = re.findall(r"^ +([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})$", self.log.read_text("utf-8"), re.MULTILINE)
        return str(found[-1])


class Hand:
    """Somebody at a screen, whose pages, fields and decisions are counted by kind of step."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.counted: dict[str, list[int]] = {}
        self.step = ""

    def does(self, step: str) -> None:
        """What follows belongs to this kind of step."""
        self.step = step
        self.counted.setdefault(step, [0, 0, 0])

    def goes(self, path: str) -> None:
        self.counted[self.step][0] += 1
        self.page.goto(self.url + path)

    def fills(self, name: str, value: str) -> None:
        self.counted[self.step][1] += 1
        self.page.fill(f"main [name={name}]", value)

    def chooses(self, selector: str) -> None:
        self.counted[self.step][2] += 1
        self.page.locator(selector).first.click()

    def sends(self, selector: str = "main form button[type=submit].btn--primary") -> None:
        """Press what leads to the next page, which is read."""
        with self.page.expect_navigation():
            self.chooses(selector)
        self.counted[self.step][0] += 1
        assert self.page.locator("main .errors").count() == 0, self.page.inner_text("main")

    def signs_in_with(self, code: str) -> None:
        """By a slip: the code, then a password of one's own."""
        self.goes("/sign-in/first")
        self.fills("code", code)
        self.sends("main form button[type=submit]")
        self.fills("password", PASSWORD)
        self.sends("main form button[type=submit]")


@pytest.fixture
def machine(databases: Databases, tmp_path: Path) -> Iterator[Machine]:
    """One with an empty database; nothing runs yet."""
    found = Machine(databases.fresh(tmp_path), tmp_path / "data")
    try:
        yield found
    finally:
        found.kill()


@pytest.fixture
def hand(chromium: Browser, machine: Machine) -> Iterator[Hand]:
    """Somebody at a screen of the machine."""
    context = chromium.new_context(viewport=LAPTOP, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    yield Hand(context.new_page(), machine.url)
    context.close()


def test_from_an_empty_machine_to_an_open_council_by_pages_alone(machine: Machine, hand: Hand, tmp_path: Path) -> None:
    machine.starts()
    slips = sets_up(hand, machine.code)
    hand.does("登录 · Signing in")
    hand.signs_in_with(slips[0])
    hand.does("导名单 · Lists")
    for kind, name, list_of in LISTS:
        hands_in(hand, kind, tmp_path / name, list_of())
    hand.does("报底数 · Stated numbers")
    states_the_number(hand)
    opens_and_convenes(hand)
    meets(machine, hand, slips[-1])
    assert stands_in(machine) == (1500, 1504, "open")
    holds_against_the_document(hand.counted)


def test_the_same_by_a_plan_and_lists(machine: Machine, hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN, "utf-8")
    for _kind, name, list_of in LISTS:
        (tmp_path / name).write_bytes(list_of())
    done = subprocess.run([sys.executable, "-m", "consult", "found", str(tmp_path / "plan.toml")], cwd=ROOT,
                          env=machine.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    slips = [line.split("\t")[1] for line in done.stdout.splitlines()[1:]]
    machine.starts()
    hand.does("登录 · Signing in")
    hand.signs_in_with(slips[0])
    opens_and_convenes(hand)
    meets(machine, hand, slips[-1])
    assert stands_in(machine) == (1500, 1504, "open")


def opens_and_convenes(hand: Hand) -> None:
    """From a register that is in order to a session that is convened."""
    hand.does("开张 · Opening")
    opens(hand)
    hand.does("第一件事 · The first matter")
    brings_a_matter(hand)
    hand.does("召集 · Convening")
    convenes(hand)


def meets(machine: Machine, hand: Hand, slip: str) -> None:
    """On the day of the session, whoever facilitates signs in and opens it."""
    machine.stop()
    machine.starts("-c", LATER.format(seconds=until_it_begins(machine)))
    hand.page.context.clear_cookies()
    hand.does("开会 · Opening the session")
    hand.signs_in_with(slip)
    opens_the_session(hand)


def sets_up(hand: Hand, code: str) -> list[str]:
    """The set-up page to its end; the codes on the slips."""
    hand.does("开张页 · Set-up page")
    hand.goes("/")
    hand.fills("code", code)
    hand.sends()
    for name, value in {"street_name": "柳荫街道", "name": "青禾社区", "name_en": "Qinghe Community", "desk_place": "党群服务中心一楼",
                        "desk_hours": "工作日8:30至17:30"}.items():
        hand.fills(name, value)
    hand.sends()
    hand.sends()  # the grids come with the list of homes
    hand.sends()  # the bodies as they are offered
    for role, (name, login) in {"secretary": ("林晓梅", "linxiaomei"), "committee_director": ("林静", "linjing"),
                                "party_secretary": ("林志远", "linzhiyuan"), "facilitator": ("林建华", "linjianhua")}.items():
        hand.fills(f"{role}_name", name)
        hand.fills(f"{role}_login", login)
    hand.sends()
    hand.sends()
    return hand.page.locator(".slips__word").all_inner_texts()[1::2]


def hands_in(hand: Hand, kind: str, file: Path, raw: bytes) -> None:
    """One list: the file, what would happen to each row, and the commit."""
    file.write_bytes(raw)
    hand.goes("/c/qinghe/roster/lists")
    hand.page.select_option("main select[name=kind]", kind)
    hand.page.set_input_files("main input[type=file]", str(file))
    hand.counted[hand.step][2] += 2
    hand.sends("main form button.btn--primary")
    hand.sends("main form button.btn--primary")


def states_the_number(hand: Hand) -> None:
    """How many households there are, by which source."""
    hand.goes("/c/qinghe/roster/numbers")
    hand.fills("count", "1500")
    hand.fills("as_of", datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
    hand.fills("source", "2026年10月入户登记")
    hand.sends()


def opens(hand: Hand) -> None:
    """The check-list says that a lawful first session can be convened; the office opens."""
    hand.goes("/c/qinghe/opening")
    assert "可以召集了" in hand.page.inner_text("main")
    hand.chooses("main details.confirm summary")
    hand.sends("main details.confirm button[type=submit]")


def brings_a_matter(hand: Hand) -> None:
    """Told at the desk, endorsed on paper by ten households, screened."""
    hand.goes("/c/qinghe/propose/for?q=1幢1单元101")
    hand.chooses("main input[name=person_id]")
    for name, value in {"title": "2幢门口的路灯坏了", "what": "二幢门口的路灯坏了半个月，晚上看不清台阶。", "place": "2幢门口",
                        "affected": "2幢150户", "expected": "把路灯修好"}.items():
        hand.fills(name, value)
    hand.page.select_option("main [name=category]", "facilities")
    hand.chooses("main input[name=read_back]")
    hand.sends()
    number = re.search(r"/m/([^/]+)", hand.page.url)
    assert number
    for floor in range(2, 12):
        hand.goes(f"/c/qinghe/m/{number[1]}/for?q=1幢1单元{floor}01")
        hand.chooses("main input[name=person_id]")
        hand.chooses("main input[name=way][value=desk]")
        hand.fills("reason", "没有手机")
        hand.sends()
    hand.goes(f"/c/qinghe/m/{number[1]}/screen")
    hand.chooses("main input[value=admit]")
    hand.fills("reason", "很多户都说到了，请议事会议一议。")
    hand.sends()


def convenes(hand: Hand) -> None:
    """The form offers the first lawful day."""
    hand.goes("/c/qinghe/meetings/new")
    hand.sends("main a:has-text('居民议事会')")
    hand.page.locator("main select[name=matter_id]").select_option(value="1")
    hand.counted[hand.step][2] += 1
    hand.fills("place", "党群服务中心一楼会议室")
    hand.sends()


def opens_the_session(hand: Hand) -> None:
    """On its day the facilitator opens it at the desk."""
    hand.goes("/c/qinghe/meetings")
    hand.goes("/c/qinghe/s/1/desk")
    hand.chooses("main button:has-text('开会')")
    hand.page.wait_for_function("() => !document.querySelector('main').innerText.includes('开会以后名册和法定人数就定下')")


def until_it_begins(machine: Machine) -> int:
    """The seconds from now to ten minutes before the hour of the first session."""
    store = Store(machine.environment["DATABASE_URL"], reactions=REACTIONS)
    try:
        with store.read() as db:
            return int((db.scalars(select(Meeting.starts_at)).one() - timedelta(minutes=10) - datetime.now(UTC)).total_seconds())
    finally:
        store.close()


def stands_in(machine: Machine) -> tuple[int, int, str]:
    """What the database holds: households, people, and how the first meeting stands."""
    store = Store(machine.environment["DATABASE_URL"], reactions=REACTIONS)
    try:
        with store.read() as db:
            return (db.scalar(select(func.count()).select_from(Household)) or 0,
                    db.scalar(select(func.count()).select_from(Person)) or 0, str(db.scalars(select(Meeting.state)).one()))
    finally:
        store.close()


# --- what it took ----------------------------------------------------------------------------------------------


def holds_against_the_document(counted: dict[str, list[int]]) -> None:
    """The table of the document is what was counted; CONSULT_WRITE_DOCUMENTS=1 writes it anew."""
    seconds = {step: pages * PAGE + fields * FIELD + decisions * DECISION for step, (pages, fields, decisions) in counted.items()}
    assert len(counted) <= 8 and sum(seconds.values()) <= timedelta(hours=1).total_seconds()
    table = "\n".join(f"| {step} | {pages} | {fields} | {decisions} | {seconds[step] / 60:.0f} |"
                      for step, (pages, fields, decisions) in counted.items())
    sums = " | ".join(str(sum(numbers[place] for numbers in counted.values())) for place in range(3))
    whole = f"{table}\n| **{len(counted)}** | {sums} | **{sum(seconds.values()) / 60:.0f}** |"
    text = DOCUMENT.read_text("utf-8")
    if os.environ.get("CONSULT_WRITE_DOCUMENTS"):
        DOCUMENT.write_text(re.sub(r"(?<=\|\n)\| (?!step|---).*(?=\n\n)", lambda _found: whole, text, count=1, flags=re.DOTALL), "utf-8")
    assert whole in DOCUMENT.read_text("utf-8")

