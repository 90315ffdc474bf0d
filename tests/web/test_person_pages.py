"""The pages of people: found by name, one person with what happened, each door with what it touches, entering somebody."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.community import actions as register
from consult.community import queries
from consult.community.models import Household, Person
from consult.core.clock import SetClock
from tests.builders import Neighbourhood
from tests.builders_ballots import own, standing
from tests.web.visits import Seen, Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def page(site: Site, path: str, who: str = "lin", display: str = "lang=zh") -> Seen:
    return site.visited_by(who, display=display).sees(f"/roster/people{path}")


def done(site: Site, path: str, **form: str) -> Seen:
    return site.visited_by("lin").sends(f"/roster/people{path}", **form)


def at(n: Neighbourhood, who: str) -> str:
    return f"/{n.people[who]}"


def lives(n: Neighbourhood, who: str) -> list[int]:
    found = n.see(queries.homes_of, [n.people[who]], n.clock().date())
    return [home.id for home in found.get(n.people[who], [])]


# --- finding --------------------------------------------------------------------------------------------


def test_people_are_found_by_name_and_told_apart_by_home(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.enter_resident, community_id=n.community, household_id=n.households["he"], name="王德福")
    found = page(site, "?q=王德")
    assert "一共2人" in found.words and "3幢1单元201" in found.words and "3幢1单元701" in found.words
    one = page(site, at(n, "wang"))
    assert "同名的还有" in one.words and "3幢1单元701" in one.words
    assert "没有找到" in page(site, "?q=无此人").words


def test_the_list_goes_by_pages(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: [work.add(Person(
        street_id=1, community_id=n.community, name=f"柳{i:02d}", called="柳")) for i in range(40)] and None)
    assert "第1页，共2页" in page(site, "?q=柳").words
    assert "柳39" in page(site, "?q=柳&page=2").words and "柳39" not in page(site, "?q=柳").words


@pytest.mark.parametrize("who", ["he", "chen", "zhou"])
def test_nobody_but_the_office_reads_it(site: Site, neighbourhood: Neighbourhood, who: str) -> None:
    for path in ("", at(neighbourhood, "gu"), "/new", at(neighbourhood, "gu") + "/move"):
        assert page(site, path, who).status == 403


# --- one person -------------------------------------------------------------------------------------------


def test_a_page_says_who_somebody_is_and_what_happened(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.correct_person, person_id=n.people["chen"], name="陈美岚", called="陈阿姨", note="户口本上是这个字")
    words = page(site, at(n, "chen")).words
    for said in ("陈美岚", "住在3幢1单元101", "议事会成员", "3幢1单元101的户代表", "有账户", "改了名字或者称呼：户口本上是这个字",
                 "林晓梅登记", "任议事会成员，居民议事会", "登记在名册上，3幢1单元101"):
        assert said in words, said
    english = page(site, at(n, "chen"), display="lang=en").words
    assert "What happened" in english and "Lives in" in english and "出了" not in english


def test_eight_doors_lead_to_what_may_have_happened(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    words = page(site, at(n, "gu")).words
    for said in ("搬家了", "还有一处房", "搬走了", "改名字", "去世了", "任命", "停用这一条", "跟另一条是同一人", "忘了密码"):
        assert said in words
    assert "还有一处房" not in page(site, at(n, "song")).words


def test_a_move_first_asks_which_home(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert "哪一户" in page(site, at(n, "gu") + "/move").words
    found = page(site, at(n, "gu") + "/move?q=1单元901")
    assert "3幢1单元901" in found.words and "马建军" in found.words
    assert f"?home={n.households['ma']}" in found.source
    assert "没有找到" in page(site, at(n, "gu") + "/move?q=99幢").words


def test_a_move_says_what_it_touches_and_then_it_is_done(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    standing(n)
    own(n, {"gu": 900_000})
    seen = page(site, at(n, "gu") + f"/move?home={n.households['ma']}")
    for said in ("3幢1单元801 →搬到 3幢1单元901", "正在投票，名单已经定了，这次不动", "没有户代表了。家里还有顾小军",
                 "3幢1单元801的产权：不动", "3幢1单元901：户代表还是马建军", "就这么办"):
        assert said in seen.words, said
    assert "由搬来的人当新一户的户代表" not in seen.words
    gone = done(site, at(n, "gu") + "/move", household_id=str(n.households["ma"]), why="joined", holds_from="2026-11-20",
                successor_id=str(n.people["gu_jr"]), note="")
    assert gone.status == 303 and gone.goes_to.endswith(at(n, "gu"))
    assert lives(n, "gu") == [n.households["ma"]]
    assert "搬到一起住，从3幢1单元801到3幢1单元901" in page(site, at(n, "gu")).words


def test_what_is_wrong_is_said_and_what_was_typed_stays(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    back = done(site, at(n, "gu") + "/move", household_id=str(n.households["ma"]), why="moved", holds_from="2020-01-01",
                note="来信说的")
    assert back.status == 400 and "日子太早了" in back.words and "来信说的" in back.source and "2020-01-01" in back.source
    assert "3幢1单元901" in back.words
    early = done(site, at(n, "gu") + "/out", holds_from="2026-10-01")
    assert "11月2日登记起" in early.words
    no_day = done(site, at(n, "gu") + "/out", holds_from="昨天")
    assert no_day.status == 400 and "请填一个日期" in no_day.words
    assert "已经登记住在这一户" in done(site, at(n, "gu") + "/move", household_id=str(n.households["gu"]), why="moved").words


def test_a_second_home_is_chosen_counted_and_given_up(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    seen = page(site, at(n, "gu") + f"/second?home={n.households['xu']}")
    assert "还算在3幢1单元801" in seen.words and "改成算在3幢1单元1001" in seen.words
    done(site, at(n, "gu") + "/second", household_id=str(n.households["xu"]), holds_from="2026-11-26", counts_here="")
    assert "还有一处：3幢1单元1001" in page(site, at(n, "gu")).words
    count = page(site, at(n, "gu") + f"/count?home={n.households['xu']}")
    assert "没有户代表了" in count.words
    done(site, at(n, "gu") + "/count", household_id=str(n.households["xu"]), holds_from="2026-11-26")
    assert "住在3幢1单元1001" in page(site, at(n, "gu")).words
    done(site, at(n, "gu") + "/give-up", household_id=str(n.households["gu"]), holds_from="2026-11-26")
    assert lives(n, "gu") == [n.households["xu"]]


def test_a_death_says_what_ends_and_the_page_stays(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    own(n, {"chen": 900_000})
    seen = page(site, at(n, "chen") + "/death")
    for said in ("议事会成员（居民议事会）：同一天结束", "居民议事会的席位：同一天空出来，要另外补人", "不动，等继承人来登记"):
        assert said in seen.words, said
    done(site, at(n, "chen") + "/death", holds_from="2026-11-25")
    after = page(site, at(n, "chen"))
    assert "去世，11月25日" in after.words and "重新启用" in after.words and "搬家了" not in after.words
    assert "陈美兰" in page(site, "?gone=1").words and "陈美兰" not in page(site, "").words
    assert page(site, at(n, "chen") + "/move").status == 404


def test_an_entry_is_closed_and_opened_again_with_reasons(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert "这一项要填" in done(site, at(n, "gu_jr") + "/close", note="").words
    done(site, at(n, "gu_jr") + "/close", note="查无此人")
    assert "停用，11月26日" in page(site, at(n, "gu_jr")).words
    done(site, at(n, "gu_jr") + "/reopen", note="人在外地，回来了")
    assert "没有登记住处" in page(site, at(n, "gu_jr")).words


def test_a_name_is_put_right(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert 'value="何静"' in page(site, at(n, "he") + "/name").source
    done(site, at(n, "he") + "/name", name="何𡛟", called="何女士")
    assert "何𡛟" in page(site, at(n, "he")).words


# --- entering ---------------------------------------------------------------------------------------------


def test_somebody_is_entered_in_a_home_found_by_its_door(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert f"?home={n.households['xu']}" in page(site, "/new?q=1单元1001").source
    form = {"household_id": str(n.households["xu"]), "name": "买买提•艾力", "called": "", "holds_from": "2026-11-01"}
    gone = done(site, "/new", **form)
    assert gone.status == 303
    assert n.look(lambda db: db.scalar(select(Person.id).where(Person.name == "买买提·艾力"))) is not None
    again = done(site, "/new", **form)
    assert again.status == 400 and "已经有同名的人" in again.words and "是另一位" in again.words
    assert done(site, "/new", **form, another="y").status == 303


def test_somebody_who_lives_elsewhere_is_entered_without_a_home(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert "不住在这个社区" in page(site, "/new?home=none").words
    gone = done(site, "/new", household_id="", name="李校长", called="", holds_from="2026-11-26")
    assert gone.status == 303
    assert n.look(lambda db: db.scalar(select(Person.community_id).where(Person.name == "李校长"))) == n.community


def test_a_home_of_next_door_is_no_home_here(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert "哪一户" in page(site, f"/new?home={n.households['yu']}").words
    assert "哪一户" in page(site, at(n, "gu") + f"/move?home={n.households['yu']}").words
    assert page(site, at(n, "yu")).status == 404
    assert n.look(lambda db: db.get_one(Household, n.households["yu"]).community_id) == n.next_door


# --- what is held about me --------------------------------------------------------------------------------


def test_everybody_reads_what_is_held_about_them_and_may_say_that_it_is_wrong(
    site: Site, neighbourhood: Neighbourhood
) -> None:
    n = neighbourhood
    own(n, {"he": 900_000})
    mine = page(site, "/mine", "he")
    assert "何静" in mine.words and "3幢1单元701" in mine.words and "名下的房子" in mine.words
    site.visited_by("he").sends("/roster/people/mine", words="名字应该是婧")
    assert "您说过：名字应该是婧" in page(site, "/mine", "he").words
    assert "本人说登记得不对，等核对何静" in page(site, "").words
    assert "本人说登记得不对：名字应该是婧" in page(site, at(n, "he")).words
    n.do("lin", register.correct_person, person_id=n.people["he"], name="何婧")
    assert "本人说登记得不对：名字应该是婧" in page(site, at(n, "he")).words.split("出了什么事")[1]
    assert "本人说登记得不对" not in page(site, at(n, "he")).words.split("出了什么事")[0]
    assert "等核对" not in page(site, "").words


def test_an_entry_that_went_into_another_leads_there(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.merge_people, kept_id=n.people["gu"], gone_id=n.people["gu_jr"], reason="同一位", sure=True)
    words = page(site, at(n, "gu_jr"))
    assert "看合成以后的那一条" in words.words and at(n, "gu") in words.source and "搬家了" not in words.words
