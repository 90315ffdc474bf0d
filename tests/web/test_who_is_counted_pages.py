"""The office keeps what counting needs: numbers with their source, use of homes, owners together, who is of age."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consult.account import actions as accounts
from consult.community.models import Household, Person, Post, StatedNumber
from consult.community.queries import owned_now
from consult.core.clock import SetClock
from tests.builders import Neighbourhood
from tests.web.visits import Site, Visitor, site_on

TODAY = date(2026, 11, 26)


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.fixture
def lin(site: Site) -> Visitor:
    return site.visited_by("lin")


def home_of(n: Neighbourhood, who: str) -> str:
    return f"/roster/households/{n.households[who]}"


def test_the_office_states_a_number_and_sees_how_far_it_is_from_the_register(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    assert "还没有报" in lin.sees("/roster/numbers").words and "/roster/numbers" in lin.sees("/roster").source
    given = {"kind": "households", "count": "40", "source": "2026年10月入户登记", "as_of": "2026-10-01"}
    again = lin.sends("/roster/numbers", **given | {"count": "0", "source": ""})
    assert again.status == 400 and "这个数不可能" not in again.words and 'value="2026-10-01"' in again.source
    assert "这个数不可能" in lin.sends("/roster/numbers", **given | {"count": "0"}).words
    assert lin.sends("/roster/numbers", **given).status == 303
    words = lin.sees("/roster/numbers").words
    assert "2026年10月入户登记" in words and "相差超过百分之二" in words and "表决时应到40" in words
    assert neighbourhood.look(lambda db: [row.count for row in db.query(StatedNumber)]) == [40]


def test_nobody_but_the_office_sees_or_states_them(site: Site) -> None:
    assert site.visited_by("chen").sees("/roster/numbers").status == 403


def test_a_home_is_described_and_a_garage_is_entered(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n, home = neighbourhood, home_of(neighbourhood, "gu")
    assert "算，有人住" in lin.sees(home).words
    lin.sends(f"{home}/describe", use="home", area="88,5")
    assert "面积写平方米" in lin.sees(home).words
    assert lin.sends(f"{home}/describe", use="home", area="88.5").status == 303
    words = lin.sees(home).words
    assert "88.50 m²" in words and "不算：没有人住" in words
    gone = lin.sends("/roster/households", building_id="1", door="B12", use="garage")
    assert gone.status == 303 and "不算在业主表决里" in lin.sees(gone.goes_to.removeprefix("/c/qinghe")).words
    lin.sends("/roster/households", building_id="1", door="B12", use="garage")
    assert "这个门牌已经有了" in lin.sees("/roster").words
    assert n.look(lambda db: db.query(Household).filter_by(door="B12").one().use) == "garage"


def test_owners_together_name_who_gives_their_voice(neighbourhood: Neighbourhood, lin: Visitor) -> None:
    n, home = neighbourhood, home_of(neighbourhood, "gu")
    assert "共有和表态" not in lin.sees(home).words
    lin.sends(f"{home}/co-owner", person_id=str(n.people["gu_jr"]))
    assert "先登记这套房是谁的" in lin.sees(home).words
    lin.sends(f"{home}/owner", owner=f"person:{n.people['gu']}", area="89.5")
    lin.sends(f"{home}/co-owner", person_id="")
    assert "请从名单里选一位" in lin.sees(home).words
    lin.sends(f"{home}/co-owner", person_id=str(n.people["gu_jr"]))
    assert "还没有定由谁表态" in lin.sees(home).words
    lin.sends(f"{home}/voter", person_id=str(n.people["he"]))
    assert "由共有人当中的一位表态" in lin.sees(home).words
    lin.sends(f"{home}/voter", person_id=str(n.people["gu_jr"]))
    owned = n.see(owned_now, n.households["gu"], TODAY)
    assert owned.voter.id == n.people["gu_jr"] and [p.name for p in owned.owners] == ["顾桂芳", "顾小军"]
    lin.sends(f"{home}/co-owner/end", person_id=str(n.people["gu_jr"]))
    assert [p.name for p in n.see(owned_now, n.households["gu"], TODAY).owners] == ["顾桂芳"]


def test_a_month_is_entered_and_the_mark_comes_against_a_paper(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    lin, home, young = site.visited_by("lin"), home_of(neighbourhood, "gu"), neighbourhood.people["gu_jr"]
    lin.sends(f"{home}/age/{young}", comes_of_age="明年")
    assert "请写年和月" in lin.sees(home).words
    lin.sends(f"{home}/age/{young}", comes_of_age="2026-12")
    assert "未满18周岁，2026-12满" in lin.sees(home).words and "看过证件" not in lin.sees(home).words
    lin.sends(f"{home}/representative", person_id=str(young), reason="家里商量过")
    assert "户代表要满18周岁" in lin.sees(home).words
    lin.sends(f"{home}/of-age/{young}")
    assert "那个月还没有到" in lin.sees(home).words
    clock.forward(days=5)
    lin = site.visited_by("lin")
    assert "看过证件" in lin.sees(home).words
    lin.sends(f"{home}/of-age/{young}")
    assert "未满18周岁" not in lin.sees(home).words


def test_who_joins_under_age_says_the_month_and_speaks_for_no_household(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    made = lin.sends("/roster/households", building_id="1", door="9单元901")
    home = int(made.goes_to.rsplit("/", 1)[1])

    def joins(name: str, month: str) -> int:
        answer = n.answer("lin", accounts.invite_household, household_id=home)
        asked = n.run(None, lambda work: accounts.join_by_invitation(
            work, code=answer.value["code"], login=name, hashed="x", newcomer=accounts.Newcomer(name, name, month)))
        told: int = n.do("lin", accounts.confirm_join, request_id=asked["request_id"])["person_id"]
        return told

    young, grown = joins("小安", "2028-05"), joins("老安", "")
    assert n.look(lambda db: db.get_one(Person, young).comes_of_age) == date(2028, 5, 1)
    assert n.look(lambda db: [post.person_id for post in db.query(Post).filter_by(household_id=home)]) == [grown]
