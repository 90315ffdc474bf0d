"""Rooms in the middle of a procedure, for the commands of the rules of order."""
from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from consult.meeting import actions as meetings
from consult.meeting.models import Amendment, Motion, Parked, Point, Question, Ruling, Straw
from tests.builders import Neighbourhood, Room
from tests.meeting.told_by_the_rules import DAY, under

OTHER_WORDS = {"who": "青禾物业", "what": "委托三家公司出图报价", "by_when": DAY, "with_what": "公共收益列支"}


def rooms_of_procedure(town: Neighbourhood, here: dict[str, Room]) -> None:
    """chen raised, moved, asked and parked; li waits, and chairs the room that pauses; gu_jr observes."""
    for name in ("order", "paused", "yielding"):
        here[name] = town.a_discussion()
    here["amended"], here["asked"] = town.a_motion(), town.a_motion()
    under(town, amendments="no_objection")
    here["unopposed"] = town.a_motion()
    under(town)
    for name in ("order", "amended", "asked", "unopposed", "yielding"):
        town.do("gu_jr", meetings.check_in, meeting_id=here[name].meeting_id)
    in_the_middle(town, here["order"], "chen", "zhou")
    for name in ("amended", "unopposed"):
        town.do("chen", meetings.move_amendment, meeting_id=here[name].meeting_id, **OTHER_WORDS)
    town.do("zhou", meetings.put_amendment, meeting_id=here["unopposed"].meeting_id)
    town.do("chen", meetings.move_close_debate, meeting_id=here["asked"].meeting_id)
    for who in ("chen", "li"):
        town.do(who, meetings.raise_hand, meeting_id=here["yielding"].meeting_id, stance="for")
    town.do("zhou", meetings.give_floor, meeting_id=here["yielding"].meeting_id)
    town.do("zhou", meetings.hand_over_chair, meeting_id=here["paused"].meeting_id, person_id=town.people["li"],
            reason="主持人要发言")
    town.do("zhou", meetings.suspend, meeting_id=here["paused"].meeting_id, reason="投影仪坏了")


def procedure_next_door(town: Neighbourhood, body: str) -> Room:
    """The same of the other community, all in one room."""
    room = town.a_motion(body=body)
    in_the_middle(town, room, "yu", "fang")
    town.do("yu", meetings.move_amendment, meeting_id=room.meeting_id, **OTHER_WORDS)
    town.do("fang", meetings.put_amendment, meeting_id=room.meeting_id)
    return room


def in_the_middle(town: Neighbourhood, room: Room, who: str, chair: str) -> None:
    """A point is raised, something ruled, a straw poll open, something parked."""
    here = {"meeting_id": room.meeting_id}
    town.do(who, meetings.raise_point, **here, kind="order", text="没有按次序")
    town.do(chair, meetings.moderate, **here, speaker_id=town.people[who], kind="off_topic", reason="说到停车去了")
    town.do(chair, meetings.ask_straw, **here, kind="straw", text="先装这一幢行不行？")
    town.do(who, meetings.park, **here, text="门口的停车也要管")


def ids_of_procedure(room: Room) -> dict[str, Select[Any]]:
    """Where the ids of a room's procedure are found."""
    return {
        "point": select(Point.id).where(Point.discussion_id == room.discussion_id),
        "ruling": select(Ruling.id).where(Ruling.discussion_id == room.discussion_id),
        "question": select(Question.id).where(Question.discussion_id == room.discussion_id),
        "straw": select(Straw.id).where(Straw.meeting_id == room.meeting_id),
        "parked": select(Parked.id).where(Parked.discussion_id == room.discussion_id),
        "amendment": select(Amendment.id).join(Motion, Motion.id == Amendment.motion_id)
        .where(Motion.discussion_id == room.discussion_id),
    }
