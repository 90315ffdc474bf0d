"""An installation in which nothing is founded is set up by page, under the code that its terminal shows."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from consult.account import actions as ways_in
from consult.account import queries as accounts
from consult.community import queries as communities
from consult.community.models import Building, Community
from consult.core.actor import THE_SYSTEM
from consult.core.clock import SetClock
from consult.core.errors import RuleBroken
from consult.founding import actions
from tests.web.test_every_template import ROOT, watching
from tests.web.visits import Seen, Site, Visitor, site_on

PLACE = {"street_name": "柳荫街道", "name": "青禾社区", "name_en": "Qinghe Community", "desk_place": "党群服务中心一楼"}
GRIDS = "第一网格：1幢、2幢\n第二网格: 3幢，4幢"
PEOPLE = {"secretary_name": "林晓梅", "secretary_login": "linxiaomei", "party_secretary_name": "吴志强",
          "party_secretary_login": "wuzhiqiang", "committee_director_name": "吴志强", "committee_director_login": "wuzhiqiang"}
BODIES = {"residents_council": "y", "residents_council_notice_days": "5", "residents_council_vote_rule": "council_present_half",
          "residents_council_answer_days": "20", "joint_meeting": "y", "joint_meeting_notice_days": "3",
          "joint_meeting_vote_rule": "joint_meeting_consensus"}


@pytest.fixture
def empty(database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    """The application on a database in which nothing is founded."""
    with site_on(database_url, tmp_path / "data", clock) as site:
        yield site


class Founder:
    """Somebody with a browser, before there is any community."""

    def __init__(self, site: Site) -> None:
        self.site, self.visitor = site, site.visited_by()

    def sees(self, path: str = "") -> Seen:
        return Seen(self.visitor.client.get(f"/setup{path}"))

    def sends(self, path: str, **fields: str) -> Seen:
        return Seen(self.visitor.client.post(f"/setup{path}", data=fields))

    def has_a_code(self) -> str:
        return str(self.site.store.carry_out(actions.make_code, actor=THE_SYSTEM).value["code"])

    def comes_in(self) -> Founder:
        assert self.sends("/code", code=self.has_a_code()).status == 303
        return self

    def fills_in(self) -> Founder:
        for step, given in {"place": PLACE, "buildings": {"grids": GRIDS}, "bodies": BODIES, "people": PEOPLE}.items():
            assert self.sends(f"/{step}", **given).status == 303, step
        return self


@pytest.fixture
def founder(empty: Site) -> Founder:
    """Somebody at the door."""
    return Founder(empty)


def codes(seen: Seen) -> list[str]:
    """The codes on the slips, in their order."""
    return re.findall(r'slips__word" translate="no">([^<]+)<', seen.source)[1::2]


def community(site: Site) -> Community:
    with site.store.read() as db:
        return communities.community_by_slug(db, "qinghe")


# --- the way there, and the code ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/sign-in", "/c/qinghe/", "/help", "/c/qinghe/roster"])
def test_while_nothing_is_founded_every_page_leads_to_the_set_up(empty: Site, path: str) -> None:
    answer = empty.visited_by().client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/setup")


def test_there_are_two_doors_and_one_says_how_to_try_a_made_up_community(founder: Founder) -> None:
    seen = founder.sees()
    assert "我们社区要开张" in seen.words and "make run" in seen.words
    assert 'name="code"' in seen.source


def test_without_the_code_no_step_is_there(founder: Founder) -> None:
    founder.has_a_code()
    assert [founder.sees(path).status for path in ("/place", "/people", "/check")] == [404, 404, 404]
    assert founder.sends("/place", **PLACE).status == 404
    assert founder.sends("/found").status == 404


def test_the_code_opens_the_steps_however_it_is_typed_and_only_once(founder: Founder, empty: Site) -> None:
    code = founder.has_a_code()
    assert founder.sends("/code", code=code.lower().replace("-", " ")).goes_to == "/setup"
    assert founder.sees().goes_to == "/setup/place"
    other = Founder(empty).sends("/code", code=code)
    assert other.status == 400 and "这个码不能再用了" in other.words


def test_a_wrong_code_says_how_many_tries_are_left_and_five_end_it(founder: Founder) -> None:
    code = founder.has_a_code()
    said = [founder.sends("/code", code="WRONG").words for _ in range(5)]
    assert ["还能试4次" in said[0], "还能试1次" in said[3], "再启动一次" in said[4]] == [True, True, True]
    assert "再启动一次" in founder.sends("/code", code=code).words


def test_a_code_holds_for_an_hour(founder: Founder, clock: SetClock) -> None:
    code = founder.has_a_code()
    clock.forward(hours=1, seconds=1)
    assert "过了一小时" in founder.sends("/code", code=code).words


def test_the_newest_of_several_processes_codes_is_the_one_that_holds(founder: Founder) -> None:
    first, second = founder.has_a_code(), founder.has_a_code()
    assert founder.sends("/code", code=first).status == 400
    assert founder.sends("/code", code=second).status == 303


def test_nothing_of_a_code_is_kept_but_its_hash(founder: Founder, empty: Site) -> None:
    code = founder.has_a_code()
    with empty.store.read() as db:
        from consult.founding.models import Setup

        row = db.scalars(select(Setup)).one()
        assert code not in str(vars(row)) and code.replace("-", "") not in str(vars(row))
    assert code not in str(empty.store.carry_out(actions.make_code, actor=THE_SYSTEM).events)


# --- the steps ---------------------------------------------------------------------------------------------


def test_what_is_wrong_with_a_step_is_said_at_its_field_and_what_was_typed_stays(founder: Founder) -> None:
    founder.comes_in()
    seen = founder.sends("/place", street_name="", name="青禾社区", slug="Qing He!")
    assert seen.status == 400
    assert "街道叫什么：这一项要填。" in seen.words and "网址里的短名：只用小写字母" in seen.words
    assert 'value="Qing He!"' in seen.source


def test_a_building_in_two_grids_is_said_with_its_line(founder: Founder) -> None:
    founder.comes_in().sends("/place", **PLACE)
    assert "第2行：1幢写了两次" in founder.sends("/buildings", grids="第一网格：1幢、2幢\n第二网格：1幢").words


def test_grids_may_be_left_to_the_list_of_households(founder: Founder) -> None:
    assert founder.comes_in().sends("/buildings", grids="").goes_to == "/setup/bodies"


def test_bodies_say_their_article_and_the_assemblys_notice_cannot_be_less_than_the_law_has(founder: Founder) -> None:
    page = founder.comes_in().sees("/bodies")
    assert "第二十六条" in page.words and "至少提前10天" in page.words
    assert re.search(r'id="residents_assembly"[^>]*checked', page.source)
    seen = founder.sends("/bodies", **BODIES, residents_assembly="y", residents_assembly_notice_days="7",
                         residents_assembly_vote_rule="assembly_household")
    assert seen.status == 400 and "请填10到60之间的数" in seen.words


def test_one_login_for_two_people_is_refused_and_one_person_may_hold_two_posts(founder: Founder) -> None:
    founder.comes_in()
    wrong = PEOPLE | {"committee_director_name": "何静"}
    assert "写给了两个人" in founder.sends("/people", **wrong).words
    assert founder.sends("/people", **PEOPLE).status == 303


def test_what_was_filled_in_is_there_for_whoever_goes_on_later(founder: Founder, empty: Site) -> None:
    founder.comes_in().sends("/place", **PLACE)
    later = Founder(empty).comes_in()
    assert later.sees().goes_to == "/setup/buildings"
    assert 'value="青禾社区"' in later.sees("/place").source


def test_what_is_not_ready_is_not_founded(founder: Founder, empty: Site) -> None:
    founder.comes_in().sends("/place", **PLACE)
    seen = founder.sends("/found")
    assert seen.status == 400 and "一样也没有建" in seen.words
    with empty.store.read() as db:
        assert communities.communities(db) == []


# --- founded -----------------------------------------------------------------------------------------------


def test_it_founds_all_of_it_at_once_and_shows_the_slips_once(founder: Founder, empty: Site) -> None:
    seen = founder.comes_in().fills_in().sends("/found")
    assert seen.status == 200 and "linxiaomei" in seen.words and "只显示这一次" in seen.words
    here = community(empty)
    assert (here.name, here.street.name, here.name_en, here.opened_on) == ("青禾社区", "柳荫街道", "Qinghe Community", None)
    with empty.store.read() as db:
        assert list(db.scalars(select(Building.name).order_by(Building.id))) == ["1幢", "2幢", "3幢", "4幢"]
        council = next(b for b in communities.bodies(db, here.id) if b.kind == "residents_council")
        assert (council.notice_days, council.answer_days, council.answered_by_id is not None) == (5, 20, True)
        code = codes(seen)[0]
        slip = accounts.slip_by_code(db, code, empty.store.clock())
        assert slip.account_id == accounts.account_named(db, "linxiaomei").id
        wu = accounts.account_named(db, "wuzhiqiang")
        assert wu and {p.kind for p in accounts.actor_of_person(db, wu.person_id, empty.store.clock()).posts} == {
            "party_secretary", "committee_director"}


def test_founding_twice_founds_once(founder: Founder, empty: Site) -> None:
    founder.comes_in().fills_in()
    other = Founder(empty).comes_in()
    founder.sends("/found")
    assert other.sends("/found").status == 409
    with empty.store.read() as db:
        assert len(communities.communities(db)) == 1


def test_lost_slips_are_printed_anew_and_the_lost_ones_end(founder: Founder, empty: Site) -> None:
    first = founder.comes_in().fills_in().sends("/found")
    assert "换一套再打" in founder.sees().words
    again = founder.sends("/slips")
    lost, new = codes(first)[0], codes(again)[0]
    with empty.store.read() as db:
        assert accounts.slip_by_code(db, new, empty.store.clock())
        with pytest.raises(RuleBroken):
            accounts.slip_by_code(db, lost, empty.store.clock())


def test_the_page_is_gone_once_the_first_keeper_has_signed_in(founder: Founder, empty: Site) -> None:
    seen = founder.comes_in().fills_in().sends("/found")
    used = empty.store.carry_out(
        lambda work: ways_in.use_slip(work, code=codes(seen)[0], hashed=ways_in.password_hash("qinghe-yishi-2026"))).value
    empty.store.carry_out(lambda work: ways_in.begin_session(work, account_id=used["account_id"]))
    assert [founder.sees(path).status for path in ("", "/place", "/check")] == [404, 404, 404]
    assert founder.sends("/slips").status == 404
    assert empty.store.carry_out(actions.make_code, actor=THE_SYSTEM).value == {"code": None}


def test_where_something_is_founded_pages_are_as_ever(site: Any, neighbour: Visitor) -> None:
    assert neighbour.sees("/").status == 200
    assert Seen(neighbour.client.get("/setup")).status == 404


@pytest.fixture
def site(neighbourhood: Any, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    """The application where a community is."""
    with site_on(database_url, tmp_path / "data", clock) as found:
        yield found


@pytest.fixture
def neighbour(site: Site) -> Visitor:
    """Somebody of the community."""
    return site.visited_by("chen")


def test_every_page_of_the_set_up_is_handed_what_its_template_asks_for(empty: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(empty.app, monkeypatch) as drawn:
        founder = Founder(empty)
        founder.sees()
        founder.comes_in()
        for step in ("place", "buildings", "bodies", "people"):
            founder.sees(f"/{step}")
        founder.fills_in()
        founder.sees("/check")
        founder.sends("/found")
        founder.sees()
    asked = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates" / "setup").glob("*.html")}
    asked -= {"setup/opening.html"}  # the check-list is of a community, and drawn with its pages
    assert (drawn.broken, drawn.not_handed, sorted(asked - drawn.templates)) == ([], {}, [])
