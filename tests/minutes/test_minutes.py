"""The record: a reading of the log, worded by the secretary, whose facts nobody can change."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from consult.community.models import Community
from consult.core.clock import SetClock
from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.minutes import actions as minutes
from consult.minutes import queries
from consult.minutes.models import Minutes
from consult.minutes.rules.phrases import OUTCOMES, PHRASES, STANCES, duration
from consult.storage.event_log import head_of
from tests.builders import Neighbourhood, Room
from tests.meeting.told import tell
from tests.storage.happenings import all_at_once


@pytest.fixture
def room(neighbourhood: Neighbourhood) -> Room:
    """A meeting that is over."""
    return neighbourhood.a_closed_meeting()


def read(n: Neighbourhood, room: Room) -> Minutes:
    found: Minutes = n.see(queries.of_meeting, room.meeting_id, n.community)
    return found


def line(n: Neighbourhood, room: Room, kind: str) -> Any:
    return next(each for each in read(n, room).lines if each.kind == kind)


def leads(n: Neighbourhood, room: Room) -> list[str]:
    return [each.lead for each in read(n, room).lines]


# --- drafted from the log -------------------------------------------------------------------------------


def test_the_close_of_a_meeting_drafts_its_minutes(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    draft = read(n, room)
    assert (draft.state, draft.revision, draft.title) == ("draft", 1, "居民议事会2026年第1次会议记录")
    head = n.see(head_of, f"meeting:{room.meeting_id}")[1]
    last = n.log(f"meeting:{room.meeting_id}")[-1]
    assert (draft.log_seq, draft.log_hash) == (head, last.hash)


def test_before_the_close_there_are_none(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(NotFound):
        read(n, n.a_decision())


def test_the_whole_sitting_is_in_the_minutes_in_order(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = tell(n)["a whole sitting"]
    told = [(each.kind, each.lead, each.text) for each in read(n, room).lines]
    assert told == [
        ("opening", "2026年11月26日19:00，居民议事会在党群服务中心二楼召开2026年第1次会议，主持人周建国。", ""),
        ("attendance", "应到6人，实到5人，请假1人，缺席0人；列席1人，旁听1人。法定人数4人，达到。"
                       "依据：议事规则范本：三分之二以上成员到会，到会成员过半数同意。", ""),
        ("matter", "19:00，会议议第2026-001号事项：3幢1单元加装电梯。", ""),
        ("speech", "陈美兰（赞成，第1次发言，用时1分35秒）：", "五楼的老人半年没有下过楼。"),
        ("order", "主持人调整发言次序，理由：先答清楚钱从哪里来", ""),
        ("speech", "孙丽（提问，第1次发言，用时40秒）：", "费用怎么分摊？"),
        ("speech", "李秀英（反对，第1次发言，用时1分1秒）：", ""),
        ("order", "王德福退出发言队列，理由：已离席接电话", ""),
        ("statement", "赵卫东书面意见（反对）：", "一楼采光受影响，先看图纸。"),
        ("motion", "陈美兰提出动议：马上开工。由青禾物业负责，2026年12月31日前完成；所需：公共收益列支。", ""),
        ("motion", "动议撤回。", ""),
        ("motion", "李秀英提出动议：一年以后再议。由青禾物业负责，2027年12月31日前完成。", ""),
        ("vote", "19:03，就动议付表决，规则：居民议事会（到会过半）。", ""),
        ("vote", "表决结果：应到6名代表，实到5名代表，达到法定人数4；赞成1票，反对2票，弃权1票；"
                 "赞成1名代表≤到会5名代表的一半，即2.5，不通过。"
                 "依据：议事规则范本：三分之二以上成员到会，到会成员过半数同意。", ""),
        ("motion", "陈美兰提出动议：委托两家公司出图报价。由青禾物业负责，2026年12月31日前完成；所需：公共收益列支。", ""),
        ("motion", "动议改为第2稿：委托两家公司出图报价并公示。由青禾物业负责，2026年12月31日前完成；所需：公共收益列支。", ""),
        ("vote", "19:05，就动议付表决，规则：居民议事会（到会过半）。", ""),
        ("vote", "表决结果：应到6名代表，实到5名代表，达到法定人数4；赞成4票，反对1票，弃权0票；"
                 "赞成4名代表＞到会5名代表的一半，即2.5，通过。"
                 "依据：议事规则范本：三分之二以上成员到会，到会成员过半数同意。", ""),
        ("outcome", "会议决定：通过。由青禾物业负责，2026年12月31日前完成。", ""),
        ("closing", "19:07，会议结束。", ""),
    ]


def test_the_minutes_do_not_say_who_asked_for_help(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision()
    n.do("chen", meetings.ask_help, meeting_id=room.meeting_id)
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert "Help" not in {e.name for e in n.log(f"meeting:{room.meeting_id}") if e.audience == "room"}
    assert not [lead for lead in leads(n, room) if "帮" in lead or "助" in lead]


def test_what_a_meeting_did_not_come_to_is_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_sitting(extraordinary_reason="消防检查限期答复")
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert "会议没有议到的事项，另行召集。" in leads(n, room)
    assert "本次为临时会议，事由：消防检查限期答复" in leads(n, room)


@pytest.mark.parametrize(("outcome", "said"), [
    ("rejected", "会议决定：不通过。理由：多数住户不同意"),
    ("deferred", "会议决定：暂缓，2026年12月31日前再议。理由：等报价出来再议"),
    ("escalated", "会议决定：提交社区党建联席会议。理由：超出议事会的权限"),
])
def test_every_end_has_its_words(neighbourhood: Neighbourhood, outcome: str, said: str) -> None:
    n = neighbourhood
    assert said in leads(n, n.a_closed_meeting(outcome=outcome))


def test_who_came_and_left_again_was_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision(outcome="rejected")
    for who in ("chen", "wang"):
        n.do(who, meetings.leave, meeting_id=room.meeting_id)
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert line(n, room, "attendance").lead.startswith("应到6人，实到5人，请假0人，缺席1人；列席0人，旁听0人。")


def test_a_community_that_speaks_english_has_english_minutes(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: work.db.execute(
        update(Community).where(Community.id == n.community).values(language="en")) and None)
    room = tell(n)["a whole sitting"]
    told = leads(n, room)
    assert read(n, room).title == "Minutes of meeting 1 of 2026, Residents' Council"
    assert told[0].startswith("On 26 November 2026 at 19:00 the Residents' Council held its meeting 1 of 2026")
    assert "Result: 6 representatives entitled, 5 present" in "\n".join(told)
    assert told[-1] == "The meeting ended at 19:07."


def test_both_languages_have_every_phrase() -> None:
    assert PHRASES["zh"].keys() == PHRASES["en"].keys()
    assert OUTCOMES["zh"].keys() == OUTCOMES["en"].keys()
    assert STANCES["zh"].keys() == STANCES["en"].keys()


@pytest.mark.parametrize(("seconds", "zh", "en"), [
    (0, "0秒", "0 s"), (59, "59秒", "59 s"), (60, "1分0秒", "1 min 0 s"), (112, "1分52秒", "1 min 52 s"),
])
def test_a_duration_in_words(seconds: int, zh: str, en: str) -> None:
    assert (duration(seconds, "zh"), duration(seconds, "en")) == (zh, en)


# --- edited ---------------------------------------------------------------------------------------------


def test_editing_changes_prose_and_never_a_fact(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = tell(n)["a whole sitting"]
    draft = read(n, room)
    before = leads(n, room)
    changed = {each.id: f"改过：{each.text}" for each in draft.lines if each.kind != "statement"}
    assert n.do_edit("lin", draft, changed)["changed"] == len(changed)
    assert leads(n, room) == before
    after = read(n, room)
    assert [each.source_seq for each in after.lines] == [each.source_seq for each in draft.lines]
    assert (after.log_seq, after.log_hash) == (draft.log_seq, draft.log_hash)


def test_what_a_resident_wrote_is_worded_by_nobody_else(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = tell(n)["a whole sitting"]
    statement = line(n, room, "statement")
    for text in ("一楼采光不受影响。", ""):
        with pytest.raises(RuleBroken) as refused:
            n.do_edit("lin", read(n, room), {statement.id: text})
        assert refused.value.code == "in_their_own_words"
    assert n.do_edit("lin", read(n, room), {statement.id: statement.text + "\r\n"})["changed"] == 0


def test_a_line_may_be_added_at_the_end(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    assert n.do_edit("lin", read(n, room), {}, added="会后参观了小区东门。") == {"revision": 2, "changed": 1}
    last = read(n, room).lines[-1]
    assert (last.kind, last.lead, last.text, last.source_seq) == ("prose", "", "会后参观了小区东门。", None)


def test_lines_of_other_minutes_are_out_of_reach(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    other = n.a_closed_meeting()
    theirs = line(n, other, "closing")
    assert n.do_edit("lin", read(n, room), {theirs.id: "混进来的一句"})["changed"] == 0
    assert line(n, other, "closing").text == ""


def test_of_two_editors_the_second_is_told(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    mine, yours = read(n, room), read(n, room)
    n.do_edit("lin", mine, {line(n, room, "closing").id: "散会。"})
    with pytest.raises(RuleBroken) as refused:
        n.do_edit("lin", yours, {line(n, room, "closing").id: "会议圆满结束。"})
    assert (refused.value.code, refused.value.facts) == ("edited_meanwhile", {"revision": 2})
    assert line(n, room, "closing").text == "散会。"


def test_of_many_editors_at_once_one_is_saved(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    draft = read(n, room)
    answers = all_at_once([lambda i=i: n.do_edit("lin", draft, {}, added=f"第{i}位") for i in range(8)], threads=8)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert len([each for each in read(n, room).lines if each.kind == "prose"]) == 1


def test_saving_without_a_change_is_no_new_revision(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    draft = read(n, room)
    assert n.do_edit("lin", draft, {each.id: each.text for each in draft.lines}) == {"revision": 1, "changed": 0}
    assert [e.name for e in n.log(f"minutes:{draft.id}")] == ["MinutesDrafted"]


def test_an_endless_line_is_refused_by_its_name(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    long = "议" * (minutes.LONGEST + 1)
    last = line(n, room, "closing")
    with pytest.raises(BadShape) as refused:
        n.do_edit("lin", read(n, room), {last.id: long})
    assert refused.value.fields == {f"line_{last.id}": "too_long:20000"}
    with pytest.raises(BadShape) as refused:
        n.do_edit("lin", read(n, room), {}, added=long)
    assert refused.value.fields == {"added": "too_long:20000"}


@pytest.mark.parametrize("who", ["he", "chen", "zhou", "wu"])
def test_only_the_secretary_edits_and_publishes(neighbourhood: Neighbourhood, room: Room, who: str) -> None:
    n = neighbourhood
    with pytest.raises(Forbidden):
        n.do_edit(who, read(n, room), {}, added="一句")
    with pytest.raises(Forbidden):
        n.do(who, minutes.publish, minutes_id=read(n, room).id, revision=1)


# --- published ------------------------------------------------------------------------------------------


def test_published_minutes_are_numbered_hashed_and_shut(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    draft = read(n, room)
    assert n.publish_minutes(room) == "〔2026〕第1号"
    told = n.log(f"minutes:{draft.id}")[-1].data
    assert (len(told["text_hash"]), told["matter_ids"]) == (64, [room.matter_id])
    assert n.see(matters.timeline, room.matter_id)[-1].name == "MinutesPosted"
    with pytest.raises(RuleBroken) as refused:
        n.do_edit("lin", read(n, room), {}, added="迟到的一句")
    assert refused.value.code == "not_now"
    with pytest.raises(RuleBroken):
        n.do("lin", minutes.publish, minutes_id=draft.id, revision=1)


def test_publishing_is_of_the_words_that_were_read(neighbourhood: Neighbourhood, room: Room) -> None:
    n = neighbourhood
    draft = read(n, room)
    n.do_edit("lin", draft, {}, added="一句")
    with pytest.raises(RuleBroken) as refused:
        n.do("lin", minutes.circulate, minutes_id=draft.id, revision=1)
    assert refused.value.code == "edited_meanwhile"
    n.sign_minutes(room)
    with pytest.raises(RuleBroken) as refused:
        n.do("lin", minutes.publish, minutes_id=draft.id, revision=1)
    assert refused.value.code == "edited_meanwhile"


def test_minutes_published_at_once_get_numbers_of_their_own(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    rooms = [n.a_closed_meeting() for _ in range(3)]
    drafts = [read(n, room).id for room in rooms]
    assert [m.id for m, _ in n.see(queries.drafts, n.community)] == drafts
    for room in rooms:
        n.sign_minutes(room)
    answers = all_at_once([
        lambda id=id: n.do("lin", minutes.publish, minutes_id=id, revision=1) for id in drafts
    ], threads=3)
    assert sorted(a["number"] for a in answers) == [f"〔2026〕第{i}号" for i in (1, 2, 3)]
    clock.at = clock.at.replace(year=2027)
    late = n.a_closed_meeting(outcome="deferred", due_on=date(2027, 12, 1))
    assert n.publish_minutes(late) == "〔2027〕第1号"


def test_a_meeting_that_came_to_nothing_posts_on_no_timeline(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_sitting()
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    n.publish_minutes(room)
    assert "MinutesPosted" not in [e.name for e in n.see(matters.timeline, room.matter_id)]
