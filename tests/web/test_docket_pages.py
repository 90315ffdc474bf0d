"""What waits for a reply, replying, and the page on which everyone can follow it."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.resolution import queries
from consult.resolution.models import DocketEntry
from tests.builders import Neighbourhood, Room
from tests.builders_projects import Services
from tests.web.visits import Site, site_on

REASON = "经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def entry_of(neighbourhood: Neighbourhood, room: Room) -> DocketEntry:
    """The line of the docket on which a meeting's outcome stands."""
    (found,) = neighbourhood.see(queries.entries_of_meeting, room.meeting_id)
    entry: DocketEntry = found
    return entry


def answer(neighbourhood: Neighbourhood, **changed: str) -> dict[str, str]:
    """A form of reply, filled in."""
    return {
        "decision": "adopt", "reason": REASON, "unit_id": str(neighbourhood.units["property"]),
        "due_on": "2026-12-31", "referred_to": "", "meeting_id": "",
        "between_rule": "联席会议议事规则第八条", "to_dissenters": "一楼的采光另请专业人员测算。",
    } | changed


# --- the docket


def test_an_empty_docket_says_what_will_stand_there(site: Site) -> None:
    seen = site.visited_by().sees("/docket")
    assert seen.status == 200 and "这里还是空的" in seen.words and "社区党建联席会议" in seen.words
    for shown, words in (("late", "没有超期的"), ("waiting", "没有等答复的事"), ("answered", "还没有答复过的事")):
        assert words in site.visited_by().sees(f"/docket?show={shown}").words


