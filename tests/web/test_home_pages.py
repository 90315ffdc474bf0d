"""The front page of a community, and the reader's own page."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from consult.account.queries import account_named, password_fits
from consult.community.models import Body
from consult.community.queries import working_days
from consult.core.clock import SetClock, local_date
from consult.matter import actions
from consult.matter.rules.lifecycle import MATTER
from consult.resolution import queries as dockets
from consult.web.doorway import devices
from consult.web.wording import stages
from tests.builders import PASSWORD, Neighbourhood
from tests.builders_sittings import a_held_hearing
from tests.web.test_shell_pages import HAN, Reader
from tests.web.visits import Site, Visitor, site_on

NEW_PASSWORD = "树下议事的一句话"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


# --- what is live, what comes, what is overdue


def test_a_live_meeting_stands_at_the_top(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    seen = site.visited_by().sees("/")
    assert "正在议事" in seen.words and "到会5人，达到法定人数" in seen.words and "登录后可以进会场旁听" in seen.words
    assert f'href="/c/qinghe/s/{room.meeting_id}"' in seen.source
    assert seen.source.count("<h1") == 1


def test_a_quiet_day_opens_with_the_name_of_the_place(site: Site) -> None:
    seen = site.visited_by().sees("/")
    assert "青禾社区" in seen.words and "现在有0件事在走" in seen.words and "正在议事" not in seen.words
    assert seen.words.count("现在没有") == len(stages.STATES_OF)


def test_the_next_meetings_are_shown_in_their_order(neighbourhood: Neighbourhood, site: Site, clock: SetClock) -> None:
    for days, title in ((9, "后开的会"), (4, "先开的会")):
        matter = neighbourhood.a_matter(state="admitted", title=title)
        neighbourhood.a_meeting(matter_id=matter, starts_at=clock.at + timedelta(days=days))
    words = site.visited_by().sees("/").words
    assert words.index("先开的会") < words.index("后开的会") and "接下来的会" in words


def test_what_is_overdue_is_for_everyone_to_see(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    neighbourhood.a_matter(state="endorsed")
    assert "过了期限" not in site.visited_by().sees("/").words
    clock.forward(days=9)
    seen = site.visited_by().sees("/")
    assert "过了期限还没有回音" in seen.words and "等社区秘书，应在12月3日前" in seen.words and "超期2天" in seen.words


# --- the board


def test_the_board_shows_the_first_of_every_stage_and_counts_the_rest(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    for number in range(5):
        neighbourhood.a_matter(title=f"第{number}件事情")
    neighbourhood.a_matter(by="gu", state="admitted", title="楼道堆物限期清理")
    seen = site.visited_by().sees("/")
    assert "现在有6件事在走" in seen.words and "征集附议 5" in seen.words and "审核与公示 1" in seen.words
    assert "还有2件" in seen.words and 'href="/c/qinghe/matters?stage=gathering"' in seen.source


def test_no_state_is_missing_from_the_board() -> None:
    on_the_board = [state for states in stages.STATES_OF.values() for state in states]
    assert sorted(on_the_board) == sorted(MATTER.states)


def test_another_community_has_its_own_board(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter()
    assert "加装电梯" not in site.visited_by(place="baihua").sees("/").words


# --- what waits for me


def waiting(site: Site, who: str) -> str:
    """The words of what waits for somebody, until the next heading."""
    words = site.visited_by(who).sees("/").words
    return words[words.index("等我办的"):].split("接下来的会")[0].split("现在有")[0] if "等我办的" in words else ""


def test_nothing_waits_for_a_passer_by_or_a_neighbour_from_elsewhere(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_matter(state="endorsed")
    for who in (None, "mei"):
        assert "等我办的" not in site.visited_by(who).sees("/").words
    assert site.visited_by("mei").sees("/").words == site.visited_by().sees("/").words


def test_screening_waits_for_the_office_alone(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="endorsed")
    assert "请审核001 3幢1单元加装电梯" in waiting(site, "lin")
    assert [waiting(site, who) for who in ("he", "chen", "zhou")] == ["", "", ""]


def test_convening_waits_for_who_may_convene(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="admitted")
    assert "请召集" in waiting(site, "lin") and waiting(site, "chen") == ""


def test_a_meeting_waits_for_its_roll_its_chair_and_the_author(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_meeting(starts_at=neighbourhood.clock.at + timedelta(days=4))
    assert "请到会" in waiting(site, "chen") and "请主持" in waiting(site, "zhou")
    assert "要议您提的事" in waiting(site, "he") and waiting(site, "gu") == ""


def test_a_vote_waits_for_who_may_give_one(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    assert "请投票" in waiting(site, "chen") and "请投票" not in waiting(site, "gu")
    assert f'href="/c/qinghe/b/{room.ballot_id}"' in site.visited_by("chen").sees("/").source
    neighbourhood.cast(room, chen="for")
    assert "您投过了，截止前还可以改" in waiting(site, "chen")


def test_minutes_wait_for_the_secretary_and_the_reply_for_the_joint_meeting(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_closed_meeting()
    entry = neighbourhood.see(dockets.docket, neighbourhood.community)[0]
    assert "请整理" in waiting(site, "lin")
    assert f"/s/{room.meeting_id}/minutes/edit" in site.visited_by("lin").sees("/").source
    assert "请答复" in waiting(site, "wu") and f"/docket/{entry.id}/reply" in site.visited_by("wu").sees("/").source
    assert "请答复" not in waiting(site, "chen")


def test_a_question_about_joining_waits_for_the_author(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(by="gu", title="北侧空地设晾衣架")
    matter = neighbourhood.a_matter(state="endorsed")
    neighbourhood.do("lin", actions.suggest_join, matter_id=matter, into_no="001", reason="和001号说的是一回事，并在一起议。")
    assert "社区问您要不要并入别的议题" in waiting(site, "he") and waiting(site, "gu") == ""


# --- the reader's own page


def test_my_page_has_my_matters_my_household_and_my_posts(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(by="chen", state="endorsed")
    seen = site.visited_by("chen").sees("/me")
    assert "3幢1单元101" in seen.words and "您是这一户的户代表" in seen.words
    assert "议事会成员，居民议事会" in seen.words and "加装电梯" in seen.words
    assert "您还没有附议过" in seen.words
    assert "加装电梯" in site.visited_by("gu").sees("/me").words


def test_my_page_is_mine_alone(site: Site) -> None:
    assert site.visited_by().sees("/me").goes_to.startswith("/sign-in")
    assert site.visited_by("mei").sees("/me").status == 404


def own_session(visitor: Visitor) -> str:
    """Where a visitor with one session ends it."""
    return "/me/sessions/" + visitor.sees("/me").source.split('action="/c/qinghe/me/sessions/')[1].split('"')[0]


def test_one_device_is_signed_out_and_the_other_stays(site: Site) -> None:
    telephone, computer = site.visited_by("chen"), site.visited_by("chen")
    rows = [row.split("</li>")[0] for row in computer.sees("/me").source.split("<li")]
    (other,) = [row for row in rows if "/me/sessions/" in row and "这台" not in row]
    computer.sends("/me/sessions/" + other.split('action="/c/qinghe/me/sessions/')[1].split('"')[0])
    assert telephone.sees("/me").status == 303 and computer.sees("/me").status == 200


def test_signing_out_this_device_leads_to_the_front(site: Site) -> None:
    chen = site.visited_by("chen")
    address = own_session(chen)
    assert chen.sends(address).goes_to == "/"
    assert chen.sees("/me").goes_to.startswith("/sign-in")


def test_all_devices_are_signed_out_at_once(site: Site) -> None:
    telephone, computer, another = site.visited_by("chen"), site.visited_by("chen"), site.visited_by("gu")
    assert computer.sends("/me/sessions/end").goes_to == "/"
    assert [v.sees("/me").status for v in (telephone, computer, another)] == [303, 303, 200]


def test_nobody_ends_the_session_of_another(site: Site) -> None:
    chen = site.visited_by("chen")
    address = own_session(chen)
    assert site.visited_by("gu").sends(address).status == 404
    assert site.visited_by("gu").sends("/me/sessions/999/end").status == 404
    assert chen.sees("/me").status == 200


def test_a_new_password_needs_the_one_in_force_and_signs_out_the_others(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    telephone, computer = site.visited_by("chen"), site.visited_by("chen")
    sent = computer.sends("/me/password", current=PASSWORD, password=NEW_PASSWORD)
    assert (sent.status, sent.goes_to) == (303, "/c/qinghe/me")
    assert "密码改好了" in computer.sees("/me").words and telephone.sees("/me").status == 303
    account = neighbourhood.see(account_named, "chen")
    assert password_fits(account, NEW_PASSWORD) and not password_fits(account, PASSWORD)


@pytest.mark.parametrize(("current", "password", "said"), [
    ("不是这个密码", NEW_PASSWORD, "现在的密码不对"), (PASSWORD, "短", "长短不合适"),
    (PASSWORD, "12345678", "太常见"), ("", "", "现在的密码不对"),
])
def test_a_password_that_does_not_do_is_refused(
    neighbourhood: Neighbourhood, site: Site, current: str, password: str, said: str
) -> None:
    seen = site.visited_by("chen").sends("/me/password", current=current, password=password)
    assert seen.status == 400 and said in seen.words
    assert password_fits(neighbourhood.see(account_named, "chen"), PASSWORD)


def test_guessing_the_password_in_force_has_to_wait(site: Site) -> None:
    chen = site.visited_by("chen")
    for guess in range(5):
        chen.sends("/me/password", current=f"猜第{guess}次", password=NEW_PASSWORD)
    seen = chen.sends("/me/password", current=PASSWORD, password=NEW_PASSWORD)
    assert seen.status == 400 and "试错的次数多了" in seen.words


@pytest.mark.parametrize(("description", "words"), [
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", "iPhone手机"),
    ("Mozilla/5.0 (Linux; Android 14; V2304A)", "安卓设备"), ("curl/8.0", "别的设备"), ("", "别的设备"),
])
def test_a_device_is_named_in_two_words(site: Site, description: str, words: str) -> None:
    with site.app.test_request_context("/", headers={"Accept-Language": "zh"}):
        assert devices.device_of(description) == words


# --- every reader


@pytest.mark.parametrize("display", ["lang=zh", "lang=en", "lang=zh.mode=elder"])
def test_the_pages_are_well_formed_for_every_reader(neighbourhood: Neighbourhood, site: Site, display: str) -> None:
    neighbourhood.a_matter(by="gu", state="endorsed")
    neighbourhood.a_matter(by="lin")
    neighbourhood.a_meeting(starts_at=neighbourhood.clock.at + timedelta(days=4))
    neighbourhood.a_vote()
    for who, path in ((None, "/"), ("lin", "/"), ("chen", "/"), ("chen", "/me")):
        read = Reader(site.visited_by(who, display=display).sees(path).source)
        assert read.open == [] and read.headings.count("h1") == 1 and len(read.ids) == len(set(read.ids))
        if display == "lang=en":
            assert HAN.findall("".join(read.text)) == []


@pytest.mark.parametrize(("who", "most"), [(None, 12), ("gu", 21), ("lin", 23)])
def test_home_asks_the_database_a_few_times_however_much_there_is(
    neighbourhood: Neighbourhood, site: Site, who: str | None, most: int
) -> None:
    for number in range(8):
        neighbourhood.a_matter(by="gu", state="endorsed", title=f"第{number}件事情")
    neighbourhood.a_vote()
    with site.counting_reads() as asked:
        site.visited_by(who).sees("/")
    assert len(asked) <= most, asked


def test_a_hearings_report_is_due_on_the_secretarys_own_list(neighbourhood: Neighbourhood, site: Site) -> None:
    """Seven working days after it was held (2026-11-26 is a Thursday)."""
    n = neighbourhood
    a_held_hearing(n)
    seen = site.visited_by("lin").sees("/")
    held = local_date(n.clock(), "Asia/Shanghai")
    due = n.see(working_days, n.community).after(held, 7)
    assert "听证报告要按时交" in seen.words and f"{due.month}月{due.day}日前" in seen.words
    assert "听证报告要按时交" not in site.visited_by("chen").sees("/").words
    n.clock.forward(days=20)
    assert "超期9天" in site.visited_by("lin").sees("/").words


def test_the_whole_text_on_privacy_is_a_page_in_both_languages(site: Site) -> None:
    app = site.visited_by()
    assert 'href="/privacy/text"' in app.client.get("/privacy").get_data(as_text=True)
    whole = app.client.get("/privacy/text").get_data(as_text=True)
    assert "没有任何“重点人员”名单" in whole and "What is not held" not in whole
    english = site.visited_by(display="lang=en").client.get("/privacy/text").get_data(as_text=True)
    assert "What is not held." in english and "没有任何" not in english


def test_a_body_that_is_to_meet_by_its_cadence_waits_for_who_convenes_it(neighbourhood: Neighbourhood, site: Site) -> None:
    """A quarterly meeting is to be held by the end of December; it never met, and nobody called it."""
    n = neighbourhood
    n.run(None, lambda work: setattr(work.get(Body, n.bodies["joint"]), "cadence", "quarterly"))
    assert "要开一次" not in waiting(site, "wu")
    n.clock.forward(days=10)
    assert "社区党建联席会议" in waiting(site, "wu") and "要开一次" in waiting(site, "wu")
    assert "要开一次" not in waiting(site, "chen")
    assert "下次最迟" in site.visited_by("lin").sees("/roster/bodies").words


def test_a_phone_has_a_way_to_the_services(site: Site) -> None:
    assert re.search(r'<nav class="row only-narrow".*href="/c/qinghe/services/"', site.visited_by().sees("/").source)
    elder = site.visited_by(display="mode=elder").sees("/")
    assert 'href="/c/qinghe/services/"' in elder.source
