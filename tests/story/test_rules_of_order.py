"""Six things that happen in a meeting with rules: amended, debate closed, appealed, handed over, adjourned, parked."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.core.errors import Refusal, RuleBroken
from consult.matter import queries as matters
from consult.meeting import actions as meetings
from consult.meeting import queries
from consult.meeting.queries import order as procedure
from consult.web.rooms.drafts import difference
from tests.builders import Neighbourhood, Room
from tests.meeting.told_by_the_rules import DAY, count, under

WORDS = {"who": "青禾物业", "by_when": DAY, "with_what": "公共收益列支"}


def told(n: Neighbourhood, room: Room, name: str) -> list[dict[str, Any]]:
    """What the log says of one kind of event."""
    return [e.data for e in n.log(f"meeting:{room.meeting_id}") if e.name == name]


def speak(n: Neighbourhood, room: Room, who: str, stance: str = "for") -> int:
    """Someone asks for the floor and has it; the turn's id."""
    n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=stance)
    turn: int = n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)["turn_id"]
    return turn


def test_an_amendment_is_decided_first_and_merged_where_everyone_sees_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion()
    here = {"meeting_id": room.meeting_id}
    n.do("li", meetings.move_amendment, **here, what="委托三家公司出图报价", **WORDS)
    with pytest.raises(RuleBroken, match="amendment_pending"):
        n.do("zhou", meetings.put_to_vote, **here)
    assert count(n, room, n.do("zhou", meetings.put_amendment, **here), 3, 1, 1)
    adopted = told(n, room, "AmendmentAdopted")[0]
    assert (adopted["draft"], adopted["what"]) == (2, "委托三家公司出图报价")
    changed = [part for part in difference(adopted["before"], adopted["text"]) if part[0] != "same"]
    assert changed == [("ins", "三")]
    motion = n.see(queries.last_motion, room.discussion_id)
    assert [d.draft for d in n.see(procedure.drafts, motion.id)] == [1, 2]
    ballot = n.do("zhou", meetings.put_to_vote, **here)["ballot_id"]
    assert told(n, room, "VoteOpened")[0]["question"] == adopted["text"]
    assert ballot


