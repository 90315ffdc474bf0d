"""The meetings whose logs are the room's vectors: between them, every event that a meeting can have."""
from __future__ import annotations

from datetime import date
from typing import Any

from consult.core.events import Recorded, moment
from consult.meeting import actions as meetings
from consult.meeting.rules import room as rooms
from tests.builders import Neighbourhood, Room
from tests.builders_sittings import tell_sittings
from tests.meeting.told_by_the_rules import by_the_rules


def tell(n: Neighbourhood) -> dict[str, Room]:
    """Meetings that decide, are called off, close before they come to their matter, and use every rule of order."""
    whole = {
        "a whole sitting": _a_whole_sitting(n),
        "called off": _called_off(n),
        "closed too early": _closed_too_early(n),
    }
    first, second = by_the_rules(n)
    return whole | {"by the rules of order": first, "gone on with": second}


def _a_whole_sitting(n: Neighbourhood) -> Room:
    room = n.a_sitting(present=("chen", "wang", "li", "zhao"))
    _come_and_go(n, room)
    n.do("zhou", meetings.open_discussion, meeting_id=room.meeting_id, discussion_id=room.discussion_id)
    _speak(n, room)
    _one_motion_after_another(n, room)
    n.do(
        "zhou", meetings.close_discussion, meeting_id=room.meeting_id, outcome="adopted", owner="青禾物业",
        due_on=date(2026, 12, 31),
    )
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    return room


def _come_and_go(n: Neighbourhood, room: Room) -> None:
    n.do("he", meetings.check_in, meeting_id=room.meeting_id)
    n.do("gu", meetings.check_in, meeting_id=room.meeting_id)
    n.do(
        "zhou", meetings.mark_attendance, meeting_id=room.meeting_id, person_id=n.people["sun"], status="present",
        seat="前排3号",
    )
    n.do(
        "zhou", meetings.mark_attendance, meeting_id=room.meeting_id, person_id=n.people["qian"], status="excused",
    )
    n.do("gu", meetings.ask_help, meeting_id=room.meeting_id)
    n.do("zhou", meetings.answer_help, meeting_id=room.meeting_id, person_id=n.people["gu"])
    n.do("gu", meetings.leave, meeting_id=room.meeting_id)


def _speak(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    for who, stance in (("chen", "for"), ("wang", "for"), ("li", "against"), ("he", "addition")):
        n.do(who, meetings.raise_hand, **here, stance=stance)
    n.do("zhou", meetings.raise_hand_for, **here, person_id=n.people["sun"], stance="question")
    n.do("he", meetings.lower_hand, **here)
    first = n.do("zhou", meetings.give_floor, **here)["turn_id"]
    n.do("zhou", meetings.note_turn, **here, turn_id=first, text="五楼的老人半年没有下过楼。")
    n.do("zhou", meetings.extend_turn, **here, seconds=30)
    n.clock.forward(seconds=95)
    n.do("chen", meetings.end_turn, **here)
    sun = n.do("zhou", meetings.give_floor, **here, hand_id=_hand_of(n, room, "sun"), reason="先答清楚钱从哪里来")
    n.clock.forward(seconds=40)
    n.do("zhou", meetings.give_floor, **here)
    n.do("zhou", meetings.note_turn, **here, turn_id=sun["turn_id"], text="费用怎么分摊？")
    n.clock.forward(seconds=61)
    n.do("zhou", meetings.end_turn, **here)
    n.do("zhou", meetings.remove_hand, **here, hand_id=_hand_of(n, room, "wang"), reason="已离席接电话")
    n.do("zhao", meetings.submit_statement, **here, stance="against", text="一楼采光受影响，先看图纸。")


def _hand_of(n: Neighbourhood, room: Room, who: str) -> int:
    raised = [e for e in n.log(f"meeting:{room.meeting_id}") if e.name == "HandRaised"]
    return next(e.data["hand_id"] for e in reversed(raised) if e.data["person_id"] == n.people[who])


def _one_motion_after_another(n: Neighbourhood, room: Room) -> None:
    here = {"meeting_id": room.meeting_id}
    n.do("chen", meetings.withdraw_motion, **here, motion_id=n.move(room, "chen", what="马上开工"))
    failing = n.move(room, "li", what="一年以后再议", by_when=date(2027, 12, 31), with_what="")
    _vote(n, room, chen="against", wang="against", li="for", zhao="abstain")
    passing = n.move(room, "chen")
    n.do(
        "chen", meetings.reword_motion, **here, motion_id=passing, who="青禾物业", what="委托两家公司出图报价并公示",
        by_when=date(2026, 12, 31), with_what="公共收益列支",
    )
    assert passing > failing
    _vote(n, room, chen="for", wang="for", li="against", zhao="for", sun="for")


def _vote(n: Neighbourhood, room: Room, **choices: str) -> None:
    ballot = n.do("zhou", meetings.put_to_vote, meeting_id=room.meeting_id)["ballot_id"]
    n.cast(Room(room.meeting_id, room.discussion_id, room.matter_id, ballot), **choices)
    n.clock.forward(minutes=2)
    n.do("zhou", meetings.close_vote, meeting_id=room.meeting_id)


def _called_off(n: Neighbourhood) -> Room:
    room = n.a_meeting(extraordinary_reason="消防检查限期答复")
    n.do("lin", meetings.cancel, meeting_id=room.meeting_id, reason="台风预警，改期另行公告")
    return room


def _closed_too_early(n: Neighbourhood) -> Room:
    room = n.a_sitting(present=("chen",))
    n.do("zhou", meetings.close_meeting, meeting_id=room.meeting_id)
    return room


# --- as vectors ---------------------------------------------------------------------------------------


def as_heard(events: list[Recorded], *, desk: bool) -> list[dict[str, Any]]:
    """The events as an audience hears them, each with the state it leads to; withheld ones lead nowhere."""
    state, heard = rooms.empty_room(), []
    for e in events:
        if e.audience == "room" or desk:
            rooms.apply(state, e.seq, e.name, moment(e.at), e.data)
            told = {"seq": e.seq, "name": e.name, "at": moment(e.at), "data": e.data}
        else:
            told = {"seq": e.seq, "name": "withheld", "at": None, "data": None}
        heard.append(told | {"after": rooms.copied(state)})
    return heard


def cases(n: Neighbourhood) -> list[dict[str, Any]]:
    """Every meeting as the room hears it, and as the desk does where that is something else."""
    found = []
    for name, room in (tell(n) | tell_sittings(n)).items():
        log = n.log(f"meeting:{room.meeting_id}")
        for desk in (False, True) if any(e.audience == "desk" for e in log) else (False,):
            heard = as_heard(log, desk=desk)
            found.append({"name": f"{name}, as the {'desk' if desk else 'room'} hears it", "events": heard,
                          "after": heard[-1]["after"]})
    return found
