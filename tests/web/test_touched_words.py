"""What a change touches, in sentences: it says what stays, what ends, and who is to be asked."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import g

from consult.community.models import Community
from consult.core.clock import SetClock
from consult.meeting.queries.touched import touched
from consult.web.wording.touched import touched_lines
from tests.builders import Neighbourhood
from tests.builders_ballots import own, standing
from tests.web.visits import Site, site_on

TODAY = date(2026, 11, 26)


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def said(site: Site, n: Neighbourhood, who: str, lang: str = "zh", **what: bool) -> dict[str, str]:
    with site.app.test_request_context(headers={"Cookie": f"display=lang={lang}"}), site.store.read() as db:
        g.community = db.get_one(Community, n.community)
        found = touched(db, n.community, person_ids=[n.people[who]], on=TODAY)
        left = [one.home.id for one in found.speaks_for]
        return {line.lead: line.words for line in touched_lines(found, homes_left=left, **what)}


def test_a_change_says_what_stays_and_what_is_to_be_settled(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    standing(n)
    own(n, {"gu": 900_000})
    assert said(site, n, "gu") == {
        "“3幢1单元加装电梯，由业主筹资，您同意吗？”": "正在投票，名单已经定了，这次不动。",
        "3幢1单元801": "没有户代表了。家里还有顾小军，问过再定由谁来当。", "3幢1单元801的产权": "不动。"}
    assert said(site, n, "gu", died=True)["3幢1单元801的产权"] == "不动，等继承人来登记。"


def test_an_office_stays_or_ends_as_the_change_has_it(site: Site, neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.a_meeting()
    stays = said(site, n, "chen")
    assert stays["议事会成员（居民议事会）"] == stays["居民议事会的席位"] == "不动。"
    assert stays["3幢1单元101"] == "没有户代表了，家里也没有别的成年人。"
    own(n, {"chen": 900_000})
    assert said(site, n, "chen")["不动的"] == "议事会成员（居民议事会）、居民议事会的席位、3幢1单元101的产权。"
    ends = said(site, n, "chen", posts_end=True)
    assert ends["议事会成员（居民议事会）"] == "同一天结束。"
    assert said(site, n, "song", posts_end=True)["青禾小学"] == "没有代表了，请单位另派一位。"
    assert said(site, n, "chen", "en", posts_end=True)["Seat in the Residents' Council"].startswith("falls vacant")
