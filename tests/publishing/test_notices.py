"""Notices hang their whole time; what comes down early says why; objections are answered in public."""
from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.publishing import actions as publishing
from consult.publishing import queries
from consult.publishing.rules.notice_period import days_of, is_early, kind_named, last_day
from consult.publishing.rules.photographs import encoded_anew
from tests.builders import Neighbourhood
from tests.builders_publishing import WORDS, a_notice, a_picture, an_objection

REASON = "标题写错了，改好以后重新公示。"


def test_a_result_hangs_fifteen_days_after_the_day_it_was_posted(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    row = n.see(queries.notice, a_notice(n), n.community)
    assert (row.no, row.state) == ("〔2026〕公示第1号", "posted")
    assert row.until == n.clock().date() + timedelta(days=15)
    assert "二楼" in row.contact or row.contact == "" or row.contact


def test_no_kind_hangs_less_than_its_days() -> None:
    assert days_of(kind_named("result"), None) == 15 and days_of(kind_named("result"), 20) == 20
    with pytest.raises(RuleBroken, match="notice_period_too_short"):
        days_of(kind_named("result"), 14)
    assert last_day(date(2026, 2, 14), 15) == date(2026, 3, 1)
    assert is_early(date(2026, 3, 1), date(2026, 3, 1)) and not is_early(date(2026, 3, 2), date(2026, 3, 1))


def test_who_wrote_it_does_not_post_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(RuleBroken, match="second_person_needed"):
        a_notice(n, posted_by="lin")
    with pytest.raises(Forbidden):
        a_notice(n, posted_by="zhou")
    with pytest.raises(Forbidden):
        a_notice(n, by="chen")


def test_it_comes_down_early_only_with_a_reason_that_stays(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = a_notice(n)
    for reason in ("", "错了"):
        with pytest.raises(RuleBroken, match="reason_to_take_down_early"):
            n.do("lin", publishing.take_down, notice_id=id, reason=reason)
    assert n.do("lin", publishing.take_down, notice_id=id, reason=REASON) == {"early": True}
    row = n.see(queries.notice, id, n.community)
    assert (row.state, row.down_early, row.down_reason) == ("down", True, REASON)
    assert n.log(f"notice:{id}")[-1].data["reason"] == REASON
    n.clock.forward(days=3)
    until = n.do("lin", publishing.put_back, notice_id=id, reason="改好了，重新贴出来，补足天数。")["until"]
    assert date.fromisoformat(until) == row.until + timedelta(days=3)


def test_when_its_time_is_over_it_comes_down_without_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = a_notice(n)
    n.clock.forward(days=16)
    assert n.do("lin", publishing.take_down, notice_id=id) == {"early": False}


def test_residents_object_while_it_hangs_and_are_answered(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = a_notice(n)
    objection = an_objection(n, id)
    with pytest.raises(RuleBroken, match="objection_waits_already"):
        an_objection(n, id)
    with pytest.raises(Forbidden):
        n.do("chen", publishing.answer_objection, objection_id=objection, answer="图纸出来再说")
    n.do("lin", publishing.answer_objection, objection_id=objection, answer="图纸出来先请一楼看。")
    with pytest.raises(RuleBroken, match="objection_answered_already"):
        n.do("lin", publishing.answer_objection, objection_id=objection, answer="再答一次。")
    an_objection(n, id)
    n.clock.forward(days=16)
    with pytest.raises(RuleBroken, match="notice_period_over"):
        an_objection(n, id, by="he")
    with pytest.raises(NotFound):
        an_objection(n, id, by="pan")


def test_private_values_do_not_reach_the_board(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = a_notice(n, text="请联系何静，13812345678，3幢1单元301室。", title="关于何静家漏水的公示")
    row = n.see(queries.notice, id, n.community)
    assert "何静" not in row.title + row.text and "138" not in row.text and "301" not in row.text


def test_two_characters_are_enough_to_find_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id = a_notice(n)
    assert [(hit.kind, hit.id) for hit in n.see(queries.hits, n.community, "报价")] == [("notice", id)]
    assert n.see(queries.hits, n.next_door, "报价") == []
    n.do("lin", publishing.take_down, notice_id=id, reason=REASON)
    assert n.see(queries.hits, n.community, "报价") == []


def test_a_photograph_keeps_nothing_but_the_picture(neighbourhood: Neighbourhood) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    exif[0x8825] = {1: "N", 2: (31.0, 13.0, 48.0)}
    kept = encoded_anew(a_picture(3000, 2000, exif=exif.tobytes()))
    with Image.open(BytesIO(kept.jpeg)) as picture:
        assert picture.size == (1600, 1067) and not picture.getexif() and picture.format == "JPEG"
    assert b"Camera" not in kept.jpeg and b"Exif" not in kept.jpeg


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(20), b"%PDF-1.7", a_picture()[:60]])
def test_what_is_no_photograph_is_refused(data: bytes) -> None:
    with pytest.raises(BadShape):
        encoded_anew(data)


def test_next_door_has_its_own_board(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(NotFound):
        n.do("mei", publishing.prepare_notice, community_id=n.community, **WORDS)
    matter = n.a_matter(by="yu")
    with pytest.raises(NotFound):
        a_notice(n, matter_id=matter)
