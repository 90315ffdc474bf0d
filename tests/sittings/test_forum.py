"""A public forum and an appraisal: every question has an end; light meetings: what was raised, who may see it."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.core.errors import BadShape, Forbidden, NotFound, RuleBroken
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.actions import phases, sittings
from consult.meeting.queries import sittings as held
from tests.builders import Neighbourhood
from tests.builders_sittings import (
    a_forum,
    a_light_meeting,
    an_appraisal,
    make_grid_head,
    places_of,
    step,
)

DUE = date(2026, 12, 31)


def code_of(n: Neighbourhood, who: str, verb: Any, **args: Any) -> str:
    """The code of the refusal that somebody gets."""
    with pytest.raises(RuleBroken) as caught:
        n.do(who, verb, **args)
    return caught.value.code


def test_a_forum_closes_only_when_every_question_has_one_of_the_four_ends(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_forum(n)
    here = {"meeting_id": room.meeting_id}
    asked = [n.do("he", sittings.ask_question, **here, text=f"第{i}个问题怎么办？")["question_id"] for i in range(4)]
    assert code_of(n, "zhou", meetings.close_meeting, **here) == "phases_left"
    step(n, room, "settle")
    assert code_of(n, "zhou", meetings.close_meeting, **here) == "questions_left"
    for id, end, more in zip(asked, ("answered", "promised", "referred", "explained"), (
        {}, {"who": "青禾物业", "due_on": DUE}, {"who": "街道城管科"}, {}), strict=True):
        n.do("zhou", sittings.end_question, **here, question_id=id, end=end, words="这样答复。", **more)
    n.do("zhou", meetings.close_meeting, **here)
    assert [q.state for q in n.see(held.questions, room.meeting_id)] == ["answered", "promised", "referred", "explained"]


@pytest.mark.parametrize(("end", "given", "missing"), [
    ("promised", {}, {"who", "due_on"}), ("promised", {"who": "物业"}, {"due_on"}), ("referred", {}, {"who"}),
    ("promised", {"who": "物业", "due_on": date(2020, 1, 1)}, {"due_on"}),
])
def test_an_end_carries_what_it_must(
    neighbourhood: Neighbourhood, end: str, given: dict[str, Any], missing: set[str]
) -> None:
    n = neighbourhood
    room = a_forum(n)
    id = n.do("he", sittings.ask_question, meeting_id=room.meeting_id, text="路灯什么时候修？")["question_id"]
    with pytest.raises(BadShape) as caught:
        n.do("zhou", sittings.end_question, meeting_id=room.meeting_id, question_id=id, end=end, words="好的。", **given)
    assert set(caught.value.fields) == missing
    assert n.see(held.open_questions, room.meeting_id) == 1


def test_a_promise_is_open_with_its_date_until_it_is_kept(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_forum(n)
    here = {"meeting_id": room.meeting_id}
    id = n.do("he", sittings.ask_question, **here, text="路灯什么时候修？")["question_id"]
    n.do("zhou", sittings.end_question, **here, question_id=id, end="promised", words="换灯。", who="物业", due_on=DUE)
    assert code_of(n, "zhou", sittings.end_question, **here, question_id=id, end="answered", words="算了") == "not_now"
    assert [(q.id, q.due_on) for q, _ in n.see(held.promises, n.community)] == [(id, DUE)]
    n.do("zhou", sittings.keep_promise, **here, question_id=id, words="换好了。")
    assert n.see(held.promises, n.community) == []
    assert code_of(n, "zhou", sittings.keep_promise, **here, question_id=id, words="再换") == "no_open_promise"


def test_questions_are_put_beforehand_too_and_from_the_hall(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = a_forum(n, opened=False)
    n.do("he", sittings.ask_question, meeting_id=room.meeting_id, text="能不能先问一句？")
    n.do("zhou", sittings.ask_question_for, meeting_id=room.meeting_id, called="孙大爷", text="楼道灯谁管？")
    with pytest.raises(Forbidden):
        n.do("he", sittings.ask_question_for, meeting_id=room.meeting_id, called="孙大爷", text="楼道灯谁管？")
    council = n.a_sitting()
    assert code_of(n, "he", sittings.ask_question, meeting_id=council.meeting_id, text="这里能问吗？") == "no_questions_here"


def test_an_appraisal_goes_from_self_report_to_grades_with_two_thirds_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    here = {"meeting_id": an_appraisal(n).meeting_id}
    n.do("chen", meetings.check_in, **here)
    assert code_of(n, "zhou", phases.enter_phase, **here, phase="self_report") == "too_few_to_begin"
    n.do("wang", meetings.check_in, **here)
    assert code_of(n, "zhou", phases.enter_phase, **here, phase="self_report") == "role_missing"
    n.do("lin", sittings.give_part, **here, person_id=n.people["wu"], role="appraised")
    for phase in ("self_report", "questions", "grades", "result"):
        n.do("zhou", phases.enter_phase, **here, phase=phase)
    assert code_of(n, "chen", sittings.ask_question, **here, text="现在还能问吗？") == "not_in_this_phase"
    n.do("zhou", meetings.close_meeting, **here)


# --- the quorum comes and goes ------------------------------------------------------------------------


def test_when_people_leave_the_quorum_is_lost_and_no_vote_opens(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion(present=("chen", "wang", "li", "zhao"))
    n.do("zhao", meetings.leave, meeting_id=room.meeting_id)
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["quorum_met"] is False
    assert code_of(n, "zhou", meetings.put_to_vote, meeting_id=room.meeting_id) == "quorum_not_met"
    n.do("zhao", meetings.check_in, meeting_id=room.meeting_id)
    assert n.log(f"meeting:{room.meeting_id}")[-1].data["quorum_met"] is True
    n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)


# --- light meetings -----------------------------------------------------------------------------------


def test_what_was_raised_is_kept_with_who_raised_it_and_becomes_a_matter(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    grid, _ = places_of(n)
    id = a_light_meeting(n, grid_id=grid)
    issues = n.see(held.issues, [id])
    assert [(i.raised_by, i.text) for i in issues] == [("王师傅", "路灯坏了半个月"), ("", "晾衣绳拉在过道上")]
    words = {"title": "路灯坏了半个月", "what": "院坝会上提出：路灯坏了半个月，看不清台阶。", "place": "3幢", "affected": "全楼",
             "expected": "把路灯修好", "category": "facilities"}
    n.do("gu_jr", sittings.propose_issue, issue_id=issues[0].id, proposer_id=n.people["wang"], **words)
    issue = n.see(held.issues, [id])[0]
    matter = n.see(matters.matter, issue.matter_id, n.community)
    assert (matter.proposer_id, matter.household_id, matter.state) == (
        n.people["wang"], n.households["wang"], "proposed")
    assert code_of(n, "gu_jr", sittings.propose_issue, issue_id=issue.id, **words) == "issue_is_proposed"
    made = n.do("gu_jr", sittings.propose_issue, issue_id=issues[1].id, **words | {"title": "过道上的晾衣绳"})
    mine = n.see(matters.matter_by_no, n.community, made["no"])
    assert mine is not None and mine.proposer_id == n.people["gu_jr"]


@pytest.mark.parametrize(("change", "field"), [
    ({"present": 0}, "present"), ({"held_on": date(2030, 1, 1)}, "held_on"), ({"kind": "hearing"}, "kind"),
    ({"issues": "长" * 501}, "issues"),
])
def test_a_light_meeting_is_noted_as_it_was(neighbourhood: Neighbourhood, change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadShape) as caught:
        a_light_meeting(neighbourhood, **change)
    assert field in caught.value.fields


def test_only_holders_of_the_posts_note_one_and_a_party_group_is_theirs_to_see(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    make_grid_head(n)
    with pytest.raises(Forbidden):
        a_light_meeting(n, by="chen")
    id = a_light_meeting(n, by="gu_jr", kind="party_group_meeting")
    for who in ("chen", "lin", "zhou"):
        with pytest.raises(NotFound):
            n.see(held.light_meeting, id, n.community, n.actor(who))
        assert n.see(held.light_meetings, n.community, n.actor(who)) == ([], 0)
    assert n.see(held.light_meeting, id, n.community, n.actor("wu")).id == id
    with pytest.raises(NotFound):
        n.do("mei", sittings.note_light_meeting, community_id=n.community, kind="courtyard_meeting", present=3,
             held_on=date(2026, 11, 20), place="3幢")
    assert n.see(queries.meetings, n.next_door) == []
