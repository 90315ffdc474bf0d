"""Sittings of every kind for the matrix: one hearing at each of its stages, a forum, two light meetings."""
from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from consult.meeting.actions import postponing, sittings
from consult.meeting.models.sittings import RaisedIssue, Recusal
from consult.meeting.queries import doors
from consult.meeting.rules.sittings.door_code import SHEET, door_code
from tests.builders import Neighbourhood, Room
from tests.builders_sittings import (
    a_forum,
    a_hearing_to_come,
    a_light_meeting,
    a_published_hearing,
    an_open_hearing,
    brought_to,
    people_for,
)


def build(town: Neighbourhood, rooms: dict[str, Room], ids: dict[str, int], codes: dict[str, str]) -> None:
    """Everything, by the names that samples_sittings.py uses."""
    rooms["signing"] = _signing(town, ids)
    rooms["drawn"] = _drawn(town)
    rooms["hearing"], rooms["opening"] = an_open_hearing(town), an_open_hearing(town)
    brought_to(town, rooms["opening"], "opening")
    rooms["record"], rooms["read"] = an_open_hearing(town), an_open_hearing(town)
    for name in ("record", "read"):
        brought_to(town, rooms[name], "record")
    town.do("zhou", sittings.read_record, meeting_id=rooms["read"].meeting_id)
    rooms["postpone_meeting"] = a_published_hearing(town)
    town.do("lin", postponing.postpone, meeting_id=rooms["postpone_meeting"].meeting_id, reason="会议室停电了",
            starts_at=town.clock.at.replace(day=28))
    _forums(town, rooms, ids)
    codes["kiosk"] = town.do("zhou", sittings.open_kiosk, meeting_id=rooms["hearing"].meeting_id)["token"]
    secret = town.see(doors.secret, rooms["hearing"].meeting_id)
    codes["door"] = door_code(secret, SHEET)
    _light(town, ids)


def _signing(town: Neighbourhood, ids: dict[str, int]) -> Room:
    room = a_hearing_to_come(town)
    here: dict[str, Any] = {"meeting_id": room.meeting_id}
    for role, names in (("panel", ("wu", "deng", "song")), ("recorder", ("lin",))):
        for who in names:
            town.do("lin", sittings.give_part, **here, person_id=town.people[who], role=role)
    for who in ("he", "gu"):
        town.do(who, sittings.sign_up, **here, group="public")
    town.do("gu", sittings.ask_recusal, **here, person_id=town.people["deng"], reason="他的公司是施工方")
    ids["recusal"] = town.look(lambda db: db.scalars(select(Recusal.id).order_by(Recusal.id.desc())).first())
    return room


def _drawn(town: Neighbourhood) -> Room:
    room = a_hearing_to_come(town)
    people_for(town, room)
    town.do("lin", sittings.draw_lots, meeting_id=room.meeting_id)
    return room


def _forums(town: Neighbourhood, rooms: dict[str, Room], ids: dict[str, int]) -> None:
    rooms["forum"] = a_forum(town)
    here: dict[str, Any] = {"meeting_id": rooms["forum"].meeting_id}
    for name in ("open_question", "promise"):
        ids[name] = town.do("he", sittings.ask_question, **here, text="路灯什么时候修？")["question_id"]
    town.do("zhou", sittings.end_question, **here, question_id=ids["promise"], end="promised", words="物业换灯。",
            who="青禾物业", due_on=date(2026, 12, 31))


def _light(town: Neighbourhood, ids: dict[str, int]) -> None:
    ids["light"] = a_light_meeting(town, by="lin")
    ids["party_group"] = a_light_meeting(town, by="wu", kind="party_group_meeting", issues="")
    ids["issue"] = town.look(lambda db: db.scalars(select(RaisedIssue.id)).first())
