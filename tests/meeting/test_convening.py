"""Calling a body together: with the notice its rules ask for, on a matter that may be taken up."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from consult.community.models import BodyMember, Post
from consult.core.actor import THE_SYSTEM
from consult.core.arguments import arguments_of
from consult.core.clock import SetClock
from consult.core.errors import Forbidden, NotFound, RuleBroken
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.models import Meeting
from tests.builders import Neighbourhood
from tests.storage.happenings import all_at_once


def convene(n: Neighbourhood, who: str = "lin", body: str = "council", **given: Any) -> dict[str, Any]:
    args = {"starts_at": n.clock() + timedelta(days=4), "place": "党群服务中心二楼"} | given
    if "matter_id" not in args:
        args["matter_id"] = n.a_matter(state="admitted")
    answer: dict[str, Any] = n.do(who, meetings.convene, body_id=n.bodies[body], **args)
    return answer


def the(n: Neighbourhood, meeting: int) -> Meeting:
    found: Meeting = n.see(queries.meeting, meeting, n.community)
    return found


@pytest.mark.parametrize("body", ["council", "assembly"])
def test_a_notice_that_is_too_short_is_refused_with_the_earliest_day(neighbourhood: Neighbourhood, body: str) -> None:
    n = neighbourhood
    needed = {"council": 3, "assembly": 10}[body]
    with pytest.raises(RuleBroken) as refused:
        convene(n, body=body, starts_at=n.clock() + timedelta(days=needed - 1))
    assert refused.value.code == "notice_too_short"
    assert refused.value.facts == {
        "days": needed - 1, "needed": needed, "earliest": date(2026, 11, 26) + timedelta(days=needed),
    }
    assert n.see(queries.meetings, n.community) == []


def test_notice_is_counted_in_days_of_the_place_not_in_hours(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    """23:30 on Thursday to 08:00 on Sunday is three calendar days in Shanghai, though not 72 hours."""
    clock.at = clock.at.replace(hour=15, minute=30)
    made = convene(neighbourhood, starts_at=clock.at + timedelta(days=2, hours=8, minutes=30))
    assert not the(neighbourhood, made["meeting_id"]).extraordinary


def test_an_extraordinary_meeting_says_why_in_public(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    made = convene(n, starts_at=n.clock() + timedelta(hours=2), extraordinary_reason="消防检查限期答复")
    meeting = the(n, made["meeting_id"])
    assert (meeting.extraordinary, meeting.extraordinary_reason) == (True, "消防检查限期答复")
    assert n.log(f"meeting:{meeting.id}")[0].data["extraordinary_reason"] == "消防检查限期答复"


def test_a_meeting_in_the_past_is_refused_whatever_the_reason(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(RuleBroken) as refused:
        convene(
            neighbourhood, starts_at=neighbourhood.clock() - timedelta(minutes=6), extraordinary_reason="很急很急",
        )
    assert refused.value.code == "starts_in_the_past"


@pytest.mark.parametrize(("who", "body"), [("lin", "council"), ("wu", "joint")])
def test_those_named_by_the_bodys_own_data_convene_it(neighbourhood: Neighbourhood, who: str, body: str) -> None:
    assert convene(neighbourhood, who, body)["number"] == 1


@pytest.mark.parametrize(("who", "body"), [
    ("wu", "council"), ("lin", "joint"), ("zhou", "council"), ("chen", "council"), ("he", "assembly"),
])
def test_nobody_else_does(neighbourhood: Neighbourhood, who: str, body: str) -> None:
    with pytest.raises(Forbidden):
        convene(neighbourhood, who, body)


@pytest.mark.parametrize("state", ["proposed", "endorsed"])
def test_a_matter_that_was_not_admitted_is_not_convened_on(neighbourhood: Neighbourhood, state: str) -> None:
    n = neighbourhood
    with pytest.raises(RuleBroken) as refused:
        convene(n, matter_id=n.a_matter(state=state))
    assert (refused.value.code, refused.value.facts["state"]) == ("not_now", state)


def test_a_matter_is_on_one_agenda_at_a_time(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    matter = n.a_matter(state="admitted")
    answers = all_at_once([lambda: convene(n, matter_id=matter)] * 6, threads=6)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert {a.code for a in answers if isinstance(a, RuleBroken)} == {"not_now"}


def test_meetings_are_numbered_by_body_and_year(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    in_january = n.clock() + timedelta(days=40)
    assert [convene(n)["number"], convene(n)["number"], convene(n, body="assembly", starts_at=in_january)["number"],
            convene(n, starts_at=in_january)["number"]] == [1, 2, 1, 1]


def test_the_chair_is_the_facilitator_unless_another_neighbour_is_named(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    assert the(n, convene(n)["meeting_id"]).chair_id == n.people["zhou"]
    assert the(n, convene(n, chair_id=n.people["chen"])["meeting_id"]).chair_id == n.people["chen"]
    for nobody in (n.people["yu"], 99_999):
        with pytest.raises(NotFound) as refused:
            convene(n, chair_id=nobody)
        assert refused.value.facts == {"what": "person"}


def test_a_matter_and_a_body_of_next_door_are_not_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for missing in (n.a_matter(by="yu", state="admitted"), 99_999):
        with pytest.raises(NotFound) as refused:
            convene(n, matter_id=missing)
        assert refused.value.facts == {"what": "matter"}
    for body in (n.bodies["next_door_council"], 99_999):
        with pytest.raises(NotFound) as refused:
            n.do("lin", meetings.convene, body_id=body, matter_id=n.a_matter(state="admitted"),
                 starts_at=n.clock() + timedelta(days=4), place="二楼")
        assert refused.value.facts == {"what": "body"}


# --- calling off ----------------------------------------------------------------------------------------


def test_a_meeting_called_off_gives_its_matter_back(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    n.do("lin", meetings.cancel, meeting_id=room.meeting_id, reason="台风预警，改期另行公告")
    assert the(n, room.meeting_id).state == "cancelled"
    assert [d.state for d in the(n, room.meeting_id).discussions] == ["dropped"]
    matter = n.see(matters.matter, room.matter_id, n.community)
    assert (matter.state, matter.owed_by, matter.due_on) == ("admitted", "convenor", date(2026, 12, 11))
    assert n.see(matters.timeline, room.matter_id)[-1].data["reason"] == "台风预警，改期另行公告"
    assert convene(n, matter_id=room.matter_id)["number"] == 2


def test_a_meeting_that_is_open_or_over_cannot_be_called_off(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for room in (n.a_sitting(), n.a_closed_meeting()):
        with pytest.raises(RuleBroken) as refused:
            n.do("lin", meetings.cancel, meeting_id=room.meeting_id, reason="台风预警，改期另行公告")
        assert refused.value.code == "not_now"


def test_a_neighbour_cannot_call_a_meeting_off(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    for who in ("he", "chen", "wu"):
        with pytest.raises(Forbidden):
            n.do(who, meetings.cancel, meeting_id=room.meeting_id, reason="不想开会了")


# --- opening --------------------------------------------------------------------------------------------


def test_a_meeting_opens_within_the_hour_before_its_time(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    room = n.a_meeting()
    clock.at -= timedelta(minutes=61)
    with pytest.raises(RuleBroken) as refused:
        n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    assert refused.value.code == "too_early"
    clock.forward(minutes=1)
    n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)


def test_opening_fixes_the_roll_and_the_quorum_and_invites_the_proposer(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    assert n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id) == {"expected": 6, "quorum_needed": 4}
    opened = n.log(f"meeting:{room.meeting_id}")[-1].data
    assert [seat["called"] for seat in opened["roll"] if seat["voting"]] == [
        "陈美兰", "王德福", "李秀英", "赵卫东", "孙丽", "钱国平",
    ]
    assert [(seat["called"], seat["capacity"]) for seat in opened["roll"] if not seat["voting"]] == [("何女士", "proposer")]
    assert opened["quorum"]["needed"] == 4


def test_a_proposer_with_a_voice_is_on_the_roll_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.earlier(days=6):
        matter = n.a_matter(by="chen", state="admitted")
    room = n.a_meeting(matter_id=matter)
    n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    people = [a.person_id for a in n.see(queries.attendees, room.meeting_id)]
    assert len(people) == len(set(people)) == 6


@pytest.mark.parametrize(("body", "expected", "quorum"), [("council", 6, 4), ("assembly", 10, 6), ("joint", 3, 2)])
def test_every_body_has_its_roll_and_its_quorum(
    neighbourhood: Neighbourhood, body: str, expected: int, quorum: int
) -> None:
    n = neighbourhood
    room = n.a_meeting(body=body)
    opened = n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    assert opened == {"expected": expected, "quorum_needed": quorum}


def test_the_room_sees_delegates_with_their_unit_and_households_by_their_form_of_address(
    neighbourhood: Neighbourhood,
) -> None:
    n = neighbourhood
    for body, shown in (("joint", "青禾物业（邓涛）"), ("assembly", "马师傅")):
        room = n.a_meeting(body=body)
        n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
        assert shown in [a.shown_as for a in n.see(queries.attendees, room.meeting_id)]


def test_a_body_without_members_cannot_sit(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.earlier(days=6), pytest.raises(RuleBroken) as refused:
        n.do(
            "mei", meetings.convene, body_id=n.bodies["next_door_joint"], matter_id=n.a_matter(by="yu", state="admitted"),
            starts_at=n.clock.at + timedelta(days=6), place="二楼",
        )
    assert refused.value.code == "nobody_could_come"


def test_a_body_whose_members_left_since_the_notice_cannot_sit(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    n.store.carry_out(lambda work: work.db.execute(update(BodyMember).values(until=BodyMember.since)), actor=THE_SYSTEM)
    n.store.carry_out(lambda work: work.db.execute(
        update(Post).where(Post.kind == "council_member").values(ends_on=Post.starts_on)), actor=THE_SYSTEM)
    with pytest.raises(RuleBroken) as refused:
        n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    assert refused.value.code == "empty_roll"


def test_a_meeting_is_opened_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    answers = all_at_once([lambda: n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)] * 6, threads=6)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert len(n.see(queries.attendees, room.meeting_id)) == 7


# --- closing --------------------------------------------------------------------------------------------


def test_a_meeting_with_an_open_discussion_cannot_be_closed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    with pytest.raises(RuleBroken) as refused:
        n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert (refused.value.code, refused.value.facts) == ("discussion_still_open", {"title": "3幢1单元加装电梯"})


def test_what_a_meeting_did_not_come_to_is_given_back_and_said(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_sitting()
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    assert [d.state for d in the(n, room.meeting_id).discussions] == ["dropped"]
    assert n.see(matters.matter, room.matter_id, n.community).state == "admitted"
    with pytest.raises(RuleBroken) as refused:
        n.do("zhou", meetings.open_discussion, meeting_id=room.meeting_id, discussion_id=room.discussion_id)
    assert refused.value.code == "meeting_not_open"


def test_nothing_is_done_in_a_room_that_is_not_open(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_meeting()
    given = {
        "discussion_id": 1, "person_id": n.people["chen"], "stance": "for", "status": "present", "hand_id": 1,
        "reason": "理由写在这里", "turn_id": 1, "text": "说的话", "who": "物业", "what": "出图报价", "motion_id": 1,
        "by_when": date(2026, 12, 31), "outcome": "rejected", "seat": "12", "point_id": 1, "sustained": True,
        "speaker_id": n.people["chen"], "amendment_id": 1, "ruling_id": 1, "question_id": 1, "votes_for": 1,
        "votes_against": 1, "against": 1, "abstain": 0, "not_voting": 0,
        "straw_id": 1, "answer": "for", "count": 1, "parked_id": 1, "title": "换一个题目",
        "place": "3幢", "affected": "36户", "expected": "出图报价", "category": "other", "phase": "opening",
    }
    kinds = {"raise_point": "order", "moderate": "warning", "ask_straw": "temperature"}
    longer = {"propose_parked": {"what": "门口停满了车，请划出车位来。"}}
    before_it_opens = {"postpone"} | {name for name, verb in meetings.COMMANDS.items() if ".actions.sittings." in verb.__module__}
    for name in sorted(set(meetings.COMMANDS) - {"open_meeting", "cast_vote"} - before_it_opens):
        verb = meetings.COMMANDS[name]
        wanted = {a.name for a in arguments_of(verb) if a.needed}
        with pytest.raises(RuleBroken) as refused:
            args = {**given, "kind": kinds.get(name, ""), **longer.get(name, {})}
            n.do("zhou", verb, meeting_id=room.meeting_id, **{k: v for k, v in args.items() if k in wanted})
        assert (name, refused.value.code) == (name, "meeting_not_open")
