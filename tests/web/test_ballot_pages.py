"""A vote on paper-like pages: choose, check, cast, change; and the result for everyone."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consult.ballot import queries
from consult.ballot.models import CastBallot
from consult.ballot.rules.tally import Figures, tally
from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.web.ballots.result_chart import chart_of
from tests.builders import Neighbourhood, Room
from tests.web.visits import Seen, Site, Visitor, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def vote(visitor: Visitor, room: Room, choice: str, *, command_id: str = "") -> Seen:
    """Choose, check, cast; what the page says after it."""
    page = visitor.sees(f"/b/{room.ballot_id}?change=1")
    key = page.hidden("voter_key")
    checked = visitor.sends(f"/b/{room.ballot_id}/confirm", choice=choice, voter_key=key)
    assert checked.status == 200
    cast = visitor.sends(f"/b/{room.ballot_id}/cast", command_id=command_id, choice=choice, voter_key=key)
    return visitor.sees(cast.goes_to.removeprefix("/c/qinghe")) if cast.status == 303 else cast


def recorded(neighbourhood: Neighbourhood, room: Room, who: str) -> tuple[str, int] | None:
    """What stands recorded for someone: (choice, revision)."""
    key = f"person:{neighbourhood.people[who]}"
    found: CastBallot | None = neighbourhood.see(queries.own_cast, room.ballot_id, key)
    return (found.choice, found.revision) if found else None


def closed(neighbourhood: Neighbourhood, **choices: str) -> Room:
    """A vote that was counted."""
    room = neighbourhood.a_vote()
    neighbourhood.cast(room, **choices)
    neighbourhood.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    return room


# --- voting


def test_the_question_has_three_answers_and_none_is_chosen_beforehand(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_vote()
    seen = site.visited_by("chen").sees(f"/b/{room.ballot_id}")
    radios = re.findall(r'<input type="radio" name="choice"[^>]*>', seen.source)
    assert len(radios) == 3 and not any("checked" in radio for radio in radios)
    assert "委托两家公司出图报价" in seen.words and "记名" in seen.words
    assert "到会5，赞成要有3票或者更多。" in seen.words and "到会成员过半数同意" in seen.words
    assert seen.answer.headers["Cache-Control"] == "no-store"


def test_checking_shows_the_whole_choice_and_records_nothing(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    visitor = site.visited_by("chen")
    key = visitor.sees(f"/b/{room.ballot_id}").hidden("voter_key")
    seen = visitor.sends(f"/b/{room.ballot_id}/confirm", choice="against", voter_key=key)
    assert "我反对照下面这条动议办。" in seen.words and "委托两家公司出图报价" in seen.words
    assert recorded(neighbourhood, room, "chen") is None


def test_a_vote_is_recorded_and_its_stub_says_what_and_when(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    seen = vote(site.visited_by("chen"), room, "for")
    assert "已记下您的一票" in seen.words and "赞成" in seen.words and "11月26日19:00" in seen.words
    assert recorded(neighbourhood, room, "chen") == ("for", 1)


def test_the_same_press_twice_is_one_vote_and_one_page(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    visitor = site.visited_by("chen")
    first = vote(visitor, room, "for", command_id="press-0001")
    again = vote(visitor, room, "for", command_id="press-0001")
    assert first.words == again.words
    assert recorded(neighbourhood, room, "chen") == ("for", 1)


def test_a_vote_can_be_changed_and_the_last_one_counts(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    visitor = site.visited_by("chen")
    vote(visitor, room, "for")
    assert "现在记下的是赞成，19:00。" in visitor.sees(f"/b/{room.ballot_id}?change=1").words
    seen = vote(visitor, room, "abstain")
    assert "第2次，以这一次为准" in seen.words
    assert recorded(neighbourhood, room, "chen") == ("abstain", 2)


def test_a_late_repeat_of_the_first_press_does_not_bring_the_first_vote_back(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_vote()
    visitor = site.visited_by("chen")
    vote(visitor, room, "for", command_id="press-0001")
    vote(visitor, room, "against", command_id="press-0002")
    seen = vote(visitor, room, "for", command_id="press-0001")
    assert recorded(neighbourhood, room, "chen") == ("against", 2) and "反对" in seen.words


@pytest.mark.parametrize("step", ["confirm", "cast"])
@pytest.mark.parametrize("choice", ["", "maybe"])
def test_nothing_chosen_is_asked_for_again(
    neighbourhood: Neighbourhood, site: Site, step: str, choice: str
) -> None:
    room = neighbourhood.a_vote()
    seen = site.visited_by("chen").sends(f"/b/{room.ballot_id}/{step}", choice=choice)
    assert seen.status == 400 and "请在赞成、反对、弃权里选一个" in seen.words
    assert recorded(neighbourhood, room, "chen") is None


def test_who_is_not_on_the_roll_learns_why_and_whom_to_ask(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    seen = site.visited_by("he").sees(f"/b/{room.ballot_id}")
    assert "您不在这次表决的名册上" in seen.words and "请找社区秘书核对名册" in seen.words
    assert "<input type=\"radio\"" not in seen.source
    assert site.visited_by("he").sends(f"/b/{room.ballot_id}/cast", choice="for").status == 409


def test_who_came_after_the_opening_learns_why(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    neighbourhood.do("qian", meetings.check_in, meeting_id=room.meeting_id)
    visitor = site.visited_by("qian")
    assert "那时您还没有签到" in visitor.sees(f"/b/{room.ballot_id}").words
    refused = visitor.sends(f"/b/{room.ballot_id}/cast", choice="for")
    assert refused.status == 409 and recorded(neighbourhood, room, "qian") is None


def test_nobody_gives_another_ones_voice(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    stolen = f"person:{neighbourhood.people['chen']}"
    refused = site.visited_by("wang").sends(f"/b/{room.ballot_id}/cast", choice="against", voter_key=stolen)
    assert refused.status == 409 and recorded(neighbourhood, room, "chen") is None


def test_after_the_close_nothing_is_recorded_and_the_page_says_so(neighbourhood: Neighbourhood, site: Site) -> None:
    room = closed(neighbourhood, chen="for")
    visitor = site.visited_by("wang")
    refused = visitor.sends(f"/b/{room.ballot_id}/cast", choice="for")
    assert refused.status == 409 and "没有记录这一票" in refused.words and "看结果" in refused.words
    assert recorded(neighbourhood, room, "wang") is None
    assert "没有收到您的票" in visitor.sees(f"/b/{room.ballot_id}").words
    assert "表决已经截止" in site.visited_by("chen").sees(f"/b/{room.ballot_id}").words


def test_a_vote_is_for_residents_of_its_community(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    assert site.visited_by().sees(f"/b/{room.ballot_id}").status == 303
    assert site.visited_by("yu").sees(f"/b/{room.ballot_id}").status == 404
    assert site.visited_by("yu", place="baihua").sees(f"/b/{room.ballot_id}").status == 404
    assert site.visited_by("yu", place="baihua").sees(f"/b/{room.ballot_id}/result").status == 404


def test_a_delegate_votes_for_the_unit(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote(body="joint", present=("deng", "song", "bai"))
    seen = vote(site.visited_by("deng"), room, "for")
    assert "已记下您的一票" in seen.words
    found = neighbourhood.see(queries.own_cast, room.ballot_id, f"unit:{neighbourhood.units['property']}")
    assert found.choice == "for"


def test_large_print_has_one_question_and_three_buttons(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    seen = site.visited_by("chen", display="lang=zh.mode=elder").sees(f"/b/{room.ballot_id}")
    main = re.search(r"<main.*</main>", seen.source, re.DOTALL)
    assert main and len(re.findall(r'class="btn', main[0])) == 3
    assert "这样办，您同意吗？" in seen.words


# --- the result


def test_before_the_close_there_is_no_result_and_no_count(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    neighbourhood.cast(room, chen="for", wang="against")
    passer_by = site.visited_by().sees(f"/b/{room.ballot_id}/result")
    resident = site.visited_by("he").sees(f"/b/{room.ballot_id}/result")
    assert "还没有结果" in passer_by.words and "已投" not in passer_by.words
    assert "到会5，已投2" in resident.words and "赞成1" not in resident.words


def test_the_result_is_said_worked_out_and_cited_for_everyone(neighbourhood: Neighbourhood, site: Site) -> None:
    room = closed(neighbourhood, chen="for", wang="for", li="for", zhao="against")
    seen = site.visited_by().sees(f"/b/{room.ballot_id}/result")
    assert "通过" in seen.words and "协商性" in seen.words and "记名" in seen.words
    assert "应到6名代表，实到5名代表，达到法定人数4；赞成3票，反对1票，弃权0票；赞成3名代表＞到会5名代表的一半，即2.5，通过。" in seen.words
    for compared in ("5 ≥ 4 够", "6 × 2 ÷ 3 = 4", "3 > 2.5 够", "4 + 1 = 5 对"):
        assert compared in seen.words
    assert "到会成员过半数同意" in seen.words and "不向任何一户收钱" in seen.words
    assert "过线要3票" in seen.source


def test_a_result_that_fails_does_not_promise_a_reply(neighbourhood: Neighbourhood, site: Site) -> None:
    room = closed(neighbourhood, chen="for", wang="against")
    seen = site.visited_by().sees(f"/b/{room.ballot_id}/result")
    assert "不通过" in seen.words and "1 ≤ 2.5 不够" in seen.words and "对方必须答复" not in seen.words


@pytest.mark.parametrize(("who", "sees"), [
    (None, False), ("he", False), ("wu", False), ("chen", True), ("lin", True), ("zhou", True),
])
def test_who_sees_how_each_one_voted(
    neighbourhood: Neighbourhood, site: Site, who: str | None, sees: bool
) -> None:
    room = closed(neighbourhood, chen="for", sun="against")
    seen = site.visited_by(who).sees(f"/b/{room.ballot_id}/result")
    assert ("谁投了什么" in seen.words, "孙丽" in seen.words) == (sees, sees)


def test_a_neighbour_from_elsewhere_sees_what_a_passer_by_sees(neighbourhood: Neighbourhood, site: Site) -> None:
    room = closed(neighbourhood, chen="for")
    path = f"/b/{room.ballot_id}/result"
    assert site.visited_by("mei").sees(path).words == site.visited_by().sees(path).words


def test_a_voter_sees_the_own_vote_beside_the_result(neighbourhood: Neighbourhood, site: Site) -> None:
    room = closed(neighbourhood, chen="for")
    assert "您的一票" in site.visited_by("chen").sees(f"/b/{room.ballot_id}/result").words
    assert "您的一票" not in site.visited_by("he").sees(f"/b/{room.ballot_id}/result").words


def test_a_result_by_consent_says_whether_anyone_objected(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote(body="joint", present=("deng", "song", "bai"))
    neighbourhood.cast(room, deng="for", song="against")
    neighbourhood.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    seen = site.visited_by().sees(f"/b/{room.ballot_id}/result")
    assert "有没有人反对" in seen.words and "1 > 0 不够" in seen.words


def a_result(*, present: int, votes_for: int, against: int) -> dict[str, Any]:
    """A count under the rule that asks for more than half of those present."""
    heads = Figures(eligible=present, present=present, votes_for=votes_for, votes_against=against, abstain=0)
    return tally(queries.rule_for("council_present_half", date(2026, 11, 26)), {"heads": heads}).plain()


@pytest.mark.parametrize(("present", "one_by_one", "rows"), [(33, True, 1), (40, True, 1), (120, True, 4)])
def test_one_mark_is_one_vote_up_to_a_hundred_and_twenty(
    site: Site, present: int, one_by_one: bool, rows: int
) -> None:
    with site.app.test_request_context():
        chart = chart_of(a_result(present=present, votes_for=20, against=5))
    assert chart.one_by_one is one_by_one and chart.drawing.count("<circle") == present - 5
    assert (chart.caption != "") is (rows > 1)


def test_beyond_that_a_bar_stands_for_them(site: Site) -> None:
    with site.app.test_request_context():
        chart = chart_of(a_result(present=400, votes_for=300, against=50))
    assert not chart.one_by_one and chart.caption == "过线要201票"
    assert 'class="b-for" x="0" y="8" width="750"' in chart.drawing and "没投50" in chart.drawing
    assert 'd="M501 0V44"' in chart.drawing


def test_the_result_leads_to_the_reply_it_waits_for(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    neighbourhood.cast(room, chen="for", wang="for", li="for")
    neighbourhood.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    neighbourhood.do("zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="adopted",
                     owner="青禾物业", due_on=date(2026, 12, 31))
    seen = site.visited_by().sees(f"/b/{room.ballot_id}/result")
    assert "等社区党建联席会议答复" in seen.words and "还有30天" in seen.words


@pytest.mark.parametrize("display", ["lang=en", "lang=zh.mode=elder", "lang=en.mode=elder.contrast=more"])
def test_every_page_of_a_vote_is_there_in_every_form(
    neighbourhood: Neighbourhood, site: Site, display: str
) -> None:
    done, room = closed(neighbourhood, chen="for"), neighbourhood.a_vote()
    for who in ("chen", "he", "qian"):
        visitor = site.visited_by(who, display=display)
        for path in (f"/b/{room.ballot_id}", f"/b/{room.ballot_id}/result", f"/b/{done.ballot_id}",
                     f"/b/{done.ballot_id}/result"):
            assert visitor.sees(path).status == 200
    key = site.visited_by("chen").sees(f"/b/{room.ballot_id}").hidden("voter_key")
    checked = site.visited_by("chen", display=display).sends(
        f"/b/{room.ballot_id}/confirm", choice="abstain", voter_key=key)
    assert checked.status == 200


def test_the_pages_of_a_vote_ask_little(neighbourhood: Neighbourhood, site: Site) -> None:
    room = closed(neighbourhood, chen="for")
    visitor = site.visited_by("chen")
    for path in (f"/b/{room.ballot_id}", f"/b/{room.ballot_id}/result"):
        with site.counting_reads() as asked:
            visitor.sees(path)
        # One of them asks whether entries of the roll were merged since: that is noted beside a closed ballot.
        assert len(asked) <= 14
