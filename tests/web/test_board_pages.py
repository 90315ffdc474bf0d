"""The notice board's pages: who sees what, what a second reader does, and how a photograph is served."""
from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from consult.core.clock import SetClock
from consult.publishing import actions as publishing
from consult.publishing import queries
from tests.builders import Neighbourhood
from tests.builders_publishing import (
    a_head,
    a_notice,
    a_photo,
    a_picture,
    a_published_record,
    an_objection,
    version_of,
)
from tests.web.visits import Site, site_on

REASON = "标题写错了，改好以后重新公示。"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def test_what_hangs_is_on_the_board_and_what_waits_is_for_its_readers(neighbourhood: Neighbourhood, site: Site) -> None:
    a_notice(neighbourhood)
    prepared = a_notice(neighbourhood, posted_by="", title="还没有人看过的一份公示")
    board = site.visited_by().sees("/notices").words
    assert "关于3幢1单元加装电梯议事结果的公示" in board and "还要贴15天" in board and "还没有人看过" not in board
    assert "还没有人看过的一份公示" in site.visited_by("wu").sees("/notices").words
    assert "还没有贴出来" in site.visited_by("wu").sees(f"/notices/{prepared}").words


def test_the_second_reader_posts_it(neighbourhood: Neighbourhood, site: Site) -> None:
    id = a_notice(neighbourhood, posted_by="")
    words = neighbourhood.see(queries.notice, id, neighbourhood.community).text_hash
    assert "要另一个人看过再贴" in site.visited_by("lin").sees(f"/notices/{id}").words
    site.visited_by("wu").sends(f"/notices/{id}/post", text_hash=words)
    assert "公示第1号" in site.visited_by().sees(f"/notices/{id}").words


def test_early_down_it_shows_the_reason_and_not_the_text(neighbourhood: Neighbourhood, site: Site) -> None:
    id = a_notice(neighbourhood)
    back = site.visited_by("lin").sends(f"/notices/{id}/down", reason="")
    assert "提前取下要写明理由" in back.words
    neighbourhood.do("lin", publishing.take_down, notice_id=id, reason=REASON)
    page = site.visited_by().sees(f"/notices/{id}").words
    assert REASON in page and "委托两家公司出图报价" not in page


def test_an_objection_is_made_and_answered_for_everyone_to_read(neighbourhood: Neighbourhood, site: Site) -> None:
    id = a_notice(neighbourhood)
    site.visited_by("gu").sends(f"/notices/{id}/objections", text="何静家13812345678说采光不够。")
    page = site.visited_by().sees(f"/notices/{id}").words
    assert "何女士家［电话已隐去］说采光不够" in page and "顾阿姨" in page
    neighbourhood.do("lin", publishing.answer_objection, objection_id=1, answer="图纸出来先请一楼看。")
    assert "图纸出来先请一楼看" in site.visited_by().sees(f"/notices/{id}").words


def test_a_record_is_public_once_a_second_person_let_it_out(neighbourhood: Neighbourhood, site: Site) -> None:
    room = a_published_record(neighbourhood)
    path = f"/s/{room.meeting_id}/minutes"
    assert "要由另一个人看一遍" in site.visited_by("chen").sees(path).words
    assert "公众还看不到这份记录" in site.visited_by("lin").sees(path).words
    version = version_of(neighbourhood, room)
    refused = site.visited_by("lin").sends(f"/s/{room.meeting_id}/public/approve", text_hash=version.text_hash)
    assert "要由另一个人看过再公布" in refused.words
    site.visited_by("wu").sends(f"/s/{room.meeting_id}/public/approve", text_hash=version.text_hash)
    assert "委托两家公司出图报价" in site.visited_by().sees(path).words


def test_a_photograph_is_served_as_a_picture_and_nothing_else(neighbourhood: Neighbourhood, site: Site) -> None:
    id = a_notice(neighbourhood)
    photo = a_photo(neighbourhood, id)
    client = site.app.test_client()
    answer = client.get(f"/c/qinghe/notices/photos/{photo}.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.get(f"/c/baihua/notices/photos/{photo}.jpg").status_code == 404
    lin = site.visited_by("lin")
    svg = lin.client.post(f"/c/qinghe/notices/{id}/photos", data={
        "moment": "put_up", "place": "门厅", "photo": (BytesIO(b"<svg onload='x'/>"), "x.jpg")})
    assert svg.status_code == 400
    large = lin.client.post(f"/c/qinghe/notices/{id}/photos", data={
        "moment": "put_up", "place": "门厅", "photo": (BytesIO(a_picture(20, 20) + bytes(3_000_000)), "x.jpg")})
    large.request.environ["wsgi.input"].close()
    assert large.status_code == 303
    assert len(neighbourhood.see(queries.photos, id)) == 2


def test_the_paper_leads_back_and_heads_are_shown(neighbourhood: Neighbourhood, site: Site) -> None:
    id = a_notice(neighbourhood)
    an_objection(neighbourhood, id)
    a_head(neighbourhood)
    for size in ("a4", "a3"):
        assert f"poster--{size}" in site.visited_by().sees(f"/notices/{id}/paper?size={size}").source
    heads = site.app.test_client().get("/heads").get_data(as_text=True)
    assert "2026-11-26" in heads and "verify_record.py" in heads


def test_two_characters_find_matters_and_notices(neighbourhood: Neighbourhood, site: Site) -> None:
    a_notice(neighbourhood)
    neighbourhood.a_matter(title="加装电梯的另一件事")
    page = site.visited_by().sees("/search?q=电梯").words
    assert "找到2条" in page and "加装电梯的另一件事" in page
    assert "没有找到" in site.visited_by().sees("/search?q=何静").words
