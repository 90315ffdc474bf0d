"""The check-list says what a community still needs for a lawful first session, and where it is done."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from consult.community.models import BodyMember, Community, Post
from consult.core.clock import SetClock
from consult.storage.event_log import all_events
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.web.visits import Site, Visitor, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    """The application where 青禾 is not opened yet."""
    def not_yet(work: Work) -> None:
        work.get(Community, neighbourhood.community).opened_on = None

    neighbourhood.store.carry_out(not_yet)
    with site_on(database_url, tmp_path / "data", clock) as found:
        yield found


@pytest.fixture
def secretary(site: Site) -> Visitor:
    """Who keeps the register."""
    return site.visited_by("lin")


def test_what_is_there_is_counted_and_what_is_missing_has_its_page(secretary: Visitor) -> None:
    seen = secretary.sees("/opening")
    assert seen.status == 200
    assert "10户" in seen.words and "成员6名" in seen.words and "1幢楼" in seen.words
    assert 'href="/c/qinghe/meetings/new"' in seen.source and "可以召集了" in seen.words


def test_without_members_a_first_session_would_not_be_lawful_and_the_article_is_said(
    secretary: Visitor, neighbourhood: Neighbourhood
) -> None:
    neighbourhood.store.carry_out(lambda work: bool(work.db.execute(delete(BodyMember))))
    neighbourhood.store.carry_out(lambda work: bool(work.db.execute(delete(Post).where(Post.kind == "council_member"))))
    seen = secretary.sees("/opening")
    assert "议事会还没有成员，开不成会" in seen.words and "第三十二条" in seen.words


def test_the_office_opens_it_once_and_that_is_in_the_log(
    secretary: Visitor, site: Site, neighbourhood: Neighbourhood
) -> None:
    assert "社区还没有开张" in secretary.sees("/").words
    assert "看开张清单" in secretary.sees("/roster").words
    assert secretary.sends("/opening").status == 303
    assert "社区还没有开张" not in secretary.sees("/").words
    assert "11月26日开张的" in secretary.sees("/opening").words
    with site.store.read() as db:
        assert [event.name for event in all_events(db, f"community:{neighbourhood.community}")].count("CommunityOpened") == 1
    secretary.sends("/opening")
    assert "已经开张了" in secretary.sees("/opening").words


def test_a_resident_neither_sees_nor_opens_it(site: Site) -> None:
    resident = site.visited_by("chen")
    assert resident.sees("/opening").status == 403
    assert resident.sends("/opening").status == 403
    assert "开张" not in resident.sees("/").words
