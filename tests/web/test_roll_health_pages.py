"""Before a ballot between meetings is announced, its pages say who could take part, and offer only the rules that fit."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from consult.ballot import actions as ballots
from consult.ballot import queries
from consult.ballot.models import AnnouncedVoice, Announcement
from consult.community import actions as register
from consult.community.models import Building, Grid, Household
from consult.core.clock import SetClock
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.builders_ballots import announced, home_of, own, standing
from tests.web.visits import Seen, Site, site_on

DAYS = {"question": "装不装电梯？", "opens_on": "2026-11-26", "closes_on": "2026-12-10"}
BY_OWNERS = DAYS | {"rule": "owners_ordinary", "scope": "community"}


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.fixture
def three_owners(neighbourhood: Neighbourhood) -> Neighbourhood:
    """Ten homes; owners of three are entered."""
    own(neighbourhood, dict.fromkeys(("chen", "wang", "li"), 1_000_000))
    return neighbourhood


def rules_offered(page: Seen) -> set[str]:
    return set(re.findall(r'<input type="radio" name="rule" id="[^"]*" value="([^"]*)"', page.source))


def homes(n: Neighbourhood, count: int) -> None:
    """So many more homes in a building of their own; none has an owner or a representative."""
    def build(work: Work) -> None:
        first = work.db.scalars(select(Building).where(Building.community_id == n.community)).first()
        assert first is not None
        building = register.add_building(work, grid=work.get(Grid, first.grid_id), name="9幢")
        work.db.execute(insert(Household), [
            {"community_id": n.community, "building_id": building.id, "door": f"{i % 4 + 1}单元{i}01"} for i in range(count)])

    with n.earlier(days=3):
        n.run(None, build)


# --- rules that fit


@pytest.mark.parametrize(("scope", "fits", "does_not"), [
    ("community", "owners_ordinary", "elevator_building"), ("grid", "owners_special", "elevator_building"),
    ("building", "owners_unanimous_interested", "assembly_household"), ("stairwell", "elevator_building", "rep_meeting"),
    ("body", "simple_majority_cast", "owners_ordinary"),
])
def test_the_form_offers_only_rules_that_fit_whom_is_asked(
    neighbourhood: Neighbourhood, site: Site, scope: str, fits: str, does_not: str
) -> None:
    lin = site.visited_by("lin")
    whom = re.findall(r'<option value="([^"]*)"', lin.sees("/ballots/new").source)
    chosen = next(value for value in reversed(whom) if value.partition(":")[0] == scope)
    offered = rules_offered(lin.sees(f"/ballots/new?scope={chosen}"))
    assert fits in offered and does_not not in offered
    assert not offered & {"committee_election", "council_present_half", "joint_meeting_consensus"}


def test_a_stairwell_is_asked_by_the_doors_that_begin_with_it(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    homes(n, 8)
    building = n.look(lambda db: db.scalars(select(Building.id).where(Building.name == "9幢")).one())
    scope = f"stairwell:{building}:1单元"
    assert f'value="{scope}">9幢1单元</option>' in lin.sees("/ballots/new").source
    assert lin.sends("/ballots/new", **DAYS, rule="household_consultation", scope=scope).status == 303
    made = n.look(lambda db: db.scalars(select(Announcement)).one())
    assert made.scope == {"kind": "stairwell", "id": building, "prefix": "1单元"} and made.base["entitled"] == 2


@pytest.mark.parametrize("path", ["/ballots/new", "/ballots/new/check"])
def test_a_rule_that_does_not_fit_is_refused_with_the_reason_when_it_is_posted_anyway(
    neighbourhood: Neighbourhood, site: Site, path: str
) -> None:
    council = f"body:{neighbourhood.bodies['council']}"
    for rule, scope, reason in (
        ("assembly_household", "community", "只能在会议上表决"), ("owners_ordinary", council, "不是这个组织的规则"),
        ("elevator_building", "community", "不能用在这个范围"), ("committee_election", "community", "另行组织"),
    ):
        sent = site.visited_by("lin").sends(path, **DAYS, rule=rule, scope=scope)
        assert sent.status == 409 and reason in sent.words, rule
    assert neighbourhood.look(lambda db: db.query(Announcement).count()) == 0


def test_the_base_of_each_rule_is_said_below_it(neighbourhood: Neighbourhood, site: Site) -> None:
    seen = site.visited_by("lin").sees("/ballots/new?scope=community")
    assert "数全部业主和全部专有面积" in seen.words and "数全部居住户" in seen.words
    assert "Counts all owners" in site.visited_by("lin", display="lang=en").sees("/ballots/new?scope=community").words


# --- the health of the roll, before anything is written


def test_a_quorum_out_of_reach_is_said_and_offered_as_an_opinion_first(three_owners: Neighbourhood, site: Site) -> None:
    n, lin = three_owners, site.visited_by("lin")
    seen = lin.sends("/ballots/new/check", **BY_OWNERS)
    assert seen.status == 200 and n.look(lambda db: db.query(Announcement).count()) == 0
    assert "10名业主里，7套房屋没有登记业主：最多3名业主能参加，需要7名业主。" in seen.words
    assert "专有面积已登记300平方米，还有7套房屋没有登记：够不够规定的比例无法认定，要先登记。" in seen.words
    assert seen.words.index("作为意见征询（不作决定）") < seen.words.index("仍按全部基数正式表决")
    english = site.visited_by("lin", display="lang=en").sends("/ballots/new/check", **BY_OWNERS)
    assert "Of 10 owners, 7 homes have no registered owner: at most 3 owners could take part, and 7 owners are needed." in english.words


def test_as_an_opinion_it_decides_nothing_and_says_why_on_its_face(three_owners: Neighbourhood, site: Site) -> None:
    n, lin = three_owners, site.visited_by("lin")
    roll = lin.sends("/ballots/new", **BY_OWNERS, advisory="yes").goes_to.removeprefix("/c/qinghe")
    because = "只征求意见，不作决定：公告的时候10名业主里最多3名业主能参加，需要7名业主；还有7套房屋没有登记专有面积，达不到规定的数目。"
    assert because in lin.sees(roll).words
    ballot = lin.sends(roll, act="open").goes_to.removeprefix("/c/qinghe")
    assert because in site.visited_by("chen").sees(ballot).words
    for who in ("chen", "wang", "li"):
        site.visited_by(who).sends(ballot, choice="for")
    n.clock.forward(days=20)
    assert site.visited_by("lin").sends(ballot, act="close").status == 303
    closed = site.visited_by("chen").sees(ballot)
    assert "已记录，不作决定" in closed.words and because in closed.words


def test_as_a_formal_vote_it_stands_against_the_whole_base_and_has_no_quorum(three_owners: Neighbourhood, site: Site) -> None:
    n, lin = three_owners, site.visited_by("lin")
    roll = lin.sends("/ballots/new", **BY_OWNERS).goes_to.removeprefix("/c/qinghe")
    seen = lin.sees(roll).words
    assert "名册：10票，3票有人能投" in seen and "照现在的登记，结果会是参加的不够、表决无效。" in seen
    ballot = lin.sends(roll, act="open").goes_to.removeprefix("/c/qinghe")
    for who in ("chen", "wang", "li"):
        site.visited_by(who).sends(ballot, choice="for")
    n.clock.forward(days=20)
    site.visited_by("lin").sends(ballot, act="close")
    assert n.see(queries.ballot, int(ballot.rpartition("/")[2]), n.community).result["verdict"] == "no_quorum"


def test_within_reach_there_is_one_button(neighbourhood: Neighbourhood, site: Site) -> None:
    seen = site.visited_by("lin").sends("/ballots/new/check", **DAYS, rule="household_consultation", scope="community")
    assert "公告，名册开始公示" in seen.words and "作为意见征询" not in seen.words and "10户都能参加" in seen.words


def test_one_goes_back_from_the_confirmation_with_everything_that_was_typed(neighbourhood: Neighbourhood, site: Site) -> None:
    seen = site.visited_by("lin").sends(
        "/ballots/new/check", **DAYS, rule="straw_poll", scope="community", options="甲\n乙", back="yes")
    assert 'value="straw_poll" checked' in seen.source and "装不装电梯？</textarea>" in seen.source and "甲\n乙" in seen.source


def test_a_stated_number_that_is_far_from_the_register_is_said(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    n.do("lin", register.state_number, community_id=n.community, kind="households", count=40, source="派出所户口册",
         as_of="2026-10-01")
    seen = site.visited_by("lin").sends("/ballots/new/check", **DAYS, rule="household_consultation", scope="community")
    assert "社区公布的是40户（派出所户口册，10月1日），名册里有10户。" in seen.words
    assert "两个数相差超过百分之二，按多的一个算。" in seen.words and "30户不在名册里：最多10户能参加" in seen.words


# --- the roll that lies open


def test_the_roll_counts_who_cannot_be_heard_by_reason(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    homes(n, 3)
    seen = site.visited_by("he").sees(f"/ballots/a/{announced(n)}")
    assert "没有登记户代表3票" in seen.words.replace(" ", "") and "9幢1单元001" in seen.words
    assert "13户里，3户没有登记户代表：最多10户能参加" in seen.words


def test_who_steps_back_is_told_what_it_does_under_this_rule(three_owners: Neighbourhood, site: Site) -> None:
    n, lin = three_owners, site.visited_by("lin")
    told = announced(n, "owners_ordinary")
    key = f"owner:{n.people['chen']}"
    assert "这条规则没有回避" in lin.sees(f"/ballots/a/{told}").words
    assert lin.sends(f"/ballots/a/{told}", act="recuse", voter_key=key, reason="本人是施工方").status == 303
    seen = lin.sees(f"/ballots/a/{told}").words
    assert "申请回避的" in seen and "本人是施工方" in seen and "仍计入基数，也可以投票" in seen and "3票有人能投" in seen


def test_a_household_that_names_its_representative_meanwhile_is_read_anew_by_a_ruling(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    key = home_of(n, "gu")

    def forgotten(work: Work) -> None:
        work.db.execute(update(AnnouncedVoice).where(AnnouncedVoice.voter_key == key).values(
            person_id=None, silent_because="no_representative"))

    told = announced(n)
    n.run(None, forgotten)
    site.visited_by("gu").sends(f"/ballots/a/{told}", act="object", voter_key=key, says="我家的代表登记好了")
    seen = lin.sees(f"/ballots/a/{told}")
    assert "按名册现在的登记改" in seen.words and "异议成立，移出名册" not in seen.words
    ruled = lin.sends(f"/ballots/a/{told}", act="rule", objection_id=seen.hidden("objection_id"), upheld="renew", reason="已经登记")
    assert ruled.status == 303
    voice = n.look(lambda db: db.get(AnnouncedVoice, (told, key)))
    assert (voice.person_id, voice.silent_because) == (n.people["gu"], "")


def test_who_was_struck_off_by_a_ruling_is_listed_with_the_reason(neighbourhood: Neighbourhood, site: Site) -> None:
    n, told = neighbourhood, announced(neighbourhood)
    made = n.do("he", ballots.object_to_roll, announcement_id=told, voter_key=home_of(n, "xu"), says="许家已经搬走了")
    n.do("lin", ballots.rule_on_objection, objection_id=made["objection_id"], upheld=True, strike=True, reason="核实已迁出")
    seen = site.visited_by("he").sees(f"/ballots/a/{told}").words
    assert "移出名册的和原因" in seen and "核实已迁出" in seen.split("移出名册的和原因")[1]


def test_a_roll_of_fifteen_hundred_households_is_drawn_page_by_page(neighbourhood: Neighbourhood, site: Site) -> None:
    n, lin = neighbourhood, site.visited_by("lin")
    few = announced(n)
    homes(n, 1_490)
    many = announced(n)
    checked = lin.sends("/ballots/new/check", **DAYS, rule="household_consultation", scope="community").words
    assert "1,500户里，1,490户没有登记户代表：最多10户能参加" in checked
    with site.counting_reads() as asked:
        lin.sees(f"/ballots/a/{few}")
        before = len(asked)
        seen = lin.sees(f"/ballots/a/{many}")
        assert len(asked) - before <= before
    assert seen.source.count("9幢") <= 2 * 100 and "第1页，共15页" in seen.words and len(seen.source) < 120_000
    assert n.look(lambda db: db.query(AnnouncedVoice).filter_by(announcement_id=many).count()) == 1_500
    assert "9幢" in lin.sees(f"/ballots/a/{many}?page=15").words


# --- at the desk


def test_at_the_desk_only_voices_that_may_vote_are_offered_and_the_others_have_their_reason(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    homes(n, 2)
    seen = site.visited_by("zhou").sees(f"/v/{standing(n)}/desk")
    silent = n.look(lambda db: db.scalars(select(Household.id).join(Building).where(Building.name == "9幢")).all())
    assert len(silent) == 2 and not any(f'value="household:{id}"' in seen.source for id in silent)
    assert "名册上有2票现在没有人能投" in seen.words and "没有登记户代表" in seen.words


# --- before a meeting opens


def test_a_meeting_to_come_says_how_many_of_its_roll_could_come(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    homes(n, 30)
    room = n.a_meeting(body="assembly")
    told = "40户里，30户没有登记户代表：最多10户能来，需要21户。"
    with site.counting_reads() as asked:
        assert told in site.visited_by().sees(f"/s/{room.meeting_id}/notice").words
    assert len(asked) <= 24
    assert told in site.visited_by("zhou").sees(f"/s/{room.meeting_id}/desk").words
    english = ("Of 40 households, 30 have no household representative: at most 10 households could come, "
               "and 21 households are needed.")
    assert english in site.visited_by(display="lang=en").sees(f"/s/{room.meeting_id}/notice").words


def test_where_everyone_could_come_the_notice_says_so(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    assert "6名代表都能来，需要4名代表。" in site.visited_by().sees(f"/s/{room.meeting_id}/notice").words


def test_at_the_desk_too_few_are_held_against_the_whole_base(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    homes(n, 30)
    room = n.a_motion(body="assembly", present=("chen", "wang"))
    seen = site.visited_by("zhou").sees(f"/s/{room.meeting_id}/desk")
    assert "应到40，到会2，没有达到法定人数21，不能表决。" in seen.words
