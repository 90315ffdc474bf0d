"""The pages of sittings: convening by kind, people and papers, questions, the door, light meetings, bodies' rhythm."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.actions import sittings
from consult.meeting.queries import doors
from consult.meeting.queries import sittings as held
from consult.meeting.rules.sittings.door_code import SHEET, code_now, door_code
from tests.builders import Neighbourhood
from tests.builders_sittings import (
    a_forum,
    a_hearing_to_come,
    a_held_hearing,
    a_light_meeting,
    an_open_hearing,
    brought_to,
    form_body,
    make_grid_head,
    people_for,
)
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def test_the_form_of_convening_asks_for_what_the_kind_needs(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    n.a_matter(state="admitted")
    hearing, forum = form_body(n, "hearing"), form_body(n, "public_forum")
    lin = site.visited_by("lin")
    assert 'name="paper_text"' in lin.sees(f"/meetings/new?body={hearing}").source
    asked = lin.sees(f"/meetings/new?body={forum}")
    assert 'name="paper_text"' not in asked.source and 'name="matter_id"' not in asked.source
    joint = site.visited_by("wu").sees(f"/meetings/new?body={n.bodies['joint']}")
    assert 'type="checkbox"' in joint.source and "临时召集的，一次只议一件" in joint.words


def test_a_hearing_shows_its_papers_people_and_lot_to_a_passer_by(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n, seats={"stakeholder": 2, "public": 1})
    people_for(n, room)
    n.do("lin", sittings.draw_lots, meeting_id=room.meeting_id, seed="双色球2026131期")
    seen = site.visited_by().sees(f"/s/{room.meeting_id}/people")
    assert seen.status == 200 and "双色球2026131期" in seen.words and "没有入选" in seen.words
    assert "加装电梯方案说明" in seen.words
    notice = site.visited_by().sees(f"/s/{room.meeting_id}/notice")
    assert "这个会不表决" in notice.words and "宣读并确认笔录" in notice.words


def test_a_resident_signs_up_and_the_office_arranges(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n)
    address = f"/s/{room.meeting_id}/people"
    he = site.visited_by("he")
    assert "我要报名" in he.sees(address).words
    he.sends(f"/s/{room.meeting_id}/commands/sign_up", group="public", next=f"/c/qinghe{address}")
    assert "您报了名，是第1号" in he.sees(address).words
    lin = site.visited_by("lin")
    assert "马建军" in lin.sees(address).source and "马建军" not in he.sees(address).source
    tried = lin.sends(f"/s/{room.meeting_id}/commands/give_part", person_id=n.people["sun"], role="representative",
                      group="public", next=f"/c/qinghe{address}")
    assert tried.status == 409 and "报名和抽签决定" in tried.words and "安排人选" in tried.words


def test_the_desk_walks_through_the_order_and_the_phone_shows_it(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    room = an_open_hearing(n)
    desk = site.visited_by("zhou").sees(f"/s/{room.meeting_id}/desk")
    assert "往下：宣布开始，宣读规则" in desk.words and "改期" in desk.words
    brought_to(n, room, "record")
    n.do("zhou", sittings.read_record, meeting_id=room.meeting_id)
    phone = site.visited_by("chen").sees(f"/s/{room.meeting_id}")
    assert "会议次序第7步，共7步：宣读并确认笔录" in phone.words and "请您确认笔录" in phone.words
    for display in ("lang=zh.mode=elder", "lang=en"):
        seen = site.visited_by("chen", display=display).sees(f"/s/{room.meeting_id}")
        assert 'data-command="confirm_record"' in seen.source and seen.status == 200
    assert "陈美兰" in site.visited_by("zhou").sees(f"/s/{room.meeting_id}/desk").words


def test_a_held_hearing_and_its_next_round_lead_to_each_other(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    first = a_held_hearing(n, outcome="deferred")
    n.clock.forward(days=20)
    second = a_hearing_to_come(n, matter_id=first.matter_id)
    seen = site.visited_by().sees(f"/s/{first.meeting_id}/people")
    assert "第2轮" in seen.words and f"/s/{second.meeting_id}/people" in seen.source


def test_a_question_is_asked_and_settled_on_the_board(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    room = a_forum(n)
    board = f"/s/{room.meeting_id}/questions"
    back = f"/c/qinghe{board}"
    site.visited_by("he").sends(f"/s/{room.meeting_id}/commands/ask_question", text="路灯什么时候修？", next=back)
    question = n.see(held.questions, room.meeting_id)[0].id
    zhou = site.visited_by("zhou")
    tried = zhou.sends(f"/s/{room.meeting_id}/commands/end_question", question_id=question, end="promised",
                       words="物业换灯", next=back)
    assert tried.status == 400 and "这一项要填" in tried.words and "物业换灯" in tried.source
    zhou.sends(f"/s/{room.meeting_id}/commands/end_question", question_id=question, end="promised", words="物业换灯",
               who="青禾物业", due_on="2026-12-31", next=back)
    seen = site.visited_by().sees(board)
    assert "承诺到期办好" in seen.words and "青禾物业" in seen.words
    assert "路灯什么时候修" in site.visited_by().sees("/promises").words


# --- the door -----------------------------------------------------------------------------------------


def test_the_code_at_the_door_checks_in_to_the_hall_and_an_old_one_does_not(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    room = n.a_sitting(present=())
    secret = n.see(doors.secret, room.meeting_id)
    old = code_now(secret, n.clock.at)
    n.clock.forward(minutes=25)
    chen = site.visited_by("chen")
    tried = chen.sends(f"/s/{room.meeting_id}/in", code=old, seat="12")
    assert tried.status == 409 and "签到码已经过时" in tried.words and 'value="12"' in tried.source
    assert "我到了" in chen.sees(f"/s/{room.meeting_id}/in?k={code_now(secret, n.clock.at)}").words
    chen.sends(f"/s/{room.meeting_id}/in", code=code_now(secret, n.clock.at), seat="12")
    site.visited_by("wang").sends(f"/s/{room.meeting_id}/in", code=door_code(secret, SHEET))
    places = {a.person_id: (a.status, a.channel, a.seat) for a in n.see(queries.attendees, room.meeting_id)}
    assert places[n.people["chen"]] == ("present", "hall", "12")
    assert places[n.people["wang"]][:2] == ("present", "hall")


def test_a_tablet_in_the_hall_checks_in_who_has_no_phone_and_keeps_nobody(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    room = n.a_sitting(present=())
    shown = site.visited_by("zhou").sends(f"/s/{room.meeting_id}/kiosk")
    token = shown.source.split("/kiosk/")[1].split("<")[0].split('"')[0]
    tablet = site.visited_by()
    assert "请点您的名字" in tablet.sees(f"/kiosk/{token}").words
    said = tablet.sends(f"/kiosk/{token}", person_id=n.people["li"])
    assert "签到好了，请入座" in said.words
    assert n.see(queries.present_voices, room.meeting_id) == 1
    assert tablet.sends(f"/kiosk/{token}", person_id=n.people["mei"]).status == 404
    site.visited_by("zhou").sends(f"/s/{room.meeting_id}/kiosk/close")
    assert tablet.sees(f"/kiosk/{token}").status == 404
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)


# --- light meetings and rhythm ------------------------------------------------------------------------


def test_a_grid_head_notes_a_courtyard_meeting_on_the_phone(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    make_grid_head(n)
    head = site.visited_by("gu_jr")
    form = {"kind": "courtyard_meeting", "held_on": "2026-11-25", "place": "3幢院坝", "present": "十四",
            "issues": "王师傅：路灯坏了半个月"}
    tried = head.sends("/light/new", **form)
    assert tried.status == 400 and "请填数字" in tried.words and "路灯坏了半个月" in tried.source
    head.sends("/light/new", **form | {"present": "14"})
    seen = site.visited_by().sees("/light")
    assert "3幢院坝" in seen.words and "来了14人" in seen.words
    issue = n.see(held.issues, [n.see(held.light_meetings, n.community, None)[0][0].id])[0]
    filled = head.sees(f"/light/issues/{issue.id}/propose")
    assert "路灯坏了半个月" in filled.source and "王德福" in filled.source
    head.sends(f"/light/issues/{issue.id}/propose", title="路灯坏了半个月", what="院坝会上提出：路灯坏了半个月，晚上看不清台阶。",
               place="3幢", affected="全楼", expected="把路灯修好", category="facilities")
    assert "成了议题" in site.visited_by().sees(f"/light/{issue.light_meeting_id}").words


def test_a_party_groups_meeting_is_seen_by_those_with_the_posts_alone(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n = neighbourhood
    id = a_light_meeting(n, by="wu", kind="party_group_meeting", place="党群活动室")
    for who in (None, "chen", "lin"):
        visitor = site.visited_by(who) if who else site.visited_by()
        assert visitor.sees(f"/light/{id}").status == 404
        assert "党群活动室" not in visitor.sees("/light").words
    assert "党群活动室" in site.visited_by("wu").sees(f"/light/{id}").words


def test_bodies_show_when_they_are_due_and_how_late_they_are(neighbourhood: Neighbourhood, site: Site) -> None:
    form_body(neighbourhood, "public_forum")
    seen = site.visited_by().sees("/bodies")
    assert "每季度一次" in seen.words and "下次最晚" in seen.words and "逐条答复" in seen.words
