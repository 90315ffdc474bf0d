"""A reply names the sitting at which it was given, or by which rule it is given between sittings, and by whom."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.community import actions as register
from consult.community.models import Unit
from consult.core.actor import THE_SYSTEM
from consult.core.clock import SetClock
from consult.core.errors import BadShape, RuleBroken
from consult.meeting import actions as meetings
from consult.resolution import queries
from consult.resolution.rules.reply import Given, given_where
from tests.builders import Neighbourhood
from tests.builders_answers import BETWEEN, a_reply, an_entry
from tests.web.visits import Site, site_on


@pytest.fixture
def site(neighbourhood: Neighbourhood, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Site]:
    with site_on(database_url, tmp_path, clock) as site:
        yield site


def test_a_sitting_or_a_rule() -> None:
    assert given_where(7, "") == Given.SITTING
    assert given_where(None, BETWEEN) == Given.BETWEEN
    with pytest.raises(BadShape) as refused:
        given_where(None, " 无 ")
    assert refused.value.fields == {"between_rule": "sitting_or_rule"}


def test_a_reply_says_that_it_was_given_between_sittings_by_whom_and_by_which_rule(
    neighbourhood: Neighbourhood, site: Site
) -> None:
    n, entry = neighbourhood, an_entry(neighbourhood)
    with pytest.raises(BadShape):
        a_reply(n, entry, between_rule="")
    a_reply(n, entry)
    given = n.see(queries.entry, entry.id, n.community).resolution
    assert (given.given, given.between_rule, given.meeting_id) == ("between", BETWEEN, None)
    assert given.given_hand == {"name": "吴志强", "post": "party_secretary"}
    words = f"不是在会上定的：按“{BETWEEN}”在会外答复，由社区党组织书记吴志强代社区党建联席会议登记。"
    assert words in site.visited_by().sees(f"/m/{entry.matter.no}").words
    assert words in site.visited_by().sees("/docket").words
    told = [e.data for e in n.log(f"docket:{entry.id}") if e.name == "ResolutionGiven"]
    assert told[0]["hand"]["name"] == "吴志强" and told[0]["given"] == "between"


def test_a_reply_names_the_sitting_and_the_form_has_it_chosen(neighbourhood: Neighbourhood, site: Site) -> None:
    n, entry = neighbourhood, an_entry(neighbourhood)
    room = n.a_meeting(body="joint", matter_id=entry.matter_id)
    n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    form = site.visited_by("wu").sees(f"/docket/{entry.id}/reply").source
    assert f'<option selected value="{room.meeting_id}">' in form
    a_reply(n, entry, meeting_id=room.meeting_id, between_rule="")
    given = n.see(queries.entry, entry.id, n.community).resolution
    assert (given.given, given.meeting_id) == ("sitting", room.meeting_id)
    assert "社区党建联席会议在会上定的，由社区党组织书记吴志强登记。" in site.visited_by().sees(f"/m/{entry.matter.no}").words


def test_a_body_without_a_member_gives_no_reply(neighbourhood: Neighbourhood, site: Site) -> None:
    n, entry = neighbourhood, an_entry(neighbourhood)
    for unit in n.units.values():
        n.store.carry_out(
            lambda work, unit=unit: register.unseat(work, body_id=entry.body_id, unit_id=work.get(Unit, unit).id),
            actor=THE_SYSTEM)
    with pytest.raises(RuleBroken) as refused:
        a_reply(n, entry)
    assert refused.value.code == "body_without_members"
    sent = site.visited_by("wu").sends(
        f"/docket/{entry.id}/reply", decision="decline", reason="联席会议研究以后认为今年没有这笔钱，明年再议。",
        to_dissenters="明年再议。", between_rule=BETWEEN)
    assert "社区党建联席会议还没有成员" in sent.words
