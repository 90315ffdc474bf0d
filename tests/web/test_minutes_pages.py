"""The record: who sees it when, the editor that loses nothing, publishing for good."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from consult.minutes import queries
from consult.minutes.actions.editing import mark_of
from consult.minutes.models import Minutes, MinutesLine
from consult.web.minutes import editing as record_editing
from tests.builders import Neighbourhood, Room
from tests.web.visits import Seen, Site, Visitor, site_on

SPEECH = "我不反对装，我要看到钱怎么分。"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def a_record(neighbourhood: Neighbourhood) -> Room:
    """A meeting that is over, with a speech that was written down and a written statement."""
    room = neighbourhood.a_discussion()
    neighbourhood.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="against")
    turn = neighbourhood.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)["turn_id"]
    neighbourhood.do("zhou", meetings.note_turn, meeting_id=room.meeting_id, turn_id=turn, text=SPEECH)
    neighbourhood.do("zhou", meetings.end_turn, meeting_id=room.meeting_id)
    neighbourhood.do("wang", meetings.submit_statement, meeting_id=room.meeting_id, stance="for", text="早装早好。")
    neighbourhood.do(
        "zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="rejected", reason="分摊没有说清楚")
    neighbourhood.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    return room


def saved(neighbourhood: Neighbourhood, room: Room) -> Minutes:
    """The record as it is saved."""
    found: Minutes = neighbourhood.see(queries.of_meeting, room.meeting_id, neighbourhood.community)
    return found


def line(neighbourhood: Neighbourhood, room: Room, kind: str) -> MinutesLine:
    """The first line of a kind."""
    return next(each for each in saved(neighbourhood, room).lines if each.kind == kind)


def typed(page: Seen, **texts: str) -> dict[str, str]:
    """The editor's form as a browser sends it, with some fields typed over."""
    bases = dict(re.findall(r'name="(base_\d+)" value="(\w+)"', page.source))
    fields = dict(re.findall(r'name="(line_\d+)"[^>]*>\n(.*?)</textarea>', page.source, re.DOTALL))
    return {"revision": page.hidden("revision"), **bases, **fields, **texts}


def edit(visitor: Visitor, room: Room, **texts: str) -> Seen:
    """Open the editor and save with some fields typed over."""
    path = f"/s/{room.meeting_id}/minutes/edit"
    return visitor.sends(path, **typed(visitor.sees(path), **texts))


# --- who sees it


