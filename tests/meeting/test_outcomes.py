"""The four ends of a discussion, what each must carry, and what follows for the matter. No other end exists."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consult.core.clock import SetClock
from consult.core.errors import BadShape, NotFound, Refusal, RuleBroken
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.rules.kinds import Outcome
from consult.meeting.rules.outcome import check_outcome
from consult.resolution import actions as resolutions
from consult.resolution import queries as dockets
from tests.builders import Neighbourhood, Room
from tests.storage.happenings import all_at_once

TODAY = date(2026, 11, 26)
NOTHING: dict[str, Any] = {"reason": "", "owner": "", "due_on": None, "escalated_to": None}
EVERYTHING: dict[str, Any] = {"reason": "理由", "owner": "物业", "due_on": TODAY, "escalated_to": 1}
CARRIES = {
    "adopted": {"owner", "due_on"}, "rejected": {"reason"}, "deferred": {"reason", "due_on"},
    "escalated": {"reason", "escalated_to"},
}


def close(n: Neighbourhood, room: Room, outcome: str, **carried: Any) -> dict[str, Any]:
    answer: dict[str, Any] = n.do(
        "zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome=outcome, **carried,
    )
    return answer


def the(n: Neighbourhood, room: Room) -> Matter:
    found: Matter = n.see(matters.matter, room.matter_id, n.community)
    return found


# --- the rule -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", Outcome)
def test_everything_that_is_missing_is_named_at_once(outcome: Outcome) -> None:
    motion = "passed" if outcome == Outcome.ADOPTED else None
    with pytest.raises(BadShape) as refused:
        check_outcome(outcome, motion_state=motion, today=TODAY, **NOTHING)
    assert refused.value.fields == dict.fromkeys(CARRIES[outcome], "missing")
    check_outcome(outcome, motion_state=motion, today=TODAY, **EVERYTHING)


@pytest.mark.parametrize(("outcome", "field"), [(o, f) for o, fields in CARRIES.items() for f in sorted(fields)])
def test_each_thing_is_needed_by_itself(outcome: str, field: str) -> None:
    motion = "passed" if outcome == "adopted" else None
    with pytest.raises(BadShape) as refused:
        check_outcome(
            Outcome(outcome), motion_state=motion, today=TODAY, **EVERYTHING | {field: NOTHING[field]},
        )
    assert refused.value.fields == {field: "missing"}


@pytest.mark.parametrize("outcome", Outcome)
def test_no_end_is_dated_yesterday(outcome: Outcome) -> None:
    motion = "passed" if outcome == Outcome.ADOPTED else None
    with pytest.raises(BadShape) as refused:
        check_outcome(
            outcome, motion_state=motion, today=TODAY, **EVERYTHING | {"due_on": TODAY - timedelta(days=1)},
        )
    assert refused.value.fields == {"due_on": "past"}


@pytest.mark.parametrize(("outcome", "motion", "code"), [
    ("adopted", None, "nothing_passed"), ("adopted", "failed", "nothing_passed"),
    ("rejected", "passed", "motion_passed"),
    *[(str(outcome), state, "motion_pending") for outcome in Outcome for state in ("moved", "put")],
])
def test_an_end_must_agree_with_the_vote(outcome: str, motion: str | None, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_outcome(Outcome(outcome), motion_state=motion, today=TODAY, **EVERYTHING)
    assert refused.value.code == code


# --- in a room ------------------------------------------------------------------------------------------


def test_adopted_goes_to_the_joint_meeting_which_owes_a_reply(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision()
    assert (the(n, room).state, the(n, room).owed_by, the(n, room).owed_name, the(n, room).due_on) == (
        "awaiting_reply", "body", "社区党建联席会议", date(2026, 12, 26),
    )
    decided = next(e.data for e in n.see(matters.timeline, room.matter_id) if e.name == "MatterDecided")
    assert (decided["owner"], decided["due_on"], decided["counts"]) == (
        "青禾物业", "2026-12-31", {"for": 4, "against": 1, "abstain": 0},
    )


def test_adopted_by_a_body_that_nobody_answers_is_work_at_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_vote(body="assembly")
    n.cast(room, chen="for", wang="for", li="for", zhao="for", sun="for", he="against")
    assert n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)["verdict"] == "passed"
    close(n, room, "adopted", owner="青禾物业", due_on=date(2026, 12, 31))
    assert (the(n, room).state, the(n, room).owed_name, the(n, room).due_on) == (
        "working", "青禾物业", date(2026, 12, 31),
    )
    assert n.see(dockets.docket, n.community) == []


def test_rejected_ends_the_matter_with_a_reason(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision(outcome="rejected")
    assert (the(n, room).state, the(n, room).reason, the(n, room).due_on) == ("rejected", "多数住户不同意", None)


def test_deferred_is_dated_and_can_be_taken_up_again(neighbourhood: Neighbourhood, clock: SetClock) -> None:
    n = neighbourhood
    room = n.a_closed_meeting(outcome="deferred")
    assert (the(n, room).state, the(n, room).owed_by, the(n, room).due_on) == (
        "deferred", "convenor", date(2026, 12, 31),
    )
    clock.forward(days=7)
    again = n.a_meeting(matter_id=room.matter_id)
    n.do("zhou", meetings.open_meeting, meeting_id=again.meeting_id)
    n.do("zhou", meetings.open_discussion, meeting_id=again.meeting_id, discussion_id=again.discussion_id)
    assert the(n, room).state == "in_meeting"
    assert n.see(queries.meeting_of_matter, room.matter_id).id == again.meeting_id


def test_a_deferred_matter_whose_new_meeting_is_called_off_is_convened_on_anew(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_closed_meeting(outcome="deferred")
    again = n.do(
        "lin", meetings.convene, body_id=n.bodies["council"], matter_id=room.matter_id,
        starts_at=n.clock() + timedelta(days=4), place="二楼",
    )
    n.do("lin", meetings.cancel, meeting_id=again["meeting_id"], reason="台风预警，改期另行公告")
    assert (the(n, room).state, the(n, room).owed_by) == ("admitted", "convenor")


def test_escalated_lies_with_the_body_it_went_to(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision(outcome="escalated", escalated_to=n.bodies["assembly"])
    entry = n.see(dockets.docket, n.community)[0]
    assert (entry.body.name, entry.outcome, entry.motion) == ("居民会议", "escalated", "")
    assert (the(n, room).state, the(n, room).owed_name) == ("awaiting_reply", "居民会议")


@pytest.mark.parametrize("to", ["council", "next_door_joint", None])
def test_a_matter_is_escalated_neither_to_the_same_body_nor_next_door_nor_nowhere(
    neighbourhood: Neighbourhood, to: str | None
) -> None:
    n = neighbourhood
    with pytest.raises(NotFound) as refused:
        n.a_decision(outcome="escalated", escalated_to=n.bodies[to] if to else 99_999)
    assert refused.value.facts == {"what": "body"}


@pytest.mark.parametrize("outcome", ["adopted", "rejected", "deferred", "escalated", "forgotten"])
def test_an_end_without_what_it_must_carry_changes_nothing(neighbourhood: Neighbourhood, outcome: str) -> None:
    n = neighbourhood
    room = n.a_discussion()
    with pytest.raises(Refusal):
        close(n, room, outcome)
    assert n.see(queries.open_discussion, room.meeting_id).id == room.discussion_id
    assert the(n, room).state == "in_meeting"


def test_no_end_while_someone_speaks_or_a_motion_is_on_the_floor(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion()
    with pytest.raises(RuleBroken) as refused:
        close(n, room, "rejected", reason="没有时间了")
    assert refused.value.code == "motion_pending"
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    with pytest.raises(RuleBroken) as refused:
        close(n, room, "rejected", reason="没有时间了")
    assert refused.value.code == "has_the_floor"


def test_a_discussion_is_ended_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    answers = all_at_once(
        [lambda: close(n, room, "rejected", reason="多数住户不同意")] * 5, threads=5)
    assert sum(isinstance(a, dict) for a in answers) == 1
    assert {a.code for a in answers if isinstance(a, RuleBroken)} == {"no_open_discussion"}


def test_whoever_still_waits_is_no_longer_in_the_queue_after_the_end(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    n.do("chen", meetings.raise_hand, meeting_id=room.meeting_id, stance="for")
    close(n, room, "deferred", reason="等报价出来再议", due_on=date(2026, 12, 31))
    assert n.see(queries.waiting_hands, room.discussion_id) == []


def test_a_second_open_discussion_in_a_room_is_refused(neighbourhood: Neighbourhood) -> None:
    """A meeting takes up one matter; should it have two, one is open at a time, whoever presses when."""
    from consult.meeting.models import Discussion

    n = neighbourhood
    room = n.a_sitting()
    with n.earlier(days=5):
        other = n.a_matter(state="admitted", title="电动自行车充电棚选址")

    def also_on_the_agenda(work: Any) -> int:
        from consult.matter import actions
        from consult.matter.events import MatterScheduled

        actions.schedule(work, MatterScheduled(
            matter_id=other, meeting_id=room.meeting_id, body="居民议事会", body_en="Council", starts_at=work.now,
            place="二楼",
        ), community_id=n.community)
        row = work.add(Discussion(meeting_id=room.meeting_id, matter_id=other, position=2, state="planned"))
        return int(row.id)

    second = n.run(None, also_on_the_agenda)
    answers = all_at_once([
        lambda id=id: n.do("zhou", meetings.open_discussion, meeting_id=room.meeting_id, discussion_id=id)
        for id in (room.discussion_id, second)
    ], threads=2)
    assert sorted(type(a).__name__ for a in answers) == ["RuleBroken", "dict"]
    refused = next(a for a in answers if isinstance(a, RuleBroken))
    assert refused.code == "discussion_already_open"
    assert refused.facts["title"] in ("3幢1单元加装电梯", "电动自行车充电棚选址")


def test_a_discussion_of_another_meeting_is_as_if_it_were_not_there(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    one, other = n.a_sitting(), n.a_sitting()
    for missing in (other.discussion_id, 99_999):
        with pytest.raises(NotFound) as refused:
            n.do("zhou", meetings.open_discussion, meeting_id=one.meeting_id, discussion_id=missing)
        assert refused.value.facts == {"what": "discussion"}


def test_what_has_ended_is_not_opened_again(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_decision(outcome="rejected")
    with pytest.raises(RuleBroken) as refused:
        n.do("zhou", meetings.open_discussion, meeting_id=room.meeting_id, discussion_id=room.discussion_id)
    assert refused.value.code == "not_now"


# --- in the joint meeting's own session ------------------------------------------------------------------


def heard_by_the_joint_meeting(n: Neighbourhood) -> tuple[Room, Room]:
    """A matter that the council adopted, and the joint meeting's session on it."""
    decided = n.a_closed_meeting()
    n.clock.forward(days=10)
    return decided, n.a_meeting(body="joint", matter_id=decided.matter_id)


