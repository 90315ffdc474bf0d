"""The page of a result: plans and grades are never added up as for and against, no majority without a quorum, and the
figures by building."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask_babel import force_locale

from consult.ballot.queries import rule_for
from consult.ballot.rules.counting import Said, Share, count
from consult.ballot.rules.question import Question, put_question
from consult.ballot.rules.tally import Figures, tally
from consult.core.clock import SetClock
from consult.web.ballots.result_chart import chart_of
from consult.web.wording import votes as words
from consult.web.wording.steps import Step, steps
from tests.builders import Neighbourhood
from tests.web.visits import Site, site_on

TODAY = date(2026, 11, 26)


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def among(code: str, *answers: str) -> dict[str, Any]:
    rule = rule_for(code, TODAY)
    question = put_question(rule, options=("修步道", "添路灯"))
    return count(rule, question, [Share()] * 9, [Said(Share(), answer) for answer in answers]).plain()


def worked_out(site: Site, code: str, result: dict[str, Any]) -> list[Step]:
    with site.app.test_request_context():
        return steps(rule_for(code, TODAY), result)


def test_plans_are_told_one_against_the_next(site: Site) -> None:
    lines = worked_out(site, "choose_one", among("choose_one", "o1", "o1", "o1", "o2", "abstain"))
    assert [(line.asks, line.compared, line.holds) for line in lines] == [
        ("哪一项票数最多", "3 > 1", True), ("票数对不对", "5 + 4 = 9", True)]
    assert lines[-1].worked_out == "3 + 1 + 1 = 5，到会9，没投的4"


def test_an_even_first_place_holds_nothing(site: Site) -> None:
    assert worked_out(site, "choose_one", among("choose_one", "o1", "o2"))[0] == Step(
        "哪一项票数最多", "修步道、添路灯并列第一", "1 = 1", False)
    assert worked_out(site, "choose_one", among("choose_one", "abstain"))[0].compared == "0"


def test_without_a_quorum_nothing_is_said_of_a_majority(site: Site) -> None:
    heads = {"heads": Figures(45, 29, 29, 0, 0)}
    result = tally(rule_for("council_present_half", TODAY), heads).plain()
    assert [line.asks for line in worked_out(site, "council_present_half", result)] == ["人数够不够", "票数对不对"]
    with site.app.test_request_context():
        assert chart_of(result).caption == "" and "过线" not in chart_of(result).drawing


def test_a_standing_result_has_no_words_of_a_meeting(site: Site) -> None:
    result = tally(rule_for("owners_requisition", TODAY), {"heads": Figures(505, 100, 100, 0, 0)}).plain() | {"standing": True}
    lines = worked_out(site, "owners_requisition", result)
    assert lines[0].worked_out == "赞成不少于应投的百分之二十，就通过。505 × 20 ÷ 100 = 101" and lines[0].compared == "100 < 101"
    assert lines[-1].compared == "100 + 405 = 505"
    assert not any(word in line.worked_out for line in lines for word in ("到会", "应到", "实到"))


@pytest.mark.parametrize("code", ["rep_meeting", "owners_ordinary", "choose_one", "appraisal_member_4", "joint_meeting_consensus"])
def test_a_rule_between_meetings_is_said_without_a_meeting(site: Site, code: str) -> None:
    with site.app.test_request_context():
        said = "".join(words.passes_when(rule_for(code, TODAY), standing=True))
    assert not any(word in said for word in ("到会", "应到", "实到"))


def test_areas_that_differ_by_a_hundredth_look_different(site: Site) -> None:
    roll = [Share(1_999_900), Share(1_000_100)]
    rule = rule_for("owners_ordinary", TODAY)
    result = count(rule, Question(), roll, [Said(roll[0], "for")], standing=True).plain() | {"standing": True}
    assert "199.99平方米 < 200平方米" in [line.compared for line in worked_out(site, "owners_ordinary", result)]


@pytest.mark.parametrize(("code", "answers", "zh", "en"), [
    ("choose_one", ("o1",), "入选方案", "Chosen"), ("choose_one", ("o1", "o2"), "并列，没有选出", "Even, so none is chosen"),
    ("appraisal_member_4", ("o1",), "评为", "Graded"), ("straw_poll", ("o1",), "已记录，不作决定", "Recorded, deciding nothing"),
])
def test_the_verdict_is_a_word_of_its_own(site: Site, code: str, answers: tuple[str, ...], zh: str, en: str) -> None:
    rule = rule_for(code, TODAY)
    with site.app.test_request_context():
        assert words.verdict_word(rule, among(code, *answers)) == zh
        with force_locale("en"):
            assert words.verdict_word(rule, among(code, *answers)) == en


def test_owners_who_are_many_with_little_area_are_not_called_too_few(site: Site) -> None:
    roll = [Share(1_000_000), Share(1_000_000), Share(8_000_000)]
    rule = rule_for("owners_ordinary", TODAY)
    result = count(rule, Question(), roll, [Said(share, "for") for share in roll[:2]], standing=True).plain()
    with site.app.test_request_context():
        assert words.verdict_word(rule, result) == "参加的面积不够，表决无效"


def test_a_result_from_before_is_still_worked_out(site: Site) -> None:
    """Ballots that were closed before bases, groups and ties were stored."""
    result = tally(rule_for("council_present_half", TODAY), {"heads": Figures(45, 33, 24, 7, 2)}).plain()
    bars = {name: [{k: v for k, v in held.items() if k not in ("per", "unknown")} for held in result[name]]
            for name in ("quorum", "threshold")}
    old = {k: v for k, v in result.items() if k != "figures"} | bars | {"options": [], "winner": "", "written": []}
    assert worked_out(site, "council_present_half", old) == worked_out(site, "council_present_half", result)
    with site.app.test_request_context():
        assert words.verdict_word(rule_for("council_present_half", TODAY), old) == "通过"
