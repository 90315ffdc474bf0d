"""The room, the desk and the hall's screen as the server draws them, and every command from a plain form."""
from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from consult.ballot import queries as ballots
from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.rules import next_steps, own_steps
from consult.meeting.rules.kinds import Status
from consult.web.rooms import drafts as room_drafts
from tests.builders import Neighbourhood, Room
from tests.builders_sittings import an_open_hearing, brought_to
from tests.node import NODE
from tests.web.visits import Seen, Site, Visitor, site_on

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def path(room: Room, page: str = "") -> str:
    return f"/s/{room.meeting_id}{page}"


def state(neighbourhood: Neighbourhood, room: Room, *, desk: bool = False) -> dict[str, Any]:
    """The room as everyone sees it."""
    found: dict[str, Any] = neighbourhood.see(queries.room_state, room.meeting_id, desk=desk)[2]
    return found


def sends(visitor: Visitor, room: Room, name: str, page: str = "", **fields: Any) -> Seen:
    """A command from a form on a page of the room."""
    sent = {key: str(value) for key, value in fields.items()}
    return visitor.sends(path(room, f"/commands/{name}"), next=f"/c/qinghe{path(room, page)}", **sent)


def shown(source: str, attribute: str) -> set[str]:
    """The values of a data attribute among the elements that are not hidden."""
    tags = re.findall(rf'<\w+[^>]*\s{attribute}="[^"]*"[^>]*>', source)
    return {
        re.search(rf'{attribute}="([^"]*)"', tag)[1]  # type: ignore[index]
        for tag in tags if not re.search(r"\shidden\b", tag)
    }


def data(source: str, name: str) -> Any:
    """What a page gives its script."""
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', source, re.DOTALL)[1])  # type: ignore[index]


# --- each state and each role ---------------------------------------------------------------------------

STAGES: dict[str, Callable[[Neighbourhood], Room]] = {
    "before": lambda n: n.a_meeting(starts_at=n.clock.at + timedelta(days=2)),
    "gathering": lambda n: n.a_sitting(present=("chen",)),
    "talk": lambda n: n.a_discussion(),
    "motion": lambda n: n.a_motion(),
    "vote": lambda n: n.a_vote(),
    "conclude": lambda n: _counted(n),
    "concluded": lambda n: n.a_decision(),
    "closed": lambda n: n.a_closed_meeting(),
}


def _counted(neighbourhood: Neighbourhood) -> Room:
    room = neighbourhood.a_vote()
    neighbourhood.cast(room, chen="for", wang="for", li="for", zhao="against")
    neighbourhood.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    return room


PARTS = {
    "before": set(),
    "gathering": {"track", "quorum"},
    "talk": {"track", "motion", "queue"},
    "motion": {"track", "motion", "queue"},
    "vote": {"track", "motion"},
    "conclude": {"track", "motion", "result"},
    "concluded": {"track", "motion", "result", "outcome"},
    "closed": {"motion", "result", "outcome"},
}
BARS = {
    "before": {"chen": "shut", "qian": "shut", "he": "shut"},
    "gathering": {"chen": "shut", "qian": "check_in", "he": "check_in"},
    "talk": {"chen": "raise_hand", "qian": "check_in", "he": "check_in"},
    "motion": {"chen": "raise_hand", "qian": "check_in", "he": "check_in"},
    "vote": {"chen": "shut", "qian": "check_in", "he": "check_in"},
    "conclude": {"chen": "raise_hand", "qian": "check_in", "he": "check_in"},
    "concluded": {"chen": "shut", "qian": "check_in", "he": "check_in"},
    "closed": {"chen": None, "qian": None, "he": None},
}


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_shows_its_parts_and_offers_each_person_the_one_next_thing(
    stage: str, neighbourhood: Neighbourhood, site: Site
) -> None:
    room = STAGES[stage](neighbourhood)
    for who, bar in BARS[stage].items():
        seen = site.visited_by(who).sees(path(room))
        assert seen.status == 200
        assert shown(seen.source, "data-part") - {"conn"} == PARTS[stage], who
        assert shown(seen.source, "data-mode") == ({bar} if bar else set()), who


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_of_the_room_is_drawn_in_every_stage(
    stage: str, neighbourhood: Neighbourhood, site: Site
) -> None:
    room = STAGES[stage](neighbourhood)
    pages = {"chen": ("", "/screen", "?part=vote"), "he": ("",), "zhou": ("/desk", "/desk?part=live")}
    for display in ("lang=en", "mode=elder"):
        for who, listed in pages.items():
            visitor = site.visited_by(who, display=display)
            assert [visitor.sees(path(room, page)).status for page in listed] == [200] * len(listed), who