def reply(n: Neighbourhood, matter: int, decision: str = "adopt", **more: Any) -> None:
    entry = n.see(dockets.entries_of_matter, matter)[-1]
    carried = {"unit_id": n.units["property"], "due_on": n.clock().date() + timedelta(days=60)} if decision == "adopt" else {}
    n.do("wu", resolutions.reply, entry_id=entry.id, between_rule="联席会议议事规则第八条",
         decision=decision, to_dissenters="采光另行测算，张榜公布。",
         reason="经联席会议研究，同意委托两家公司出图报价，费用从公共收益列支。", **carried | more)


def test_a_matter_that_waits_for_a_reply_stays_waiting_while_it_is_heard(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    decided, joint = heard_by_the_joint_meeting(n)
    n.do("zhou", meetings.open_meeting, meeting_id=joint.meeting_id)
    for who in ("deng", "song", "bai"):
        n.do(who, meetings.check_in, meeting_id=joint.meeting_id)
    n.do("zhou", meetings.open_discussion, meeting_id=joint.meeting_id, discussion_id=joint.discussion_id)
    assert the(n, decided).state == "awaiting_reply"
    n.move(joint, "deng", by_when=n.clock().date())
    ballot = n.do("zhou", meetings.put_to_vote, meeting_id=joint.meeting_id)["ballot_id"]
    n.cast(Room(joint.meeting_id, joint.discussion_id, joint.matter_id, ballot), deng="for", song="for", bai="for")
    n.do("zhou", meetings.close_vote, meeting_id=joint.meeting_id)
    close(n, joint, "adopted", owner="青禾物业", due_on=n.clock().date() + timedelta(days=30))
    n.do("zhou", meetings.close_meeting, meeting_id=joint.meeting_id)
    assert the(n, decided).state == "awaiting_reply"
    assert len(n.see(dockets.entries_of_matter, decided.matter_id)) == 1
    reply(n, decided.matter_id, meeting_id=joint.meeting_id)
    assert the(n, decided).state == "working"


def test_no_other_body_takes_up_what_waits_for_the_joint_meetings_reply(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    decided = n.a_closed_meeting()
    with pytest.raises(RuleBroken) as refused:
        n.do("lin", meetings.convene, body_id=n.bodies["council"], matter_id=decided.matter_id,
             starts_at=n.clock() + timedelta(days=4), place="二楼")
    assert (refused.value.code, refused.value.facts["state"]) == ("not_now", "awaiting_reply")


@pytest.mark.parametrize("decision", ["adopt", "decline"])
@pytest.mark.parametrize("when", ["convened", "open", "discussed"])
def test_a_reply_given_before_the_session_ends_leaves_no_session_that_cannot_end(
    neighbourhood: Neighbourhood, when: str, decision: str
) -> None:
    """The party secretary answers while the joint meeting's session on the same matter is still to come."""
    n = neighbourhood
    decided, joint = heard_by_the_joint_meeting(n)
    if when != "convened":
        n.do("zhou", meetings.open_meeting, meeting_id=joint.meeting_id)
        n.do("deng", meetings.check_in, meeting_id=joint.meeting_id)
    if when == "discussed":
        n.do("zhou", meetings.open_discussion, meeting_id=joint.meeting_id, discussion_id=joint.discussion_id)
    reply(n, decided.matter_id, decision)
    answered = the(n, decided).state
    if when == "convened":
        n.do("wu", meetings.cancel, meeting_id=joint.meeting_id, reason="已经书面答复，不再开会")
    if when == "open" and decision == "decline":
        with pytest.raises(RuleBroken):
            n.do("zhou", meetings.open_discussion, meeting_id=joint.meeting_id, discussion_id=joint.discussion_id)
    if when == "discussed":
        close(n, joint, "rejected", reason="已经书面答复，不再议")
    if when != "convened":
        n.do("zhou", meetings.close_meeting, meeting_id=joint.meeting_id)
    assert the(n, decided).state == answered == {"adopt": "working", "decline": "answered"}[decision]
