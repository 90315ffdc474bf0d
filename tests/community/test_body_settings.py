"""Ways of bodies and communities change on a day: with what was before, by whom, and never below what is fixed."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consult.community import actions as register
from consult.community import queries
from consult.community.models import Body, BodyMember, Community, WayChange
from consult.community.queries.ways import as_of, to_come, way_history
from consult.community.rules.kinds import BodyKind
from consult.community.rules.presets import PRESETS
from consult.core.errors import BadShape, Forbidden, RuleBroken
from consult.deadlines import sweep
from consult.meeting import actions as meetings
from consult.meeting.models import Meeting
from tests.builders import COUNCIL, Neighbourhood

TODAY = date(2026, 11, 26)
NEXT_WEEK = TODAY + timedelta(days=7)


def sets(n: Neighbourhood, body: str, *, who: str = "lin", holds_from: date = TODAY, **ways: Any) -> Any:
    return n.do(who, meetings.set_body_ways, body_id=n.bodies[body], holds_from=holds_from.isoformat(), **ways)


def now(n: Neighbourhood, body: str) -> Body:
    return n.look(lambda db: db.get_one(Body, n.bodies[body]))


def form(n: Neighbourhood, kind: BodyKind) -> str:
    n.bodies = {**n.bodies, kind.value: n.run(None, lambda work: register.form_body(
        work, community=work.get(Community, n.community), preset=PRESETS[kind]).id)}
    return kind.value


# --- the day it holds from --------------------------------------------------------------------------------


def test_what_holds_from_today_is_so_at_once_and_what_was_before_is_kept(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert sets(n, "council", notice_days=5, name_en="Council of Residents") == {"changed": 2}
    council = now(n, "council")
    assert (council.notice_days, council.name_en) == (5, "Council of Residents")
    kept = [(row.way, row.before["is"], row.value["is"], who) for row, who in n.look(
        lambda db: way_history(db, n.community, db.get_one(Body, n.bodies["council"])))]
    assert ("notice_days", 3, 5, "林晓梅") in kept and len(kept) == 2


def test_a_later_day_is_waited_for_and_comes_with_the_sweep(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    sets(n, "council", notice_days=7, holds_from=NEXT_WEEK)
    assert now(n, "council").notice_days == 3
    assert n.look(lambda db: as_of(
        db, db.get_one(Community, n.community), db.get_one(Body, n.bodies["council"]), NEXT_WEEK))["notice_days"] == 7
    n.clock.forward(days=6)
    assert sweep(n.store)["ways"] == 0
    n.clock.forward(days=1)
    assert sweep(n.store)["ways"] == 1
    assert now(n, "council").notice_days == 7


def test_calling_a_body_does_not_wait_for_the_sweep(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    sets(n, "council", notice_days=9, holds_from=NEXT_WEEK)
    n.clock.forward(days=7)
    matter = n.a_matter(state="endorsed")
    with pytest.raises(RuleBroken) as refused:
        n.do("lin", meetings.convene, body_id=n.bodies["council"], matter_id=matter, place="二楼",
             starts_at=n.clock() + timedelta(days=4))
    assert (refused.value.code, refused.value.facts["needed"]) == ("notice_too_short", 9)


def test_a_change_can_be_taken_back_before_its_day_and_not_after(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    sets(n, "council", notice_days=7, holds_from=NEXT_WEEK)
    change = n.look(lambda db: to_come(db, n.community, db.get_one(Body, n.bodies["council"]))[0].id)
    n.do("lin", register.drop_change, change_id=change)
    n.clock.forward(days=8)
    sweep(n.store)
    assert now(n, "council").notice_days == 3
    sets(n, "council", notice_days=4, holds_from=NEXT_WEEK + timedelta(days=1))
    latest = n.look(lambda db: max(row.id for row in db.query(WayChange)))
    with pytest.raises(RuleBroken, match="change_in_force"):
        n.do("lin", register.drop_change, change_id=latest)


def test_a_meeting_that_is_called_keeps_the_ways_it_was_called_with(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    sets(n, "council", notice_days=8, vote_rule="council_members_half")
    meeting = n.look(lambda db: db.get_one(Meeting, room.meeting_id))
    assert (meeting.notice_days, meeting.vote_rule) == (3, "council_present_half")


def test_the_day_before_today_and_nothing_new_are_seen(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with pytest.raises(BadShape) as refused:
        sets(n, "council", notice_days=5, holds_from=TODAY - timedelta(days=1))
    assert refused.value.fields == {"holds_from": "past"}
    assert sets(n, "council", notice_days=3) == {"changed": 0}


# --- what is fixed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "ways", "fields"), [
    ("assembly", {"notice_days": 9}, {"notice_days": "number_between:10:90"}),
    ("council", {"notice_days": 2}, {"notice_days": "number_between:3:90"}),
    ("council", {"vote_rule": "owners_special"}, {"vote_rule": "not_a_choice"}),
    ("council", {"vote_rule": "assembly_household"}, {"vote_rule": "not_a_choice"}),
    ("council", {"convened_by": "mayor"}, {"convened_by": "not_a_choice"}),
    ("council", {"sitting": "hearing"}, {"sitting": "not_a_choice"}),
    ("council", {"reopen_percent": 101}, {"reopen_percent": "number_between:1:100"}),
    ("council", {"answer_days": 0}, {"answer_days": "number_between:1:365"}),
    ("joint", {"answered_by_id": 1}, {"answered_by_id": "not_a_choice", "answer_days": "missing"}),
    ("joint", {"asks_for_post": True}, {"seated_posts": "missing"}),
])
def test_what_the_source_of_its_kind_fixes_and_what_does_not_fit_is_refused_at_its_field(
    neighbourhood: Neighbourhood, body: str, ways: dict[str, Any], fields: dict[str, str]
) -> None:
    n = neighbourhood
    if "answered_by_id" in ways:
        ways = {"answered_by_id": n.bodies["joint"]}
    with pytest.raises(BadShape) as refused:
        sets(n, body, **ways)
    assert refused.value.fields == fields


def test_representatives_meet_at_least_half_yearly(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    form(n, BodyKind.REPRESENTATIVES_MEETING)
    with pytest.raises(BadShape):
        sets(n, "representatives_meeting", cadence="yearly")
    assert sets(n, "representatives_meeting", cadence="quarterly") == {"changed": 1}


def test_only_the_office_of_the_house_changes_them(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(Forbidden):
        sets(neighbourhood, "council", who="zhou", notice_days=5)


def test_thresholds_and_the_desk_of_a_community(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.do("lin", register.set_community_ways, community_id=n.community, holds_from=TODAY.isoformat(), endorse_households=5,
         desk_hours="工作日9:00–17:00")
    here = n.look(lambda db: db.get_one(Community, n.community))
    assert (here.endorse_households, here.desk_hours) == (5, "工作日9:00–17:00")
    with pytest.raises(BadShape) as refused:
        n.do("lin", register.set_community_ways, community_id=n.community, holds_from=TODAY.isoformat(), endorse_households=0)
    assert refused.value.fields == {"endorse_households": "number_between:1:1000"}


# --- seats ------------------------------------------------------------------------------------------------


def test_who_stood_on_the_list_is_given_the_post_once_the_body_asks_for_one(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    n.run(None, lambda work: work.add(BodyMember(
        body_id=n.bodies["joint"], person_id=n.people["he"], since=date(2026, 11, 10))) and None)
    sets(n, "joint", seated_posts="committee_member,committee_director", asks_for_post=True)
    rows = n.look(lambda db: db.query(BodyMember).filter_by(body_id=n.bodies["joint"], person_id=n.people["he"]).count())
    assert rows == 0 and "committee_member" in {post.kind for post in n.actor("he").posts}
    names = {id: who for who, id in n.people.items()}
    roll = n.look(lambda db: [names[s.person_id] for s in queries.roll_of(db, db.get_one(Body, n.bodies["joint"]), TODAY)])
    assert roll == ["deng", "song", "bai", "he"]


def test_an_alternate_takes_up_a_vacant_place_in_one_act(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    waits = n.do("lin", register.give_post, community_id=n.community, person_id=n.people["he"], kind="council_member",
                 starts_on=TODAY.isoformat(), body_id=n.bodies["council"], as_alternate=True)["member_id"]
    with pytest.raises(BadShape):
        n.do("lin", register.take_place, member_id=waits, starts_on=(TODAY - timedelta(days=1)).isoformat())
    n.do("lin", register.take_place, member_id=waits, starts_on=NEXT_WEEK.isoformat())
    names = {id: who for who, id in n.people.items()}

    def roll(day: date) -> list[str]:
        return n.look(lambda db: [names[s.person_id] for s in queries.roll_of(db, db.get_one(Body, n.bodies["council"]), day)])

    assert roll(TODAY) == list(COUNCIL) and roll(NEXT_WEEK) == [*COUNCIL, "he"]


# --- further bodies, and the end of one ----------------------------------------------------------------------


def test_a_further_body_is_formed_from_a_template_under_a_name_of_its_own(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    made = n.do("lin", register.form_from_template, community_id=n.community, kind="residents_council", name="东区议事会")
    body = n.look(lambda db: db.get_one(Body, made["body_id"]))
    assert (body.notice_days, body.answered_by_id, body.seated_posts) == (3, n.bodies["joint"], ["council_member"])
    with pytest.raises(BadShape) as refused:
        n.do("lin", register.form_from_template, community_id=n.community, kind="residents_council", name="东区议事会")
    assert refused.value.fields == {"name": "taken"}


def test_a_body_is_closed_when_nothing_of_it_is_to_come(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    with pytest.raises(RuleBroken, match="body_has_meetings"):
        n.do("lin", meetings.close_body, body_id=n.bodies["council"])
    with pytest.raises(RuleBroken, match="body_answers"):
        n.do("lin", meetings.close_body, body_id=n.bodies["joint"])
    n.do("lin", meetings.cancel, meeting_id=room.meeting_id, reason="主持人生病，改期。")
    n.do("lin", meetings.close_body, body_id=n.bodies["council"])
    with pytest.raises(Forbidden):
        n.do("lin", meetings.convene, body_id=n.bodies["council"], matter_id=n.a_matter(state="endorsed"), place="二楼",
             starts_at=n.clock() + timedelta(days=4))
    with pytest.raises(RuleBroken, match="body_closed"):
        sets(n, "council", notice_days=5)
