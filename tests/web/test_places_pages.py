"""Places, homes and units change by page, and two entries of one person become one: asked, shown, done, refused in words."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.ballot import actions as ballots
from consult.community import queries
from consult.community.models import Building, Grid, Household, Person, Unit
from consult.core.clock import SetClock
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, standing
from tests.community.test_homes_change import TODAY, building_of
from tests.community.test_merging import merge, twin
from tests.web.visits import Site, Visitor, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.fixture
def lin(site: Site) -> Visitor:
    return site.visited_by("lin")


def test_a_grid_and_a_building_are_entered_renamed_and_moved(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n = neighbourhood
    assert lin.sends("/roster/places/grids", name="第二网格", name_en="Grid 2").status == 303
    grid = n.look(lambda db: db.query(Grid).filter_by(name="第二网格").one())
    assert lin.sends(f"/roster/places/grids/{grid.id}/buildings", name="12幢").status == 303
    old = building_of(n)
    again = lin.sends(f"/roster/places/buildings/{old.id}/name", name="12幢")
    assert again.status == 400 and "这个名字已经有了" in again.words and 'value="12幢"' in again.source
    assert "太长了" in lin.sends(f"/roster/places/buildings/{old.id}/name", name="长" * 41).words
    assert lin.sends(f"/roster/places/buildings/{old.id}/name", name="3号楼", holds_from="2026-11-20").status == 303
    assert lin.sends(f"/roster/places/buildings/{old.id}/grid", grid_id=str(grid.id)).status == 303
    words = lin.sees("/roster/places").words
    assert "3号楼" in words and "11月20日以前叫3幢" in words and "第二网格" in words
    assert n.look(lambda db: db.get_one(Building, old.id).grid_id) == grid.id


def test_a_home_is_split_by_page_and_shown_before(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n, id = neighbourhood, neighbourhood.households["gu"]
    assert f"/roster/homes/{id}" in lin.sees(f"/roster/households/{id}").source
    page = lin.sees(f"/roster/homes/{id}").words
    assert "分出一户" in page and "现在是户代表，分出去就不再代表这一户" in page and "牵动什么" in page
    refused = lin.sends(f"/roster/homes/{id}/split", door="1单元801A")
    assert refused.status == 400 and refused.source.count('value="1单元801A"') == 1
    done = lin.sends(f"/roster/homes/{id}/split", door="1单元801A", person=str(n.people["gu_jr"]))
    assert done.status == 303 and "1单元801A" in lin.sees(done.goes_to.removeprefix("/c/qinghe")).words
    assert [p.id for p in n.see(queries.residents, id, TODAY)] == [n.people["gu"]]


def test_two_homes_are_joined_after_the_page_has_said_what_follows(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n, id, other = neighbourhood, neighbourhood.households["he"], neighbourhood.households["ma"]
    assert "看并了会怎样" in lin.sees(f"/roster/homes/{id}?q=马").words
    words = lin.sees(f"/roster/homes/{id}?other_id={other}").words
    assert "搬过来的：马建军" in words and "产权照不动产登记簿" in words
    assert lin.sends(f"/roster/homes/{id}/join", other_id=str(other)).status == 303
    assert "不再单算一户" in lin.sees(f"/roster/homes/{other}").words
    assert n.look(lambda db: db.get_one(Household, other).joined_into_id) == id


def test_a_door_is_renamed(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    id = neighbourhood.households["he"]
    assert lin.sends(f"/roster/homes/{id}/door", door="2单元101").status == 303
    assert "2单元101" in lin.sees(f"/roster/households/{id}").words and "以前叫1单元" in lin.sees(f"/roster/homes/{id}").words


def test_a_unit_is_renamed_spoken_for_from_elsewhere_and_closed(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n, id = neighbourhood, neighbourhood.units["school"]
    assert f"/roster/units/{id}" in lin.sees("/roster/units").source
    lin.sends(f"/roster/units/{id}/name", name="青禾实验小学", name_en="Qinghe School")
    assert "以前叫青禾小学" in lin.sees(f"/roster/units/{id}").words
    assert lin.sends(f"/roster/units/{id}/from-elsewhere", name="郑立", called="郑校长").status == 303
    words = lin.sees(f"/roster/units/{id}").words
    assert "郑立不再代表它" in words and "它退出社区党建联席会议" in words
    assert lin.sends(f"/roster/units/{id}/close", reason="并").status == 400
    assert lin.sends(f"/roster/units/{id}/close", reason="并入区中心小学").status == 303
    assert "从今天起关了" in lin.sees(f"/roster/units/{id}").words or "关了" in lin.sees(f"/roster/units/{id}").words
    assert n.look(lambda db: db.get_one(Unit, id).closed_on) == TODAY


def test_likely_doubles_are_listed_compared_and_merged(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n = neighbourhood
    assert "没有同名的登记" in lin.sees("/roster/doubles").words
    second = twin(n, "gu", home="gu")
    assert "同名，同住一处" in lin.sees("/roster/doubles").words
    page = f"/roster/people/{n.people['gu']}/merge"
    words = lin.sees(f"{page}?other={second}").words
    assert "gu2" in words and "并了就分不开" in words and "以后用哪个登录名" in words
    refused = lin.sends(page, other=str(second), stays="this", reason="本人来核对过")
    assert refused.status == 400 and "这一项要填" in refused.words and 'value="本人来核对过"' in refused.source
    assert lin.sends(page, other=str(second), stays="this", login="gone", reason="本人来核对过", sure="yes").status == 303
    assert n.look(lambda db: db.get_one(Person, second).merged_into_id) == n.people["gu"]
    assert "并过一次：本人来核对过" in lin.sees(page).words and "没有同名的登记" in lin.sees("/roster/doubles").words
    assert "看留下的那一条" in lin.sees(f"/roster/people/{second}/merge").words


def test_while_a_secret_ballot_is_open_the_page_says_until_when(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n = neighbourhood
    second = twin(n, "gu", home="gu")
    standing(n, secrecy_chosen="secret", days=2)
    page = lin.sees(f"/roster/people/{n.people['gu']}/merge?other={second}").words
    assert "合并要等到11月28日" in page and "并了就分不开" not in page


@pytest.mark.parametrize("path", ["/roster/places", "/roster/doubles", "/roster/homes/1", "/roster/units/1"])
def test_these_pages_are_for_the_office_alone(neighbourhood: Neighbourhood, site: Site, path: str) -> None:
    assert {who: site.visited_by(who).sees(path).status for who in ("lin", "chen", "he")} == {"lin": 200, "chen": 403, "he": 403}


def test_an_english_page_shows_english_names_of_units(neighbourhood: Neighbourhood, site: Site, lin: Visitor) -> None:
    lin.sends(f"/roster/units/{neighbourhood.units['school']}/name", name="青禾小学", name_en="Qinghe School")
    assert "Qinghe School" in site.visited_by("lin", display="lang=en").sees("/roster/units").words


def test_a_result_says_that_two_entries_of_its_roll_became_one_since(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    announcement = announced(n)
    ballot = n.do("lin", ballots.open_announced, announcement_id=announcement)["ballot_id"]
    n.clock.forward(days=8)
    n.do("lin", ballots.close_standing, ballot_id=ballot)
    lin = site.visited_by("lin")
    before = [lin.sees(path).words for path in (f"/v/{ballot}", f"/ballots/a/{announcement}")]
    merge(n, "he", "wang")
    after = [lin.sees(path).words for path in (f"/v/{ballot}", f"/ballots/a/{announcement}")]
    assert ["两条登记并成了一条" in words for words in before + after] == [False, False, True, True]
