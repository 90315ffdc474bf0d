"""The page that tries the numbers: what it answers, what it refuses and where, and that it is the count of a ballot."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consult.ballot import queries
from consult.ballot.rules import counting
from consult.cli import main
from consult.core.clock import SetClock
from consult.meeting import actions as meetings
from tests.builders import Neighbourhood
from tests.web.visits import Site, site_on

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "trial.json"
MOTION = "/ballots/rules/council_present_half/try"


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    """Pages beside the neighbourhood."""
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def test_anybody_tries_a_motion_and_reads_the_sentence(neighbourhood: Neighbourhood, site: Site) -> None:
    page = site.visited_by(None).sees(f"{MOTION}?entitled=45&present=33&for=12&against=7&abstain=2")
    assert "不通过" in page.source and "再有5票赞成就通过" in page.source and "到会成员过半数同意" in page.source


def test_figures_that_cannot_be_are_refused_at_their_field(neighbourhood: Neighbourhood, site: Site) -> None:
    page = site.visited_by(None).sees(f"{MOTION}?entitled=45&present=46")
    assert page.status == 400 and 'id="present-e"' in page.source


def test_owners_plans_grades_and_groups_have_fields_of_their_own(neighbourhood: Neighbourhood, site: Site) -> None:
    visitor = site.visited_by(None)
    assert 'name="areas.for"' in visitor.sees("/ballots/rules/owners_ordinary/try").source
    plans = visitor.sees("/ballots/rules/choose_one/try?entitled=30&present=30&options=步道 12%0A路灯 9").source
    assert "“步道”入选，12票，其次“路灯”9票" in plans
    assert 'name="grades.unfit"' in visitor.sees("/ballots/rules/appraisal_member_half/try").source


def test_page_command_and_ballot_say_what_one_count_says(
    neighbourhood: Neighbourhood, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What counts is replaced, and all three change alike."""
    n, real = neighbourhood, counting.tally
    room = n.a_vote()
    n.cast(room, chen="for", wang="for", li="for", zhao="for", sun="for")
    monkeypatch.setattr(counting, "tally", lambda rule, figures: replace(real(rule, figures), verdict="tied"))
    assert "平局" in site.visited_by(None).sees(f"{MOTION}?entitled=45&present=33&for=30").source
    assert main(["rules", "try", "council_present_half", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out.startswith("tied\n")
    n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)
    assert n.see(queries.ballot, room.ballot_id, n.community).result["verdict"] == "tied"


@pytest.mark.parametrize(("rule", "figures", "field"), [
    ("owners_ordinary", "entitled=1&for=1&areas.entitled=9&areas.for=8", "areas.entitled"),
    ("owners_ordinary", "entitled=3&for=1&areas.entitled=1e999999&areas.for=8", "areas.entitled"),
    ("council_present_half", f"entitled={'9' * 4500}&present=1", "entitled"),
    ("choose_one", "entitled=30&present=30&options=步道 12%0A步道 9", "options"),
    ("choose_one", f"entitled=30&present=30&options={'道' * 4001}", "options"),
])
def test_what_once_broke_the_page_or_was_counted_wrong_is_refused(
    neighbourhood: Neighbourhood, site: Site, rule: str, figures: str, field: str
) -> None:
    page = site.visited_by(None).sees(f"/ballots/rules/{rule}/try?{figures}")
    assert page.status == 400 and 'class="field__error"' in page.source and f'id="{field}"' in page.source


def test_a_plan_may_have_several_words(neighbourhood: Neighbourhood, site: Site) -> None:
    page = site.visited_by(None).sees("/ballots/rules/choose_one/try?entitled=30&present=30&options=修 步道 12%0A路灯 9")
    assert "“修 步道”入选，12票" in page.source


def test_every_rule_on_the_list_says_whom_it_counts_and_leads_to_its_trial(neighbourhood: Neighbourhood, site: Site) -> None:
    page = site.visited_by(None).sees("/ballots/rules").source
    assert "“户的代表”按全部居住户计算是本平台的理解" in page and f'href="/c/qinghe{MOTION}"' in page
    assert "只在会议上用：居民代表会议" in page and "一人最多受托3份" in page