def test_before_it_is_published_the_record_is_for_few(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    path = f"/s/{room.meeting_id}/minutes"
    for who in (None, "chen", "he", "mei"):
        seen = site.visited_by(who).sees(path)
        assert seen.status == 200 and "还没有公布" in seen.words and SPEECH not in seen.source
    for who in ("lin", "zhou"):
        seen = site.visited_by(who).sees(path)
        assert "这是草稿" in seen.words and SPEECH in seen.words


def test_while_the_meeting_goes_on_there_is_no_record(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_sitting()
    assert "还没有开完" in site.visited_by().sees(f"/s/{room.meeting_id}/minutes").words
    assert site.visited_by("lin").sees(f"/s/{room.meeting_id}/minutes/edit").status == 404
    assert site.visited_by().sees("/s/999/minutes").status == 404


def test_a_record_of_another_community_is_not_found(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    for path in (f"/s/{room.meeting_id}/minutes", f"/s/{room.meeting_id}/minutes/edit"):
        assert site.visited_by("mei", place="baihua").sees(path).status == 404


def test_a_published_record_is_for_everyone_with_every_word(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    neighbourhood.sign_minutes(room)
    visitor = site.visited_by("lin")
    done = visitor.sends(f"/s/{room.meeting_id}/minutes/publish", revision="1")
    assert done.status == 303
    assert "由另一个人看一遍" in site.visited_by().sees(f"/s/{room.meeting_id}/minutes").words
    neighbourhood.let_out_minutes(room)
    seen = site.visited_by().sees(f"/s/{room.meeting_id}/minutes")
    for words in ("〔2026〕第1号", "应到6人，实到5人", SPEECH, "早装早好。", "会议决定：不通过", "公布以后不再改动"):
        assert words in seen.words
    assert "草稿" not in seen.words and "/m/2026-001" in seen.source
    assert visitor.sees(f"/s/{room.meeting_id}/minutes/edit").status == 303


def test_a_speech_nobody_wrote_down_says_so(neighbourhood: Neighbourhood, site: Site) -> None:
    room = neighbourhood.a_discussion()
    neighbourhood.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    neighbourhood.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    neighbourhood.do("zhou", meetings.end_turn, meeting_id=room.meeting_id)
    neighbourhood.do(
        "zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="rejected", reason="没有议出结果")
    neighbourhood.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert "（没有记下文字）" in site.visited_by("lin").sees(f"/s/{room.meeting_id}/minutes").words


# --- editing


@pytest.mark.parametrize(("who", "status"), [("lin", 200), ("zhou", 403), ("chen", 403), (None, 303)])
def test_who_may_edit(neighbourhood: Neighbourhood, site: Site, who: str | None, status: int) -> None:
    room = a_record(neighbourhood)
    assert site.visited_by(who).sees(f"/s/{room.meeting_id}/minutes/edit").status == status


def test_the_secretary_changes_the_words_and_not_the_facts(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    speech = line(neighbourhood, room, "speech")
    done = edit(site.visited_by("lin"), room, **{f"line_{speech.id}": "费用要先讲清楚。", f"lead_{speech.id}": "别人："})
    assert done.status == 303
    after = line(neighbourhood, room, "speech")
    assert (after.lead, after.text) == (speech.lead, "费用要先讲清楚。")
    assert saved(neighbourhood, room).revision == 2


def test_a_paragraph_is_added_at_the_end(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    edit(site.visited_by("lin"), room, added="附件：两家公司的报价单。")
    assert saved(neighbourhood, room).lines[-1].text == "附件：两家公司的报价单。"


def test_saving_without_a_change_changes_nothing(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    assert edit(site.visited_by("lin"), room).status == 303
    assert saved(neighbourhood, room).revision == 1


def test_the_line_ends_of_a_browser_are_no_change(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    speech = line(neighbourhood, room, "speech")
    visitor = site.visited_by("lin")
    edit(visitor, room, **{f"line_{speech.id}": "第一段\r\n第二段"})
    assert line(neighbourhood, room, "speech").text == "第一段\n第二段"
    edit(visitor, room, **{f"line_{speech.id}": "第一段\r\n第二段"})
    assert saved(neighbourhood, room).revision == 2


@pytest.mark.parametrize(("text", "said"), [("长" * 20_001, "太长了"), ("\x00", "不能保存的字符")])
def test_what_cannot_be_kept_comes_back_to_its_writer(
    neighbourhood: Neighbourhood, site: Site, text: str, said: str
) -> None:
    room = a_record(neighbourhood)
    speech = line(neighbourhood, room, "speech")
    seen = edit(site.visited_by("lin"), room, **{f"line_{speech.id}": text}, added="这一段也不能丢")
    assert seen.status == 400 and said in seen.words and "还没有保存" in seen.words
    assert text in seen.source and "这一段也不能丢" in seen.source
    assert saved(neighbourhood, room).revision == 1


def test_when_two_change_one_line_both_stand_side_by_side(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    speech = line(neighbourhood, room, "speech")
    visitor, path = site.visited_by("lin"), f"/s/{room.meeting_id}/minutes/edit"
    opened = visitor.sees(path)
    edit(visitor, room, **{f"line_{speech.id}": "另一台电脑上改的"})
    seen = visitor.sends(path, **typed(opened, **{f"line_{speech.id}": "这一台上改的"}), added="最后一段")
    assert seen.status == 409
    for words in ("另一台电脑上改的", "这一台上改的", "最后一段", "有1行两个人都改了"):
        assert words in seen.words
    done = visitor.sends(path, **typed(seen, **{f"line_{speech.id}": "合在一起的"}), added="最后一段")
    assert done.status == 303 and line(neighbourhood, room, "speech").text == "合在一起的"


def test_when_two_change_different_lines_neither_is_undone(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    speech, opening = line(neighbourhood, room, "speech"), line(neighbourhood, room, "opening")
    visitor, path = site.visited_by("lin"), f"/s/{room.meeting_id}/minutes/edit"
    opened = visitor.sees(path)
    edit(visitor, room, **{f"line_{opening.id}": "会前放了五分钟录像。"})
    assert visitor.sends(path, **typed(opened, **{f"line_{speech.id}": "改过的发言"})).status == 303
    assert line(neighbourhood, room, "speech").text == "改过的发言"
    assert line(neighbourhood, room, "opening").text == "会前放了五分钟录像。"


def test_what_someone_wrote_themselves_stays_as_written(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    statement = line(neighbourhood, room, "statement")
    visitor = site.visited_by("lin")
    page = visitor.sees(f"/s/{room.meeting_id}/minutes/edit")
    assert "早装早好。" in page.words and f'name="line_{statement.id}"' not in page.source
    seen = edit(visitor, room, **{f"line_{statement.id}": "不装也好。"})
    assert seen.status == 409 and line(neighbourhood, room, "statement").text == "早装早好。"


def test_a_double_press_saves_once(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    visitor, path = site.visited_by("lin"), f"/s/{room.meeting_id}/minutes/edit"
    fields = typed(visitor.sees(path), added="只加一次")
    answers = [visitor.sends(path, command_id="save-00001", **fields).status for _ in range(2)]
    assert answers == [303, 303]
    assert [each.text for each in saved(neighbourhood, room).lines].count("只加一次") == 1


def test_what_was_typed_survives_a_circulation_in_between(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    visitor, path = site.visited_by("lin"), f"/s/{room.meeting_id}/minutes/edit"
    opened = visitor.sees(path)
    visitor.sends(f"/s/{room.meeting_id}/minutes/circulate", revision="1")
    speech = line(neighbourhood, room, "speech")
    seen = visitor.sends(path, **typed(opened, **{f"line_{speech.id}": "来不及了的一句"}))
    assert seen.status == 409 and "不能再改" in seen.words and "来不及了的一句" in seen.source
    assert line(neighbourhood, room, "speech").text == SPEECH


def test_a_change_is_kept_in_the_browser_with_the_mark_of_what_was_changed(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = a_record(neighbourhood)
    speech = line(neighbourhood, room, "speech")
    seen = site.visited_by("lin").sees(f"/s/{room.meeting_id}/minutes/edit")
    assert f'data-draft-from="{mark_of(SPEECH)}" id="line_{speech.id}"' in seen.source
    assert f'data-draft="qinghe:{neighbourhood.people["lin"]}:minutes-{room.meeting_id}-1"' in seen.source


def test_reading_it_through_comes_before_it_goes_round(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    visitor = site.visited_by("lin")
    page = visitor.sees(f"/s/{room.meeting_id}/minutes/edit")
    assert "minutes/circulate" not in page.source
    done = visitor.sends(f"/s/{room.meeting_id}/minutes/edit", **typed(page, then="look"))
    assert done.goes_to == f"/c/qinghe/s/{room.meeting_id}/minutes"
    assert "发给到会的人核对" in visitor.sees(f"/s/{room.meeting_id}/minutes").words


def test_what_somebody_changed_meanwhile_does_not_go_round_unread(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_record(neighbourhood)
    visitor = site.visited_by("lin")
    edit(visitor, room, added="新的一段")
    seen = visitor.sends(f"/s/{room.meeting_id}/minutes/circulate", revision="1")
    assert seen.status == 409 and "有人刚刚保存过" in seen.words and "新的一段" in seen.words
    assert saved(neighbourhood, room).state == "draft"


@pytest.mark.parametrize("who", ["zhou", "chen", "mei"])
def test_only_the_secretary_publishes(neighbourhood: Neighbourhood, site: Site, who: str) -> None:
    room = a_record(neighbourhood)
    neighbourhood.sign_minutes(room)
    site.visited_by(who).sends(f"/s/{room.meeting_id}/minutes/publish", revision="1")
    assert saved(neighbourhood, room).state == "signed"


# --- long records


def lines_of(lengths: list[int]) -> list[MinutesLine]:
    return [MinutesLine(id=n, position=n, kind="speech", lead="x", text="字" * length)
            for n, length in enumerate(lengths, start=1)]


@pytest.mark.parametrize(("lengths", "sizes"), [
    ([], [0]), ([10] * 30, [30]), ([10] * 95, [30, 30, 30, 5]), ([20_000] * 7, [3, 3, 1]), ([70_000, 1], [1, 1]),
])
def test_a_long_record_is_edited_in_parts_that_a_page_can_hold(lengths: list[int], sizes: list[int]) -> None:
    assert [len(part) for part in record_editing.parts(lines_of(lengths))] == sizes


def test_every_line_of_a_long_record_is_within_reach_and_can_be_saved(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    room = a_record(neighbourhood)
    visitor, path = site.visited_by("lin"), f"/s/{room.meeting_id}/minutes/edit"
    for n in range(30):
        shown = visitor.sees(f"{path}?part=9")
        visitor.sends(path, **typed(shown, added=f"补充第{n}段"))
    second = visitor.sees(f"{path}?part=2")
    assert "这是第2页" in second.words and "补充第29段" in second.source and "在最后加一段" in second.words
    last = saved(neighbourhood, room).lines[-1]
    done = visitor.sends(path, **typed(second, **{f"line_{last.id}": "最后一段改好了"}))
    assert done.goes_to.endswith("part=2") and saved(neighbourhood, room).lines[-1].text == "最后一段改好了"


@pytest.mark.parametrize("display", ["lang=en", "lang=zh.mode=elder", "lang=en.mode=elder.contrast=more"])
def test_every_page_of_a_record_is_there_in_every_form(
    neighbourhood: Neighbourhood, site: Site, display: str
) -> None:
    room = a_record(neighbourhood)
    for who in ("lin", "he"):
        assert site.visited_by(who, display=display).sees(f"/s/{room.meeting_id}/minutes").status == 200
    assert site.visited_by("lin", display=display).sees(f"/s/{room.meeting_id}/minutes/edit").status == 200