def test_everyone_sees_what_waits_for_whom_and_until_when(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_closed_meeting()
    seen = site.visited_by().sees("/docket")
    for words in ("3幢1单元加装电梯", "11月26日通过", "赞成4，反对1，弃权0", "还没有答复。", "等社区党建联席会议",
                  "还有30天", "12月26日前答复"):
        assert words in seen.words
    assert "登记答复" not in seen.words


def test_the_overdue_stand_on_top(neighbourhood: Neighbourhood, site: Site, clock: SetClock) -> None:
    neighbourhood.a_closed_meeting()
    clock.forward(days=34)
    neighbourhood.a_closed_meeting()
    seen = site.visited_by().sees("/docket")
    assert "超期4天" in seen.words and "其中1件超期" in seen.words
    assert seen.words.index("超期4天") < seen.words.index("还有30天")
    late = site.visited_by().sees("/docket?show=late")
    assert "超期4天" in late.words and "还有30天" not in late.words


def test_work_promised_and_late_is_overdue_again(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    site.visited_by("wu").sends(f"/docket/{entry.id}/reply", **answer(neighbourhood, due_on="2026-12-01"))
    assert "办理中" in site.visited_by().sees("/docket").words
    clock.forward(days=10)
    seen = site.visited_by().sees("/docket?show=late")
    assert "超期5天" in seen.words and "采纳" in seen.words and "青禾物业" in seen.words


def test_the_docket_of_another_community_shows_nothing_of_this_one(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_closed_meeting()
    assert "加装电梯" not in site.visited_by("mei", place="baihua").sees("/docket").words


def test_the_docket_asks_no_more_for_many_lines_than_for_one(neighbourhood: Neighbourhood, site: Site) -> None:
    visitor = site.visited_by()
    neighbourhood.a_closed_meeting()
    with site.counting_reads() as few:
        visitor.sees("/docket")
    for _ in range(3):
        neighbourhood.a_closed_meeting()
    with site.counting_reads() as many:
        visitor.sees("/docket")
    assert len(many) == len(few) <= 14


# --- replying


@pytest.mark.parametrize(("who", "status"), [("wu", 200), ("lin", 200), ("chen", 403), ("zhou", 403), (None, 303)])
def test_who_may_reply(neighbourhood: Neighbourhood, site: Site, who: str | None, status: int) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    assert site.visited_by(who).sees(f"/docket/{entry.id}/reply").status == status


def test_who_replies_has_before_them_what_was_decided_and_what_was_said_against_it(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_motion()
    for who, stance, text in (("sun", "against", "一楼采光要先有说法。"), ("li", "for", "我赞成，早装早好。")):
        neighbourhood.do("zhou", meetings.mark_attendance, meeting_id=room.meeting_id,
                         person_id=neighbourhood.people[who], status="present")
        neighbourhood.do(who, meetings.submit_statement, meeting_id=room.meeting_id, stance=stance, text=text)
    ballot = neighbourhood.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)["ballot_id"]
    room = Room(room.meeting_id, room.discussion_id, room.matter_id, ballot)
    neighbourhood.cast(room, chen="for", wang="for", li="for", sun="against")
    neighbourhood.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    neighbourhood.do("zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="adopted",
                     owner="青禾物业", due_on=date(2026, 12, 31))
    seen = site.visited_by("wu").sees(f"/docket/{entry_of(neighbourhood, room).id}/reply")
    for words in ("委托两家公司出图报价", "赞成3", "一楼采光要先有说法。", "会议记录，还没公布"):
        assert words in seen.words
    assert "早装早好" not in seen.words


@pytest.mark.parametrize(("changed", "shown"), [
    ({}, "采纳"), ({"decision": "adopt_in_part"}, "部分采纳"),
    ({"decision": "refer", "unit_id": "", "due_on": "", "referred_to": "街道城管办"}, "街道城管办"),
    ({"decision": "decline", "unit_id": "", "due_on": ""}, "不采纳"),
])
def test_a_reply_stands_on_the_docket(
    neighbourhood: Neighbourhood, site: Site, changed: dict[str, str], shown: str
) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    done = site.visited_by("wu").sends(f"/docket/{entry.id}/reply", **answer(neighbourhood, **changed))
    assert (done.status, done.goes_to) == (303, "/c/qinghe/m/2026-001")
    seen = site.visited_by().sees("/docket?show=answered")
    assert shown in seen.words and "同意委托两家公司出图报价" in seen.words and "11月26日答复" in seen.words


@pytest.mark.parametrize(("changed", "said"), [
    ({"reason": "车位不够"}, "至少20个字"), ({"reason": ""}, "还没写理由。"), ({"reason": "长" * 2_001}, "太长了"),
    ({"decision": ""}, "四样里选一样。"), ({"decision": "maybe"}, "请从选项里选一个。"),
    ({"unit_id": ""}, "请选由哪个单位办。"), ({"due_on": ""}, "请填几号前办完。"),
    ({"due_on": "2026-11-01"}, "日期已经过去了。"), ({"due_on": "年底"}, "请填一个日期。"),
    ({"decision": "refer", "unit_id": "", "due_on": ""}, "请写转给谁"),
])
def test_a_reply_that_lacks_something_is_refused_and_keeps_every_word(
    neighbourhood: Neighbourhood, site: Site, changed: dict[str, str], said: str
) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    fields = answer(neighbourhood, **changed)
    seen = site.visited_by("wu").sends(f"/docket/{entry.id}/reply", **fields)
    assert seen.status == 400 and said in seen.words
    assert fields["reason"] in seen.source
    assert entry_of(neighbourhood, Room(entry.meeting_id, entry.discussion_id, entry.matter_id)).resolution is None


def test_a_unit_of_another_community_takes_on_nothing(neighbourhood: Neighbourhood, site: Site) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    seen = site.visited_by("wu").sends(f"/docket/{entry.id}/reply", **answer(neighbourhood, unit_id="999"))
    assert seen.status == 400 and "请从选项里选一个。" in seen.words and REASON in seen.source


def test_a_second_reply_is_refused_and_shows_the_first(neighbourhood: Neighbourhood, site: Site) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    path = f"/docket/{entry.id}/reply"
    site.visited_by("wu").sends(path, **answer(neighbourhood))
    other = "联席会议又研究了一次，现在认为不能这样办，请再议。"
    seen = site.visited_by("lin").sends(path, **answer(neighbourhood, decision="decline", reason=other))
    assert seen.status == 400 and "已经答复过" in seen.words and REASON in seen.words and other in seen.words


def test_a_double_press_replies_once(neighbourhood: Neighbourhood, site: Site) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    visitor, fields = site.visited_by("wu"), answer(neighbourhood)
    answers = [visitor.sends(f"/docket/{entry.id}/reply", command_id="reply-0001", **fields) for _ in range(2)]
    assert [each.goes_to for each in answers] == ["/c/qinghe/m/2026-001"] * 2


def test_a_reply_names_the_meeting_in_which_it_was_decided(neighbourhood: Neighbourhood, site: Site) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    joint = neighbourhood.a_meeting(body="joint", matter_id=neighbourhood.a_matter(state="admitted"))
    neighbourhood.do("zhou", meetings.open_meeting, meeting_id=joint.meeting_id)
    visitor = site.visited_by("wu")
    assert "在哪次会上定的" in visitor.sees(f"/docket/{entry.id}/reply").words
    fields = answer(neighbourhood, meeting_id=str(joint.meeting_id))
    assert visitor.sends(f"/docket/{entry.id}/reply", **fields).status == 303
    assert f"/s/{joint.meeting_id}/notice" in site.visited_by().sees("/docket").source


def test_an_entry_of_another_community_is_not_found(neighbourhood: Neighbourhood, site: Site) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    visitor = site.visited_by("mei", place="baihua")
    assert visitor.sees(f"/docket/{entry.id}/reply").status == 404
    assert visitor.sends(f"/docket/{entry.id}/reply", **answer(neighbourhood)).status == 404


@pytest.mark.parametrize("display", ["lang=en", "lang=zh.mode=elder", "lang=en.mode=elder.contrast=more"])
def test_every_page_of_the_docket_is_there_in_every_form(
    neighbourhood: Neighbourhood, site: Site, display: str
) -> None:
    entry = entry_of(neighbourhood, neighbourhood.a_closed_meeting())
    visitor = site.visited_by("wu", display=display)
    for path in ("/docket", "/docket?show=late", f"/docket/{entry.id}/reply"):
        assert visitor.sees(path).status == 200
    visitor.sends(f"/docket/{entry.id}/reply", **answer(neighbourhood))
    for path in ("/docket", f"/docket/{entry.id}/reply"):
        assert visitor.sees(path).status == 200


def test_what_nobody_took_on_is_put_before_the_joint_meeting(neighbourhood: Neighbourhood, site: Site) -> None:
    n, services = neighbourhood, Services(neighbourhood)
    order, need = services.an_order(state="dispatched"), services.a_need(title="楼道要添一把椅子")
    asked = f"/meetings/new?body={n.bodies['joint']}"
    assert "没有人接的" not in site.visited_by("wu").sees(asked).words
    n.clock.forward(days=16)
    seen = site.visited_by("wu").sees(asked)
    assert "没有人接的" in seen.words and "楼道要添一把椅子" in seen.words
    assert f'href="/c/qinghe/services/projects/{order.project_id}"' in seen.source
    assert f'href="/c/qinghe/services/needs/{need}"' in seen.source
    assert "没有人接的" not in site.visited_by("lin").sees(f"/meetings/new?body={n.bodies['council']}").words
