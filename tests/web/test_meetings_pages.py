"""The calendar, the notice, convening and cancelling, as people meet them."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.meeting import actions, queries
from consult.meeting.models import Meeting
from tests.builders import Neighbourhood
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def convening(neighbourhood: Neighbourhood, matter: int, **changed: str) -> dict[str, str]:
    """A form of convening, filled in."""
    return {
        "body_id": str(neighbourhood.bodies["council"]), "matter_id": str(matter), "day": "2026-12-01", "at": "19:00",
        "place": "党群服务中心二楼", "chair_id": str(neighbourhood.people["zhou"]), "extraordinary_reason": "",
    } | changed


def the_only_meeting(neighbourhood: Neighbourhood) -> Meeting:
    (found,) = neighbourhood.see(queries.meetings, neighbourhood.community)
    meeting: Meeting = found
    return meeting


# --- the calendar


def test_the_calendar_tells_a_passer_by_what_is_live_to_come_and_past(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_closed_meeting()
    neighbourhood.a_meeting()
    live = neighbourhood.a_vote()
    seen = site.visited_by().sees("/meetings")
    assert seen.status == 200
    assert "正在开会" in seen.words and f"/s/{live.meeting_id}" in seen.source
    assert "看公告" in seen.words and "表决结果" in seen.words and "会议记录正在整理" in seen.words


def test_an_empty_calendar_says_what_will_stand_there(site: Site) -> None:
    seen = site.visited_by("chen").sees("/meetings")
    assert "还没有定下要开的会" in seen.words and "还没有开过会" in seen.words


def test_only_who_has_a_voice_is_called_to_the_vote(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_vote()
    called = {
        who: f"/b/{room.ballot_id}\"" in site.visited_by(who).sees("/meetings").source
        for who in ("chen", "he", "lin", None)
    }
    assert called == {"chen": True, "he": False, "lin": False, None: False}


def test_published_minutes_are_offered_to_everyone_and_drafts_to_few(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_closed_meeting()
    assert "会议记录，还没公布" in site.visited_by("lin").sees("/meetings").words
    assert "会议记录，还没公布" not in site.visited_by("chen").sees("/meetings").words


def test_the_calendar_asks_no_more_for_many_meetings_than_for_one(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    visitor = site.visited_by()
    neighbourhood.a_closed_meeting()
    with site.counting_reads() as few:
        visitor.sees("/meetings")
    for _ in range(3):
        neighbourhood.a_closed_meeting()
    with site.counting_reads() as many:
        visitor.sees("/meetings")
    assert len(many) == len(few) <= 10


# --- the notice


def test_the_notice_says_to_everyone_what_when_where_and_how_it_is_decided(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_meeting()
    seen = site.visited_by().sees(f"/s/{room.meeting_id}/notice")
    assert seen.status == 200
    for words in ("3幢1单元加装电梯", "11月26日", "19:00", "党群服务中心二楼", "周建国",
                  "赞成多于到会的一半，就通过。", "不用手机也一样"):
        assert words in seen.words
    assert 'role="img" aria-label="会场的二维码' in seen.source


def test_the_notice_names_no_resident(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    seen = site.visited_by().sees(f"/s/{room.meeting_id}/notice")
    assert "何静" not in seen.source and "何女士" not in seen.source


def test_a_notice_of_another_community_is_not_found(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting(body="next_door_council")
    assert site.visited_by("lin").sees(f"/s/{room.meeting_id}/notice").status == 404
    assert site.visited_by().sees("/s/999/notice").status == 404


def test_the_notice_of_a_meeting_that_is_over_leads_to_what_came_of_it(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = neighbourhood.a_closed_meeting()
    seen = site.visited_by().sees(f"/s/{room.meeting_id}/notice")
    assert "会已经开完" in seen.words and "/result" in seen.source


# --- convening


@pytest.mark.parametrize(("who", "status"), [("lin", 200), ("wu", 200), ("chen", 403), ("zhou", 403), (None, 303)])
def test_who_may_open_the_form_of_convening(site: Site, who: str | None, status: int) -> None:
    assert site.visited_by(who).sees("/meetings/new").status == status


def test_the_form_says_the_rule_of_notice_and_begins_at_the_first_lawful_day(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_matter(state="admitted")
    seen = site.visited_by("lin").sees("/meetings/new")
    assert "居民议事会开会要提前3天公示：今天召集，最早11月29日（周日）开会。" in seen.words
    assert 'value="2026-11-29"' in seen.source and "中国时间" in seen.words


def test_a_meeting_is_convened_at_the_clock_of_the_community(neighbourhood: Neighbourhood, site: Site) -> None:
    matter = neighbourhood.a_matter(state="admitted")
    done = site.visited_by("lin").sends("/meetings/new", **convening(neighbourhood, matter))
    meeting = the_only_meeting(neighbourhood)
    assert (done.status, done.goes_to) == (303, f"/c/qinghe/s/{meeting.id}/notice")
    assert meeting.starts_at == datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
    assert meeting.chair_id == neighbourhood.people["zhou"] and not meeting.extraordinary


def test_too_short_a_notice_is_refused_and_everything_typed_stays(neighbourhood: Neighbourhood, site: Site) -> None:
    matter = neighbourhood.a_matter(state="admitted")
    fields = convening(neighbourhood, matter, day="2026-11-27", place="北门凉亭")
    seen = site.visited_by("lin").sends("/meetings/new", **fields)
    assert seen.status == 400 and "规则要求提前3天公示，最早是11月29日" in seen.words
    assert 'value="2026-11-27"' in seen.source and 'value="北门凉亭"' in seen.source
    assert f'<option selected value="{matter}">' in seen.source


def test_an_urgent_meeting_is_extraordinary_and_its_reason_public(neighbourhood: Neighbourhood, site: Site) -> None:
    matter = neighbourhood.a_matter(state="admitted")
    reason = "水管爆裂，等不到三天以后"
    fields = convening(neighbourhood, matter, day="2026-11-27", extraordinary_reason=reason)
    done = site.visited_by("lin").sends("/meetings/new", **fields)
    assert done.status == 303
    seen = site.visited_by().sees(done.goes_to.removeprefix("/c/qinghe"))
    assert "临时会议" in seen.words and reason in seen.words


@pytest.mark.parametrize(("changed", "said"), [
    ({"day": ""}, "请填一个日期。"), ({"day": "下周二"}, "请填一个日期。"), ({"at": "晚上七点"}, "请填一个钟点"),
    ({"place": "  "}, "这一项要填。"), ({"matter_id": ""}, "这一项要填。"), ({"matter_id": "999"}, "请从选项里选一个。"),
    ({"day": "2026-11-01"}, "开会时间已经过去了。"), ({"place": "一" * 500}, "太长了"),
])
def test_what_is_wrong_in_the_form_is_said_by_its_field(
    neighbourhood: Neighbourhood, site: Site, changed: dict[str, str], said: str
) -> None:
    matter = neighbourhood.a_matter(state="admitted")
    seen = site.visited_by("lin").sends("/meetings/new", **convening(neighbourhood, matter, **changed))
    assert seen.status == 400 and said in seen.words
    assert neighbourhood.see(queries.meetings, neighbourhood.community) == []


def test_a_double_press_convenes_once(neighbourhood: Neighbourhood, site: Site) -> None:
    fields = convening(neighbourhood, neighbourhood.a_matter(state="admitted"))
    visitor = site.visited_by("lin")
    first = visitor.sends("/meetings/new", command_id="convene-0001", **fields)
    again = visitor.sends("/meetings/new", command_id="convene-0001", **fields)
    assert first.goes_to == again.goes_to and the_only_meeting(neighbourhood)


def test_what_waits_for_a_reply_is_offered_to_the_body_that_owes_it_alone(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    neighbourhood.a_closed_meeting()
    offered = {who: "加装电梯" in site.visited_by(who).sees("/meetings/new").source for who in ("wu", "lin")}
    assert offered == {"wu": True, "lin": False}


def test_the_matter_one_came_from_is_chosen(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="admitted")
    second = neighbourhood.a_matter(state="admitted", title="儿童滑梯换新")
    seen = site.visited_by("lin").sees("/meetings/new?matter=2026-002")
    assert f'<option selected value="{second}">' in seen.source


def test_a_matter_that_is_not_ready_says_why(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="endorsed")
    assert "议题要先受理" in site.visited_by("lin").sees("/meetings/new?matter=2026-001").words


def test_a_body_of_another_community_cannot_be_convened(neighbourhood: Neighbourhood, site: Site) -> None:
    matter = neighbourhood.a_matter(state="admitted")
    fields = convening(neighbourhood, matter, body_id=str(neighbourhood.bodies["next_door_council"]))
    site.visited_by("lin").sends("/meetings/new", **fields)
    assert [m.body_id for m in neighbourhood.see(queries.meetings, neighbourhood.next_door)] == []


# --- cancelling


def test_a_meeting_is_cancelled_with_a_reason_that_everyone_reads(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    path = f"/s/{room.meeting_id}"
    assert "取消这次会" in site.visited_by("lin").sees(f"{path}/notice").words
    assert site.visited_by("lin").sends(f"{path}/cancel", reason="场地临时停电，改期再开").status == 303
    seen = site.visited_by().sees(f"{path}/notice")
    assert "场地临时停电，改期再开" in seen.words and "取消以后不能恢复" not in seen.words
    assert "场地临时停电" in site.visited_by().sees("/meetings").words


def test_cancelling_needs_a_reason_and_keeps_what_was_typed(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    seen = site.visited_by("lin").sends(f"/s/{room.meeting_id}/cancel", reason="停电")
    assert seen.status == 400 and "至少4个字" in seen.words and "停电</textarea>" in seen.source


def test_a_resident_cannot_cancel(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    visitor = site.visited_by("chen")
    assert "取消这次会" not in visitor.sees(f"/s/{room.meeting_id}/notice").words
    visitor.sends(f"/s/{room.meeting_id}/cancel", reason="我不想开会了")
    assert the_only_meeting(neighbourhood).state == "convened"


def test_an_open_meeting_cannot_be_cancelled(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_sitting()
    seen = site.visited_by("lin").sends(f"/s/{room.meeting_id}/cancel", reason="不想开了不想开了")
    assert seen.status == 409 and "现在还不能这样做" in seen.words


def test_cancelled_and_convened_again_both_stand_in_the_calendar(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    neighbourhood.do("lin", actions.cancel, meeting_id=room.meeting_id, reason="厂家没有来")
    neighbourhood.do(
        "lin", actions.convene, body_id=neighbourhood.bodies["council"], matter_id=room.matter_id,
        starts_at=neighbourhood.clock.at + timedelta(days=4), place="二楼",
    )
    seen = site.visited_by().sees("/meetings")
    assert "已取消" in seen.words and "还有4天" in seen.words


@pytest.mark.parametrize("display", ["lang=en", "lang=zh.mode=elder", "lang=en.mode=elder.contrast=more"])
def test_every_page_of_meetings_is_there_in_every_form(
    neighbourhood: Neighbourhood, site: Site, display: str
) -> None:
    room = neighbourhood.a_meeting()
    visitor = site.visited_by("lin", display=display)
    for path in ("/meetings", "/meetings/new", f"/s/{room.meeting_id}/notice"):
        assert visitor.sees(path).status == 200


def test_feeds_and_calendars_are_named_in_every_page_and_a_meeting_can_be_taken_along(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    made = neighbourhood.a_meeting()
    page = site.visited_by().sees("/meetings")
    for kind, address in (
        ("application/atom+xml", "/c/qinghe/feeds/notices.atom"), ("application/atom+xml", "/c/qinghe/feeds/matters.atom"),
        ("text/calendar", "/c/qinghe/meetings.ics"),
    ):
        assert re.search(rf'<link rel="alternate" type="{re.escape(kind)}" title="[^"]+" href="{re.escape(address)}">', page.source)
        assert site.visited_by().client.get(address).status_code == 200
    notice = site.visited_by().sees(f"/s/{made.meeting_id}/notice").source
    assert f'href="/c/qinghe/s/{made.meeting_id}.ics"' in notice
    assert site.visited_by().client.get(f"/c/qinghe/s/{made.meeting_id}.ics").mimetype == "text/calendar"


def test_the_notice_prints_in_large_type(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_meeting()
    assert 'class="sheet bill__sheet' in site.visited_by().sees(f"/s/{room.meeting_id}/notice").source
    styles = "\n".join(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "static/css").rglob("*.css"))
    sizes = [int(size) for printed in styles.split("@media print")[1:]
             for size in re.findall(r"\.bill__sheet *\{[^}]*font-size: *(\d+)pt", printed)]
    assert sizes and min(sizes) >= 18