def test_debate_goes_on_when_too_few_want_to_vote_and_stops_when_two_thirds_do(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_motion()
    here = {"meeting_id": room.meeting_id}
    n.do("wang", meetings.raise_hand, **here, stance="against")
    assert not count(n, room, n.do("li", meetings.move_close_debate, **here), 3, 2)
    with pytest.raises(RuleBroken, match="people_waiting"):
        n.do("zhou", meetings.put_to_vote, **here)
    assert count(n, room, n.do("li", meetings.move_close_debate, **here), 4, 1)
    with pytest.raises(RuleBroken, match="debate_is_closed"):
        n.do("zhao", meetings.raise_hand, **here, stance="for")
    n.do("zhou", meetings.put_to_vote, **here)
    assert [(e["carried"], e["needed"]) for e in told(n, room, "RoomAnswered")] == [(False, 4), (True, 4)]


def test_the_room_overturns_a_ruling_and_what_it_did_is_undone(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    here, chen = {"meeting_id": room.meeting_id}, n.people["chen"]
    speak(n, room, "chen")
    n.do("zhou", meetings.moderate, **here, speaker_id=chen, kind="warning", reason="打断别人")
    muted = n.do("zhou", meetings.moderate, **here, speaker_id=chen, kind="muted", reason="又打断别人")["ruling_id"]
    assert n.see(queries.turns_taken, room.discussion_id) == {chen: 1}
    assert count(n, room, n.do("wang", meetings.appeal, **here, ruling_id=muted, reason="他没有打断"), 3, 2)
    assert n.see(queries.turns_taken, room.discussion_id) == {}
    again = n.do("zhou", meetings.moderate, **here, speaker_id=chen, kind="off_topic", reason="说到停车")["ruling_id"]
    assert not count(n, room, n.do("chen", meetings.appeal, **here, ruling_id=again, reason="没有跑题"), 2, 2, 1)
    assert [e["kind"] for e in told(n, room, "RulingOverturned")] == ["muted"]


def test_the_chair_hands_over_before_taking_a_side_and_takes_back_when_that_is_decided(
    neighbourhood: Neighbourhood,
) -> None:
    n = neighbourhood
    room = n.a_discussion(chair_id=n.people["chen"])
    here = {"meeting_id": room.meeting_id}
    for verb, args in ((meetings.raise_hand, {"stance": "for"}), (meetings.move_motion, {"what": "出图报价", **WORDS}),
                       (meetings.submit_statement, {"stance": "for", "text": "我看行"})):
        with pytest.raises(RuleBroken, match="chair_is_neutral"):
            n.do("chen", verb, **here, **args)
    n.do("chen", meetings.hand_over_chair, **here, person_id=n.people["wang"], reason="我要提动议")
    n.move(room, "chen")
    with pytest.raises(RuleBroken, match="own_motion_on_the_floor"):
        n.do("chen", meetings.take_back_chair, **here)
    with pytest.raises(RuleBroken, match="chair_is_neutral"):
        n.do("wang", meetings.raise_hand, **here, stance="against")
    ballot = Room(room.meeting_id, room.discussion_id, room.matter_id,
                  n.do("wang", meetings.put_to_vote, **here)["ballot_id"])
    with pytest.raises(RuleBroken, match="chair_is_neutral"):
        n.cast(ballot, wang="for")
    n.cast(ballot, chen="for", li="for")
    n.do("wang", meetings.close_vote, **here)
    n.do("chen", meetings.take_back_chair, **here)
    assert [(e["from_called"], e["called"]) for e in
            told(n, room, "ChairHandedOver") + told(n, room, "ChairTakenBack")] == [
        ("陈美兰", "王德福"), ("王德福", "陈美兰")]


def test_an_adjourned_discussion_goes_on_at_the_next_meeting_where_it_stopped(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    room = n.a_discussion()
    here = {"meeting_id": room.meeting_id}
    for _ in range(2):
        speak(n, room, "chen")
        n.do("chen", meetings.end_turn, **here)
    motion = n.move(room, "wang")
    n.do("wang", meetings.reword_motion, **here, motion_id=motion, what="委托两家公司出图并公示", **WORDS)
    n.do("li", meetings.park, **here, text="门口的停车也要管")
    n.do("zhou", meetings.adjourn, **here, reason="时间到了")
    assert n.see(queries.meeting, room.meeting_id, n.community).state == "closed"
    assert n.see(matters.matter, room.matter_id, n.community).state == "deferred"
    n.clock.forward(days=7)
    later = n.a_discussion(matter_id=room.matter_id)
    there = {"meeting_id": later.meeting_id}
    brought = told(n, later, "DiscussionContinued")[0]
    assert (brought["motion"]["draft"], brought["motion"]["what"]) == (2, "委托两家公司出图并公示")
    assert brought["turns_taken"] == {str(n.people["chen"]): 2} and len(brought["parked"]) == 1
    with pytest.raises(RuleBroken, match="turns_used_up"):
        n.do("chen", meetings.raise_hand, **there, stance="for")
    ballot = Room(later.meeting_id, later.discussion_id, later.matter_id,
                  n.do("zhou", meetings.put_to_vote, **there)["ballot_id"])
    n.cast(ballot, chen="for", wang="for", li="for", zhao="for")
    n.do("zhou", meetings.close_vote, **there)
    n.do("zhou", meetings.close_discussion, **there, outcome="adopted", owner="青禾物业", due_on=DAY)
    assert n.see(matters.matter, room.matter_id, n.community).state in ("working", "awaiting_reply")


@pytest.mark.parametrize("who", ["li", "zhou"])
def test_what_was_parked_becomes_a_proposal_of_the_one_who_said_it(neighbourhood: Neighbourhood, who: str) -> None:
    n = neighbourhood
    room = n.a_discussion()
    here = {"meeting_id": room.meeting_id}
    parked = n.do("li", meetings.park, **here, text="门口的停车也要管")["parked_id"]
    words = {"title": "3幢门口划停车位", "what": "门口每天晚上停满了车，救护车进不来。", "place": "3幢门口",
             "affected": "36户", "expected": "划线并立牌子", "category": "parking"}
    with pytest.raises(Refusal, match="not_yours_to_do"):
        n.do("wang", meetings.propose_parked, **here, parked_id=parked, **words)
    made = n.do(who, meetings.propose_parked, **here, parked_id=parked, **words)
    proposal = n.see(matters.matter, made["matter_id"], n.community)
    assert (proposal.state, proposal.proposer_id) == ("proposed", n.people["li"])
    assert told(n, room, "ParkedProposed")[0]["by_desk"] is (who == "zhou")
    with pytest.raises(RuleBroken, match="not_now"):
        n.do(who, meetings.propose_parked, **here, parked_id=parked, **words)


def test_a_motion_that_is_postponed_ends_as_deferred(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    for until, due in ((date(2027, 3, 1), date(2027, 3, 1)), (None, date(2027, 11, 26))):
        room = n.a_motion()
        asked = n.do("li", meetings.postpone_motion, meeting_id=room.meeting_id, reason="等图纸出来", until=until)
        assert count(n, room, asked, 4, 1)
        ended = told(n, room, "DiscussionClosed")[0]
        assert (ended["outcome"], ended["due_on"]) == ("deferred", due.isoformat())


def test_a_room_that_uses_other_rules_decides_amendments_by_ballot(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    under(n, amendments="ballot")
    room = n.a_motion()
    here = {"meeting_id": room.meeting_id}
    n.do("li", meetings.move_amendment, **here, what="委托三家公司出图报价", **WORDS)
    ballot = Room(room.meeting_id, room.discussion_id, room.matter_id,
                  n.do("zhou", meetings.put_amendment, **here)["ballot_id"])
    n.cast(ballot, chen="for", wang="for", li="for", zhao="against")
    assert n.do("zhou", meetings.close_vote, **here)["verdict"] == "passed"
    assert n.see(queries.last_motion, room.discussion_id).what == "委托三家公司出图报价"
