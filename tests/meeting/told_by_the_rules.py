"""A meeting that uses every rule of order, is adjourned, and goes on at another one: for the room's vectors."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import update

from consult.community.models import Body
from consult.meeting import actions as meetings
from consult.meeting.rules.order import Order
from tests.builders import Neighbourhood, Room

DAY = date(2026, 12, 31)
WORDS = {"who": "青禾物业", "by_when": DAY, "with_what": "公共收益列支"}


def by_the_rules(n: Neighbourhood) -> tuple[Room, Room]:
    """Two meetings; the first one ends when it is adjourned, the second goes on with its discussion."""
    under(n, amendments="no_objection")
    room = n.a_discussion(present=("chen", "wang", "li", "zhao", "sun"))
    _heard_and_handed(n, room)
    _interrupted(n, room)
    _kept_civil(n, room)
    _over_time(n, room)
    _amended(n, room)
    _asked(n, room)
    _parked(n, room)
    n.do("zhou", meetings.adjourn, meeting_id=room.meeting_id, reason="时间到了，下次接着议")
    return room, _continued(n, room)


def under(n: Neighbourhood, **rules: Any) -> None:
    """The council sits by other rules of order from here on."""
    n.run(None, lambda work: work.db.execute(
        update(Body).where(Body.id == n.bodies["council"]).values(rules_of_order=Order(**rules).plain())) and None)


def count(n: Neighbourhood, room: Room, question: dict[str, Any], *counts: int) -> bool:
    """The desk counts for, against and abstentions; whether that carries."""
    carried: bool = n.do(
        "zhou", meetings.count_room, meeting_id=room.meeting_id, question_id=question["question_id"],
        votes_for=counts[0], votes_against=counts[1], votes_abstain=counts[2] if len(counts) > 2 else 0)["carried"]
    return carried


def _heard_and_handed(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    n.do("chen", meetings.promise_rules, **here)
    n.do("zhou", meetings.hand_over_chair, **here, person_id=n.people["sun"], reason="主持人要发言")
    n.do("zhou", meetings.take_back_chair, **here)
    n.do("zhou", meetings.suspend, **here, reason="投影仪坏了")
    n.do("zhou", meetings.resume, **here)


def _interrupted(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    n.do("chen", meetings.raise_hand, **here, stance="for")
    n.do("zhou", meetings.raise_hand_at, **here, seat="12", stance="against")
    n.do("zhou", meetings.give_floor, **here)
    n.clock.forward(seconds=30)
    point = n.do("li", meetings.raise_point, **here, kind="order", text="没有按次序")["point_id"]
    n.do("zhou", meetings.hear_point, **here, point_id=point)
    n.clock.forward(seconds=45)
    n.do("zhou", meetings.extend_turn, **here, seconds=30)
    n.do("zhou", meetings.rule_on_point, **here, point_id=point, sustained=False, reason="次序是对的")
    gone = n.do("wang", meetings.raise_point, **here, kind="information", text="费用多少")["point_id"]
    n.do("wang", meetings.withdraw_point, **here, point_id=gone)
    n.clock.forward(seconds=20)
    n.do("chen", meetings.yield_floor, **here)


def _over_time(n: Neighbourhood, room: Room) -> None:
    n.do("sun", meetings.raise_hand, meeting_id=room.meeting_id, stance="addition")
    turn = n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)["turn_id"]
    n.clock.forward(seconds=160)
    n.run(None, lambda work: meetings.end_turn_over_time(work, turn_id=turn))


def _kept_civil(n: Neighbourhood, room: Room) -> None:
    here, seat = {"meeting_id": room.meeting_id}, -1
    seat = next(e.data["person_id"] for e in n.log(f"meeting:{room.meeting_id}") if e.name == "SeatTaken")
    n.do("zhou", meetings.moderate, **here, speaker_id=seat, kind="off_topic", reason="说到停车去了")
    n.do("zhou", meetings.moderate, **here, speaker_id=seat, kind="warning", reason="骂了人")
    muted = n.do("zhou", meetings.moderate, **here, speaker_id=seat, kind="muted", reason="又骂人")["ruling_id"]
    count(n, room, n.do("wang", meetings.appeal, **here, ruling_id=muted, reason="他没有骂人"), 3, 2)
    last = n.do("zhou", meetings.moderate, **here, speaker_id=n.people["li"], kind="off_topic", reason="跑题")["ruling_id"]
    count(n, room, n.do("li", meetings.appeal, **here, ruling_id=last, reason="没有跑题"), 2, 3)


def _amended(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    motion = n.move(room, "chen")
    n.do("wang", meetings.second_motion, **here, motion_id=motion)
    first = n.do("li", meetings.move_amendment, **here, what="委托三家公司出图报价", **WORDS)["amendment_id"]
    n.do("li", meetings.withdraw_amendment, **here, amendment_id=first)
    n.do("li", meetings.move_amendment, **here, what="委托三家公司出图报价", **WORDS)
    question = n.do("zhou", meetings.put_amendment, **here)
    n.do("zhao", meetings.object_to, **here, question_id=question["question_id"])
    count(n, room, question, 4, 1)
    n.do("zhao", meetings.move_amendment, **here, what="委托五家公司出图报价", **WORDS)
    n.do("zhou", meetings.settle_unopposed, **here, **n.do("zhou", meetings.put_amendment, **here))


def _asked(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    count(n, room, n.do("zhao", meetings.move_close_debate, **here), 3, 2)
    taken_back = n.do("zhao", meetings.move_close_debate, **here)["question_id"]
    n.do("zhao", meetings.withdraw_question, **here, question_id=taken_back)
    count(n, room, n.do("zhao", meetings.move_close_debate, **here), 4, 1)
    straw = n.do("zhou", meetings.ask_straw, **here, kind="straw", text="先装3幢行不行？")["straw_id"]
    n.do("chen", meetings.answer_straw, **here, straw_id=straw, answer="for")
    n.do("chen", meetings.answer_straw, **here, straw_id=straw, answer="unsure")
    n.do("zhou", meetings.count_straw, **here, straw_id=straw, answer="against", count=2)
    n.do("zhou", meetings.close_straw, **here, straw_id=straw)
    n.do("zhou", meetings.ask_straw, **here, kind="temperature")


def _parked(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    one = n.do("wang", meetings.park, **here, text="门口的停车也要管")["parked_id"]
    two = n.do("zhou", meetings.park, **here, text="路灯不亮", speaker_id=n.people["li"])["parked_id"]
    n.do("chen", meetings.park, **here, text="下次再说的一件事")
    n.do("wang", meetings.propose_parked, **here, parked_id=one, title="3幢门口划停车位",
         what="3幢门口每天晚上停满了车，救护车进不来，请划线。", place="3幢门口", affected="36户",
         expected="划线并立牌子", category="parking")
    n.do("zhou", meetings.settle_parked, **here, parked_id=two, reason="物业当场答应三天内修好")


def _continued(n: Neighbourhood, before: Room) -> Room:
    under(n, amendments="ballot")
    n.clock.forward(days=6)
    room = n.a_sitting(matter_id=before.matter_id, present=("chen", "wang", "li", "zhao"))
    here = {"meeting_id": room.meeting_id}
    n.do("zhou", meetings.open_discussion, **here, discussion_id=room.discussion_id)
    for choices in (("against", "against", "for", "abstain"), ("for", "for", "for", "against")):
        n.do("wang", meetings.move_amendment, **here, what="委托四家公司出图报价", **WORDS)
        ballot = n.do("zhou", meetings.put_amendment, **here)["ballot_id"]
        n.cast(Room(room.meeting_id, room.discussion_id, room.matter_id, ballot),
               **dict(zip(("chen", "wang", "li", "zhao"), choices, strict=True)))
        n.do("zhou", meetings.close_vote, **here)
    count(n, room, n.do("li", meetings.postpone_motion, **here, reason="等图纸出来", until=date(2027, 3, 1)), 3, 1)
    n.do("zhou", meetings.close_meeting, **here)
    return room
