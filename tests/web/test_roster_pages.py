"""Households, invitations, posts and bodies, as the office meets them and nobody else does."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.account.models import Invitation
from consult.community import actions as register
from consult.community.models import Body, Building, Community, Post
from consult.community.rules.kinds import PostKind
from consult.core.clock import SetClock
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.web.test_shell_pages import HAN, Reader
from tests.web.visits import Seen, Site, site_on

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
PAGES = ["/roster", "/roster?q=顾", "/roster/posts", "/roster/posts?q=陈", "/roster/bodies"]


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def more_doors(neighbourhood: Neighbourhood, *doors: str) -> None:
    """Settle further households in 青禾社区."""

    def settle(work: Work) -> None:
        building = work.db.scalars(select(Building).where(Building.community_id == neighbourhood.community)).first()
        assert building is not None
        for door in doors:
            register.settle_household(work, building=building, door=door)

    neighbourhood.run(None, settle)


def invite(site: Site, neighbourhood: Neighbourhood, who: str = "gu", **more: str) -> Seen:
    return site.visited_by("lin").sends(f"/roster/households/{neighbourhood.households[who]}/invite", **more)


# --- for the office alone


@pytest.mark.parametrize("path", PAGES)
def test_the_roster_is_for_the_office_alone(neighbourhood: Neighbourhood, site: Site, path: str) -> None:
    answers = {who: site.visited_by(who).sees(path).status for who in ("lin", "wu", "zhou", "chen", "he", "mei")}
    assert answers == {"lin": 200, "wu": 200, "zhou": 403, "chen": 403, "he": 403, "mei": 404}
    assert site.visited_by().sees(path).goes_to.startswith("/sign-in")


def test_only_the_office_invites_appoints_and_ends(neighbourhood: Neighbourhood, site: Site) -> None:
    home, person = neighbourhood.households["gu"], neighbourhood.people["gu"]
    for who, status in (("he", 403), ("mei", 404)):
        visitor = site.visited_by(who)
        assert visitor.sends(f"/roster/households/{home}/invite").status == status
        assert visitor.sends(f"/roster/people/{person}/appoint", kind="secretary").status == status
        assert visitor.sees(f"/roster/people/{person}/appoint").status == status


def test_what_belongs_to_another_community_is_not_there(neighbourhood: Neighbourhood, site: Site) -> None:
    lin = site.visited_by("lin")
    assert lin.sends(f"/roster/households/{neighbourhood.households['yu']}/invite").status == 404
    assert lin.sees(f"/roster/people/{neighbourhood.people['yu']}/appoint").status == 404
    assert lin.sees("/roster/people/99999/appoint").status == 404


# --- households


def test_households_stand_by_door_with_who_lives_there(neighbourhood: Neighbourhood, site: Site) -> None:
    words = site.visited_by("lin").sees("/roster").words
    assert "一共10户" in words and "顾桂芳 顾阿姨户代表有账户" in words and "顾小军 小顾有账户" in words
    doors = re.findall(r"3幢1单元(\d+)01", words)
    assert doors[:10] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(("typed", "count"), [("1单元201", 1), ("3幢1单元", 10), ("顾阿姨", 1), ("小顾", 1), ("没有这家", 0)])
def test_a_household_is_found_by_door_or_by_name(site: Site, typed: str, count: int) -> None:
    seen = site.visited_by("lin").sees(f"/roster?q={typed}")
    assert f"一共{count}户" in seen.words and ("没有找到" in seen.words) == (count == 0)


def test_a_building_can_be_picked(neighbourhood: Neighbourhood, site: Site) -> None:
    building = neighbourhood.look(lambda db: db.scalar(
        select(Building.id).where(Building.community_id == neighbourhood.community)))
    assert "一共10户" in site.visited_by("lin").sees(f"/roster?building={building}").words
    assert "一共0户" in site.visited_by("lin").sees("/roster?building=99999").words


def test_many_households_come_in_pages(neighbourhood: Neighbourhood, site: Site) -> None:
    more_doors(neighbourhood, *(f"2单元{number}01" for number in range(1, 31)))
    lin = site.visited_by("lin")
    with site.counting_reads() as asked:
        first = lin.sees("/roster").words
    assert "第1页，共2页" in first and "还没有登记住户" in first and len(asked) <= 16
    assert "3幢2单元3001" in lin.sees("/roster?page=2").words


# --- invitations


def test_an_invitation_shows_a_code_that_works(neighbourhood: Neighbourhood, site: Site) -> None:
    sheet = invite(site, neighbourhood)
    (code,) = set(CODE.findall(sheet.words))
    assert sheet.status == 200 and "3幢1单元801" in sheet.words and "只显示这一次" in sheet.words
    joining = {"code": code, "name": "顾小丽", "called": "小丽", "login": "xiaoli", "password": "树下议事的一句话"}
    assert site.app.test_client().post("/join", data=joining).status_code == 303
    assert "还能用3次" in site.visited_by("lin").sees("/roster?q=顾阿姨").words


def test_the_code_is_on_no_page_afterwards(neighbourhood: Neighbourhood, site: Site) -> None:
    (code,) = set(CODE.findall(invite(site, neighbourhood).words))
    assert code not in site.visited_by("lin").sees("/roster").source


def test_the_same_press_does_not_show_the_code_again(neighbourhood: Neighbourhood, site: Site) -> None:
    first = invite(site, neighbourhood, command_id="one-and-the-same")
    again = invite(site, neighbourhood, command_id="one-and-the-same")
    assert CODE.search(first.words) and (again.status, again.goes_to) == (303, "/c/qinghe/roster")
    assert neighbourhood.look(lambda db: len(db.scalars(select(Invitation)).all())) == 1


def test_the_sheet_is_in_the_households_language(neighbourhood: Neighbourhood, site: Site) -> None:
    home = neighbourhood.households["gu"]
    sheet = site.visited_by("lin", display="lang=en").sends(f"/roster/households/{home}/invite")
    assert "请您家一起议事" in sheet.words and '<html lang="zh-Hans"' in sheet.source


def test_a_withdrawn_invitation_does_not_work(neighbourhood: Neighbourhood, site: Site) -> None:
    (code,) = set(CODE.findall(invite(site, neighbourhood).words))
    lin = site.visited_by("lin")
    address = re.search(r'action="/c/qinghe(/roster/invitations/\d+/revoke)"', lin.sees("/roster").source)
    assert address and lin.sends(address[1], q="顾").goes_to == "/c/qinghe/roster?q=%E9%A1%BE"
    joining = {"code": code, "name": "顾小丽", "called": "小丽", "login": "xiaoli", "password": "树下议事的一句话"}
    assert site.app.test_client().post("/join", data=joining).status_code == 400
    assert "发邀请单" in lin.sees("/roster?q=顾阿姨").words


# --- posts


def test_posts_are_listed_with_their_terms(site: Site) -> None:
    words = site.visited_by("lin").sees("/roster/posts").words
    assert "林晓梅 社区秘书 11月2日起" in words and "陈美兰 议事会成员居民议事会 11月2日起" in words


def test_somebody_is_found_and_appointed(neighbourhood: Neighbourhood, site: Site) -> None:
    lin, person = site.visited_by("lin"), neighbourhood.people["he"]
    assert f"/roster/people/{person}/appoint" in lin.sees("/roster/posts?q=何").source
    sent = lin.sends(
        f"/roster/people/{person}/appoint", kind="council_member", body_id=str(neighbourhood.bodies["council"]),
        starts_on="2026-12-01", ends_on="2028-11-30",
    )
    assert (sent.status, sent.goes_to) == (303, "/c/qinghe/roster/posts")
    assert "何静 议事会成员居民议事会 12月1日起，到2028年11月30日止" in lin.sees("/roster/posts").words


@pytest.mark.parametrize(("form", "said"), [
    ({}, "这一项要填"), ({"kind": "secretary", "starts_on": "明天"}, "请填一个日期"),
    ({"kind": "household_representative", "starts_on": "2026-12-01"}, "请从选项里选一个"),
    ({"kind": "council_member", "starts_on": "2026-12-01"}, "这一项要填"),
    ({"kind": "grid_head", "starts_on": "2026-12-01", "ends_on": "2026-11-01"}, "结束的日子在开始之前"),
])
def test_an_appointment_that_lacks_something_comes_back(
    neighbourhood: Neighbourhood, site: Site, form: dict[str, str], said: str
) -> None:
    seen = site.visited_by("lin").sends(f"/roster/people/{neighbourhood.people['he']}/appoint", **form)
    assert seen.status == 400 and said in seen.words


def test_a_body_of_another_community_is_not_there(neighbourhood: Neighbourhood, site: Site) -> None:
    answer = site.visited_by("lin").sends(
        f"/roster/people/{neighbourhood.people['he']}/appoint", kind="council_member", starts_on="2026-12-01",
        body_id=str(neighbourhood.bodies["next_door_council"]),
    )
    assert answer.status == 404


def test_a_term_is_ended_and_what_came_with_it(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    post = neighbourhood.look(lambda db: db.scalars(
        select(Post).where(Post.person_id == neighbourhood.people["zhou"], Post.kind == PostKind.FACILITATOR)).one())
    lin = site.visited_by("lin")
    lin.sends(f"/roster/posts/{post.id}/end", ends_on="2026-11-26")
    assert "任期改好了" in lin.sees("/roster/posts").words
    assert neighbourhood.actor("zhou").holds("facilitator", neighbourhood.community)
    clock.forward(days=1)
    assert not neighbourhood.actor("zhou").posts


@pytest.mark.parametrize("ends_on", ["", "昨天", "2026-01-01"])
def test_a_term_does_not_end_on_no_day_or_before_it_began(
    neighbourhood: Neighbourhood, site: Site, ends_on: str
) -> None:
    post = neighbourhood.look(lambda db: db.scalars(
        select(Post).where(Post.person_id == neighbourhood.people["zhou"])).one())
    lin = site.visited_by("lin")
    assert lin.sends(f"/roster/posts/{post.id}/end", ends_on=ends_on).status == 303
    assert "没有改" in lin.sees("/roster/posts").words


# --- bodies


def test_bodies_are_listed_with_their_members(neighbourhood: Neighbourhood, site: Site) -> None:
    words = site.visited_by("lin").sees("/roster/bodies").words
    assert "成员6名" in words and "陈美兰" in words and "青禾物业 邓涛" in words and "每户一名户代表" in words


def test_a_unit_without_a_delegate_says_so(neighbourhood: Neighbourhood, site: Site) -> None:
    def join(work: Work) -> None:
        here = work.get(Community, neighbourhood.community)
        unit = register.register_unit(work, community=here, kind="other", name="社区银行")  # type: ignore[arg-type]
        body = work.get(Body, neighbourhood.bodies["joint"])
        register.seat_member(work, community=here, body=body, unit=unit)

    neighbourhood.run(None, join)
    assert "社区银行 还没有派代表" in site.visited_by("lin").sees("/roster/bodies").words


# --- every reader


@pytest.mark.parametrize("display", ["lang=zh", "lang=en", "lang=zh.mode=elder"])
def test_the_pages_are_well_formed_for_every_reader(neighbourhood: Neighbourhood, site: Site, display: str) -> None:
    lin = site.visited_by("lin", display=display)
    for path in (*PAGES, f"/roster/people/{neighbourhood.people['chen']}/appoint"):
        read = Reader(lin.sees(path).source)
        assert read.open == [] and read.headings.count("h1") == 1 and len(read.ids) == len(set(read.ids)), path
        if display == "lang=en":
            assert HAN.findall("".join(read.text)) == [], path