def test_before_the_opening_one_reads_what_when_where_who_and_cannot_check_in(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = STAGES["before"](neighbourhood)
    seen = site.visited_by("chen").sees(path(room))
    for words in ("3幢1单元加装电梯", "11月28日19:00", "党群服务中心二楼", "周建国", "名册上有6位", "陈美兰 （您）", "看会议公告"):
        assert words in seen.words
    assert "还没有开会" in seen.source and f"{path(room)}/notice" in seen.source


def test_after_the_close_one_reads_how_it_ended_and_where_to_look_it_up(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_closed_meeting()
    seen = site.visited_by("chen").sees(path(room))
    assert "结论：通过" in seen.words and "由青禾物业负责，12月31日前完成。" in seen.words
    assert f"/b/{room.ballot_id}/result" in seen.source and "看会议记录" not in seen.words
    assert "看会议记录" in site.visited_by("zhou").sees(path(room)).words


def test_the_queue_shows_my_place_and_about_when(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    for who, side in (("chen", "for"), ("wang", "for"), ("li", "against")):
        neighbourhood.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=side)
    neighbourhood.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    seen = site.visited_by("wang").sees(path(room))
    assert "李秀英手机·头一回反对" in seen.words and "您头一回·大约4分钟后赞成" in seen.words
    assert "您排第2位" in seen.source


def test_who_has_the_floor_can_say_so_when_done_and_write_it_down(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_discussion()
    neighbourhood.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    neighbourhood.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    chen = site.visited_by("chen")
    seen = chen.sees(path(room))
    assert shown(seen.source, "data-mode") == {"end_turn"} and "end_turn" in shown(seen.source, "data-when")
    turn = re.search(r'name="turn_id" value="(\d+)"', seen.source)
    assert turn and sends(chen, room, "note_turn", turn_id=turn[1], text="先看分摊表").status == 303
    assert "先看分摊表" in chen.sees(path(room)).words
    assert sends(chen, room, "end_turn").status == 303
    assert state(neighbourhood, room)["turns"][0]["text"] == "先看分摊表"


def test_large_print_has_at_most_three_buttons_besides_the_question_and_the_way_back(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    for stage in ("gathering", "talk", "vote"):
        room = STAGES[stage](neighbourhood)
        page = site.visited_by("chen", display="mode=elder").sees(path(room)).source
        body = re.sub(r'<(header|nav|dialog|template|noscript).*?</\1>', "", page, flags=re.DOTALL)
        body = re.sub(r'<form class="raise__in".*?</form>', "", body, flags=re.DOTALL)
        seen = re.sub(r'<(details|div)[^>]*data-mode="\w+"[^>]*\shidden>.*?</\1>', "", body, flags=re.DOTALL)
        seen = re.sub(r'<section[^>]*\shidden>.*?</section>', "", seen, flags=re.DOTALL)
        assert len(re.findall(r'<(?:button|summary|a) [^>]*class="btn', seen)) <= 3, stage


def test_what_people_wrote_cannot_end_the_data_block(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    words = "</script><script>alert(1)</script><!-- \u2028 &amp;"
    neighbourhood.do("chen", meetings.submit_statement, meeting_id=room.meeting_id, stance="for", text=words)
    source = site.visited_by("wang").sees(path(room)).source
    assert "alert(1)</script>" not in source
    assert data(source, "start")["state"]["statements"][0]["text"] == words


def test_the_page_gives_its_script_the_state_it_was_drawn_from(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_discussion()
    neighbourhood.do("chen", meetings.ask_help, meeting_id=room.meeting_id)
    head = neighbourhood.log(f"meeting:{room.meeting_id}")[-1].seq
    start = data(site.visited_by("wang").sees(path(room)).source, "start")
    assert (start["seq"], start["state"]) == (head, state(neighbourhood, room)) and start["state"]["help"] == []
    assert data(site.visited_by("zhou").sees(path(room, "/desk")).source, "start")["state"]["help"] != []


def test_a_page_asks_no_more_of_the_database_for_a_full_room(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    visitor = site.visited_by("zhou")
    visitor.sees(path(room))  # from here on a page knows the room, and reads only what is new of its log
    with site.counting_reads() as few:
        visitor.sees(path(room))
        visitor.sees(path(room, "/desk"))
    for who in neighbourhood.roll_of("council")[:5]:
        neighbourhood.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
        neighbourhood.do(who, meetings.submit_statement, meeting_id=room.meeting_id, stance="for", text="可以")
    with site.counting_reads() as many:
        visitor.sees(path(room))
        visitor.sees(path(room, "/desk"))
    assert len(many) == len(few) and len(few) < 40


# --- who is let in --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "/desk", "/screen", "/desk?part=live", "?part=vote"])
def test_another_community_finds_nothing_and_a_passer_by_is_asked_to_sign_in(
    page: str, neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_vote()
    assert site.visited_by("yu").sees(path(room, page)).status == 404
    assert site.visited_by("yu", place="baihua").sees(path(room, page)).status == 404
    passing = site.visited_by().sees(path(room, page))
    assert passing.status == 303 and "/sign-in" in passing.goes_to


def test_the_desk_is_for_who_runs_the_meeting(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    statuses = {who: site.visited_by(who).sees(path(room, "/desk")).status for who in ("zhou", "lin", "chen", "he")}
    assert statuses == {"zhou": 200, "lin": 200, "chen": 403, "he": 403}


def test_no_command_reaches_a_room_of_another_community(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    before = neighbourhood.log(f"meeting:{room.meeting_id}")
    strangers = [site.visited_by("fang", place=place) for place in ("qinghe", "baihua")]
    for name in meetings.COMMANDS:
        assert [sends(stranger, room, name).status for stranger in strangers] == [404, 404], name
    assert neighbourhood.log(f"meeting:{room.meeting_id}") == before


def test_a_command_that_is_not_in_the_table_does_not_exist(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    assert sends(site.visited_by("zhou"), room, "convene").status == 404
    assert sends(site.visited_by("zhou"), room, "__class__").status == 404


# --- every step without a script ------------------------------------------------------------------------


def test_a_whole_sitting_by_forms_alone(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    desk, people = site.visited_by("zhou"), {who: site.visited_by(who) for who in ("chen", "wang", "li", "zhao")}

    def at_desk(name: str, **fields: Any) -> None:
        assert sends(desk, room, name, "/desk", **fields).goes_to == f"/c/qinghe{path(room, '/desk')}"

    at_desk("open_meeting")
    for who, visitor in people.items():
        answer = sends(visitor, room, "check_in")
        assert answer.status == 303 and "签到好了。" in visitor.sees(path(room)).words, who
    at_desk("mark_attendance", person_id=neighbourhood.people["sun"], status="present", channel="hall", seat="7")
    at_desk("open_discussion", discussion_id=room.discussion_id)
    sends(people["chen"], room, "raise_hand", stance="for")
    at_desk("raise_hand_for", person_id=neighbourhood.people["sun"], stance="against")
    at_desk("give_floor", hand_id=state(neighbourhood, room)["queue"][0]["hand_id"])
    at_desk("extend_turn", seconds=60)
    at_desk("give_floor")
    at_desk("end_turn")
    sends(people["wang"], room, "submit_statement", stance="question", text="电费怎么算？")
    sends(people["chen"], room, "move_motion", who="青禾物业", what="委托两家公司出图报价", by_when="2026-12-31")
    at_desk("put_to_vote")
    ballot = state(neighbourhood, room)["ballot"]["ballot_id"]
    for who, visitor in people.items():
        sends(visitor, room, "cast_vote", ballot_id=ballot, choice="against" if who == "zhao" else "for")
    at_desk("close_vote")
    at_desk("close_discussion", outcome="adopted", owner="青禾物业", due_on="2026-12-31")
    at_desk("close_meeting")
    end = state(neighbourhood, room)
    assert end["meeting"]["state"] == "closed" and end["ballot"]["result"]["for"] == 3
    assert [turn["called"] for turn in end["turns"]] == ["陈美兰", "孙丽"]


def test_a_statement_without_a_stance_comes_back_as_it_was_typed(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_discussion()
    seen = sends(site.visited_by("chen"), room, "submit_statement", draft="statement", text="没有选态度的话")
    assert seen.status == 400
    assert "没有选态度的话</textarea>" in seen.source and "您的态度：这一项要填。" in seen.words
    assert "多出了一项" not in seen.words
    assert state(neighbourhood, room)["statements"] == []


def test_a_statement_that_arrives_is_no_longer_a_draft(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    chen = site.visited_by("chen")
    name = f"statement-{room.meeting_id}"
    assert sends(chen, room, "submit_statement", draft=name, stance="for", text="可以").status == 303
    assert re.search(rf'<meta name="draft-done" content="qinghe:\d+:{name}">', chen.sees(path(room)).source)


def test_an_end_that_lacks_its_owner_keeps_the_rest(neighbourhood: Neighbourhood, site: Site) -> None:
    room = _counted(neighbourhood)
    seen = sends(site.visited_by("zhou"), room, "close_discussion", "/desk",
                 outcome="adopted", owner="", due_on="2026-12-31", reason="大家都同意")
    assert seen.status == 400 and "谁负责：这一项要填。" in seen.words
    assert 'value="2026-12-31"' in seen.source and "大家都同意</textarea>" in seen.source


def test_out_of_order_needs_a_reason_and_the_reason_field_opens(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_discussion()
    for who in ("chen", "wang"):
        neighbourhood.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    second = state(neighbourhood, room)["queue"][1]["hand_id"]
    desk = site.visited_by("zhou")
    seen = sends(desk, room, "give_floor", "/desk", hand_id=second)
    assert seen.status == 409 and "不按次序请人发言，要写明理由。" in seen.words
    assert len(re.findall(r'<details class="rowacts" open>', seen.source)) == 1
    assert sends(desk, room, "give_floor", "/desk", hand_id=second, reason="他要赶车").status == 303
    assert state(neighbourhood, room)["turn"]["called"] == "王德福"


def test_a_vote_says_what_stands_recorded_and_can_be_changed(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    chen = site.visited_by("chen")
    assert "投出这一票" in chen.sees(path(room)).words
    for choice, words in (("for", "记下的是赞成"), ("against", "记下的是反对")):
        assert sends(chen, room, "cast_vote", ballot_id=room.ballot_id, choice=choice).status == 303
        assert words in chen.sees(path(room)).words
    own = neighbourhood.see(ballots.own_cast, room.ballot_id, f"person:{neighbourhood.people['chen']}")
    assert (own.choice, own.revision) == ("against", 2)
    assert "不在这次表决的名册上" in site.visited_by("he").sees(path(room)).words


def test_a_vote_after_the_close_is_refused_in_words(neighbourhood: Neighbourhood, site: Site) -> None:
    room = _counted(neighbourhood)
    seen = sends(site.visited_by("sun"), room, "cast_vote", ballot_id=room.ballot_id, choice="for")
    assert seen.status == 409 and "表决已经截止，没有记录这一票。" in seen.words


def test_a_repeat_of_one_press_has_one_effect(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    chen = site.visited_by("chen")
    for _ in range(3):
        assert sends(chen, room, "raise_hand", command_id="press-0001", stance="for").status == 303
    assert len(state(neighbourhood, room)["queue"]) == 1


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_the_way_back_stays_on_this_site(elsewhere: str, neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_sitting(present=())
    answer = site.visited_by("chen").sends(path(room, "/commands/check_in"), next=elsewhere)
    assert answer.status == 303 and answer.goes_to == f"/c/qinghe{path(room)}"


# --- the desk -------------------------------------------------------------------------------------------


def big_button(seen: Seen) -> str:
    """The words of the desk's big button."""
    found = re.search(r'<section class="pane pane--next".*?btn--primary btn--big[^>]*>(.*?)</button>', seen.source,
                      re.DOTALL)
    return html.unescape(re.sub(r"<svg.*?</svg>|<kbd>.*?</kbd>|<[^>]+>", "", found[1])).strip() if found else ""


@pytest.mark.parametrize(("stage", "words"), [
    ("before", ""), ("gathering", "开始议：3幢1单元加装电梯"), ("talk", ""), ("motion", "开始表决"), ("vote", "截止并计票"),
    ("conclude", ""), ("concluded", "散会"), ("closed", ""),
])
def test_the_big_button_is_the_next_legal_step(
    stage: str, words: str, neighbourhood: Neighbourhood, site: Site
) -> None:
    room = STAGES[stage](neighbourhood)
    assert big_button(site.visited_by("zhou").sees(path(room, "/desk"))) == words


def test_a_meeting_can_be_opened_from_an_hour_before(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    room = neighbourhood.a_meeting(starts_at=clock.at + timedelta(hours=2))
    desk = site.visited_by("zhou")
    assert "提前一小时以内才能开会" in desk.sees(path(room, "/desk")).words
    clock.forward(minutes=61)
    assert big_button(desk.sees(path(room, "/desk"))) == "开会"


def test_the_next_speaker_stands_on_the_button_with_the_stance(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_motion()
    neighbourhood.do("li", meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    seen = site.visited_by("zhou").sees(path(room, "/desk"))
    assert big_button(seen) == "请下一位：李秀英（反对）"
    assert "还有1人等着发言，说完了再表决。" in seen.words


def test_a_vote_below_the_quorum_says_why_not(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_motion(present=("chen", "wang"))
    seen = site.visited_by("zhou").sees(path(room, "/desk"))
    assert "应到6，到会2，没有达到法定人数4，不能表决。" in seen.words


def test_only_the_ends_that_are_open_can_be_chosen(neighbourhood: Neighbourhood, site: Site) -> None:
    passed = site.visited_by("zhou").sees(path(_counted(neighbourhood), "/desk"))
    talk = site.visited_by("zhou").sees(path(neighbourhood.a_discussion(), "/desk"))
    ends = [set(re.findall(r'name="outcome" value="(\w+)"', seen.source)) for seen in (passed, talk)]
    assert ends == [{"adopted", "deferred", "escalated"}, {"rejected", "deferred", "escalated"}]


def test_the_roll_is_searched_and_finds_neighbours_who_are_not_on_it(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_sitting(present=())
    desk = site.visited_by("zhou")
    seen = desk.sees(path(room, "/desk?q=马"))
    assert "马建军不在名单上" in seen.words.replace(" ", "") and "王德福" not in seen.words
    assert "没有叫“某某某”的人" in desk.sees(path(room, "/desk?q=某某某")).words
    sends(desk, room, "mark_attendance", "/desk", person_id=neighbourhood.people["ma"], status="present")
    assert state(neighbourhood, room)["attendees"][str(neighbourhood.people["ma"])]["capacity"] == "observer"


def test_somebody_is_marked_with_a_seat_or_as_excused(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_sitting(present=())
    desk, sun = site.visited_by("zhou"), neighbourhood.people["sun"]
    assert "孙丽" in desk.sees(path(room, f"/desk?who={sun}")).source.split("marking")[1][:900]
    sends(desk, room, "mark_attendance", f"/desk?who={sun}", person_id=sun, status="present", channel="hall", seat="12")
    assert "大厅12号席" in desk.sees(path(room, "/desk")).words
    sends(desk, room, "mark_attendance", "/desk", person_id=sun, status="excused")
    assert state(neighbourhood, room)["attendees"][str(sun)]["status"] == Status.EXCUSED


def test_a_call_for_help_is_seen_at_the_desk_alone(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    chen = site.visited_by("chen")
    sends(chen, room, "ask_help")
    assert "已经在叫人了" in chen.sees(path(room)).source
    desk = site.visited_by("zhou")
    assert "help" in shown(desk.sees(path(room, "/desk")).source, "data-part")
    assert "求助" not in site.visited_by("wang").sees(path(room)).words
    sends(desk, room, "answer_help", "/desk", person_id=neighbourhood.people["chen"])
    assert state(neighbourhood, room, desk=True)["help"] == []


def test_the_live_parts_are_the_parts_of_the_page(neighbourhood: Neighbourhood, site: Site) -> None:
    room = _counted(neighbourhood)
    desk = site.visited_by("zhou")
    whole, live = desk.sees(path(room, "/desk")).source, desk.sees(path(room, "/desk?part=live")).source
    parts = [set(re.findall(r'data-part="([\w-]+)"', source)) for source in (whole, live)]
    assert parts[0] - {"conn", "bar"} == parts[1]
    assert "<script" not in live


# --- the hall -------------------------------------------------------------------------------------------


def test_the_hall_shows_who_speaks_who_is_next_and_the_way_in(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_motion()
    for who, side in (("chen", "for"), ("wang", "against"), ("li", "question")):
        neighbourhood.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=side)
    neighbourhood.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    seen = site.visited_by("zhou").sees(path(room, "/screen"))
    assert "正在议的动议" in seen.words and "委托两家公司出图报价" in seen.words
    assert "正在发言陈美兰赞成接下来：王德福反对李秀英提问到会5人，达到法定人数4人 2:00" in seen.words
    assert 'data-theme="dark"' in seen.source and 'role="img" aria-label="会场的二维码' in seen.source


def test_the_hall_counts_voices_in_a_vote_and_never_says_which(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    neighbourhood.cast(room, chen="for", wang="against")
    seen = site.visited_by("zhou").sees(path(room, "/screen"))
    assert "请表决" in seen.words and "应到6实到5已投2" in seen.words.replace(" ", "")
    assert "赞成" not in seen.words and '"choice"' not in json.dumps(data(seen.source, "start"))


def test_the_hall_shows_the_verdict_with_seats(neighbourhood: Neighbourhood, site: Site) -> None:
    seen = site.visited_by("zhou").sees(path(_counted(neighbourhood), "/screen"))
    assert "通过" in seen.words and "到会5：赞成3，反对1，弃权0" in seen.source and "要3票" in seen.words


def _amendment(n: Neighbourhood, room: Room) -> None:
    n.do("wang", meetings.move_amendment, meeting_id=room.meeting_id, who="青禾物业", what="委托三家公司出图报价",
         by_when=date(2026, 12, 31))


def _close_debate(n: Neighbourhood, room: Room) -> None:
    n.do("wang", meetings.move_close_debate, meeting_id=room.meeting_id)


MOMENTS: dict[str, tuple[Callable[[Neighbourhood, Room], Any], tuple[str, ...]]] = {
    "an amendment": (_amendment, ("王德福的修正案，先定它", "委托两三家公司出图报价")),
    "an amendment that is put": (
        lambda n, room: (_amendment(n, room), n.do("zhou", meetings.put_amendment, meeting_id=room.meeting_id)),
        ("王德福的修正案，先定它", "委托两三家公司出图报价", "请举手，由主持台数人数。")),
    "a question": (_close_debate, ("问全场", "停止讨论", "请举手，由主持台数人数。")),
    "a pause": (lambda n, room: n.do("zhou", meetings.suspend, meeting_id=room.meeting_id, reason="休息十分钟"),
                ("会议休息中", "休息十分钟")),
    "a straw poll": (
        lambda n, room: n.do("zhou", meetings.ask_straw, meeting_id=room.meeting_id, kind="straw", text="分两次付行不行？"),
        ("摸底", "不作数", "分两次付行不行？")),
    "a point": (lambda n, room: n.do("zhou", meetings.hear_point, meeting_id=room.meeting_id, point_id=n.do(
        "wang", meetings.raise_point, meeting_id=room.meeting_id, kind="order", text="还没说完")["point_id"]),
        ("正在听王德福：", "规则问题", "还没说完")),
}


def words_of(source: str, part: str) -> str:
    """What a part of a page says; nothing of what is struck out is lost."""
    found = re.search(rf'<section[^>]*data-part="{part}"[^>]*>(.*?)</section>', source, re.DOTALL)
    assert found is not None and "hidden" not in found[0].split(">")[0], part
    return html.unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_comes_before_the_motion_is_on_the_hall_the_phone_the_desk_and_in_large_print(
    moment: str, neighbourhood: Neighbourhood, site: Site
) -> None:
    room, (comes, expected) = neighbourhood.a_motion(), MOMENTS[moment]
    comes(neighbourhood, room)
    hall = site.visited_by("zhou").sees(path(room, "/screen"))
    observer = site.visited_by("gu").sees(path(room))
    elder = site.visited_by("chen", display="mode=elder").sees(path(room))
    desk = site.visited_by("zhou").sees(path(room, "/desk"))
    for words in expected:
        assert words in words_of(hall.source, "hall-main"), words
        assert words in words_of(elder.source, "elder-asked"), words
        assert words in observer.words, words
    assert expected[0].removesuffix("的修正案，先定它").removeprefix("正在听").removesuffix("：") in desk.words
    assert 'role="img" aria-label="会场的二维码' in hall.source


@pytest.mark.parametrize("stage", STAGES)
def test_the_way_in_is_on_the_hall_at_every_stage(stage: str, neighbourhood: Neighbourhood, site: Site) -> None:
    room = STAGES[stage](neighbourhood)
    seen = site.visited_by("zhou").sees(path(room, "/screen"))
    assert 'role="img" aria-label="会场的二维码' in seen.source and "扫码进会场" in seen.words


def test_a_motion_of_many_words_is_printed_smaller_on_the_hall(neighbourhood: Neighbourhood, site: Site) -> None:
    for many, size in ((20, ""), (120, " hall__motion--said"), (240, " hall__motion--small")):
        room = neighbourhood.a_discussion()
        neighbourhood.move(room, what="字" * many)
        assert f'class="hall__motion{size}"' in site.visited_by("zhou").sees(path(room, "/screen")).source


def test_the_step_of_a_sitting_with_an_order_is_on_the_hall(neighbourhood: Neighbourhood, site: Site) -> None:
    room = an_open_hearing(neighbourhood)
    brought_to(neighbourhood, room, "views")
    seen = site.visited_by("zhou").sees(path(room, "/screen"))
    assert "会议次序第4步，共7步：代表陈述意见" in seen.words
    assert "代表陈述意见" in words_of(seen.source, "hall-main")


# --- the browser's twins --------------------------------------------------------------------------------

TWINS = """
import { ownSteps, stage } from "%(root)s/static/js/rooms/standing.js";
import { difference } from "%(root)s/static/js/rooms/difference.js";
import { readFileSync } from "node:fs";
const { rooms, people, drafts } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify({
  stages: rooms.map(stage),
  steps: rooms.map((s) => people.map((id) => Object.fromEntries(
    Object.entries(ownSteps(s, id)).map(([name, step]) => [name, step.why])))),
  drafts: drafts.map(([before, after]) => difference(before, after)),
  amended: drafts.map(([before, after]) => difference(before, after, { replaced: true })),
}));
"""
DRAFTS = [
    ("委托两家公司出图报价。由青禾物业负责。", "委托两家有资质的公司出图报价。由青禾物业负责。"),
    ("先张贴，再表决，后公布。", "再表决，先张贴，后公布。"), ("一样。", "一样。"), ("", "新的"), ("旧的", ""),
    ("甲，乙，丙", "丙，乙，甲"), ("一层补1万元；二层不补", "一层补1.5万元；二层补5千元"),
    ("两份方案张贴15天后，再定。", "两份方案张贴20天后，再定。"),
]


def test_the_browser_offers_the_same_steps_and_sees_the_same_changes(neighbourhood: Neighbourhood) -> None:
    rooms = [state(neighbourhood, make(neighbourhood)) for make in STAGES.values()]
    people = [neighbourhood.people[who] for who in ("chen", "wang", "qian", "he", "zhou")]
    sent = json.dumps({"rooms": rooms, "people": people, "drafts": DRAFTS})
    node = subprocess.run([NODE, "--input-type=module", "-e", TWINS % {"root": ROOT.as_uri()}],
                          input=sent, capture_output=True, text=True, check=True)
    found = json.loads(node.stdout)
    assert found["stages"] == [next_steps.stage(s) for s in rooms]
    assert found["steps"] == [
        [{name: step.why for name, step in own_steps.own_steps(s, person).items()} for person in people]
        for s in rooms
    ]
    assert found["drafts"] == [[list(part) for part in room_drafts.difference(*pair)] for pair in DRAFTS]
    assert found["amended"] == [[list(part) for part in room_drafts.difference(*pair, replaced=True)] for pair in DRAFTS]
    assert ["del", "15"] not in found["drafts"][-1] and ["del", "15"] in found["amended"][-1]
