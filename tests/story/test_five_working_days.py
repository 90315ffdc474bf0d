"""Every limit that is counted in working days knows the national holiday of 2026; what is counted in days does not."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from consult.community.queries import working_days
from consult.core.clock import SetClock
from consult.matter import actions as matters
from consult.matter import queries as matters_seen
from consult.minutes.rules.papers import building
from consult.minutes.rules.windows import report_due_on
from consult.project import queries as projects_seen
from consult.storage.store import Store
from tests import builders
from tests.builders import Memory, Neighbourhood, settle
from tests.builders_projects import Services
from tests.databases import take_picture
from tests.minutes.test_papers import words_of
from tests.minutes.whole_record import record

BEFORE_THE_HOLIDAY = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
WHY = "不是社区能定的事，请改一改再交。"


@pytest.fixture
def n(store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Neighbourhood:
    """The neighbourhood on 30 September 2026, a Wednesday; it was settled at the beginning of that month."""
    monkeypatch.setattr(builders, "SETTLED_AT", BEFORE_THE_HOLIDAY - timedelta(days=29))
    settled = settle(store)
    clock.at = BEFORE_THE_HOLIDAY
    return Neighbourhood(store, clock, settled, Memory(take_picture(store.reading), {}))


def the(n: Neighbourhood, matter: int) -> Any:
    return n.see(matters_seen.matter, matter, n.community)


def test_screening_that_is_asked_for_on_30_september_is_due_on_13_october(n: Neighbourhood) -> None:
    matter = the(n, n.a_matter(state="endorsed"))
    assert (matter.limit, matter.due_without) == (date(2026, 10, 13), "")
    assert [e.data["due_on"] for e in n.see(matters_seen.timeline, matter.id) if e.name == "EndorsedEnough"] == ["2026-10-13"]


def test_a_matter_that_comes_back_from_its_author_is_due_on_13_october(n: Neighbourhood) -> None:
    matter = n.a_matter(state="endorsed")
    n.do("lin", matters.return_to_author, matter_id=matter, reason=WHY)
    assert the(n, matter).due_on == date(2026, 10, 30), "thirty days are thirty days"
    words = {name: getattr(the(n, matter), name) for name in ("title", "what", "place", "affected", "expected", "category")}
    n.do("he", matters.revise, matter_id=matter, **words)
    assert the(n, matter).due_on == date(2026, 10, 13)


def test_a_matter_whose_author_does_not_join_another_is_due_on_13_october(n: Neighbourhood) -> None:
    n.a_matter(by="gu", title="3幢2单元加装电梯")
    matter = n.a_matter(state="endorsed")
    n.do("lin", matters.suggest_join, matter_id=matter, into_no="2026-001", reason=WHY)
    assert the(n, matter).due_on == date(2026, 10, 7), "seven days are seven days"
    n.do("he", matters.answer_join, matter_id=matter, agreed=False)
    assert the(n, matter).due_on == date(2026, 10, 13)


def test_a_need_that_is_filed_on_30_september_is_reviewed_by_13_october(n: Neighbourhood) -> None:
    need = n.see(projects_seen.need, Services(n).a_need(accepted=False), n.community)
    assert (need.limit, need.due_without) == (date(2026, 10, 13), "")


def test_a_hearings_report_of_seven_working_days_is_due_on_15_october(n: Neighbourhood) -> None:
    days = n.see(working_days, n.community)
    assert report_due_on("hearing", date(2026, 9, 30), days) == date(2026, 10, 15)
    assert report_due_on("residents_council", date(2026, 9, 30), days) is None


def test_the_days_to_endorse_to_convene_and_to_answer_are_days_of_the_calendar(n: Neighbourhood) -> None:
    assert the(n, n.a_matter()).due_on == date(2026, 10, 30)
    assert the(n, n.a_matter(state="admitted")).due_on == date(2026, 10, 15)


def test_the_report_of_a_hearing_says_roughly_by_when_where_the_year_is_not_known() -> None:
    held = record()
    held.sitting.kind = "hearing"
    held.sitting.opened_at = datetime(2026, 12, 29, 6, 0, tzinfo=UTC)
    said = words_of("report", held)
    assert "（约2027年1月7日前）" in said and "2027年的放假安排还没有载入，只扣了周末，再过10天才算超期。" in said
    english = "".join(block.text for block in building.build("report", record_in_english(held)).blocks)
    assert "(by about 7 January 2027)" in english and "The public holidays of 2027 were not known" in english


def record_in_english(held: Any) -> Any:
    changed = record(language="en")
    changed.sitting.kind, changed.sitting.opened_at = "hearing", held.sitting.opened_at
    return changed
