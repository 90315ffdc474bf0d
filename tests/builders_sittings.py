"""Sittings of every kind, brought as far as a test needs them. All of it goes through the verbs."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from consult.community import actions as register
from consult.community.models import Body, Building, Community, Grid, Person
from consult.community.rules.kinds import Level, PostKind
from consult.community.rules.presets import preset_of
from consult.community.rules.sittings import Kind, known_kinds
from consult.meeting import actions as meetings
from consult.meeting.actions import phases, postponing, sittings
from consult.meeting.models.sittings import Sitting
from consult.storage.work import Work
from tests.builders import Neighbourhood, Room

PAPER = {"paper_title": "加装电梯方案说明", "paper_text": "两家公司的报价、分摊表和采光分析，附图纸。"}
STAKEHOLDERS, PUBLIC, INVITED = ("chen", "wang", "li"), ("he", "gu"), ("ma",)
PANEL = ("wu", "deng", "song")


def form_body(n: Neighbourhood, kind: str | Kind, *, members: Sequence[str] = ()) -> int:
    """A body of some kind, as its data has it, with these members."""
    found = kind if isinstance(kind, Kind) else known_kinds()[kind]

    def form(work: Work) -> int:
        here = work.get(Community, n.community)
        body = register.form_body(
            work, community=here, answered_by=work.get(Body, n.bodies["joint"]),
            preset=replace(preset_of(found), level=Level(found.level), sitting=found.code, answer_days=30),
        )
        for who in members:
            register.seat_member(work, community=here, body=body, person=work.get(Person, n.people[who]))
        return body.id

    id: int = n.run(None, form)
    n.bodies = {**n.bodies, found.code: id}
    return id


def a_hearing_to_come(
    n: Neighbourhood, *, days: int = 10, matter_id: int | None = None, seats: dict[str, int] | None = None, **args: Any
) -> Room:
    """A hearing that was convened so many days ago, to begin now, with nobody but the chair in it yet."""
    if "hearing" not in n.bodies:
        form_body(n, "hearing")
    with n.earlier(days=days):
        matter_id = matter_id or n.a_matter(state="admitted")
        made = n.do("lin", meetings.convene, **{
            "body_id": n.bodies["hearing"], "matter_id": matter_id, "starts_at": n.clock.at + timedelta(days=days),
            "place": "党群服务中心二楼", "chair_id": n.people["zhou"], **PAPER,
        } | args)
    room = Room(made["meeting_id"], made["discussion_id"], matter_id)
    if seats:
        n.run(None, lambda work: _reseat(work, room.meeting_id, seats))
    return room


def _reseat(work: Work, meeting_id: int, seats: dict[str, int]) -> None:
    work.get(Sitting, meeting_id).seats = seats


def people_for(n: Neighbourhood, room: Room) -> None:
    """Panel, recorder, presenter, monitor and the invited are named; residents sign up; nothing is drawn yet."""
    for role, names in (("panel", PANEL), ("recorder", ("lin",)), ("presenter", ("bai",)), ("monitor", ("qian",))):
        for who in names:
            n.do("lin", sittings.give_part, meeting_id=room.meeting_id, person_id=n.people[who], role=role)
    for who in INVITED:
        n.do("lin", sittings.give_part, meeting_id=room.meeting_id, person_id=n.people[who], role="representative",
             group="invited")
    for group, names in (("stakeholder", STAKEHOLDERS), ("public", PUBLIC)):
        for who in names:
            n.do(who, sittings.sign_up, meeting_id=room.meeting_id, group=group)


def a_published_hearing(n: Neighbourhood, **args: Any) -> Room:
    """A hearing whose list of participants is posted, to begin now."""
    room = a_hearing_to_come(n, **args)
    with n.earlier(days=5):
        people_for(n, room)
        n.do("lin", sittings.draw_lots, meeting_id=room.meeting_id)
        n.do("lin", sittings.publish_participants, meeting_id=room.meeting_id)
    return room


def an_open_hearing(n: Neighbourhood, present: Sequence[str] = ("chen", "wang", "li", "he"), **args: Any) -> Room:
    """A hearing that is open, with four of its six representatives there."""
    room = a_published_hearing(n, **args)
    n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
    for who in (*present, "bai"):
        n.do(who, meetings.check_in, meeting_id=room.meeting_id)
    return room


def step(n: Neighbourhood, room: Room, phase: str, who: str = "zhou") -> None:
    """Go on to the next step."""
    n.do(who, phases.enter_phase, meeting_id=room.meeting_id, phase=phase)


def speaks(n: Neighbourhood, room: Room, who: str, stance: str = "addition", text: str = "我说明一下。") -> None:
    """Somebody has the floor, says something, and is done."""
    n.do(who, meetings.raise_hand, meeting_id=room.meeting_id, stance=stance)
    turn = n.do("zhou", meetings.give_floor, meeting_id=room.meeting_id)
    n.clock.forward(seconds=60)
    n.do("zhou", meetings.end_turn, meeting_id=room.meeting_id)
    n.do("zhou", meetings.note_turn, meeting_id=room.meeting_id, turn_id=turn["turn_id"], text=text)


def brought_to(n: Neighbourhood, room: Room, phase: str) -> None:
    """An open hearing is brought through its order up to a step."""
    step(n, room, "opening")
    if phase == "opening":
        return
    n.do("zhou", phases.read_rules, meeting_id=room.meeting_id)
    step(n, room, "presentation")
    if phase == "presentation":
        return
    speaks(n, room, "bai")
    step(n, room, "questioning")
    if phase == "questioning":
        return
    step(n, room, "views")
    if phase == "views":
        return
    speaks(n, room, "chen", "for", "五楼的老人半年没有下过楼。")
    n.do("wang", meetings.submit_statement, meeting_id=room.meeting_id, stance="against", text="一楼采光受影响。")
    for name in ("debate", "last_words", "record"):
        step(n, room, name)
        if phase == name:
            return


def a_held_hearing(n: Neighbourhood, *, outcome: str = "escalated", **args: Any) -> Room:
    """A hearing from its notice to its confirmed record, closed."""
    room = an_open_hearing(n, **args)
    brought_to(n, room, "record")
    here = {"meeting_id": room.meeting_id}
    n.do("zhou", sittings.read_record, **here)
    n.do("chen", sittings.confirm_record, **here, answer="confirmed")
    n.do("wang", sittings.confirm_record, **here, answer="refused", reason="采光一段没有写全")
    n.do("zhou", sittings.confirm_record_for, **here, person_id=n.people["bai"], answer="confirmed")
    carries: dict[str, Any] = {"reason": "意见已经记录，请联席会议研究。", "escalated_to": n.bodies["joint"]}
    if outcome == "deferred":
        carries = {"reason": "先做两个楼梯间的样板，再听一次。", "due_on": n.clock.at.date() + timedelta(days=60)}
    n.do("zhou", meetings.close_discussion, **here, outcome=outcome, **carries)
    n.do("zhou", meetings.close_meeting, **here)
    return room


def a_forum(n: Neighbourhood, *, opened: bool = True) -> Room:
    """A public forum, open unless it is to come, with nothing asked yet."""
    if "public_forum" not in n.bodies:
        form_body(n, "public_forum")
    with n.earlier(days=4):
        made = n.do("lin", meetings.convene, body_id=n.bodies["public_forum"], starts_at=n.clock.at + timedelta(days=4),
                    place="小区广场", chair_id=n.people["zhou"])
    room = Room(made["meeting_id"], 0, 0)
    if opened:
        n.do("zhou", meetings.open_meeting, meeting_id=room.meeting_id)
        for phase in ("report", "talk"):
            step(n, room, phase)
    return room


def an_appraisal(n: Neighbourhood) -> Room:
    """An appraisal that chen, wang and li are members of, called ten days before and open; nobody is there yet."""
    body = form_body(n, "appraisal", members=("chen", "wang", "li"))
    with n.earlier(days=10):
        made = n.do("lin", meetings.convene, body_id=body, place="二楼", starts_at=n.clock.at + timedelta(days=10),
                    chair_id=n.people["zhou"], **PAPER)
    n.do("zhou", meetings.open_meeting, meeting_id=made["meeting_id"])
    return Room(made["meeting_id"], 0, 0)


def a_light_meeting(n: Neighbourhood, *, by: str = "gu_jr", kind: str = "courtyard_meeting", **args: Any) -> int:
    """A meeting in a courtyard, noted by a grid head; its id."""
    if by == "gu_jr":
        make_grid_head(n)
    noted: int = n.do(by, sittings.note_light_meeting, **{
        "community_id": n.community, "kind": kind, "held_on": n.clock.at.date() - timedelta(days=1),
        "place": "3幢院坝", "present": 14, "issues": "王师傅：路灯坏了半个月\n晾衣绳拉在过道上",
    } | args)["light_meeting_id"]
    return noted


def make_grid_head(n: Neighbourhood) -> None:
    """小顾 becomes head of the grid."""
    def appoint(work: Work) -> None:
        here = work.get(Community, n.community)
        register.appoint(work, community=here, person=work.get(Person, n.people["gu_jr"]), kind=PostKind.GRID_HEAD)

    if not any(post.kind == "grid_head" for post in n.actor("gu_jr").posts):
        n.run(None, appoint)


def tell_sittings(n: Neighbourhood) -> dict[str, Room]:
    """A hearing that was postponed and then held, and a forum: between them, every event of a sitting."""
    if "hearing" not in n.bodies:
        form_body(n, "hearing")
    room = _postponed(n)
    return {"a hearing put off": room, "a hearing held": _held(n), "a forum": _forum(n)}


def _postponed(n: Neighbourhood) -> Room:
    room = an_open_hearing(n, present=("chen",))
    n.do("lin", postponing.postpone, meeting_id=room.meeting_id, starts_at=n.clock.at + timedelta(days=7),
         reason="到会的听证代表不足三分之二")
    return room


def _held(n: Neighbourhood) -> Room:
    room = a_hearing_to_come(n, seats={"stakeholder": 3, "public": 1}, matter_id=n.a_matter(
        state="admitted", title="门口的摆摊点要不要移"))
    here = {"meeting_id": room.meeting_id}
    with n.earlier(days=5):
        people_for(n, room)
        n.do("gu", sittings.withdraw_sign_up, **here)
        n.do("gu", sittings.sign_up, **here, group="public")
        asked = n.do("he", sittings.ask_recusal, **here, person_id=n.people["deng"], reason="他是方案的编写单位")
        n.do("lin", sittings.decide_recusal, **here, recusal_id=asked["recusal_id"], granted=True, reason="情况属实")
        n.do("lin", sittings.give_part, **here, person_id=n.people["xu"], role="panel")
        n.do("lin", sittings.draw_lots, **here, seed="双色球2026131期 03 08 17 21 22 30 + 09")
        n.do("lin", sittings.publish_participants, **here)
    n.do("zhou", meetings.open_meeting, **here)
    for who in ("chen", "wang", "li", "bai"):
        n.do(who, meetings.check_in, **here)
    n.in_the_hall(room, "ma")
    brought_to(n, room, "record")
    n.do("zhou", sittings.read_record, **here)
    n.do("chen", sittings.confirm_record, **here, answer="confirmed")
    n.do("wang", sittings.confirm_record, **here, answer="refused", reason="采光一段没有写全")
    n.do("zhou", sittings.confirm_record_for, **here, person_id=n.people["bai"], answer="not_reached", reason="已经离场")
    n.do("zhou", meetings.close_discussion, **here, outcome="escalated", reason="意见已经记录，请联席会议研究。",
         escalated_to=n.bodies["joint"])
    n.do("zhou", meetings.close_meeting, **here)
    return room


def _forum(n: Neighbourhood) -> Room:
    room = a_forum(n)
    here = {"meeting_id": room.meeting_id}
    first = n.do("he", sittings.ask_question, **here, text="路灯什么时候修？")["question_id"]
    second = n.do("zhou", sittings.ask_question_for, **here, called="孙大爷", text="垃圾房的味道谁管？")["question_id"]
    n.do("zhou", sittings.end_question, **here, question_id=first, end="promised", words="物业换灯。", who="青禾物业",
         due_on=date(2026, 12, 31))
    n.do("zhou", sittings.end_question, **here, question_id=second, end="explained", words="要等街道统一改造。")
    step(n, room, "settle")
    n.do("zhou", meetings.close_meeting, **here)
    n.do("zhou", sittings.keep_promise, **here, question_id=first, words="12月10日换好了。")
    return room


def places_of(n: Neighbourhood) -> tuple[int, int]:
    """A grid and a building of 青禾社区."""
    grid = n.look(lambda db: db.scalars(select(Grid.id).where(Grid.community_id == n.community)).first())
    building = n.look(lambda db: db.scalars(select(Building.id).where(Building.community_id == n.community)).first())
    return grid, building
