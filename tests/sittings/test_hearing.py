"""A hearing: its people, its order that the server keeps, its quorum, its rounds, its record."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consult.core.errors import BadShape, Forbidden, RuleBroken
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.actions import phases, postponing, sittings
from consult.meeting.queries import sittings as held
from tests.builders import Neighbourhood
from tests.builders_sittings import (
    PAPER,
    a_hearing_to_come,
    a_held_hearing,
    a_published_hearing,
    an_open_hearing,
    brought_to,
    form_body,
    people_for,
    speaks,
    step,
)


def refused(n: Neighbourhood, code: str, by: str, verb: Any, /, **args: Any) -> RuleBroken:
    """The refusal that somebody gets."""
    with pytest.raises(RuleBroken) as caught:
        n.do(by, verb, **args)
    assert caught.value.code == code
    return caught.value


def test_a_hearing_goes_from_its_notice_to_its_confirmed_record(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_held_hearing(n)
    said = n.see(held.confirmations, room.meeting_id)
    answers = {who: said[n.people[who]].answer for who in ("chen", "wang", "bai")}
    assert answers == {"chen": "confirmed", "wang": "refused", "bai": "confirmed"}
    meeting = n.see(queries.meeting, room.meeting_id, n.community)
    assert (meeting.state, meeting.discussions[0].outcome) == ("closed", "escalated")


# --- before it begins ---------------------------------------------------------------------------------


def test_it_is_convened_ten_days_before_with_its_papers(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    form_body(n, "hearing")
    args = {"body_id": n.bodies["hearing"], "matter_id": n.a_matter(state="admitted"), "place": "二楼"}
    late = n.clock.at + timedelta(days=9)
    refusal = refused(n, "notice_too_short", "lin", meetings.convene, **args, starts_at=late, **PAPER)
    assert refusal.facts["needed"] == 10
    with pytest.raises(BadShape) as caught:
        n.do("lin", meetings.convene, **args, starts_at=n.clock.at + timedelta(days=10))
    assert set(caught.value.fields) == {"paper_title", "paper_text"}


def test_it_does_not_open_before_the_list_of_participants_hangs_out(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n)
    refused(n, "participants_not_out", "zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    people_for(n, room)
    n.do("lin", sittings.draw_lots, meeting_id=room.meeting_id)
    n.do("lin", sittings.publish_participants, meeting_id=room.meeting_id)
    refused(n, "participants_too_late", "zhou", meetings.open_meeting, meeting_id=room.meeting_id)


@pytest.mark.parametrize(("role", "who", "code"), [
    ("panel", "song", "role_not_odd"), ("recorder", "lin", "role_missing"), ("presenter", "bai", "role_missing"),
    ("monitor", "qian", "role_missing"),
])
def test_the_list_is_refused_where_somebody_is_missing(
    neighbourhood: Neighbourhood, role: str, who: str, code: str
) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n)
    people_for(n, room)
    n.do("lin", sittings.draw_lots, meeting_id=room.meeting_id)
    if role == "panel":
        n.do("lin", sittings.give_part, meeting_id=room.meeting_id, person_id=n.people["sun"], role="panel")
    else:
        n.do("lin", sittings.end_part, meeting_id=room.meeting_id, person_id=n.people[who], reason="有事不能来")
    refusal = refused(n, code, "lin", sittings.publish_participants, meeting_id=room.meeting_id)
    assert refusal.facts["role"]["zh"]


def test_seats_for_residents_are_given_by_the_lot_alone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n)
    refused(n, "group_is_drawn", "lin", sittings.give_part, meeting_id=room.meeting_id, person_id=n.people["he"],
            role="representative", group="stakeholder")


def test_an_oversubscribed_group_is_drawn_from_a_public_seed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n, seats={"stakeholder": 2, "public": 1})
    people_for(n, room)
    refused(n, "seed_needed", "lin", sittings.draw_lots, meeting_id=room.meeting_id)
    answer = n.do("lin", sittings.draw_lots, meeting_id=room.meeting_id, seed="双色球2026131期 03 08 17")
    assert answer == {"drawn": 3, "signed_up": 5}
    states = [row.state for row in n.see(held.sign_ups, room.meeting_id)]
    assert sorted(states) == ["drawn"] * 3 + ["not_drawn"] * 2
    refused(n, "sign_up_is_over", "xu", sittings.sign_up, meeting_id=room.meeting_id, group="public")


def test_a_sign_up_can_be_taken_back_and_keeps_no_number(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_hearing_to_come(n)
    first = n.do("he", sittings.sign_up, meeting_id=room.meeting_id, group="public")["no"]
    assert n.do("he", sittings.sign_up, meeting_id=room.meeting_id, group="public")["no"] == first
    n.do("he", sittings.withdraw_sign_up, meeting_id=room.meeting_id)
    refused(n, "not_signed_up", "he", sittings.withdraw_sign_up, meeting_id=room.meeting_id)
    assert n.do("he", sittings.sign_up, meeting_id=room.meeting_id, group="public")["no"] == first + 1


# --- stepping back ------------------------------------------------------------------------------------


def test_somebody_is_asked_to_step_back_and_does(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_published_hearing(n)
    here = {"meeting_id": room.meeting_id}
    asked = n.do("chen", sittings.ask_recusal, **here, person_id=n.people["deng"], reason="他的公司是施工方")
    n.do("lin", sittings.decide_recusal, **here, recusal_id=asked["recusal_id"], granted=True, reason="情况属实，应当回避")
    assert n.see(held.part_of, room.meeting_id, n.people["deng"]) is None
    refused(n, "recusal_is_decided", "lin", sittings.decide_recusal, **here, recusal_id=asked["recusal_id"],
            granted=False, reason="再想一想")
    n.do("zhou", meetings.open_meeting, **here)
    for who in ("chen", "wang", "li", "he"):
        n.do(who, meetings.check_in, **here)
    refused(n, "role_missing", "zhou", phases.enter_phase, **here, phase="opening")
    n.do("lin", sittings.give_part, **here, person_id=n.people["sun"], role="panel")
    step(n, room, "opening")
    refused(n, "too_late_for_recusal", "chen", sittings.ask_recusal, **here, person_id=n.people["wu"], reason="理由在此")


def test_nobody_decides_about_themselves_and_residents_do_not_decide(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_published_hearing(n)
    here = {"meeting_id": room.meeting_id}
    asked = n.do("chen", sittings.ask_recusal, **here, person_id=n.people["zhou"], reason="审过这份材料")
    refused(n, "not_about_yourself", "zhou", sittings.decide_recusal, **here, recusal_id=asked["recusal_id"],
            granted=False, reason="没有这回事")
    with pytest.raises(Forbidden):
        n.do("gu", sittings.decide_recusal, **here, recusal_id=asked["recusal_id"], granted=True, reason="应当回避")
    n.do("lin", sittings.decide_recusal, **here, recusal_id=asked["recusal_id"], granted=False, reason="没有审过，不用回避")
    assert n.see(held.part_of, room.meeting_id, n.people["zhou"]).role == "chair"
    refused(n, "no_such_part", "chen", sittings.ask_recusal, **here, person_id=n.people["bai"], reason="陈述人不回避")


# --- the order ----------------------------------------------------------------------------------------


def test_too_few_representatives_put_it_off_with_everything_it_has(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = an_open_hearing(n, present=("chen", "wang", "li"))
    here = {"meeting_id": room.meeting_id}
    refusal = refused(n, "postpone_without_quorum", "zhou", phases.enter_phase, **here, phase="opening")
    assert refusal.facts == {"present": 3, "needed": 4}
    refused(n, "postponed_too_near", "lin", postponing.postpone, **here, starts_at=n.clock.at + timedelta(hours=2),
            reason="到会的代表不够")
    answer = n.do("lin", postponing.postpone, **here, starts_at=n.clock.at + timedelta(days=7), reason="到会的代表不够")
    again = n.see(queries.meeting, answer["next_meeting_id"], n.community)
    assert n.see(queries.meeting, room.meeting_id, n.community).state == "postponed"
    assert again.state == "convened" and again.discussions[0].matter_id == room.matter_id
    assert len(n.see(held.parts, again.id)) == len(n.see(held.parts, room.meeting_id))
    assert n.see(held.papers, again.id)[0].title == PAPER["paper_title"]
    n.clock.forward(days=7)
    n.do("zhou", meetings.open_meeting, meeting_id=again.id)
    for who in ("chen", "wang", "li", "he"):
        n.do(who, meetings.check_in, meeting_id=again.id)
    n.do("zhou", phases.enter_phase, meeting_id=again.id, phase="opening")


def test_the_order_is_one_step_after_the_other_and_none_is_left_out(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = an_open_hearing(n)
    here = {"meeting_id": room.meeting_id}
    refusal = refused(n, "phase_out_of_order", "zhou", phases.enter_phase, **here, phase="views")
    assert refusal.facts["following"]["zh"] == "宣布开始，宣读规则"
    step(n, room, "opening")
    refused(n, "rules_not_read", "zhou", phases.enter_phase, **here, phase="presentation")
    n.do("zhou", phases.read_rules, **here)
    step(n, room, "presentation")
    refused(n, "phase_out_of_order", "zhou", phases.enter_phase, **here, phase="opening")
    refused(n, "nobody_heard_yet", "zhou", phases.enter_phase, **here, phase="questioning")
    speaks(n, room, "bai")
    step(n, room, "questioning")
    with pytest.raises(Forbidden):
        n.do("chen", phases.enter_phase, **here, phase="views")


def test_only_who_the_step_is_for_has_a_say_in_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = an_open_hearing(n)
    here = {"meeting_id": room.meeting_id}
    brought_to(n, room, "presentation")
    n.do("sun", meetings.check_in, **here)
    refused(n, "not_your_phase", "chen", meetings.raise_hand, **here, stance="question")
    refused(n, "not_in_this_phase", "chen", meetings.submit_statement, **here, stance="against", text="我反对。")
    refused(n, "not_in_this_phase", "chen", meetings.move_motion, **here, who="物业", what="马上开工吧",
            by_when=n.clock.at.date())
    speaks(n, room, "bai")
    step(n, room, "questioning")
    n.do("chen", meetings.raise_hand, **here, stance="question")
    refused(n, "not_your_phase", "sun", meetings.raise_hand, **here, stance="question")
    refused(n, "phase_people_waiting", "zhou", phases.enter_phase, **here, phase="views")


def test_it_ends_with_no_vote_and_only_after_its_last_step(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = an_open_hearing(n)
    here = {"meeting_id": room.meeting_id}
    brought_to(n, room, "views")
    refused(n, "no_such_end_here", "zhou", meetings.close_discussion, **here, outcome="rejected", reason="多数人反对")
    refused(n, "phases_left", "zhou", meetings.close_discussion, **here, outcome="escalated", reason="请联席会议研究",
            escalated_to=n.bodies["joint"])


def test_who_spoke_confirms_the_record_or_refuses_with_a_reason(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = an_open_hearing(n)
    here = {"meeting_id": room.meeting_id}
    brought_to(n, room, "record")
    refused(n, "record_not_read", "chen", sittings.confirm_record, **here, answer="confirmed")
    n.do("zhou", sittings.read_record, **here)
    refused(n, "was_not_heard", "li", sittings.confirm_record, **here, answer="confirmed")
    with pytest.raises(BadShape):
        n.do("chen", sittings.confirm_record, **here, answer="refused")
    n.do("chen", sittings.confirm_record, **here, answer="corrected", reason="半年应为七个月")
    n.do("zhou", meetings.close_discussion, **here, outcome="deferred", reason="再听一次",
         due_on=n.clock.at.date() + timedelta(days=30))
    refusal = refused(n, "record_unconfirmed", "zhou", meetings.close_meeting, **here)
    assert refusal.facts["count"] == 2
    for who in ("wang", "bai"):
        n.do("zhou", sittings.confirm_record_for, **here, person_id=n.people[who], answer="not_reached", reason="先走了")
    n.do("zhou", meetings.close_meeting, **here)
    names = [e.name for e in n.log(f"meeting:{room.meeting_id}")]
    assert names.count("RecordRead") == 1 and names.count("RecordConfirmed") == 3


def test_a_matter_heard_again_is_the_next_round_with_the_same_people(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    first = a_held_hearing(n, outcome="deferred")
    n.clock.forward(days=20)
    second = a_hearing_to_come(n, matter_id=first.matter_id)
    sat = n.see(held.sitting, second.meeting_id)
    assert (sat.round, sat.follows_id) == (2, first.meeting_id)
    chain = [meeting.id for _, meeting in n.see(held.chain, first.meeting_id)]
    assert chain == [first.meeting_id, second.meeting_id]
    assert {p.person_id for p in n.see(held.parts, second.meeting_id)} == {
        p.person_id for p in n.see(held.parts, first.meeting_id)}
