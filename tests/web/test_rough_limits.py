"""A year whose holidays are not loaded: the pages say 约 and which year, and nothing is called overdue for ten more days."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.community import actions as register
from consult.core.clock import SetClock
from consult.matter import actions as matters
from tests.builders import Neighbourhood
from tests.builders_projects import Services
from tests.builders_sittings import a_held_hearing
from tests.community.test_year_of_days import AHEAD
from tests.web.visits import Site, site_on

WITHOUT = "算这个日子的时候，2027年的放假安排还没有载入，只扣了周末，再过10天才算超期。"
IN_ENGLISH = ("When this day was counted, the public holidays of 2027 were not loaded: weekends alone were left out, and "
              "nothing is overdue until 10 more days have passed.")
REASON = "属于社区公共事务，可以提交议事会。"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


@pytest.fixture
def n(neighbourhood: Neighbourhood) -> Neighbourhood:
    """The neighbourhood on 29 December 2026: five working days end on 5 January 2027, of which no notice is loaded."""
    neighbourhood.clock.at = datetime(2026, 12, 29, 2, 0, tzinfo=UTC)
    return neighbourhood


def on(n: Neighbourhood, day: int) -> None:
    n.clock.at = datetime(2027, 1, day, 2, 0, tzinfo=UTC)


def test_every_page_of_a_matter_says_roughly_and_which_year_is_not_known(n: Neighbourhood, site: Site) -> None:
    n.a_matter(state="endorsed")
    for who, page in (
        (None, "/m/2026-001"), (None, "/m/2026-001/chain"), ("lin", "/m/2026-001/screen"), ("lin", "/"), (None, "/"),
        (None, "/matters?stage=screening"), ("he", "/me"), (None, "/m/2026-001/slip"),
    ):
        assert WITHOUT in site.visited_by(who).sees(page).words, page
        assert IN_ENGLISH in site.visited_by(who, display="lang=en").sees(page).words, page
    seen = site.visited_by().sees("/m/2026-001").words
    assert "约2027年1月5日前，约还有7天" in seen
    assert "about 5 Jan 2027" in site.visited_by(display="lang=en").sees("/m/2026-001").words
    assert "约1/5" in site.visited_by().sees("/m/2026-001/chain").source


def test_nothing_is_called_overdue_until_ten_more_days_have_passed(n: Neighbourhood, site: Site) -> None:
    n.a_matter(state="endorsed")
    pages = [(None, "/"), ("lin", "/"), (None, "/m/2026-001"), (None, "/matters?stage=screening"), ("lin", "/m/2026-001/screen"),
             (None, "/m/2026-001/chain"), ("he", "/me"), (None, "/m/2026-001/slip"), (None, "/mirror")]
    for day in (6, 15):
        on(n, day)
        for who, page in pages:
            seen = site.visited_by(who).sees(page)
            assert "超期" not in seen.words.replace("才算超期", "") and "过了期限" not in seen.words, (day, page)
            assert "chip--owed" not in seen.source and "turn--late" not in seen.source and "is-late" not in seen.source
            assert "overdue" not in site.visited_by(who, display="lang=en").sees(page).words.replace("nothing is overdue", "")
        left = f"约1月5日前，宽限还有{15 - day}天"
        assert left in site.visited_by().sees("/m/2026-001").words
    on(n, 16)
    for who, page in pages[:6]:
        assert "超期1天" in site.visited_by(who).sees(page).words.replace("才算超期", ""), page


def test_the_receipt_never_says_late_of_what_was_done_in_those_days(n: Neighbourhood, site: Site) -> None:
    first, second = n.a_matter(state="endorsed"), n.a_matter(state="endorsed", by="gu", title="第二件事情")
    on(n, 15)
    n.do("lin", matters.admit, matter_id=first, reason=REASON)
    on(n, 17)
    n.do("lin", matters.admit, matter_id=second, reason=REASON)
    assert "晚" not in site.visited_by().sees("/m/2026-001").words
    assert "晚2天" in site.visited_by().sees("/m/2026-002").words
    assert WITHOUT not in site.visited_by().sees("/m/2026-001").words, "days of the calendar need no notice"


def test_a_need_to_review_says_roughly_by_when(n: Neighbourhood, site: Site) -> None:
    need = Services(n).a_need(accepted=False)
    for page in (f"/services/needs/{need}", "/services/needs"):
        on(n, 4)
        assert WITHOUT in site.visited_by("lin").sees(page).words, page
        assert "约还有1天" in site.visited_by("lin").sees(page).words, page
        assert IN_ENGLISH in site.visited_by("lin", display="lang=en").sees(page).words, page
        on(n, 15)
        seen = site.visited_by("lin").sees(page)
        assert "宽限还有0天" in seen.words and "chip--owed" not in seen.source, page
        on(n, 16)
        assert "超期1天" in site.visited_by("lin").sees(page).words, page


def test_a_hearings_report_says_roughly_by_when_on_the_secretarys_list(n: Neighbourhood, site: Site) -> None:
    a_held_hearing(n)
    seen = site.visited_by("lin").sees("/").words
    assert "听证报告要按时交" in seen and "约2027年1月" in seen and WITHOUT in seen


def test_the_open_data_names_the_years_that_were_not_known(n: Neighbourhood, site: Site) -> None:
    n.a_matter(state="endorsed")
    n.a_matter(by="gu", title="第二件事情")
    client = site.visited_by().client
    told = {one["no"]: (one["due_on"], one["due_without"]) for one in client.get("/api/v1/qinghe/matters").get_json()["items"]}
    assert told == {"2026-001": ("2027-01-05", "2027"), "2026-002": ("2027-01-28", "")}
    assert "due_without" in client.get("/api/v1/qinghe/matters.csv").get_data(as_text=True)


def test_what_is_counted_once_the_year_is_adopted_is_sure_and_what_was_counted_before_stays_as_it_is(
    n: Neighbourhood, site: Site
) -> None:
    n.a_matter(state="endorsed")
    n.do("lin", register.adopt_year, community_id=n.community, file=AHEAD)
    n.a_matter(state="endorsed", by="gu", title="第二件事情")
    assert WITHOUT in site.visited_by().sees("/m/2026-001").words
    seen = site.visited_by().sees("/m/2026-002").words
    assert WITHOUT not in seen and "2027年1月6日前，还有8天" in seen and "约" not in seen
