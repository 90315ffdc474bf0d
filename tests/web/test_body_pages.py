"""Pages of bodies: members with their terms, what an end touches, ways from a day on, a further body, the end of one."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.community import actions as register
from consult.community.models import Body, Post
from consult.community.queries.ways import to_come
from tests.builders import Neighbourhood
from tests.web.test_shell_pages import HAN, Reader
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock=neighbourhood.clock) as site:
        yield site


def address(n: Neighbourhood, body: str, more: str = "") -> str:
    return f"/roster/bodies/{n.bodies[body]}{more}"


def council_post(n: Neighbourhood, who: str) -> int:
    id: int = n.look(lambda db: db.scalar(select(Post.id).where(
        Post.person_id == n.people[who], Post.kind == "council_member")))
    return id


# --- who sits in it ---------------------------------------------------------------------------------------


def test_the_page_of_a_body_shows_who_sits_by_which_post_and_until_when(neighbourhood: Neighbourhood, site: Site) -> None:
    words = site.visited_by("lin").sees(address(neighbourhood, "council")).words
    assert "陈美兰议事会成员11月2日起" in words and "没有候补" in words


def test_units_stand_there_with_their_delegates(neighbourhood: Neighbourhood, site: Site) -> None:
    assert "青禾物业 邓涛" in site.visited_by("lin").sees(address(neighbourhood, "joint")).words


def test_a_body_with_nobody_in_it_says_so_and_what_to_do(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    made = lin.sends("/roster/bodies/new", kind="representatives_meeting", name="居民代表会议")
    assert made.status == 303
    words = lin.sees(made.goes_to.removeprefix("/c/qinghe")).words
    assert "还一个人也没有，没法开会" in words and "任命以后，同一天就进名册" in words
    n.do("lin", register.give_post, community_id=n.community, person_id=n.people["he"], kind="committee_member",
         starts_on=n.clock().date())
    assert "现在1人里有0名居民代表" in lin.sees(made.goes_to.removeprefix("/c/qinghe")).words


def test_an_alternate_is_named_and_takes_up_a_place(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    sent = lin.sends(f"/roster/people/{n.people['he']}/appoint", kind="council_member", body_id=str(n.bodies["council"]),
                     starts_on="2026-11-26", as_alternate="y")
    assert sent.status == 303
    page = lin.sees(address(n, "council"))
    assert "接任" in page.words and "何静11月26日起" in page.words.replace(" ", "")
    lin.sends(address(n, "council", "/place"), member_id=page.hidden("member_id"), starts_on="2026-11-26")
    assert "何静议事会成员11月26日起" in lin.sees(address(n, "council")).words


def test_a_term_that_runs_out_is_seen_on_the_page_and_at_home(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    n.do("lin", register.end_term, community_id=n.community, post_id=council_post(n, "chen"),
         ends_on=n.clock().date() + timedelta(days=30))
    assert "快到换届" in lin.sees(address(n, "council")).words
    assert "有人的任期快到了" in lin.sees("/").words


# --- before an end ----------------------------------------------------------------------------------------


def test_before_a_term_ends_the_page_says_what_goes_with_it(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    n.a_meeting()
    words = lin.sees(f"/roster/posts/{council_post(n, 'chen')}/ending").words
    assert "居民议事会的席位：同一天空出来" in words and "开会的时候按新的名册算" in words


def test_the_last_who_could_chair_is_said(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    post = n.look(lambda db: db.scalar(select(Post.id).where(Post.person_id == n.people["zhou"], Post.kind == "facilitator")))
    assert "这是最后一位主持人" in site.visited_by("lin").sees(f"/roster/posts/{post}/ending").words


# --- ways ---------------------------------------------------------------------------------------------------


WAYS = {"name": "居民议事会", "name_en": "Residents' Council", "convened_by": "secretary", "cadence": "on_demand",
        "vote_rule": "council_present_half", "answer_days": "30", "reopen_percent": "10", "reopen_least": "2",
        "seated_posts": "council_member", "asks_for_post": "y"}


def test_ways_are_changed_from_a_day_on_and_what_was_before_stands_there(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    given = {**WAYS, "answered_by_id": str(n.bodies["joint"])}
    sent = lin.sends(address(n, "council", "/ways"), **given, notice_days="5", holds_from="2026-12-10")
    assert sent.status == 303
    page = lin.sees(address(n, "council", "/ways"))
    assert "提前几天公示：512月10日起取消" in page.words and "3 → 5" in page.words and "林晓梅" in page.words
    assert n.look(lambda db: db.get_one(Body, n.bodies["council"])).notice_days == 3


def test_below_what_is_fixed_comes_back_with_the_article(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    given = {**WAYS, "name": "居民会议", "vote_rule": "assembly_household", "answer_days": "", "seated_posts": "", "asks_for_post": ""}
    seen = lin.sends(address(n, "assembly", "/ways"), **given, notice_days="7", holds_from="2026-11-26")
    assert seen.status == 400 and "请填10到90之间的数" in seen.words and "第二十六条" in seen.words


def test_the_ways_of_the_community_are_changed_too(neighbourhood: Neighbourhood, site: Site) -> None:
    lin = site.visited_by("lin")
    assert lin.sends("/roster/ways", endorse_households="8", holds_from="2026-11-26").status == 303
    assert "几户附议才算：3 → 8" in lin.sees("/roster/ways").words


def test_a_change_to_come_is_taken_back(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    lin.sends("/roster/ways", desk_hours="周末也开", holds_from="2026-12-10")
    change = n.look(lambda db: to_come(db, n.community, None)[0].id)
    assert lin.sends(f"/roster/ways/{change}/drop").status == 303
    assert "取消了" in lin.sees("/roster/ways").words


def test_a_body_is_closed_by_page_or_it_is_said_why_not(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    assert lin.sends(address(n, "joint", "/close")).status == 303
    assert "先给居民议事会另定由谁答复" in lin.sees(address(n, "joint")).words
    lin.sends(address(n, "assembly", "/close"))
    assert "已经撤了" in lin.sees("/roster/bodies").words


# --- every reader ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("display", ["lang=zh", "lang=en", "lang=zh.mode=elder"])
def test_the_pages_are_well_formed_for_every_reader(neighbourhood: Neighbourhood, site: Site, display: str) -> None:
    n, lin = neighbourhood, site.visited_by("lin", display=display)
    lin.sends("/roster/ways", endorse_households="8", holds_from="2026-11-26")
    paths = [address(n, body, more) for body in ("council", "joint", "assembly") for more in ("", "/ways")]
    for path in (*paths, "/roster/bodies", "/roster/bodies/new", "/roster/ways", f"/roster/posts/{council_post(n, 'chen')}/ending",
                 address(n, "joint", "?q=何")):
        read = Reader(lin.sees(path).source)
        assert read.open == [] and read.headings.count("h1") == 1 and len(read.ids) == len(set(read.ids)), path
        if display == "lang=en":
            assert HAN.findall("".join(read.text)) == [], path


@pytest.mark.parametrize("who", ["he", "zhou", "deng"])
def test_they_are_for_the_office_alone(neighbourhood: Neighbourhood, site: Site, who: str) -> None:
    visitor = site.visited_by(who)
    for path in (address(neighbourhood, "council"), address(neighbourhood, "council", "/ways"), "/roster/ways", "/roster/bodies/new"):
        assert visitor.sees(path).status == 403
    assert site.visited_by("lin").sees(address(neighbourhood, "next_door_council")).status == 404
