"""No phone needed: endorsing on paper or through a helper, with a slip; a matter told at the desk or by telephone."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.community import actions as register
from consult.community.models import Community, Grid, Person
from consult.community.rules.kinds import PostKind
from consult.core.actor import THE_SYSTEM
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.matter import actions as matters
from consult.matter import queries
from consult.matter.rules.by_whom import Way, counted_by_way
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.web.visits import Site, site_on

WHY = "没有手机，看不清字"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def at_the_desk(n: Neighbourhood, matter: int, who: str, **given: object) -> dict[str, int]:
    found: dict[str, int] = n.do("lin", matters.endorse_for, **{
        "matter_id": matter, "person_id": n.people[who], "way": "desk", "reason": WHY} | given)
    return found


def head_of_grid(n: Neighbourhood, who: str, grid: str = "") -> None:
    """Somebody becomes head of their own grid, or of a new one in which nobody lives."""

    def appoint(work: Work) -> None:
        community = work.get(Community, n.community)
        found = register.add_grid(work, community=community, name=grid) if grid else work.db.query(Grid).filter_by(
            community_id=n.community).first()
        register.appoint(work, community=community, person=work.get(Person, n.people[who]), kind=PostKind.GRID_HEAD, grid=found)

    n.store.carry_out(appoint, actor=THE_SYSTEM)


def test_a_household_counts_once_by_the_first_way_and_the_numbers_add_up() -> None:
    rows = [(1, Way.OWN), (2, Way.DESK), (1, Way.DESK), (3, Way.HELPER), (2, Way.OWN), (4, Way.OWN)]
    assert counted_by_way(rows) == {Way.OWN: 2, Way.DESK: 1, Way.HELPER: 1}
    assert sum(counted_by_way(rows).values()) == len({household for household, _way in rows})


def test_paper_at_the_desk_counts_like_a_phone_and_gets_a_slip(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter()
    n.do("wang", matters.endorse, matter_id=matter)
    assert at_the_desk(n, matter, "gu") == {"households": 2, "threshold": n.see(queries.matter, matter, n.community).threshold, "slip": 1}
    # Two of one home are one household, whichever way they came; the first way counts.
    assert at_the_desk(n, matter, "gu_jr")["households"] == 2
    assert n.see(queries.by_way, matter) == {"own": 1, "desk": 1, "helper": 0}
    told = [e.data for e in n.log(f"matter:{matter}") if e.name == "MatterEndorsed"]
    assert [(e["way"], e["hand"].get("name")) for e in told] == [("own", None), ("desk", "林晓梅"), ("desk", "林晓梅")]


def test_who_stands_behind_it_already_or_lives_in_the_home_of_the_proposer_is_told_so(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(by="he")
    for who, code in (("he", "own_household"), ("lin", "lives_in_no_home")):
        with pytest.raises(RuleBroken) as refused:
            at_the_desk(n, matter, who)
        assert refused.value.code == code
    n.do("gu", matters.endorse, matter_id=matter)
    with pytest.raises(RuleBroken) as refused:
        at_the_desk(n, matter, "gu")
    assert refused.value.code == "stands_behind_already"
    with pytest.raises(NotFound):
        n.do("lin", matters.endorse_for, matter_id=matter, person_id=n.people["yu"], way="desk", reason=WHY)


def test_a_head_of_grid_helps_at_the_doors_of_the_own_grid_with_a_witness(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(by="he")
    it = {"matter_id": matter, "person_id": n.people["gu"], "way": "helper", "reason": WHY}
    with pytest.raises(Forbidden):
        n.do("qian", matters.endorse_for, **it, witness="王师傅")
    head_of_grid(n, "chen")
    with pytest.raises(BadShape) as wrong:
        n.do("chen", matters.endorse_for, **it)
    assert wrong.value.fields == {"witness": "witness_needed"}
    with pytest.raises(Forbidden):
        n.do("chen", matters.endorse_for, **it | {"way": "desk"})
    n.do("chen", matters.endorse_for, **it, witness="王师傅")
    head_of_grid(n, "sun", grid="远处的网格")
    with pytest.raises(Forbidden):
        n.do("sun", matters.endorse_for, **it | {"person_id": n.people["ma"]}, witness="王师傅")


def test_it_is_taken_back_at_the_desk_or_on_a_phone_of_ones_own_later(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(by="he")
    at_the_desk(n, matter, "gu")
    at_the_desk(n, matter, "ma")
    assert n.do("lin", matters.take_back_for, matter_id=matter, person_id=n.people["gu"])["households"] == 1
    assert n.do("ma", matters.take_back_endorsement, matter_id=matter)["households"] == 0
    with pytest.raises(NotFound):
        n.do("lin", matters.take_back_for, matter_id=matter, person_id=n.people["gu"])


def test_the_desk_finds_the_neighbour_prints_the_slip_and_everyone_sees_the_ways(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    matter = n.see(queries.matter, n.a_matter(by="he"), n.community)
    desk = site.visited_by("lin")
    assert "替没有手机的邻居附议" in desk.sees(f"/m/{matter.no}").words
    assert "顾桂芳" in desk.sees(f"/m/{matter.no}/for?q=顾").words
    again = desk.sends(f"/m/{matter.no}/for", q="顾", person_id=str(n.people["gu"]), way="desk", reason="")
    assert again.status == 400 and "顾桂芳" in again.words
    sent = desk.sends(f"/m/{matter.no}/for", q="顾", person_id=str(n.people["gu"]), way="desk", reason=WHY)
    assert sent.goes_to.endswith(f"/m/{matter.no}/for/{n.people['gu']}")
    slip = desk.sees(f"/m/{matter.no}/for/{n.people['gu']}").words
    assert "顾阿姨附议了这件事" in slip and "由社区秘书林晓梅登记" in slip and WHY not in slip
    assert "其中手机0户、窗口1户、上门0户。" in site.visited_by().sees(f"/m/{matter.no}").words
    own = site.visited_by("gu")
    assert "第1号附议条" in own.sees("/me").words
    assert own.sees(f"/m/{matter.no}/for/{n.people['gu']}").status == 200
    assert site.visited_by("ma").sees(f"/m/{matter.no}/for/{n.people['gu']}").status == 403
    assert desk.sends(f"/m/{matter.no}/for/{n.people['gu']}/take-back").status == 303
    assert "其中手机" not in site.visited_by().sees(f"/m/{matter.no}").words


def test_what_somebody_tells_by_telephone_is_read_back_and_put_forward_as_theirs(neighbourhood: Neighbourhood, site: Site) -> None:
    n, desk = neighbourhood, site.visited_by("lin")
    assert "替来说的人写下来" in desk.sees("/propose").words
    assert "替来说的人写下来" not in site.visited_by("gu").sees("/propose").words
    assert "顾桂芳" in desk.sees("/propose/for?q=顾").words
    words = {"title": "楼道的灯坏了", "what": "二单元楼道的灯坏了半个月，老人上下楼看不见。", "place": "3幢2单元",
             "affected": "24户", "expected": "换成声控灯", "category": "other"}
    told = {"q": "顾", "person_id": str(n.people["gu"]), **words}
    again = desk.sends("/propose/for", **told)
    assert again.status == 400 and "请先把写下的念给本人听" in again.words and "楼道的灯坏了" in again.source
    sent = desk.sends("/propose/for", **told, read_back="y")
    no = sent.goes_to.split("/m/")[1].split("/")[0]
    shown = site.visited_by().sees(f"/m/{no}").words
    assert "顾阿姨提议，由社区秘书林晓梅登记" in shown
    assert "我提的事" in site.visited_by("gu").sees("/me").words and no.split("-")[1] in site.visited_by("gu").sees("/me").words
    assert site.visited_by("gu").sends("/propose/for", **told, read_back="y").status == 403
