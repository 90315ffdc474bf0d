"""A body is not called together where nobody could come; what cannot reach its quorum is said before the notice goes
out; a sitting that was not opened is shown as such, and a new day is owed."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.community.models import BodyMember, Post
from consult.core.actor import THE_SYSTEM
from consult.core.clock import SetClock
from consult.core.errors import RuleBroken
from consult.deadlines import sweep
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.meeting.models import Meeting
from consult.storage.work import Work
from tests.builders import Neighbourhood
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def everybody_leaves(n: Neighbourhood, body: str) -> None:
    """The seats of a body, and the posts by which they are held, ended long ago."""

    def leave(work: Work) -> None:
        for row in work.db.scalars(select(BodyMember).where(BodyMember.body_id == n.bodies[body])):
            row.until = row.since
        for post in work.db.scalars(select(Post).where(Post.body_id == n.bodies[body])):
            post.ends_on = post.starts_on

    n.store.carry_out(leave, actor=THE_SYSTEM)


def test_a_body_on_whose_roll_nobody_could_come_is_not_convened(neighbourhood: Neighbourhood, site: Site) -> None:
    n = neighbourhood
    matter = n.a_matter(state="admitted")
    everybody_leaves(n, "council")
    with pytest.raises(RuleBroken) as refused:
        n.a_meeting(matter_id=matter)
    assert refused.value.code == "nobody_could_come"
    desk = site.visited_by("lin")
    page = desk.sees(f"/meetings/new?body={n.bodies['council']}")
    assert "照现在的名册，人都来了也到不了规定的数" in page.words
    day = (n.clock() + timedelta(days=9)).date().isoformat()
    sent = desk.sends("/meetings/new", body_id=str(n.bodies["council"]), matter_id=str(matter), day=day, at="19:00", place="活动室")
    assert "居民议事会的名册上没有一个人能来，不能召集" in sent.words
    assert n.see(lambda db: db.scalars(select(Meeting.id)).all()) == []


def test_the_form_says_how_many_could_come_before_the_notice_goes_out(neighbourhood: Neighbourhood, site: Site) -> None:
    neighbourhood.a_matter(state="admitted")
    seen = site.visited_by("lin").sees(f"/meetings/new?body={neighbourhood.bodies['council']}").words
    assert "名册够不够" in seen and "照现在的名册" not in seen


def test_a_sitting_that_nobody_opened_is_said_so_and_a_new_day_is_owed(
    neighbourhood: Neighbourhood, site: Site, clock: SetClock
) -> None:
    n = neighbourhood
    room = n.a_meeting()
    starts = n.see(lambda db: db.get_one(Meeting, room.meeting_id).starts_at)
    clock.at = starts + timedelta(hours=23)
    assert sweep(n.store)["not_opened"] == 0
    clock.at = starts + timedelta(hours=25)
    assert sweep(n.store)["not_opened"] == 1
    assert sweep(n.store)["not_opened"] == 0
    matter = n.see(matters.matter, room.matter_id, n.community)
    assert (matter.state, matter.owed_by) == ("admitted", "convenor")
    chain = site.visited_by().sees(f"/m/{matter.no}").words
    assert "没有开成" in chain and "召集人要另定日子" in chain
    assert "没有开成，要另定日子" in site.visited_by().sees(f"/s/{room.meeting_id}/notice").words
    with pytest.raises(RuleBroken):
        n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
